using System.Net;
using System.Text.Json.Nodes;
using ModelRegistry.Client;
using ModelRegistry.Emulator;
using ModelRegistry.Seeding;
using ModelRegistry.Tests.Shared;

namespace SeedJob.Tests;

/// <summary>The commands on catalogs, against a service over HTTP and against its files.</summary>
public sealed class CatalogTests : IAsyncLifetime
{
    private const string Models = """
        source: Lab
        models:
        - name: lab/Granite-8b
          description: "Costs ${HOME} | <script> @name"
          provider: IBM
          license: apache-2.0
          licenseLink: https://www.apache.org/licenses/LICENSE-2.0
          tasks: [text-generation]
          language: [en, de]
          customProperties:
            validated: {metadataType: MetadataStringValue, string_value: ''}
            validated_on: {metadataType: MetadataStringValue, string_value: '["RHOAI 3.2"]'}
            parameters_b: {metadataType: MetadataIntValue, int_value: "8"}
          artifacts: [{uri: 'oci://registry.example.com/granite:1'}]
        - name: lab/phi
          provider: Microsoft
          artifacts: [{uri: 'oci://registry.example.com/phi:1'}]
        - name: lab/two
          artifacts: [{uri: 'oci://registry.example.com/two-fp8:1'}, {uri: 'oci://registry.example.com/two:1'}]
        """;

    private readonly CatalogFolder _folder = new();
    private ModelCatalogEmulator _catalog = null!;

    private string Service => _catalog.BaseAddress.ToString();

    private string Seed => Path.Combine(_folder.Root, "seed.yaml");

    public async ValueTask InitializeAsync()
    {
        _folder.With("models.yaml", Models).With("sources.yaml", """
            catalogs:
            - {id: lab, name: Lab models, type: yaml, enabled: true, labels: [Lab], properties: {yamlCatalogPath: models.yaml}}
            - {id: switched-off, name: Switched off, type: yaml, enabled: false, labels: [Lab], properties: {yamlCatalogPath: models.yaml}}
            """);
        _catalog = await ModelCatalogEmulator.StartAsync(
            new ModelCatalogEmulatorOptions { Sources = _folder.Sources }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("sources")]
    [InlineData("list")]
    [InlineData("list", "--source", "lab", "--select", "*phi,lab/G*")]
    [InlineData("list", "--label", "LAB", "--output", "json")]
    [InlineData("show", "lab", "lab/Granite-8b")]
    [InlineData("show", "lab", "lab/Granite-8b", "--output", "json")]
    [InlineData("show", "lab", "lab/Granite-8b", "--output", "markdown")]
    [InlineData("import", "lab", "lab/phi", "lab/Granite-8b")]
    [InlineData(
        "import",
        "--select",
        "lab/*",
        "--artifact",
        "*/two:1",
        "--rewrite",
        "oci://registry.example.com/=oci://mirror.internal/",
        "--owner",
        "ann")]
    public async Task A_service_and_its_files_say_the_same(params string[] command)
    {
        Job service = await RunAsync(Service, command);
        Job files = await RunAsync(_folder.Sources, command);
        Assert.Equal(0, service.ExitCode);
        Assert.Equal((service.ExitCode, service.Out, service.Error), (files.ExitCode, files.Out, files.Error));
        Assert.NotEmpty(service.Out);
    }

    [Fact]
    public async Task A_list_can_be_filtered_by_the_service_alone()
    {
        Job list = await RunAsync(Service, "list", "--filter", "parameters_b >= 8");
        Assert.Equal((0, true, false), (list.ExitCode, list.Out.Contains("lab/Granite-8b", StringComparison.Ordinal), list.Out.Contains(
            "phi", StringComparison.Ordinal)));
        Assert.Equal(ExitCode.BadInput, (await RunAsync(Service, "list", "--filter", "parameters_b >=")).ExitCode);
        Assert.Equal(ExitCode.BadInput, (await RunAsync(_folder.Sources, "list", "--filter", "parameters_b >= 8")).ExitCode);
    }

    [Fact]
    public async Task What_is_imported_is_applied_and_differs_in_nothing()
    {
        Job import = await ImportAsync(Service, "--select", "lab/Granite*,lab/phi");
        Assert.Equal((0, ""), (import.ExitCode, import.Out));
        Assert.Contains("2 added, 0 updated (0 new versions), 0 unchanged", import.Error, StringComparison.Ordinal);
        string written = await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken);
        Assert.Contains(
            "2 unchanged", (await ImportAsync(_folder.Sources, "--select", "lab/phi,lab/Granite*")).Error, StringComparison.Ordinal);
        Assert.Equal(written, await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken));

        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string address = registry.BaseAddress.ToString();
        Assert.Contains("6 created", (await Job.RunAsync(["apply", "--registry", address, Seed])).Out, StringComparison.Ordinal);
        Assert.Contains("0 created, 0 updated", (await Job.RunAsync(["apply", "--registry", address, Seed])).Out, StringComparison.Ordinal);
        Job same = await RunAsync(Service, "diff", "--registry", address);
        Assert.Equal((0, "2 entries: 2 same.\n"), (same.ExitCode, same.Out));
        Assert.Equal(
            (0, "2 entries: 2 same.\n"),
            ((await RunAsync(_folder.Sources, "diff", Seed)).ExitCode, (await RunAsync(Service, "diff", Seed)).Out));

