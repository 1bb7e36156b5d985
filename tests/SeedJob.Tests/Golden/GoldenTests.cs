using System.Net;
using ModelRegistry.Emulator;
using ModelRegistry.Tests.Shared;
using SeedJob.Commands;
using SeedJob.Tests.Coverage;

namespace SeedJob.Tests.Golden;

/// <summary>
/// One large scenario that uses every command, in every format, and what it wrote: a change of the code shows as a change of the files
/// beside this one. <c>UPDATE_GOLDEN=1</c> in the environment writes them anew.
/// </summary>
public sealed class GoldenTests : IAsyncLifetime
{
    private const string Base = """
        formatVersion: 1
        set: golden
        source: https://git.example/seeds
        models:
          - name: alpha
            description: The first | of *all*
            owner: ai-admin
            provider: IBM
            license: apache-2.0
            labels: [granite, vetted]
            customProperties: { quantization: FP8, size: 8, ratio: 0.5, open: true, card: { a: [1, 2] } }
            versions:
              - name: "1.0"
                author: ann
                artifacts:
                  - uri: s3://models/alpha/1/
                    modelFormatName: safetensors
                  - { name: card, artifactType: doc-artifact, uri: "https://docs.example/alpha" }
                  - { name: data, artifactType: dataset-artifact, uri: "s3://data/alpha/" }
              - name: "2.0"
                artifacts: [{ uri: "s3://models/alpha/2/" }]
          - name: beta
            versions:
              - name: "1"
                artifacts: [{ uri: "http://STUB/beta" }]
          - name: gamma
            versions:
              - name: "1"
                artifacts: [{ uri: "s3://models/gamma/" }]

        """;

    private const string Changed = """
        formatVersion: 1
        set: golden
        source: https://git.example/seeds
        models:
          - name: alpha
            description: The first, changed
            owner: ai-admin
            provider: IBM
            license: mit
            labels: [granite, vetted, new]
            customProperties: { quantization: INT4, size: "8" }
            versions:
              - name: "1.0"
                author: bob
                artifacts:
                  - uri: s3://models/alpha/1/
                    modelFormatName: onnx
              - name: "3.0"
                artifacts: [{ uri: "s3://models/alpha/3/" }]
          - name: beta

        """;

    private const string Bad = """
        formatVersion: 1
        policy: { licenses: { allow: [mit] }, requiredLabels: [vetted] }
        models:
          - name: " alpha"
            licence: apache-2.0
            license: bsd
            versions: [{ name: "1", artifacts: [{ uri: "not a uri" }] }]
          - name: same
            customProperties: { secret: "${file:/does/not/exist}", other: "${UNDEFINED}" }
          - name: same

        """;

    private const string Foreign = """
        formatVersion: 1
        set: other
        models:
          - name: alpha
            versions: [{ name: "1.0", description: ours }]
          - name: new-of-other

        """;

