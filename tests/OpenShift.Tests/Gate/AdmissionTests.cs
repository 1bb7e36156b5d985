using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests.Gate;

/// <summary>Every expression of the gate's policies, evaluated on objects of every kind.</summary>
public sealed class AdmissionTests
{
    private const string Help = "it's \"https://wiki/gate\" \\o/";

    private static readonly string SharedCases = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "gate", "cases"));

    [Fact]
    public async Task Every_case_ends_as_it_must()
    {
        GateCase[] cases = [.. Cases()];
        Assert.InRange(cases.Length, 60, 1000);

        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync("deny"), await GateObjects.ListAsync(), cases.Select(one => one.Request));

        Assert.Equal(
            cases.Select(one => $"{one.Request.Name}: {one.Outcome}"),
            decisions.Select(decision => $"{decision.Name}: {decision.Outcome}"));
        Assert.All(cases.Zip(decisions), pair =>
        {
            Assert.Contains(pair.First.Says, string.Join('\n', pair.Second.Messages), StringComparison.Ordinal);
            // What is refused is refused with a reason, and not because an expression has failed, but where no string is given at all.
            Assert.Equal(pair.First.Outcome == "refused", pair.Second.Messages.Count > 0);
            Assert.DoesNotContain(
                pair.Second.Messages,
                message => message.StartsWith("error:", StringComparison.Ordinal)
                    && pair.First.Request.Name is not ("no-string" or "storage-uris-without-uri"));
        });
    }

    [Fact]
    public async Task The_cases_that_a_real_API_server_has_decided_end_as_there()
    {
        Assert.SkipUnless(Directory.Exists(SharedCases), $"This needs the cases of {SharedCases}.");
        var expected = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["good-oci"] = "allowed",
            ["query-ok"] = "allowed",
            ["conn-ok"] = "allowed",
            ["llm-good"] = "allowed",
            ["exempt-ns"] = "allowed",
            ["by-args"] = "allowed",
            ["by-image"] = "allowed",
            ["wrong-tag"] = "not a vetted model: ",
            ["by-case"] = "not a vetted model: ",
            ["no-slash"] = "not a vetted model: ",
            ["canary"] = "not a vetted model: ",
            ["by-transformer"] = "not a vetted model: ",
            ["legacy"] = "not a vetted model: ",
            ["storageuris"] = "not a vetted model: ",
            ["conn-param"] = "not a vetted model: ",
            ["llm-bad"] = "not a vetted model: ",
            ["containers"] = "every predictor must name its model",
            ["llm-nomodel"] = "spec.model.uri must name the model",
        };
        AdmissionRequest[] requests =
        [
            .. Directory.EnumerateFiles(SharedCases, "*.yaml").Order(StringComparer.Ordinal)
                .SelectMany(file => Manifest.ParseAll(File.ReadAllText(file)))
                .Select(manifest => AdmissionRequest.Create(GateObjects.ToJson(manifest.Root)!)),
        ];
        var list = new Manifest((YamlMappingNode)Parse(File.ReadAllText(Path.Combine(SharedCases, "..", "vetted-models.json"))));

        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(await PoliciesAsync("deny"), list, requests);

        Assert.Equal(
            expected.Keys.Order(StringComparer.Ordinal),
            decisions.Select(decision => decision.Name).Order(StringComparer.Ordinal));
        Assert.All(decisions, decision =>
        {
            string outcome = expected[decision.Name];
            Assert.Equal(outcome == "allowed" ? "allowed" : "refused", decision.Outcome);
            Assert.All(decision.Messages, message => Assert.StartsWith(outcome, message, StringComparison.Ordinal));
            Assert.All(
                decision.Messages.Where(message => message.StartsWith("not", StringComparison.Ordinal)),
                message => Assert.Contains("; vetted at the same place: ", message, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("audit", "noted")]
    [InlineData("warn", "warned")]
    [InlineData("deny", "refused")]
    public async Task A_mode_says_what_happens_to_what_is_not_vetted(string mode, string outcome)
    {
        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync(mode),
            await GateObjects.ListAsync(),
            [AdmissionRequest.Create("bad", "s3://evil/x"), AdmissionRequest.Create("good", "s3://models/granite/"), DeletionOfTheList()]);

        Assert.Equal([outcome, "allowed", outcome], decisions.Select(decision => decision.Outcome));
        Assert.Equal("s3://evil/x", (string?)decisions[0].Audit["models"]);
    }

    [Theory]
    [InlineData("audit", "allowed")]
    [InlineData("warn", "allowed")]
    [InlineData("deny", "refused")]
    public async Task Only_deny_refuses_anything_while_the_list_is_missing(string mode, string outcome)
    {
        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync(mode), null, [AdmissionRequest.Create("x", "s3://models/granite/")]);

        Assert.Equal(outcome, Assert.Single(decisions).Outcome);
    }

    [Theory]
    [InlineData("uris: \"\"")]
    [InlineData("connections: \"\"")]
    public async Task An_empty_list_refuses_new_objects_with_the_usual_message(string data)
    {
        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync("deny"),
            Assert.Single(Manifest.ParseAll(
                $"{{ apiVersion: v1, kind: ConfigMap, metadata: {{ name: vetted-models }}, data: {{ {data} }} }}")),
            [AdmissionRequest.Create("x", "s3://models/granite/"), AdmissionRequest.Create("empty", "")]);

        Assert.All(decisions, decision => Assert.Equal("refused", decision.Outcome));
        Assert.Equal(["not a vetted model: s3://models/granite/; vetted at the same place: none"], decisions[0].Messages);
    }

    [Fact]
    public async Task A_list_without_any_data_refuses_as_an_empty_one()
    {
        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync("deny"),
            Assert.Single(Manifest.ParseAll("{ apiVersion: v1, kind: ConfigMap, metadata: { name: vetted-models } }")),
            [AdmissionRequest.Create("x", "s3://models/granite/")]);

        Assert.Equal(["not a vetted model: s3://models/granite/; vetted at the same place: none"], Assert.Single(decisions).Messages);
    }

    [Fact]
    public async Task The_guard_keeps_the_list_and_nothing_else()
    {
        AdmissionRequest deletion = DeletionOfTheList();
        JsonNode annotated = deletion.OldObject!.DeepClone();
        annotated["metadata"]!["annotations"] = new JsonObject { ["model-registry/may-go"] = "" };
        JsonNode otherwise = deletion.OldObject.DeepClone();
        otherwise["metadata"]!["annotations"] = new JsonObject { ["a"] = "model-registry/may-go" };

        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync("deny"),
            await GateObjects.ListAsync(),
            [
                deletion,
                deletion with { OldObject = annotated },
                deletion with { OldObject = otherwise },
                deletion with { Name = "another" },
                deletion with { Namespace = "ml" },
                deletion with { Operation = "UPDATE", Object = deletion.OldObject.DeepClone() },
            ]);

        Assert.Equal(["refused", "allowed", "refused", "allowed", "allowed", "allowed"], decisions.Select(decision => decision.Outcome));
        Assert.Contains("model-registry/may-go", Assert.Single(decisions[0].Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_message_ends_with_where_to_find_help_whatever_characters_that_has()
    {
        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await GateObjects.PoliciesAsync("--mode", "deny", "--help-url", Help),
            await GateObjects.ListAsync(),
            [
                AdmissionRequest.Create("bad", "s3://evil/x"),
                AdmissionRequest.Create(new JsonObject
                {
                    ["apiVersion"] = "serving.kserve.io/v1beta1",
                    ["kind"] = "InferenceService",
                    ["metadata"] = new JsonObject { ["name"] = "unnamed", ["namespace"] = "ml" },
                    ["spec"] = new JsonObject { ["predictor"] = new JsonObject() },
                }),
                AdmissionRequest.Create("good", "s3://models/granite/"),
            ]);

        Assert.Equal(["refused", "refused", "allowed"], decisions.Select(decision => decision.Outcome));
        Assert.All(
            decisions.SelectMany(decision => decision.Messages),
            message => Assert.EndsWith($"; see {Help}", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_of_5000_is_gone_through_once_for_each_look_and_once_more_for_what_is_near()
    {
        string seed = Path.Combine(Directory.CreateTempSubdirectory("gate-tests-").FullName, "seed.yaml");
        await File.WriteAllTextAsync(seed, SeedOf(5000), TestContext.Current.CancellationToken);
        Manifest list = await GateObjects.ListAsync(seed);
        Directory.Delete(Path.GetDirectoryName(seed)!, recursive: true);
        var several = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "several" },
            ["spec"] = new JsonObject
            {
                ["predictor"] = new JsonObject
                {
                    ["storageUris"] = new JsonArray(
                        [
                            .. Enumerable.Range(1010, 5)
                                .Select(number => (JsonNode)new JsonObject { ["uri"] = $"s3://bucket/model-{number}/" }),
                        ]),
                },
            },
        };

        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync("deny"),
            list,
            [
                AdmissionRequest.Create("middle", "s3://bucket/model-2500/"),
                AdmissionRequest.Create("last", "s3://bucket/model-4999/"),
                AdmissionRequest.Create("by-query", "s3://bucket/model-4999/?endpoint=x"),
                new AdmissionRequest { Name = "several", Object = several },
                AdmissionRequest.Create("none", "s3://bucket/model-5000/"),
                AdmissionRequest.Create("elsewhere", "s3://elsewhere/"),
                new AdmissionRequest { Name = "unchanged", Operation = "UPDATE", Object = several.DeepClone(), OldObject = several },
                new AdmissionRequest
                {
                    Name = "replicas",
                    Operation = "UPDATE",
                    Object = WithReplicas(AdmissionRequest.Create("x", "s3://elsewhere/").Object!),
                    OldObject = AdmissionRequest.Create("x", "s3://elsewhere/").Object,
                },
            ]);

        // Splitting the list is one scan, each URI looked for one, its other form another, and one finds what is near a refused one.
        Assert.Equal(
            [
                "middle allowed 2", "last allowed 2", "by-query allowed 3", "several allowed 6",
                "none refused 3", "elsewhere refused 3", "unchanged allowed 0", "replicas allowed 0",
            ],
            decisions.Select(decision => $"{decision.Name} {decision.Outcome} {decision.Scans}"));
        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(decisions[4].Messages)), 2000, 5 * 1024);
        Assert.EndsWith("...", Assert.Single(decisions[4].Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_never_longer_than_the_API_server_takes()
    {
        string longAscii = $"s3://evil/{new string('x', 60_000)}";
        string longEmoji = $"s3://evil/{string.Concat(Enumerable.Repeat("😀", 20_000))}";

        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync("deny"),
            await GateObjects.ListAsync(),
            [AdmissionRequest.Create("ascii", longAscii), AdmissionRequest.Create("emoji", longEmoji)]);

        Assert.All(decisions, decision => Assert.Equal("refused", decision.Outcome));
        Assert.All(
            decisions,
            decision => Assert.StartsWith("not a vetted model: s3://evil/", Assert.Single(decision.Messages), StringComparison.Ordinal));
        Assert.All(decisions, decision => Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(decision.Messages)), 1000, 5 * 1024));
    }

    [Fact]
    public async Task Places_let_in_what_is_below_them_and_nothing_that_leads_out()
    {
        Manifest list = await GateObjects.ListAsync(Path.Combine(GateObjects.Directory, "places.yaml"), "--prefixes");
        (string Uri, bool IsAllowed)[] cases =
        [
            ("s3://models/granite/", true),
            ("s3://models/any/thing", true),
            ("s3://models/granite/?endpoint=https%3A%2F%2Fminio.example.com&defaultRegion=us-east-1", true),
            ("s3://models", false),
            ("s3://models-of-others/granite/", false),
            ("s3://models?endpoint=/x", false),
            ("s3://other/granite/", false),
            ("oci://registry.internal/team/granite:1.5", true),
            ("oci://registry.internal/team/granite@sha256:aaaa", true),
            ("oci://registry.internal/team/../evil:1", false),
            ("oci://registry.internal/other/granite:1.5", false),
            ("oci://registry.internal.evil.example/team/granite:1.5", false),
            ("oci://quay.io/one/image:1.0", true),
            ("oci://quay.io/one/image:1.1", false),
            ("oci://quay.io/one/image:1.0/x", false),
            ("https://models.internal/vetted/a.onnx", true),
            ("https://models.internal/vetted/", true),
            ("https://models.internal/vetted/../secret", false),
            ("https://models.internal/vetted/..", false),
            ("https://models.internal/vetted/./a.onnx", false),
            ("https://models.internal/vetted/%2e%2e/secret", false),
            ("https://models.internal/vetted/..%2Fsecret", false),
            ("https://models.internal/vetted/..\\secret", false),
            ("https://models.internal/vetted/a?file=../secret", false),
            ("https://models.internal/vetted/a#b", false),
            ("https://models.internal/vetted/...", true),
            ("https://models.internal/vetted", false),
            ("", false),
            ("s3://", false),
            ("hf://org/model", false),
        ];

        IReadOnlyList<AdmissionDecision> decisions = await ApiServer.DecideAsync(
            await PoliciesAsync("deny"), list, cases.Select(one => AdmissionRequest.Create(one.Uri, one.Uri)));

        Assert.Equal(cases, decisions.Select(decision => (decision.Name, decision.Outcome == "allowed")));
        Assert.All(
            decisions.Where(decision => decision.Outcome == "refused"),
            decision => Assert.EndsWith(
                "; vetted places: https://models.internal/vetted/, oci://registry.internal/team/, s3://models/",
                Assert.Single(decision.Messages),
                StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<Manifest>> PoliciesAsync(string mode) =>
        GateObjects.PoliciesAsync("--mode", mode, "--exempt", "free");

    private static AdmissionRequest DeletionOfTheList() => new()
    {
        Name = "vetted-models",
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Namespace = Overlays.Namespace,
        Operation = "DELETE",
        OldObject = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "vetted-models" } },
    };

    private static JsonNode WithReplicas(JsonNode whole)
    {
        whole["spec"]!["predictor"]!["minReplicas"] = 2;
        return whole;
    }

    private static string SeedOf(int models)
    {
        var seed = new StringBuilder("formatVersion: 1\nmodels:\n");
        for (int number = 0; number < models; number++)
        {
            seed.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: model-{number:0000}, versions: "
                + $"[{{ name: '1', artifacts: [{{ uri: 's3://bucket/model-{number:0000}/' }}] }}] }}\n");
        }

        return seed.ToString();
    }

    private static YamlNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }

    /// <summary>The cases of <c>cases.yaml</c>.</summary>
    private static IEnumerable<GateCase> Cases() =>
        from pair in (YamlMappingNode)Parse(File.ReadAllText(Path.Combine(GateObjects.Directory, "cases.yaml")))
        let name = ((YamlScalarNode)pair.Key).Value!
        let one = (YamlMappingNode)pair.Value
        let outcome = one.Children.ContainsKey("allowed") ? "allowed" : "refused"
        let kind = one.TextOrNull("kind") ?? "InferenceService"
        let was = one.Find("was")
        let operation = one.TextOrNull("operation") ?? (was is null ? "CREATE" : "UPDATE")
        select new GateCase(
            new AdmissionRequest
            {
                Name = name,
                Kind = kind,
                ApiVersion = one.TextOrNull("apiVersion")
                    ?? (kind == "InferenceService" ? "serving.kserve.io/v1beta1" : "serving.kserve.io/v1alpha2"),
                Namespace = one.TextOrNull("namespace") ?? "ml",
                Operation = operation,
                Object = operation == "DELETE" ? null : ObjectOf(name, one.Find(outcome)!, isGoing: one.Find("going") is not null),
                OldObject = was is null ? null : ObjectOf(name, was, isGoing: false),
            },
            outcome,
            one.TextOrNull("says") ?? "");

    private static JsonObject ObjectOf(string name, YamlNode spec, bool isGoing)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (isGoing)
        {
            metadata["deletionTimestamp"] = "2026-11-28T12:00:00Z";
        }

        return new JsonObject { ["metadata"] = metadata, ["spec"] = GateObjects.ToJson(spec) };
    }

    private sealed record GateCase(AdmissionRequest Request, string Outcome, string Says);
}