        // The image has changed, the validation has gone, and the licence is another.
        _folder.With("models.yaml", Models.Replace("granite:1", "granite:2", StringComparison.Ordinal).Replace(
            "    validated: {metadataType: MetadataStringValue, string_value: ''}\n", "", StringComparison.Ordinal)
                .Replace("apache-2.0\n", "mit\n", StringComparison.Ordinal));
        _catalog.Reload();
        Job diff = await RunAsync(Service, "diff", "--registry", address);
        Assert.Equal(ExitCode.Differences, diff.ExitCode);
        Assert.EndsWith("2 entries: 1 validation lost, 1 artifact, 1 licence, 1 same.\n", diff.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(Service, "diff", "--registry", address, "--fail-on", "gone")).ExitCode);
        Assert.Equal(0, (await RunAsync(Service, "diff", "--registry", address, "--fail-on", "none")).ExitCode);
        Assert.Equal(ExitCode.BadInput, (await RunAsync(Service, "diff", "--registry", address, "--fail-on", "everything")).ExitCode);
        JsonNode json = JsonNode.Parse((await RunAsync(Service, "diff", Seed, "--output", "json")).Out)!;
        Assert.Equal((2, 1, 1), (
            json["counts"]!["entries"]!.GetValue<int>(),
            json["counts"]!["same"]!.GetValue<int>(),
            json["counts"]!["licence"]!.GetValue<int>()));
        Assert.Contains(
            "| artifact | Granite-8b/Version 1 |",
            (await RunAsync(Service, "diff", Seed, "--output", "markdown")).Out,
            StringComparison.Ordinal);

        Job next = await ImportAsync(Service, "--select", "lab/Granite*");
        Assert.Contains("0 added, 1 updated (1 new versions), 0 unchanged", next.Error, StringComparison.Ordinal);
        Assert.Contains(
            "The address of 'Granite-8b' has changed in the catalog: it is Version 2 now", next.Error, StringComparison.Ordinal);
        Job apply = await Job.RunAsync(["apply", "--registry", address, Seed]);
        Assert.Contains("2 created, 1 updated", apply.Out, StringComparison.Ordinal);
        string exported = (await Job.RunAsync(["export", "--registry", address])).Out;
        Assert.Contains("uri: oci://registry.example.com/granite:1\n", exported, StringComparison.Ordinal);
        Assert.Contains("uri: oci://registry.example.com/granite:2\n", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_says_where_models_are_from_and_which_are_from_elsewhere()
    {
        await ImportAsync(Service, "--select", "lab/phi");
        string mine = Path.Combine(_folder.Root, "mine.yaml");
        await File.WriteAllTextAsync(
            mine,
            "formatVersion: 1\nmodels: [{name: mine, versions: [{name: '1', artifacts: [{uri: 's3://mine/'}]}]}]\n",
            TestContext.Current.CancellationToken);
        string policy = Path.Combine(_folder.Root, "policy.yaml");
        await File.WriteAllTextAsync(
            policy, "formatVersion: 1\npolicy: {origins: {allow: [{kind: catalog, class: lab}]}}\n", TestContext.Current.CancellationToken);
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string address = registry.BaseAddress.ToString();
        Assert.Equal(0, (await Job.RunAsync(["apply", "--registry", address, Seed, mine])).ExitCode);

        string page = (await Job.RunAsync(["report", "--registry", address])).Out;
        Assert.Contains("| catalog: lab / lab/phi", page, StringComparison.Ordinal);
        Assert.Contains("| by hand |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("## Not from an allowed origin", page, StringComparison.Ordinal);
        string held = (await Job.RunAsync(["report", "--registry", address, "--policy", policy])).Out.Split(
            "## Not from an allowed origin")[1].Split("<!--")[0];
        Assert.Contains("| mine | 1 | by hand | s3://mine/ |", held, StringComparison.Ordinal);
        Assert.DoesNotContain("phi", held, StringComparison.Ordinal);

        Job refused = await Job.RunAsync(["validate", "--policy", policy, Seed, mine]);
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains("SEED086", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Job.RunAsync(["validate", "--policy", policy, Seed])).ExitCode);
    }

    [Fact]
    public async Task What_a_person_has_added_to_a_seed_is_kept_or_nothing_is_written()
    {
        await ImportAsync(Service, "--select", "lab/phi");
        string written = await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken);
        string commented = written.Replace("models:\n", "models:\n  # the small one\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Seed, commented, TestContext.Current.CancellationToken);
        Job refused = await ImportAsync(Service, "--select", "lab/*", "--artifact", "*/two:1");
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains("# the small one", refused.Error, StringComparison.Ordinal);
        Assert.Equal(commented, await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await ImportAsync(Service, "--select", "lab/*", "--artifact", "*/two:1", "--force")).ExitCode);

        foreach (string line in (string[])["policy: {licenses: {allow: [mit]}}\n", "defaults: {model: {owner: ann}}\n"])
        {
            await File.WriteAllTextAsync(
                Seed,
                $"{line}{written.Replace("    provider:", "    license: mit\n    provider:", StringComparison.Ordinal)}",
                TestContext.Current.CancellationToken);
            refused = await ImportAsync(Service, "--select", "lab/Granite*", "--force");
            Assert.Equal(ExitCode.BadInput, refused.ExitCode);
            Assert.Contains("keep imported models in a file of their own", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_written_where_something_is_wrong()
    {
        (string[] Command, int Code, string Says)[] cases =
        [
            (["import", "--select", "lab/*"], ExitCode.Failed, "has 2 artifacts, so that somebody has to say which one is meant: "
                + "oci://registry.example.com/two-fp8:1, oci://registry.example.com/two:1"),
            (["import", "lab", "lab/nobody"], ExitCode.Failed, "has no model 'lab/nobody': it has 'lab/Granite-8b', 'lab/phi', 'lab/two'"),
            (["import", "nobody", "lab/phi"], ExitCode.Failed, "The catalog has no source 'nobody': it has 'lab', 'switched-off'."),
            (["import", "switched-off", "lab/phi"], ExitCode.Failed, "The source 'switched-off' of the catalog is disabled."),
            (["import", "--select", "nothing*"], ExitCode.Failed, "The catalog has no model that fits 'nothing*'."),
            (["import"], ExitCode.BadInput, "No model is named."),
            (["import", "--select", "lab/phi", "--rewrite", "x"], ExitCode.BadInput, "give FROM=TO"),
            (["show", "lab", "lab/nobody"], ExitCode.Failed, "has no model 'lab/nobody'"),
            (["list", "--label", "Vendor"], ExitCode.Failed, "it has 'Lab'"),
        ];
        foreach ((string[] command, int code, string says) in cases)
        {
            string[] withFile = command[0] == "import" ? [.. command, "--file", Seed] : command;
            foreach (string catalog in (string[])[Service, _folder.Sources])
            {
                Job job = await RunAsync(catalog, withFile);
                Assert.Equal((code, ""), (job.ExitCode, job.Out));
                Assert.Contains(says, job.Error, StringComparison.Ordinal);
                Assert.False(File.Exists(Seed), says);
            }
        }
    }

    [Fact]
    public async Task A_catalog_that_is_away_or_lets_nobody_in_has_an_exit_code_of_its_own()
    {
        Assert.Equal(ExitCode.Unavailable, (await RunAsync("http://127.0.0.1:9", "sources")).ExitCode);
        Assert.Equal(ExitCode.BadInput, (await RunAsync("ftp://catalog", "sources")).ExitCode);
        Assert.Equal(ExitCode.BadInput, (await RunAsync(Path.Combine(_folder.Root, "nowhere.yaml"), "sources")).ExitCode);
        Assert.Equal(ExitCode.BadInput, (await Job.RunAsync(["catalog", "sources"])).ExitCode);

        _catalog.Faults.Add(new Fault { Status = HttpStatusCode.Forbidden, Times = int.MaxValue });
        Assert.Equal(ExitCode.Unauthorized, (await RunAsync(Service, "sources")).ExitCode);
    }

    [Theory]
    [InlineData("models")]
    [InlineData("sources/*")]
    public async Task A_catalog_that_fails_half_way_leaves_the_file_as_it_was(string route)
    {
        // The service gives out 1000 models at most at once.
        _folder.With("models.yaml", "models:\n" + string.Concat(
            Enumerable.Range(0, 1001).Select(number => $"- {{name: lab/m{number:D4}, artifacts: [{{uri: 'oci://host/m:{number}'}}]}}\n")));
        _catalog.Reload();
        string[] select = ["--select", "lab/m000*"];
        Assert.Equal(0, (await ImportAsync(Service, "--select", "lab/m0000")).ExitCode);
        string before = await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken);
        string[] files = Directory.GetFiles(_folder.Root);

        _catalog.ClearRequests();
        _catalog.Faults.Add(new Fault { Route = route, Status = HttpStatusCode.ServiceUnavailable, After = 1, Times = int.MaxValue });
        Job job = await ImportAsync(Service, select);

        Assert.Equal((ExitCode.Unavailable, ""), (job.ExitCode, job.Out));
        Assert.Contains("503", job.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken));
        Assert.Equal(files, Directory.GetFiles(_folder.Root));

        _catalog.Faults.Clear();
        Assert.Contains("9 added", (await ImportAsync(Service, select)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task A_name_can_be_as_long_as_a_registry_takes_it(int length, bool isTaken)
    {
        string name = new('x', length);
        _folder.With("models.yaml", $"models: [{{name: lab/{name}, artifacts: [{{uri: 'oci://registry.example.com/x:1'}}]}}]");
        _catalog.Reload();
        foreach (string catalog in (string[])[Service, _folder.Sources])
        {
            File.Delete(Seed);
            Job import = await RunAsync(catalog, "import", "lab", $"lab/{name}", "--file", Seed);
            Assert.Equal((isTaken ? ExitCode.Success : ExitCode.Failed, isTaken), (import.ExitCode, File.Exists(Seed)));
            if (!isTaken)
            {
                Assert.Contains("256", import.Error, StringComparison.Ordinal);
                continue;
            }

            await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
                cancellationToken: TestContext.Current.CancellationToken);
            string address = registry.BaseAddress.ToString();
            Assert.Contains("3 created", (await Job.RunAsync(["apply", "--registry", address, Seed])).Out, StringComparison.Ordinal);
            Assert.Equal(0, (await RunAsync(catalog, "diff", "--registry", address)).ExitCode);
        }
    }

    [Fact]
    public async Task A_broken_source_is_named_with_its_reason_and_nothing_in_it_is_gone()
    {
        await ImportAsync(Service, "--select", "lab/phi");
        _folder.With("models.yaml", "models: [");
        _catalog.Reload();
        foreach (string catalog in (string[])[Service, _folder.Sources])
        {
            Job diff = await RunAsync(catalog, "diff", Seed);
            Assert.Equal(ExitCode.Unavailable, diff.ExitCode);
            Assert.EndsWith("1 entry: 1 source broken, 0 same.\n", diff.Out, StringComparison.Ordinal);
            Assert.Contains("error", (await RunAsync(catalog, "sources")).Out, StringComparison.Ordinal);
            Assert.Contains("'lab' is broken", (await RunAsync(catalog, "list")).Error, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Failed, (await RunAsync(catalog, "import", "--select", "lab/phi", "--file", Seed)).ExitCode);
        }
    }

    [Fact]
    public async Task The_real_catalog_is_imported_twice_alike_and_over_http_as_from_its_files()
    {
        string sources = SharedFolder.Require("catalog", "slim", "sources.yaml");
        await using ModelCatalogEmulator real = await ModelCatalogEmulator.StartAsync(
            new ModelCatalogEmulatorOptions { Sources = sources }, TestContext.Current.CancellationToken);
        Job fromFiles = await RunAsync(sources, "import", "--select", "*", "--file", Seed);
        Assert.Equal(0, fromFiles.ExitCode);
        string written = await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken);
        Job overHttp = await RunAsync(real.BaseAddress.ToString(), "import", "--select", "*", "--file", Seed);
        Assert.Contains("0 added, 0 updated (0 new versions), 110 unchanged", overHttp.Error, StringComparison.Ordinal);
        Assert.Equal(written, await File.ReadAllTextAsync(Seed, TestContext.Current.CancellationToken));
        Assert.InRange(real.Requests.Count, 111, 112);
        real.ClearRequests();
        Assert.Contains("110 models.", (await RunAsync(real.BaseAddress.ToString(), "list")).Out, StringComparison.Ordinal);
        Assert.InRange(real.Requests.Count, 1, 2);

        Job validate = await Job.RunAsync(["validate", Seed]);
        Assert.Equal(
            (0, true), (validate.ExitCode, validate.Out.Contains("110 models, 110 versions, 110 artifacts", StringComparison.Ordinal)));
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(
            "330 created",
            (await Job.RunAsync(["apply", "--registry", registry.BaseAddress.ToString(), Seed])).Out,
            StringComparison.Ordinal);
        Assert.Contains(
            "0 created, 0 updated, 0 archived, 330 unchanged",
            (await Job.RunAsync(["apply", "--registry", registry.BaseAddress.ToString(), Seed])).Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_shows_the_real_models_as_the_files_have_them()
    {
        string sources = SharedFolder.Require("catalog", "slim", "sources.yaml");
        CatalogFile files = await CatalogFile.ReadAsync([sources], TestContext.Current.CancellationToken);
        await using ModelCatalogEmulator real = await ModelCatalogEmulator.StartAsync(
            new ModelCatalogEmulatorOptions { Sources = sources }, TestContext.Current.CancellationToken);
        using var service = ModelCatalogClient.Create(new ModelCatalogClientOptions { BaseAddress = real.BaseAddress });
        IReadOnlyList<CatalogModel> expected = await service.ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken);
        IReadOnlyList<CatalogModel> read = await files.ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(110, read.Count);
        Assert.Equal(expected.Select(Describe), read.Select(Describe));
        foreach (CatalogModel model in read)
        {
            Assert.Equal(
                (await service.ReadModelArtifactsAsync(model, TestContext.Current.CancellationToken))
                    .Select(artifact => $"{artifact.Uri} {Properties(artifact.CustomProperties)}"),
                (await files.ReadModelArtifactsAsync(model, TestContext.Current.CancellationToken)).Select(
                    artifact => $"{artifact.Uri} {Properties(artifact.CustomProperties)}"));
        }

        static string Describe(CatalogModel model) => string.Join(
            '|', model.SourceId, model.Name, model.Description, model.Provider, model.License,
            model.LicenseLink, model.Maturity, model.LibraryName, string.Join(',', model.Tasks ?? []),
            string.Join(',', model.Language ?? []), string.Join(',', model.ValidatedTasks ?? []),
            model.ServingConfig, model.CreateTime, model.LastUpdateTime, Properties(model.CustomProperties));
    }

    private static string Properties(IReadOnlyDictionary<string, MetadataValue> properties) =>
        string.Join(
            ';',
            properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => $"{property.Key}={property.Value}"));

    private static Task<Job> RunAsync(string catalog, params string[] command) =>
        Job.RunAsync(["catalog", .. command, "--catalog", catalog]);

    private Task<Job> ImportAsync(string catalog, params string[] arguments) => RunAsync(catalog, ["import", .. arguments, "--file", Seed]);
}