    private const string Refused = """
        formatVersion: 1
        models:
          - name: ALPHA
          - name: taken
            externalId: alpha-id
          - name: holder
            versions:
              - name: V1
                description: similar
              - name: v2
                artifacts:
                  - { name: one, externalId: kind-id, uri: "s3://models/x/" }
                  - { name: other, externalId: name-id, uri: "s3://models/y/" }
                  - { name: twin, uri: "s3://models/twin/" }
          - name: archived
            versions: [{ name: new }]
          - name: fine

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly CatalogFolder _catalog = new();
    private readonly SteppingClock _clock = new();
    private CancellationTokenSource _stop = new();
    private readonly StubServer _stub = new("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    private SharedRegistry _shared = null!;
    private GoldenOutput _output = null!;

    private ModelRegistryEmulator Registry => _shared.Registry;

    public async ValueTask InitializeAsync()
    {
        _shared = await SharedRegistry.StartAsync(new ModelRegistryEmulatorOptions { TimeProvider = _clock });
        _output = new GoldenOutput(_folder, () => _shared.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        await _stub.DisposeAsync();
        _stop.Dispose();
        _catalog.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_the_commands_write_is_as_committed()
    {
        await HelpAsync();
        await ValidateAsync();
        await ApplyAndPruneAsync();
        await RefuseAsync();
        await FailAsync();
        await ReadAsync();
        await CatalogAsync();
        _output.Add("audit", await ReadFileAsync(_folder["audit.jsonl"]));
        _output.Verify();
    }

    private static string Number(string json)
    {
        int start = json.IndexOf("\"id\":\"", StringComparison.Ordinal) + 6;
        return json[start..json.IndexOf('"', start)];
    }

    private async Task HelpAsync()
    {
        // The lines of the help itself are as long as the terminal is wide.
        foreach (JobCommand command in SeedJobApp.Commands)
        {
            _output.Add("help", $"{command.Name}: {command.Description}\n");
            IEnumerable<string> options = command.Options.Select(
                option => $"  {option.Name} {option.ValueName ?? "-"}\n    {option.Description}\n");
            _output.Add("help", string.Concat(options));
        }

        await RunAsync("help", "version");
        await RunAsync("help", "aply");
        await RunAsync("help", "apply", "--prun");
        await RunAsync("help", "plan", "--output", "sarif");
        await RunAsync("help", "apply");
        await RunAsync("help", "apply", "seed.yaml", "--fail-fast", "--continue-on-error");
        await RunRegistryAsync("help", "wait", "--wait", "soon");
        Job schema = await Job.RunAsync(["schema"]);
        string committed = Path.Combine(SourceTree.FolderOf("ModelRegistry.Sdk.sln"), "schemas", "seed.v1.schema.json");
        Assert.Equal(await ReadFileAsync(committed), schema.Out);
    }

    private async Task ValidateAsync()
    {
        string stub = _stub.Url["http://".Length..];
        _folder.Write("base.yaml", Base.Replace("STUB", stub, StringComparison.Ordinal));
        _folder.Write("changed.yaml", Changed);
        _folder.Write("bad.yaml", Bad);
        _folder.Write("foreign.yaml", Foreign);
        _folder.Write("refused.yaml", Refused);
        foreach (string format in (string[])["text", "json", "github", "sarif"])
        {
            await RunAsync("validate", "validate", _folder["base.yaml"], "--output", format);
            await RunAsync("validate", "validate", _folder["bad.yaml"], "--output", format);
        }
    }

    private async Task ApplyAndPruneAsync()
    {
        await RunRegistryAsync("wait", "wait");
        await RunRegistryAsync("wait", "wait", "--log-format", "json");
        await PlanAsync("base.yaml");
        await RunRegistryAsync("plan", "plan", _folder["base.yaml"], "--detailed-exitcode", "--output", "github");
        await ApplyAsync("base.yaml", "--dry-run");
        await ApplyAsync("base.yaml");
        await ApplyAsync("base.yaml", "--output", "json");
        await ApplyAsync("base.yaml", "--output", "markdown");
        await RunRegistryAsync("plan", "verify", _folder["base.yaml"]);
        await RunRegistryAsync("report", "report", "--file", _folder["before.md"]);
        await RunRegistryAsync("plan", "verify", _folder["changed.yaml"]);
        await PlanAsync("changed.yaml", "--prune");
        await ApplyAsync("changed.yaml", "--prune", "--output", "json");
        await PlanAsync("base.yaml");
        await ApplyAsync("base.yaml", "--prune", "--prune-limit", "0");
        await ApplyAsync("base.yaml", "--prune", "--output", "markdown");
    }

    private async Task RefuseAsync()
    {
        await PlanAsync("foreign.yaml");
        await ApplyAsync("foreign.yaml");
        await ApplyAsync("foreign.yaml", "--output", "json");
        await ApplyAsync("foreign.yaml", "--output", "markdown", "--fail-fast");
        await PlanAsync("base.yaml", "--source", "elsewhere");
        string seed = await ReadFileAsync(_folder["base.yaml"]);
        _folder.Write("moved.yaml", seed.Replace("git.example", "git.elsewhere", StringComparison.Ordinal));
        await ApplyAsync("moved.yaml");
        _folder.Write("uri.yaml", seed.Replace("s3://models/gamma/", "s3://models/gamma-new/", StringComparison.Ordinal));
        await PlanAsync("uri.yaml");
        await ApplyAsync("uri.yaml");
        await ApplyAsync("uri.yaml", "--allow-uri-change", "--dry-run");

        string holder = Registry.AddRegisteredModel("holder");
        Registry.AddModelVersion(holder, "v1");
        string version = Registry.AddModelVersion(holder, "v2");
        Invoke("POST", $"model_versions/{version}/artifacts", """{"artifactType":"doc-artifact","name":"one","externalId":"kind-id"}""");
        Invoke("POST", $"model_versions/{version}/artifacts", """{"artifactType":"model-artifact","name":"old","externalId":"name-id"}""");
        Invoke("POST", $"model_versions/{version}/artifacts", """{"artifactType":"model-artifact","name":"a","uri":"s3://models/twin/"}""");
        Invoke("POST", $"model_versions/{version}/artifacts", """{"artifactType":"model-artifact","name":"b","uri":"s3://models/twin/"}""");
        Invoke("POST", "registered_models", """{"name":"id-holder","externalId":"alpha-id"}""");
        Invoke("PATCH", $"registered_models/{Registry.AddRegisteredModel("archived")}", """{"state":"ARCHIVED"}""");
        await PlanAsync("refused.yaml");
        await ApplyAsync("refused.yaml");

        await StateAsync("archive", "beta");
        await StateAsync("archive", "beta");
        await StateAsync("archive", "alpha", "2.0");
        await StateAsync("archive", "nobody");
        await PlanAsync("base.yaml");
        await StateAsync("restore", "beta");
        await StateAsync("restore", "alpha", "2.0");
        string alpha = Number(Invoke("GET", "registered_model?name=alpha", null));
        string environment = Number(Invoke("POST", "serving_environments", """{"name":"cluster"}"""));
        Invoke(
            "POST",
            "inference_services",
            $$"""
            {"name":"alpha-serving","registeredModelId":"{{alpha}}","servingEnvironmentId":"{{environment}}","desiredState":"DEPLOYED"}
            """);
        await StateAsync("archive", "alpha");
        const string small = "formatVersion: 1\nset: golden\nmodels: [{ name: beta }, { name: gamma, versions: [{ name: '1' }] }]\n";
        _folder.Write("small.yaml", small);
        await PlanAsync("small.yaml", "--prune");
        await ApplyAsync("small.yaml", "--prune");
        await ApplyAsync("small.yaml", "--prune", "--archive-deployed", "--dry-run");
        _folder.Write("no-set.yaml", "formatVersion: 1\nmodels: [{ name: beta }]\n");
        await ApplyAsync("no-set.yaml", "--prune");

        string gamma = Number(Invoke("GET", "registered_model?name=gamma", null));
        Invoke(
            "PATCH",
            $"registered_models/{gamma}",
            """{"customProperties":{"locked":{"struct_value":"eyJhIjoxfQ==","metadataType":"MetadataStructValue"}}}""");
        await PlanAsync("small.yaml");
        await ApplyAsync("base.yaml");
    }

    private async Task FailAsync()
    {
        static string SeedOf(char name) => $"formatVersion: 1\nmodels: [{{ name: {name}1 }}, {{ name: {name}2 }}, {{ name: {name}3 }}]\n";
        const string body = """{"code":"Bad Request","message":"not today"}""";
        var refusal = new Fault { Method = "POST", Status = HttpStatusCode.BadRequest, Body = body };
        _folder.Write("fail.yaml", SeedOf('f'));
        Registry.Faults.Add(refusal with { After = 1 });
        await ApplyAsync("fail.yaml", "--fail-fast");
        Registry.Faults.Add(refusal);
        await ApplyAsync("fail.yaml", "--output", "json");
        _folder.Write("fail.yaml", SeedOf('g'));
        Registry.Faults.Add(new Fault { Method = "POST", Effect = FaultEffect.CutAfter });
        Registry.Faults.Add(new Fault { Method = "GET", Status = HttpStatusCode.ServiceUnavailable, After = 1, Times = int.MaxValue });
        await ApplyAsync("fail.yaml", "--wait", "0s", "--output", "markdown");
        Registry.Faults.Clear();
        _folder.Write("stop.yaml", SeedOf('h'));
        _shared.Before("POST", "registered_models", () => _stop.CancelAsync());
        await ApplyAsync("stop.yaml", "--output", "json");
        await RunAsync("apply", "apply", _folder["fail.yaml"], "--registry", StubServer.ClosedUrl(), "--wait", "0s");
        await using var locked = new StubServer("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await RunAsync("apply", "apply", _folder["fail.yaml"], "--registry", locked.Url, "--wait", "0s");
    }

    private async Task ReadAsync()
    {
        string deployments = _folder.Write("deployments.json", Cluster.List(
            Cluster.Isvc("good", Cluster.Uri("s3://models/alpha/1/")),
            Cluster.Isvc("evil", Cluster.Uri("s3://models/evil/")),
            Cluster.Llm("two", """{"uri":"s3://models/gamma/"}""")));
        File.SetLastWriteTimeUtc(deployments, _clock.GetUtcNow().UtcDateTime);
        await RunRegistryAsync("export", "export");
        await RunRegistryAsync("export", "export", "--select", "g*,f1", "--filter", "name = 'gamma'");
        await RunRegistryAsync("export", "export", "--output", "markdown");
        await RunRegistryAsync("report", "report", "--deployments", deployments, "--since", _folder["before.md"]);
        await RunRegistryAsync("report", "report", "--html", "--select", "alpha");
        foreach (string format in (string[])["text", "json", "markdown", "github"])
        {
            await RunRegistryAsync("coverage", "coverage", "--deployments", deployments, "--output", format);
        }

        _folder.Write("policy.yaml", "formatVersion: 1\npolicy: { artifactUris: { allow: ['s3://models/**'] } }\n");
        await RunRegistryAsync("gate", "gate", "list");
        await RunAsync("gate", "gate", "list", "--prefixes", "--policy", _folder["policy.yaml"]);
        await RunAsync("gate", "gate", "policy");
        foreach (string format in (string[])["text", "json", "markdown"])
        {
            await RunAsync("artifacts", "artifacts", _folder["base.yaml"], "--output", format, "--s3-endpoint", _stub.Url);
        }

        string[] audit = ["--audit-log", _folder["audit.jsonl"], "--actor", "golden"];
        await RunRegistryAsync("artifacts", ["artifacts", "--select", "beta", "--record", .. audit]);
        await RunRegistryAsync("artifacts", "verify", _folder["base.yaml"], "--artifacts", "--s3-endpoint", _stub.Url);
        await RunRegistryAsync("artifacts", "apply", _folder["base.yaml"], "--require-artifacts", "--s3-endpoint", _stub.Url);
    }

    private async Task CatalogAsync()
    {
        _catalog.WithModels("""
            source: Lab
            models:
            - name: lab/granite
              description: "Costs ${HOME} | <script> @name"
              provider: IBM
              license: apache-2.0
              tasks: [text-generation]
              customProperties: { validated: { metadataType: MetadataStringValue, string_value: '' } }
              artifacts: [{ uri: 'oci://registry.example.com/granite:1' }]
            - name: lab/two
              artifacts: [{ uri: 'oci://registry.example.com/two-fp8:1' }, { uri: 'oci://registry.example.com/two:1' }]
            """);
        string[] catalog = ["--catalog", _catalog.Sources];
        await RunAsync("catalog", ["catalog", "sources", .. catalog]);
        foreach (string format in (string[])["text", "json", "markdown"])
        {
            await RunAsync("catalog", ["catalog", "list", .. catalog, "--output", format]);
            await RunAsync("catalog", ["catalog", "show", "lab", "lab/granite", .. catalog, "--output", format]);
        }

        await RunAsync("catalog", ["catalog", "import", "lab", "lab/two", .. catalog]);
        await RunAsync("catalog", ["catalog", "import", "lab", "lab/granite", .. catalog, "--file", _folder["imported.yaml"]]);
        await RunAsync("catalog", ["catalog", "diff", _folder["imported.yaml"], .. catalog]);
        _catalog.With("models.yaml", (await ReadFileAsync(Path.Combine(_catalog.Root, "models.yaml")))
            .Replace("granite:1", "granite:2", StringComparison.Ordinal).Replace("apache-2.0", "mit", StringComparison.Ordinal));
        foreach (string format in (string[])["text", "json", "markdown", "github"])
        {
            await RunAsync("catalog", ["catalog", "diff", _folder["imported.yaml"], .. catalog, "--output", format]);
        }
    }

    private async Task PlanAsync(string seed, params string[] more)
    {
        foreach (string format in (string[])["text", "json", "markdown"])
        {
            await RunRegistryAsync("plan", ["plan", _folder[seed], .. more, "--output", format]);
        }
    }

    private Task ApplyAsync(string seed, params string[] more) => RunRegistryAsync(
        "apply",
                [
            "apply", _folder[seed], .. more, "--concurrency", "1", "--audit-log", _folder["audit.jsonl"], "--actor", "golden",
            "--termination-log", _folder["termination.log"],
        ]);

    private static Task<string> ReadFileAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private Task StateAsync(string command, params string[] names) =>
        RunRegistryAsync("state", [command, .. names, "--audit-log", _folder["audit.jsonl"], "--actor", "golden"]);

    private Task RunRegistryAsync(string file, params string[] arguments) => RunAsync(file, [.. arguments, "--registry", _shared.Address]);

    private async Task RunAsync(string file, params string[] arguments)
    {
        _clock.Step();
        File.Delete(_folder["termination.log"]);
        Job job = await Job.RunAsync(arguments, adjust: environment => environment with { Time = _clock, Stop = _stop.Token });
        string termination = File.Exists(_folder["termination.log"]) ? await ReadFileAsync(_folder["termination.log"]) : "";
        _output.Add(file, arguments, job, ("termination log", termination));
        if (_stop.IsCancellationRequested)
        {
            _stop.Dispose();
            _stop = new CancellationTokenSource();
        }
    }

    private string Invoke(string method, string path, string? body)
    {
        RegistryResponse reply = Registry.Invoke(method, $"/api/model_registry/v1alpha3/{path}", body);
        Assert.True(reply.Status is 200 or 201, $"{method} {path}: {reply.Body}");
        return reply.Body;
    }
}
