using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace SeedJob.Tests.Coverage;

/// <summary>What is said of a cluster of sixty deployments, at least one for each way to name a model and for each verdict.</summary>
public sealed class VerdictTests : IAsyncLifetime
{
    private const string Granite = "s3://models/granite/";
    private const string Image = "oci://registry.internal/rhelai1/modelcar-granite";
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string OtherDigest = "sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

    private const string Registry = $$"""
        formatVersion: 1
        models:
          - name: granite
            license: apache-2.0
            labels: [validated]
            versions:
              - name: "1.0"
                artifacts: [{uri: "{{Granite}}"}]
              - name: "1.1"
                artifacts: [{uri: "{{Image}}:1.5"}]
              - name: "1.2"
                artifacts: [{uri: "{{Image}}@{{Digest}}"}]
              - name: "0.9"
                state: ARCHIVED
                artifacts: [{uri: "s3://models/granite-0.9/"}]
              - name: "0.8"
                artifacts: [{uri: "s3://models/granite-0.8/", state: MARKED_FOR_DELETION}]
              - name: "2.0"
                artifacts: [{uri: "s3://models/granite-2/?endpoint=https%3A%2F%2Fminio.internal&defaultRegion=us-east-1"}]
              - name: unused
                artifacts: [{uri: "s3://models/unused/"}]
          - name: llama
            license: llama3.3
            labels: [validated]
            versions:
              - name: "3.3"
                artifacts: [{uri: "oci://registry.internal/llama:3.3"}]
          - name: old
            state: ARCHIVED
            license: apache-2.0
            labels: [validated]
            versions:
              - name: "1"
                artifacts: [{uri: "s3://models/old/"}]
          - name: volume
            license: apache-2.0
            labels: [validated]
            versions:
              - name: "1"
                artifacts: [{uri: "pvc://claim/model"}]
          - name: twin
            license: apache-2.0
            labels: [validated]
            versions:
              - name: new
                artifacts: [{uri: "s3://models/twin/"}]
              - name: former
                state: ARCHIVED
                artifacts: [{uri: "s3://models/twin/"}]
          - name: empty
            license: apache-2.0
            labels: [validated]
        """;

