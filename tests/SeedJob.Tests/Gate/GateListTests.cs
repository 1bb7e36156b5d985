using System.Globalization;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace SeedJob.Tests.Gate;

public sealed class GateListTests : IDisposable
{
    private const string Digest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_list_holds_what_is_in_use_in_the_registry_and_nothing_else()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        using var client = ModelRegistryClient.Create(new() { BaseAddress = registry.BaseAddress });
        await AddAsync(client, "b", "s3://bucket/b/");
        await AddAsync(client, "a", "s3://bucket/a/");
        await AddAsync(client, "archived", "s3://bucket/archived/", archiveModel: true);
        await AddAsync(client, "old", "s3://bucket/old/", archiveVersion: true);
        foreach (string value in (string[])["PENDING", "MARKED_FOR_DELETION", "DELETED", "ABANDONED", "REFERENCE"])
        {
            var state = new ArtifactState(value);
            await AddAsync(client, $"model-{state}", $"s3://bucket/{state}/", state: state);
        }

        await AddAsync(client, "live", "s3://bucket/live/", state: ArtifactState.Live);
        await AddAsync(client, "unknown", "s3://bucket/unknown/", state: ArtifactState.Unknown);
        string version = await AddAsync(client, "with-others", "s3://bucket/model/");
        var document = new DocArtifactCreate { Name = "doc", Uri = "https://docs/x" };
        var data = new DataSetCreate { Name = "data", Uri = "s3://bucket/data/" };
        await client.ModelVersions.UpsertArtifactAsync(version, document, cancellationToken: Token);
        await client.ModelVersions.UpsertArtifactAsync(version, data, cancellationToken: Token);

        Job job = await ListAsync(registry);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.Equal(
            ["s3://bucket/a/", "s3://bucket/b/", "s3://bucket/live/", "s3://bucket/model/", "s3://bucket/unknown/"],
            Uris(job));
        Assert.Contains("    model-registry/artifacts: \"5\"\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("    model-registry/models: \"5\"\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("    model-registry/source: \"registry\"\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("    model-registry/uris: \"5\"\n", job.Out, StringComparison.Ordinal);
        Assert.Contains("    model-registry/versions: \"5\"\n", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_registry_makes_the_same_bytes_and_so_does_one_in_another_order_but_for_the_time()
    {
        await using ModelRegistryEmulator one = await StartAsync();
        await using ModelRegistryEmulator other = await StartAsync();
        string[] models = [.. Enumerable.Range(0, 30).Select(number => string.Create(CultureInfo.InvariantCulture, $"model-{number:00}"))];
        await ApplyAsync(one, SeedOf(models));
        await ApplyAsync(other, SeedOf([.. models.Reverse()]));

        Job first = await ListAsync(one);

        Assert.Equal(first, await ListAsync(one, "--concurrency", "1"));
        Assert.Equal(WithoutTime(first.Out), WithoutTime((await ListAsync(other)).Out));
        Assert.NotEqual(WithoutTime(first.Out), first.Out);
    }

    [Fact]
    public async Task Seeds_in_any_order_make_the_same_bytes_and_the_lines_of_the_registry_that_they_are_applied_to()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string seed = _folder.Write("seed.yaml", SeedOf("b", "a", "c"));
        string reversed = _folder.Write("reversed.yaml", SeedOf("c", "a", "b"));
        await ApplyAsync(registry, SeedOf("b", "a", "c"));

        Job fromSeed = await Job.RunAsync(["gate", "list", seed]);

        Assert.Equal(fromSeed, await Job.RunAsync(["gate", "list", reversed]));
        Assert.Equal(fromSeed, await Job.RunAsync(["gate", "list"], new Dictionary<string, string> { ["SEED_PATHS"] = seed }));
        Assert.Equal(Uris(fromSeed), Uris(await ListAsync(registry)));
        Assert.Contains("    model-registry/source: \"seed\"\n", fromSeed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("changed", fromSeed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_archived_and_restored_takes_its_own_lines_out_and_puts_them_back()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        await ApplyAsync(registry, SeedOf("a", "b", "c"));
        string[] before = Uris(await ListAsync(registry));

        Assert.Equal(0, (await Job.RunAsync(["archive", "b", "--registry", registry.BaseAddress.ToString()])).ExitCode);
        string[] archived = Uris(await ListAsync(registry));
        await ApplyAsync(registry, SeedOf("a", "b", "c").Replace("- name: b\n", "- name: b\n    state: LIVE\n", StringComparison.Ordinal));
        string[] again = Uris(await ListAsync(registry));

        Assert.Equal(["s3://bucket/b/1/", "s3://bucket/b/2/"], before.Except(archived));
        Assert.Empty(archived.Except(before));
        Assert.Equal(before, again);
    }

    [Fact]
    public async Task The_time_is_that_of_the_last_change_of_anything()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        await ApplyAsync(registry, SeedOf("a", "b"));
        string before = TimeOf(await ListAsync(registry));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);

        await Job.RunAsync(["archive", "b", "--registry", registry.BaseAddress.ToString()]);
        string after = TimeOf(await ListAsync(registry));

        Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{3}Z$", before);
        Assert.True(string.CompareOrdinal(before, after) < 0, $"{before} {after}");
    }

