using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Emulator;
using YamlDotNet.RepresentationModel;

namespace SeedJob.Tests.Listing;

/// <summary>What <c>list</c> and <c>get</c> show of a registry.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private const string Hostile = "evil\u202e\u001b[31m\n| `x` <b>";

    private ModelRegistryEmulator _registry = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _registry = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        using var client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = _registry.BaseAddress });
        RegisteredModelSpec granite = RegisteredModelSpec.Named("ibm/granite").OwnedBy("ai-admin").ProvidedBy("IBM")
            .LicensedUnder("apache-2.0")
                .Labelled("validated").WithProperty("quantization", "FP8-dynamic")
                .WithVersion(
                    "1.0", version => version.AuthoredBy("ann").WithModelArtifact("s3://bucket/a/rather/long/path/to/granite/1.0/"))
                .WithVersion("2/rc", version => version.WithModelArtifact("s3://bucket/granite/2/"));
        await client.RegisterAsync(granite, cancellationToken: Cancellation);
        await client.RegisterAsync(RegisteredModelSpec.Named("llama").OwnedBy("bob").WithVersion("3"), cancellationToken: Cancellation);
        await client.RegisterAsync(RegisteredModelSpec.Named("old").WithVersion("1"), cancellationToken: Cancellation);
        RegisteredModel old = await client.RegisteredModels.GetByNameAsync("old", Cancellation);
        await client.RegisteredModels.ArchiveAsync(old.Id, Cancellation);
        ServingEnvironment environment = await client.ServingEnvironments.CreateAsync(
            new ServingEnvironmentCreate { Name = "prod" }, Cancellation);
        RegisteredModel model = await client.RegisteredModels.GetByNameAsync("ibm/granite", Cancellation);
        ModelVersion version = (await client.ModelVersions.FindByNameAsync(model.Id, "1.0", Cancellation))!;
        await client.InferenceServices.CreateAsync(
            environment.Id,
            new InferenceServiceCreate
            {
                Name = "chat",
                RegisteredModelId = model.Id,
                ModelVersionId = version.Id,
                Runtime = "vllm",
                DesiredState = InferenceServiceState.Deployed,
            },
            Cancellation);
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Models_are_listed_when_nothing_else_is_named()
    {
        Job job = await RunAsync("list");

        Assert.Equal(0, job.ExitCode);
        string[] lines = job.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal(
            ["NAME", "STATE", "OWNER", "PROVIDER", "LICENSE", "LABELS", "CREATED", "CHANGED"],
            lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("ibm/granite   LIVE    ai-admin   IBM        apache-2.0   validated   20", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("llama         LIVE    bob", lines[2], StringComparison.Ordinal);
        Assert.Equal("2 models; 1 archived, which --archived shows.\n", job.Error);
    }

    [Theory]
    [InlineData("models", "ibm/granite", "llama")]
    [InlineData("versions", "ibm/granite/1.0", "ibm/granite/2/rc", "llama/3")]
    [InlineData("artifacts", "ibm/granite/1.0/ibm/granite", "ibm/granite/2/rc/ibm/granite")]
    [InlineData("deployments", "chat")]
    public async Task Names_stand_alone_for_scripts(string kind, params string[] names)
    {
        Job job = await RunAsync("list", kind, "-o", "name");

        Assert.Equal((0, string.Join('\n', names) + "\n", ""), (job.ExitCode, job.Out, job.Error));
    }

    [Theory]
    [InlineData("models", "old")]
    [InlineData("versions", "old/1")]
    public async Task What_is_archived_is_shown_on_request(string kind, string archived)
    {
        Job without = await RunAsync("list", kind, "-o", "name");
        Job with = await RunAsync("list", kind, "-o", "name", "--archived");

        Assert.DoesNotContain(archived, without.Out, StringComparison.Ordinal);
        Assert.Contains($"{archived}\n", with.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("versions", "author = 'ann'", "ibm/granite/1.0\n")]
    [InlineData("models", "owner = 'bob'", "llama\n")]
    [InlineData("artifacts", "uri LIKE '%/2/'", "ibm/granite/2/rc/ibm/granite\n")]
    public async Task A_filter_is_one_of_what_is_listed(string kind, string filter, string names)
    {
        Job job = await RunAsync("list", kind, "--filter", filter, "-o", "name");

        Assert.Equal((0, names), (job.ExitCode, job.Out));
    }

    [Theory]
    [InlineData("models", "ibm/granite\n")]
    [InlineData("versions", "ibm/granite/1.0\nibm/granite/2/rc\n")]
    public async Task Models_are_selected_by_name(string kind, string names)
    {
        Job job = await RunAsync("list", kind, "--select", "ibm*,nobody", "-o", "name");

        Assert.Equal((0, names, "warning: --select 'nobody' is the name of no model.\n"), (job.ExitCode, job.Out, job.Error));
    }

    [Theory]
    [InlineData("list", "--filter", "owner ==", "--filter is nothing that the registry understands.")]
    [InlineData("list", "deployments", "--filter", "The registry has no filter for deployments", "x = 1")]
    [InlineData("list", "model", "'model' can't be listed: give models, versions, artifacts or deployments.")]
    [InlineData("list", "--output", "markdown", "--output is 'markdown': give table, json, yaml or name.")]
    public async Task What_can_t_be_listed_is_said(params string[] arguments)
    {
        string message = arguments.First(argument => argument.Contains(' ', StringComparison.Ordinal) && argument.Length > 10);

        Job job = await RunAsync([.. arguments.Where(argument => argument != message)]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.Contains(message, job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_keeps_to_the_width_of_a_terminal()
    {
        Job narrow = await RunAsync(60, "list", "artifacts");
        Job wide = await RunAsync(200, "list", "artifacts");

        Assert.All(narrow.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 60));
        Assert.Contains("…", narrow.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("TYPE", narrow.Out, StringComparison.Ordinal);
        Assert.Contains("s3://bucket/a/rather/long/path/to/granite/1.0/", wide.Out, StringComparison.Ordinal);
        Assert.Contains("TYPE", wide.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_api_s_with_the_names_of_what_an_entity_belongs_to()
    {
        using JsonDocument artifacts = JsonDocument.Parse((await RunAsync("list", "artifacts", "-o", "json")).Out);
        using JsonDocument deployments = JsonDocument.Parse((await RunAsync("list", "deployments", "-o", "json")).Out);

        JsonElement artifact = artifacts.RootElement.GetProperty("artifacts")[0];
        Assert.Equal(
            ("ibm/granite", "1.0", "model-artifact", "s3://bucket/a/rather/long/path/to/granite/1.0/"),
            (artifact.GetProperty("model").GetString(), artifact.GetProperty("version").GetString(),
            artifact.GetProperty("artifactType").GetString(), artifact.GetProperty("uri").GetString()));
        JsonElement deployment = deployments.RootElement.GetProperty("deployments")[0];
        Assert.Equal(
            ("ibm/granite", "1.0", "DEPLOYED", "vllm"),
            (deployment.GetProperty("model").GetString(), deployment.GetProperty("version").GetString(),
            deployment.GetProperty("desiredState").GetString(), deployment.GetProperty("runtime").GetString()));
    }

    [Theory]
    [InlineData("get", "ibm/granite")]
    [InlineData("get", "ibm/granite/2/rc")]
    [InlineData("list", "versions")]
    [InlineData("list", "models")]
    public async Task Yaml_says_what_json_says(string command, string what)
    {
        await CreateHostileAsync();
        Job json = await RunAsync(command, what, "-o", "json", "--archived");
        Job yaml = await RunAsync(command, what, "-o", "yaml", "--archived");
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml.Out));

        using JsonDocument document = JsonDocument.Parse(json.Out);
        AssertSame(document.RootElement, stream.Documents[0].RootNode);
    }

    [Fact]
    public async Task A_model_is_shown_with_its_versions_and_artifacts()
    {
        Job job = await RunAsync("get", "ibm/granite");

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.StartsWith("ibm/granite (LIVE, id 1)\n", job.Out, StringComparison.Ordinal);
        foreach (string line in (string[])[
            "  owner          ai-admin\n",
            "  labels         validated\n",
            "  quantization   FP8-dynamic\n",
            "s3://bucket/granite/2/\n",
        ])
        {
            Assert.Contains(line, job.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_version_is_found_behind_the_last_slash_that_leads_to_one()
    {
        Job job = await RunAsync("get", "ibm/granite/2/rc", "-o", "json");

        using JsonDocument version = JsonDocument.Parse(job.Out);
        Assert.Equal("2/rc", version.RootElement.GetProperty("name").GetString());
        Assert.Equal("s3://bucket/granite/2/", version.RootElement.GetProperty("artifacts")[0].GetProperty("uri").GetString());
    }

    [Theory]
    [InlineData("nobody", "The registry has no model named 'nobody'.")]
    [InlineData("ibm/granite/9", "The model 'ibm/granite' has no version named '9'.")]
    public async Task What_is_not_there_is_said(string path, string message)
    {
        Job job = await RunAsync("get", path);

        Assert.Equal((1, ""), (job.ExitCode, job.Out));
        Assert.Contains(message, job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("name")]
    public async Task Names_of_strangers_command_no_terminal(string format)
    {
        await CreateHostileAsync();
        Job list = await RunAsync("list", "-o", format);
        Job get = await RunAsync("get", Hostile, "-o", format);

        Assert.Contains("evil", list.Out, StringComparison.Ordinal);
        Assert.Equal(0, get.ExitCode);
        Assert.All(list.Out + get.Out, character => Assert.True(character is '\n' or (>= ' ' and not '\u202e'), $"U+{(int)character:X4}"));
    }

    private async Task CreateHostileAsync()
    {
        using var client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = _registry.BaseAddress });
        await client.RegisteredModels.CreateAsync(
            new RegisteredModelCreate { Name = Hostile, Description = "no: yes\n- # \"x\"" }, Cancellation);
    }

    private static void AssertSame(JsonElement json, YamlNode yaml)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var mapping = Assert.IsType<YamlMappingNode>(yaml);
                Assert.Equal(json.EnumerateObject().Count(), mapping.Children.Count);
                Assert.All(json.EnumerateObject().Zip(mapping.Children), pair =>
                {
                    Assert.Equal(pair.First.Name, ((YamlScalarNode)pair.Second.Key).Value);
                    AssertSame(pair.First.Value, pair.Second.Value);
                });
                break;
            case JsonValueKind.Array:
                var sequence = Assert.IsType<YamlSequenceNode>(yaml);
                Assert.Equal(json.GetArrayLength(), sequence.Children.Count);
                Assert.All(json.EnumerateArray().Zip(sequence.Children), pair => AssertSame(pair.First, pair.Second));
                break;
            default:
                Assert.Equal(json.ToString(), Assert.IsType<YamlScalarNode>(yaml).Value);
                break;
        }
    }

    private Task<Job> RunAsync(params string[] arguments) => Job.RunAsync([.. arguments, "--registry", _registry.BaseAddress.ToString()]);

    private Task<Job> RunAsync(int width, params string[] arguments) => Job.RunAsync(
        [.. arguments, "--registry", _registry.BaseAddress.ToString()],
        adjust: environment => environment with { IsTerminal = true, Width = width });
}