    private const string Policy = """
        formatVersion: 1
        policy:
          licenses: { allow: [apache-2.0] }
          requiredLabels: [validated]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private ModelRegistryEmulator? _registry;

    private string Address => _registry!.BaseAddress.ToString();

    public async ValueTask InitializeAsync()
    {
        _registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        Job job = await Job.RunAsync(["apply", _folder.Write("seed.yaml", Registry), "--registry", Address]);
        Assert.True(job.ExitCode == 0, job.ToString());
        using ModelRegistryClient client = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = _registry.BaseAddress });
        await foreach (RegisteredModel model in client.RegisteredModels.ListAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            _ids[model.Name] = model.Id;
            await foreach (ModelVersion version in client.RegisteredModels.ListVersionsAsync(
                model.Id, cancellationToken: TestContext.Current.CancellationToken))
            {
                _ids[$"{model.Name}/{version.Name}"] = version.Id;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _registry!.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The table: what is deployed, and what must be said of it.</summary>
    private (string Object, string Verdict)[] Table() =>
    [
        // Vetted: the URI is an artifact's, however it is named.
        (Cluster.Isvc("uri", Cluster.Uri(Granite)), "vetted"),
        (Cluster.Isvc("uri-labelled", Cluster.Uri(Granite), Label("granite/1.0")), "vetted"),
        (Cluster.Isvc("uri-labelled-upstream", Cluster.Uri(Granite), Label("granite/1.0", prefix: "modelregistry.kubeflow.org")), "vetted"),
        (Cluster.Isvc("uri-labelled-model-alone", Cluster.Uri(Granite), Cluster.Labels(model: _ids["granite"])), "vetted"),
        (Cluster.Isvc("uri-labelled-version-alone", Cluster.Uri(Granite), Cluster.Labels(version: _ids["granite/1.0"])), "vetted"),
        (Cluster.Isvc("endpoint-added", Cluster.Uri($"{Granite}?endpoint=https%3A%2F%2Fminio.internal&defaultRegion=x")), "vetted"),
        (Cluster.Isvc("endpoint-dropped", Cluster.Uri("s3://models/granite-2/")), "vetted"),
        (Cluster.Isvc(
            "endpoint-written-otherwise",
            Cluster.Uri("s3://models/granite-2/?defaultRegion=eu&endpoint=https://MINIO.internal/")), "vetted"),
        (Cluster.Isvc("image-tag", Cluster.Uri($"{Image}:1.5")), "vetted"),
        (Cluster.Isvc("image-host-case", Cluster.Uri("oci://REGISTRY.internal/rhelai1/modelcar-granite:1.5")), "vetted"),
        (Cluster.Isvc("image-digest", Cluster.Uri($"{Image}@{Digest}"), Label("granite/1.2")), "vetted"),
        (Cluster.Isvc("image-tag-and-digest", Cluster.Uri($"{Image}:1.6@{Digest}"), Label("granite/1.2")), "vetted"),
        (Cluster.Isvc("volume", Cluster.Uri("pvc://claim/model")), "vetted"),
        (Cluster.Isvc("legacy-framework", $$$"""{"sklearn":{"storageUri":"{{{Granite}}}"}}"""), "vetted"),
        (Cluster.Isvc(
            "container-image",
            $$$"""{"containers":[{"name":"kserve-container","image":"registry.internal/rhelai1/modelcar-granite:1.5"}]}"""), "vetted"),
        (Cluster.Isvc(
            "container-storage",
            $$$"""{"containers":[{"name":"x","image":"quay.io/x/y","env":[{"name":"STORAGE_URI","value":"{{{Granite}}}"}]}]}"""), "vetted"),
        (Cluster.Isvc(
            "helpers-beside-a-model",
            $$$"""{"model":{"storageUri":"{{{Granite}}}"},"containers":[{"name":"proxy","image":"quay.io/x/proxy"}]}"""), "vetted"),
        (Cluster.Isvc(
            "storage-uris",
            $$$"""{"model":{"modelFormat":{"name":"x"}},"storageUris":[{"uri":"{{{Granite}}}"},{"uri":"{{{Image}}}:1.5"}]}"""), "vetted"),
        (Cluster.Isvc("connection-labelled", Cluster.Connection("granite/"), Label("granite/1.0")), "vetted"),
        (Cluster.Isvc("connection-labelled-other-slash", Cluster.Connection("/granite"), Label("granite/1.0")), "vetted"),
        (Cluster.Isvc(
            "connection-bucket",
            """{"model":{"storage":{"key":"k","path":"granite/","parameters":{"type":"s3","bucket":"models"}}}}"""), "vetted"),
        (Cluster.Llm("llm", $$$"""{"name":"granite","uri":"{{{Image}}}:1.5"}"""), "vetted"),
        (Cluster.Llm("llm-v2-labelled", $$$"""{"uri":"{{{Granite}}}"}""", Label("granite/1.0"), "v1alpha2"), "vetted"),
        (Cluster.Llm("llm-adapter", $$$"""{"uri":"{{{Granite}}}","lora":{"adapters":[{"uri":"{{{Image}}}:1.5"}]}}"""), "vetted"),
        (Cluster.Object(
            "serving.kserve.io/v1alpha2",
            "LLMInferenceService",
            "llm-base-config-labelled",
            Label("granite/1.0"),
            """{"baseRefs":[{"name":"c"}]}"""), "vetted"),
        (Cluster.Isvc("twin", Cluster.Uri("s3://models/twin/")), "vetted"),
        (Cluster.Isvc("others-label-our-model", Cluster.Uri(Granite), Cluster.Labels("1", "1", "other")), "vetted"),

        // Archived: the model, the version, or the artifact.
        (Cluster.Isvc("archived-version", Cluster.Uri("s3://models/granite-0.9/")), "archived"),
        (Cluster.Isvc("archived-version-labelled", Cluster.Uri("s3://models/granite-0.9/"), Label("granite/0.9")), "archived"),
        (Cluster.Isvc("archived-model", Cluster.Uri("s3://models/old/"), Label("old/1")), "archived"),
        (Cluster.Isvc("archived-connection", Cluster.Connection("granite-0.9"), Label("granite/0.9")), "archived"),
        (Cluster.Isvc("artifact-to-be-deleted", Cluster.Uri("s3://models/granite-0.8/")), "archived"),
        (Cluster.Isvc("twin-labelled-former", Cluster.Uri("s3://models/twin/"), Label("twin/former")), "archived"),

        // The label names a version that does not have what is loaded.
        (Cluster.Isvc("other-version", Cluster.Uri($"{Image}:1.5"), Label("granite/1.0")), "mismatch"),
        (Cluster.Isvc("other-model", Cluster.Uri("pvc://claim/model"), Label("granite/1.0")), "mismatch"),
        (Cluster.Isvc("labelled-unregistered", Cluster.Uri("s3://models/evil/"), Label("granite/1.0")), "mismatch"),
        (Cluster.Isvc(
            "labelled-image-unregistered",
            """{"containers":[{"name":"kserve-container","image":"quay.io/x/evil"}]}""",
            Label("granite/1.0")), "mismatch"),
        (Cluster.Isvc("connection-other-path", Cluster.Connection("evil/"), Label("granite/1.0")), "mismatch"),
        (Cluster.Isvc("labelled-tag-for-digest", Cluster.Uri($"{Image}:1.6"), Label("granite/1.2")), "mismatch"),
        (Cluster.Isvc("labelled-other-digest", Cluster.Uri($"{Image}@{OtherDigest}"), Label("granite/1.2")), "mismatch"),
        (Cluster.Llm("llm-labelled-other", $$$"""{"uri":"{{{Image}}}:1.5"}""", Label("granite/1.0")), "mismatch"),

        // The label names nothing.
        (Cluster.Isvc("unknown-model", Cluster.Uri(Granite), Cluster.Labels(model: "9999", version: _ids["granite/1.0"])), "unknown-id"),
        (Cluster.Isvc(
            "unknown-version", Cluster.Connection("granite/"), Cluster.Labels(model: _ids["granite"], version: "9999")), "unknown-id"),
        (Cluster.Isvc(
            "version-of-another-model",
            Cluster.Uri(Granite),
            Cluster.Labels(model: _ids["llama"], version: _ids["granite/1.0"])), "unknown-id"),
        (Cluster.Isvc("model-without-versions", Cluster.Uri(Granite), Cluster.Labels(model: _ids["empty"])), "unknown-id"),

        // Another registry's.
        (
            Cluster.Isvc("others", Cluster.Uri("s3://models/elsewhere/"), Cluster.Labels(_ids["granite"], _ids["granite/1.0"], "other")),
            "other-registry"),
        (Cluster.Isvc(
            "others-connection",
            Cluster.Connection("granite/"),
            Cluster.Labels(_ids["granite"], _ids["granite/1.0"], "other")), "other-registry"),

        // Not registered.
        (Cluster.Isvc("unregistered", Cluster.Uri("s3://models/evil/")), "not-registered"),
        (Cluster.Isvc("no-slash", Cluster.Uri("s3://models/granite")), "not-registered"),
        (Cluster.Isvc("fragment", Cluster.Uri($"{Granite}#x")), "not-registered"),
        (Cluster.Isvc("other-endpoint", Cluster.Uri("s3://models/granite-2/?endpoint=https%3A%2F%2Fevil.example")), "not-registered"),
        (Cluster.Isvc("wrong-tag", Cluster.Uri($"{Image}:1.6")), "not-registered"),
        (Cluster.Isvc("connection-unlabelled", Cluster.Connection("granite/")), "not-registered"),
        (Cluster.IsvcSpec(
            "canary",
            $$$"""{"predictor":{{{Cluster.Uri(Granite)}}},"canary":[{"trafficPercent":10,"predictor":{{{Cluster.Uri("s3://evil/x")}}}}]}"""),
            "not-registered"),
        (Cluster.IsvcSpec(
            "transformer",
            $$$"""{"predictor":{{{Cluster.Uri(Granite)}}},"transformer":{"containers":[{"name":"t","image":"quay.io/x/t"}],"storageUris":[{"uri":"s3://evil/t"}]}}"""),
            "not-registered"),
        (Cluster.Llm("llm-bad-adapter", $$$"""{"uri":"{{{Granite}}}","lora":{"adapters":[{"uri":"s3://evil/lora"}]}}"""), "not-registered"),

        // A public model hub.
        (Cluster.Llm("llm-hub", """{"uri":"hf://RedHatAI/granite-3.1-8b-instruct:main"}""", Label("granite/1.0")), "public-hub"),
        (Cluster.Isvc("hub-link", Cluster.Uri("https://huggingface.co/ibm/granite/resolve/main/model.safetensors")), "public-hub"),

        // Vetted once, and not what the policy wants today.
        (Cluster.Isvc("licence", Cluster.Uri("oci://registry.internal/llama:3.3")), "not-allowed"),
        (Cluster.Isvc("licence-labelled", Cluster.Uri("oci://registry.internal/llama:3.3"), Label("llama/3.3")), "not-allowed"),
    ];

    [Fact]
    public async Task Each_of_sixty_deployments_gets_its_verdict()
    {
        (string Object, string Verdict)[] table = Table();
        Assert.Equal(60, table.Length);

        Job job = await RunAsync(
            Cluster.List(table.Select(row => row.Object)), "--policy", _folder.Write("policy.yaml", Policy), "--output", "json");

        Assert.Equal((2, ""), (job.ExitCode, job.Error));
        using JsonDocument result = JsonDocument.Parse(job.Out);
        string[] expected = [.. table.Select(row => $"{NameOf(row.Object)}: {row.Verdict}").Order(StringComparer.Ordinal)];
        string[] found =
        [
            .. result.RootElement.GetProperty("deployments")
                .EnumerateArray()
                .Select(entry => $"{entry.GetProperty("name").GetString()}: {entry.GetProperty("verdict").GetString()}")
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(expected, found);
        Assert.Equal(
            ["granite/unused"], result.RootElement.GetProperty("notDeployed").EnumerateArray().Select(version => version.GetString()));
        JsonElement counts = result.RootElement.GetProperty("counts");
        Assert.All(table.GroupBy(row => row.Verdict), group => Assert.Equal(group.Count(), counts.GetProperty(group.Key).GetInt32()));
    }

    [Theory]
    [InlineData(
        "uri",
        "vetted         InferenceService ml/uri\n    loads s3://models/granite/ (predictor.model.storageUri), which is granite/1.0\n")]
    [InlineData("connection-labelled", "granite/1.0, by its label alone: it loads the path 'granite/' of the data connection 'models'")]
    [InlineData("labelled-unregistered", "labelled granite/1.0, which is at s3://models/granite/, but it loads s3://models/evil/ "
        + "(predictor.model.storageUri), which is not registered")]
    [InlineData("other-model", "but it loads pvc://claim/model (predictor.model.storageUri), which is registered as volume/1")]
    [InlineData(
        "no-slash", "which is not registered (that is s3://models/granite/ without the slash at its end, and storages are read by prefix)")]
    [InlineData("archived-model", "which is old/1, as its label says: the model is archived")]
    [InlineData("artifact-to-be-deleted", "which is granite/0.8: its artifact is MARKED_FOR_DELETION")]
    [InlineData("unknown-model", "its label names the model with the id '9999', which the registry does not have; it loads "
        + "s3://models/granite/ (predictor.model.storageUri); what it loads is registered as granite/1.0")]
    [InlineData("version-of-another-model", "its labels name the model 'llama' and the version with the id")]
    [InlineData("others", "its label says that it is in the registry 'other'")]
    [InlineData("others-label-our-model", "which is granite/1.0, though its label says that it is in the registry 'other'")]
    [InlineData("llm-hub", "loads hf://RedHatAI/granite-3.1-8b-instruct:main (model.uri), from the public hub hf://")]
    [InlineData("licence", "which is llama/3.3; by today's policy its licence 'llama3.3' is not allowed")]
    [InlineData("canary", "loads s3://evil/x (canary[0].model.storageUri), which is not registered\n    loads s3://models/granite/")]
    public async Task The_reason_is_given(string name, string reason)
    {
        string row = Table().Single(row => NameOf(row.Object) == name).Object;

        Job job = await RunAsync(Cluster.List(row), "--allow-empty", "--policy", _folder.Write("policy.yaml", Policy));

        Assert.Contains(reason, job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_the_policy_names_is_no_finding_when_it_is_registered()
    {
        const string Hub = "hf://RedHatAI/granite:main";
        string allowed = _folder.Write("hub.yaml", $"formatVersion: 1\npolicy: {{ artifactUris: {{ allow: ['{Hub}', '**'] }} }}\n");
        Job apply = await Job.RunAsync(
            ["apply", "-", "--registry", Address, "--policy", allowed],
            input: $"formatVersion: 1\nmodels: [{{ name: hub, versions: [{{ name: '1', artifacts: [{{ uri: '{Hub}' }}] }}] }}]\n");
        Assert.True(apply.ExitCode == 0, apply.ToString());
        string cluster = Cluster.List(Cluster.Llm("hub", $$"""{"uri":"{{Hub}}"}"""));

        Job without = await RunAsync(cluster, "--allow-empty");
        Job with = await RunAsync(cluster, "--allow-empty", "--policy", allowed);

        Assert.Equal(2, without.ExitCode);
        Assert.Contains("from the public hub hf://; it is registered as hub/1", without.Out, StringComparison.Ordinal);
        Assert.True(with.ExitCode == 0, with.ToString());
    }

    [Fact]
    public async Task Without_a_policy_a_licence_is_no_finding()
    {
        Job job = await RunAsync(Cluster.List(Cluster.Isvc("llama", Cluster.Uri("oci://registry.internal/llama:3.3"))), "--allow-empty");

        Assert.True(job.ExitCode == 0, job.ToString());
    }

    private Task<Job> RunAsync(string cluster, params string[] arguments) => Job.RunAsync(
        ["coverage", "--deployments", "-", "--registry", Address, "--registry-name", "private-ai-registry", .. arguments], input: cluster);

    private string Label(string path, string prefix = "modelregistry.opendatahub.io") =>
        Cluster.Labels(_ids[path[..path.IndexOf('/', StringComparison.Ordinal)]], _ids[path], "private-ai-registry", prefix);

    private static string NameOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("metadata").GetProperty("name").GetString()!;
    }
}