    [Theory]
    [InlineData("s3://bucket/a/", "s3://bucket/a/")]
    [InlineData("s3://bucket/a/?endpoint=https%3A%2F%2Fminio&defaultRegion=x", "s3://bucket/a/")]
    [InlineData("s3://bucket/a/?endpoint=https://minio/x/", "s3://bucket/a/")]
    [InlineData("s3://bucket/a/#x", "s3://bucket/a/")]
    [InlineData("oci://registry/a", "oci://registry/a")]
    [InlineData("oci://registry/a:1", "oci://registry/a:1")]
    [InlineData($"oci://registry/a@{Digest}", $"oci://registry/a@{Digest}")]
    [InlineData($"oci://registry/a:1@{Digest}", $"oci://registry/a:1@{Digest}", $"oci://registry/a@{Digest}")]
    [InlineData($"oci://registry:5000/a@{Digest}", $"oci://registry:5000/a@{Digest}")]
    [InlineData($"oci://registry:5000/a:1@{Digest}", $"oci://registry:5000/a:1@{Digest}", $"oci://registry:5000/a@{Digest}")]
    [InlineData("hf://org/model:main", "hf://org/model:main")]
    [InlineData("pvc://claim/a", "pvc://claim/a")]
    [InlineData("https://host/a?x=1#y", "https://host/a?x=1#y")]
    [InlineData("abfss://container@account/a", "abfss://container@account/a")]
    public async Task A_URI_is_listed_as_deployments_write_it(string uri, params string[] lines)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        using var client = ModelRegistryClient.Create(new() { BaseAddress = registry.BaseAddress });
        await AddAsync(client, "a", uri);

        Job job = await ListAsync(registry);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.Equal(lines, Uris(job));
    }

    [Theory]
    [InlineData("s3://bucket/granite", "s3://bucket/granite/")]
    [InlineData("s3://bucket/granite?endpoint=https%3A%2F%2Fminio", "s3://bucket/granite/")]
    [InlineData("s3://bucket/granite.onnx", "s3://bucket/granite.onnx/")]
    [InlineData("s3://bucket", "s3://bucket/")]
    public async Task An_S3_URI_without_a_slash_is_listed_with_one_and_named(string uri, string line)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        using var client = ModelRegistryClient.Create(new() { BaseAddress = registry.BaseAddress });
        await AddAsync(client, "a", uri);
        await AddAsync(client, "b", "s3://good/");

        Job job = await ListAsync(registry);

        Assert.Equal(0, job.ExitCode);
        Assert.Equal([line, "s3://good/"], Uris(job));
        Assert.StartsWith($"warning: S3 URIs that don't end in '/': {uri}. ", job.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3://good", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://bucket/a/\ns3://evil/", "line breaks")]
    [InlineData("s3://bucket/a/\rs3://evil/", "line breaks")]
    [InlineData("s3://bucket/a b/", "blanks")]
    [InlineData("s3://bucket/ä/", "no URI has")]
    [InlineData("s3://bucket/a/\u2028", "no URI has")]
    [InlineData("bucket/a", "without a scheme")]
    [InlineData("", "has no URI")]
    [InlineData(null, "has no URI")]
    [InlineData("https://me:hunter2@host/a", "user name or password")]
    [InlineData("https://me@host/a", "user name or password")]
    [InlineData("s3://key:hunter2@bucket/a/", "user name or password")]
    public async Task A_URI_that_would_be_no_line_of_its_own_is_left_out_and_named_without_its_secrets(string? uri, string problem)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        using var client = ModelRegistryClient.Create(new() { BaseAddress = registry.BaseAddress });
        await AddAsync(client, "bad", uri);
        await AddAsync(client, "good", "s3://good/");

        Job job = await ListAsync(registry);

        Assert.Equal(0, job.ExitCode);
        Assert.Equal(["s3://good/"], Uris(job));
        Assert.StartsWith("warning: left out: an artifact of \"bad/1\" ", job.Error, StringComparison.Ordinal);
        Assert.Contains(problem, job.Error, StringComparison.Ordinal);
        Assert.Equal(1, job.Error.Count(character => character == '\n'));
        Assert.DoesNotContain("hunter2", job.Out + job.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_the_seed_is_not_listed()
    {
        string seed = _folder.Write("seed.yaml", SeedOf("a").Replace("bucket/a/1/", "bucket/${PW}/", StringComparison.Ordinal));

        Job job = await Job.RunAsync(
            ["gate", "list", seed, "--secret-variables", "PW"], new Dictionary<string, string> { ["PW"] = "hunter22" });

        Assert.Equal(0, job.ExitCode);
        Assert.Equal(["s3://bucket/a/2/"], Uris(job));
        Assert.Contains("a secret of the seed", job.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", job.Out + job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_registry_makes_an_empty_list_and_a_warning()
    {
        await using ModelRegistryEmulator registry = await StartAsync();

        Job job = await ListAsync(registry);

        Assert.Equal(0, job.ExitCode);
        Assert.EndsWith("data:\n  uris: \"\"\n", job.Out, StringComparison.Ordinal);
        Assert.StartsWith("warning: The list is empty", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_over_900_KiB_is_refused_with_how_many_fit()
    {
        // A line of 1,024 bytes each: 900 of them fit, and the next byte does not.
        string padding = new('x', 1006);
        string[] uris = [.. Enumerable.Range(1000, 901).Select(number => FormattableString.Invariant($"s3://bucket/{number}{padding}/"))];
        string fits = _folder.Write("fits.yaml", SeedOfUris(uris[..900]));
        string tooLong = _folder.Write("too-long.yaml", SeedOfUris(uris));

        Job full = await Job.RunAsync(["gate", "list", fits]);
        Job over = await Job.RunAsync(["gate", "list", tooLong, "--file", _folder["list.yaml"]]);

        Assert.Equal(900, Uris(full).Length);
        Assert.Equal(900 * 1024, Uris(full).Sum(uri => uri.Length + 1));
        Assert.Equal((1, ""), (over.ExitCode, over.Out));
        Assert.StartsWith(
            "error: The list has 901 URIs and 901 KiB, and a ConfigMap has room for 900 KiB: 900 of the URIs fit. ",
            over.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["list.yaml"]));
    }

    [Fact]
    public async Task Connections_take_room_too_and_come_sorted()
    {
        string seed = _folder.Write("seed.yaml", SeedOf("a"));
        string connections = _folder.Write(
            "connections.txt",
            "# where they lead to\n\nml/other s3://other/\r\n  ml/models s3://models/team/  \nml/models s3://models/team/\n");

        Job job = await Job.RunAsync(["gate", "list", seed, "--connections", connections]);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.Contains(
            "data:\n  connections: |\n    ml/models s3://models/team/\n    ml/other s3://other/\n  uris: |\n",
            job.Out,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ml/models s3://models", "ends in '/'")]
    [InlineData("ml/models https://models/", "is not of the form")]
    [InlineData("models s3://models/", "is not of the form")]
    [InlineData("ml/models  s3://models/", "is not of the form")]
    [InlineData("ML/models s3://models/", "is not of the form")]
    [InlineData("ml/models s3://models/?x=/", "is not of the form")]
    [InlineData("ml/a s3://one/\nml/a s3://two/", "leads to two places")]
    public async Task A_bad_line_of_connections_is_named_with_its_place(string text, string problem)
    {
        string connections = _folder.Write("connections.txt", $"# comment\n{text}\n");

        Job job = await Job.RunAsync(["gate", "list", _folder.Write("seed.yaml", SeedOf("a")), "--connections", connections]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        int line = text.Contains('\n', StringComparison.Ordinal) ? 3 : 2;
        Assert.StartsWith($"error: {connections}:{line}: ", job.Error, StringComparison.Ordinal);
        Assert.Contains(problem, job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_connections_that_cannot_be_read_is_bad_input()
    {
        Job missing = await Job.RunAsync(["gate", "list", Samples.Granite, "--connections", _folder["missing"]]);
        Job folder = await Job.RunAsync(["gate", "list", Samples.Granite, "--connections", _folder.Path]);

        Assert.Equal((3, 3), (missing.ExitCode, folder.ExitCode));
        Assert.StartsWith($"error: --connections {_folder["missing"]} can't be read: ", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_goes_to_a_file_and_of_a_namespace_that_is_asked_for()
    {
        Job job = await Job.RunAsync(["gate", "list", Samples.Granite, "--file", _folder["list.yaml"], "--namespace", "registries"]);

        Assert.Equal((0, "", ""), (job.ExitCode, job.Out, job.Error));
        string list = await File.ReadAllTextAsync(_folder["list.yaml"], Token);
        Assert.Contains("  namespace: \"registries\"\n", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--namespace", "a b")]
    [InlineData("--namespace", "A")]
    [InlineData("--namespace", "a\nb")]
    [InlineData("--namespace", "a-")]
    public async Task A_namespace_that_cannot_be_is_bad_input(string option, string value)
    {
        Job job = await Job.RunAsync(["gate", "list", Samples.Granite, option, value]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.StartsWith($"error: {option} is ", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Either_a_registry_or_seeds_are_read()
    {
        Job both = await Job.RunAsync(["gate", "list", Samples.Granite, "--registry", "embedded"]);
        Job prefixes = await Job.RunAsync(["gate", "list", Samples.Granite, "--registry", "embedded", "--prefixes"]);
        Job neither = await Job.RunAsync(["gate", "list"]);
        Job environment = await Job.RunAsync(
            ["gate", "list", Samples.Granite], new Dictionary<string, string> { ["MODEL_REGISTRY_URL"] = "http://127.0.0.1:1" });

        Assert.Equal((3, 3, 3, 0), (both.ExitCode, prefixes.ExitCode, neither.ExitCode, environment.ExitCode));
        Assert.Contains("beside seed files", both.Error, StringComparison.Ordinal);
        Assert.Contains("No registry is named", neither.Error, StringComparison.Ordinal);
        Assert.Contains("\"seed\"", environment.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_worth_another_try()
    {
        Job job = await Job.RunAsync(["gate", "list", "--registry", "http://127.0.0.1:1", "--wait", "0s"]);

        Assert.Equal((4, ""), (job.ExitCode, job.Out));
    }

    [Fact]
    public async Task Places_are_what_all_policies_allow()
    {
        string allowing = PolicyOf("s3://bucket/**", "oci://registry/image:1", "https://host/a/**");
        string seed = _folder.Write("seed.yaml", allowing + SeedOf("a")[("formatVersion: 1\n".Length)..]);
        string policy = _folder.Write("policy.yaml", PolicyOf("s3://bucket/a/**", "s3://bucket/b/**", "oci://registry/**"));

        Job one = await Job.RunAsync(["gate", "list", seed, "--prefixes"]);
        Job both = await Job.RunAsync(["gate", "list", seed, "--prefixes", "--policy", policy]);
        Job alone = await Job.RunAsync(["gate", "list", "--prefixes", "--policy", policy]);

        Assert.Equal("  prefixes: |\n    https://host/a/\n    s3://bucket/\n  uris: |\n    oci://registry/image:1\n", DataOf(one));
        Assert.Equal("  prefixes: |\n    s3://bucket/a/\n    s3://bucket/b/\n  uris: |\n    oci://registry/image:1\n", DataOf(both));
        Assert.Equal("  prefixes: |\n    oci://registry/\n    s3://bucket/a/\n    s3://bucket/b/\n", DataOf(alone));
    }

    [Theory]
    [InlineData("**")]
    [InlineData("s3://**")]
    [InlineData("s3://*/**")]
    [InlineData("s3://bucket/*")]
    [InlineData("s3://bucket/a*/**")]
    [InlineData("s3://bucket/**/a")]
    [InlineData("s3://bucket**")]
    [InlineData("https://host/**?x=1")]
    public async Task A_pattern_that_is_no_place_is_refused(string pattern)
    {
        string seed = _folder.Write("seed.yaml", PolicyOf(pattern, "s3://bucket/**") + SeedOf("a")[("formatVersion: 1\n".Length)..]);

        Job job = await Job.RunAsync(["gate", "list", seed, "--prefixes"]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.Contains($"artifactUris.allow has '{pattern}'", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_need_a_policy()
    {
        foreach (string[] paths in (string[][])[[Samples.Granite], []])
        {
            Job job = await Job.RunAsync(["gate", "list", .. paths, "--prefixes"]);

            Assert.Equal((3, ""), (job.ExitCode, job.Out));
            Assert.Contains("no policy was found", job.Error, StringComparison.Ordinal);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task<ModelRegistryEmulator> StartAsync() => ModelRegistryEmulator.StartAsync(cancellationToken: Token);

    private static Task<Job> ListAsync(ModelRegistryEmulator registry, params string[] options) =>
        Job.RunAsync(["gate", "list", "--registry", registry.BaseAddress.ToString(), .. options]);

    private static string[] Uris(Job job)
    {
        Assert.Contains("  uris: |\n", job.Out, StringComparison.Ordinal);
        return [.. job.Out.Split("  uris: |\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())];
    }

    private static string DataOf(Job job) => job.Out.Split("\ndata:\n")[1];

    private static string WithoutTime(string yaml) =>
        string.Join('\n', yaml.Split('\n').Where(line => !line.Contains("model-registry/changed", StringComparison.Ordinal)));

    private static string TimeOf(Job job) =>
        job.Out.Split('\n').Single(line => line.Contains("model-registry/changed", StringComparison.Ordinal)).Split('"')[1];

    private static string PolicyOf(params string[] patterns) =>
        $"formatVersion: 1\npolicy: {{ artifactUris: {{ allow: [{string.Join(", ", patterns.Select(pattern => $"'{pattern}'"))}] }} }}\n";

    private static string SeedOf(params string[] models) => "formatVersion: 1\nmodels:\n" + string.Concat(models.Select(model => $$"""
          - name: {{model}}
            versions:
              - name: "1"
                artifacts: [{ uri: "s3://bucket/{{model}}/1/" }]
              - name: "2"
                artifacts: [{ uri: "s3://bucket/{{model}}/2/" }]

        """));

    private static string SeedOfUris(string[] uris) => "formatVersion: 1\nmodels:\n" + string.Concat(uris.Select((uri, number) =>
        $"  - {{ name: model-{number}, versions: [{{ name: '1', artifacts: [{{ uri: '{uri}' }}] }}] }}\n"));

    private static async Task<string> AddAsync(
        ModelRegistryClient client,
        string name,
        string? uri,
        bool archiveModel = false,
        bool archiveVersion = false,
        ArtifactState? state = null)
    {
        RegisteredModel model = await client.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = name }, Token);
        ModelVersion version = await client.ModelVersions.CreateAsync(model.Id, new ModelVersionCreate { Name = "1" }, Token);
        var artifact = new ModelArtifactCreate { Name = name, Uri = uri, State = state };
        await client.ModelVersions.UpsertArtifactAsync(version.Id, artifact, cancellationToken: Token);
        if (archiveVersion)
        {
            await client.ModelVersions.ArchiveAsync(version.Id, Token);
        }

        if (archiveModel)
        {
            await client.RegisteredModels.ArchiveAsync(model.Id, Token);
        }

        return version.Id;
    }

    private async Task ApplyAsync(ModelRegistryEmulator registry, string seed)
    {
        Job job = await Job.RunAsync(["apply", _folder.Write("apply.yaml", seed), "--registry", registry.BaseAddress.ToString()]);
        Assert.True(job.ExitCode == 0, job.ToString());
    }
}
