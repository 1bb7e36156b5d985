using System.Text;
using ModelRegistry.Client;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Seeding.Tests.Catalog;

public sealed class CatalogFileTests : IDisposable
{
    private readonly CatalogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Models_are_shown_as_the_service_shows_them()
    {
        CatalogFile catalog = await ReadAsync("""
            source: Lab
            models:
            - name: lab/b
              description: Second
              license: Apache-2.0
              language: [en]
              tasks: [chat]
              createTimeSinceEpoch: '1740043200000'
              servingConfig: {toolCalling: {toolCallParser: granite, enableAutoToolChoice: true}}
              validatedTasks: [chat]
              customProperties:
                size: {metadataType: MetadataIntValue, int_value: "8"}
                huge: {metadataType: MetadataIntValue, int_value: "4294967296"}
                score: {metadataType: MetadataDoubleValue, double_value: 0.5}
                on: {metadataType: MetadataBoolValue, bool_value: true}
                struct: {metadataType: MetadataStructValue, struct_value: "<a>"}
                label: {metadataType: MetadataStringValue, string_value: ''}
              artifacts:
              - uri: oci://r/b:1
                customProperties:
                  count: {metadataType: MetadataIntValue, int_value: "2"}
              - {artifactType: metrics-artifact, metricsType: accuracy-metrics, customProperties: {mmlu: {metadataType: MetadataDoubleValue, double_value: 60}}}
            - name: lab/a
              provider: 7
              maturity: on
              libraryName: "off"
            """);
        IReadOnlyList<CatalogModel> models = await catalog.ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["lab/a", "lab/b"], models.Select(model => model.Name));
        // The service reads YAML 1.1.
        Assert.Equal(("7", "true", "off"), (models[0].Provider, models[0].Maturity, models[0].LibraryName));
        CatalogModel model = models[1];
        Assert.Equal(("lab", "Second", "Apache 2.0"), (model.SourceId, model.Description, model.License));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1740043200000), model.CreateTime);
        Assert.Equal(["chat"], model.ValidatedTasks);
        Assert.Equal(
            """{"toolCalling":{"enableAutoToolChoice":true,"toolCallParser":"granite"}}""", model.ServingConfig!.Value.GetRawText());
        Assert.Equal(["huge", "label", "struct"], model.CustomProperties.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("4294967296", model.CustomProperties.GetString("huge"));
        Assert.Equal(
            """{"metadataType":"MetadataStructValue","struct_value":"\u003ca\u003e"}""", model.CustomProperties.GetString("struct"));

        IReadOnlyList<CatalogArtifact> artifacts = await catalog.ReadArtifactsAsync(model, TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.IsType<CatalogModelArtifact>(artifacts[0]).CustomProperties.GetInt32("count"));
        Assert.Equal(60, Assert.IsType<CatalogMetricsArtifact>(artifacts[1])["mmlu"]);
        Assert.Single(await catalog.ReadModelArtifactsAsync(model, TestContext.Current.CancellationToken));
        Assert.Null(await catalog.FindModelAsync("lab", "LAB/B", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sources_have_the_status_that_the_service_gives_them()
    {
        _folder.With("good.yaml", "models: [{name: a}]").With("unknown.yaml", "models:\n- name: a\n  colour: red\n").With(
            "none.yaml", "source: x\n")
                .With("broken.yaml", "models: [").With("sources.yaml", """
                model_catalogs:
                - {id: good, name: Good, type: yaml, properties: {yamlCatalogPath: good.yaml}}
                - {id: switched-off, name: Off, type: yaml, enabled: false, properties: {yamlCatalogPath: nowhere.yaml}}
                - {id: missing, name: Missing, type: yaml, properties: {yamlCatalogPath: nowhere.yaml}}
                - {id: unknown, name: Unknown, type: yaml, properties: {yamlCatalogPath: unknown.yaml}}
                - {id: broken, name: Broken, type: yaml, properties: {yamlCatalogPath: broken.yaml}}
                - {id: empty, name: Empty, type: yaml, properties: {yamlCatalogPath: none.yaml}}
                - {id: nopath, name: No path, type: yaml}
                - {id: notype, name: No type}
                - {id: hf, name: Hugging Face, type: hf, includedModels: [a/*]}
                """);
        CatalogFile catalog = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
        Dictionary<string, CatalogSource> sources = (await catalog.ReadSourcesAsync(TestContext.Current.CancellationToken))
            .ToDictionary(source => source.Id);
        Assert.Equal(sources.Keys.Order(StringComparer.Ordinal), sources.Keys);
        Assert.Equal(("available", null), Of("good"));
        Assert.Equal(("available", null), Of("empty"));
        Assert.Equal(("disabled", null), Of("switched-off"));
        Assert.Equal(("error", $"failed to read yamlCatalogPath file: open {Path.Combine(_folder.Root, "nowhere.yaml")}: no such file "
            + "or directory"), Of("missing"));
        Assert.Equal(("error", $"failed to parse yamlCatalogPath file: {Path.Combine(_folder.Root, "unknown.yaml")}:3:3: unknown "
            + "field 'colour'"), Of("unknown"));
        Assert.StartsWith(
            $"failed to parse yamlCatalogPath file: {Path.Combine(_folder.Root, "broken.yaml")}:",
            Of("broken").Error,
            StringComparison.Ordinal);
        Assert.Equal(("error", "missing yamlCatalogPath string property"), Of("nopath"));
        Assert.Equal(("error", "source has no type defined"), Of("notype"));
        Assert.Equal(("error", "catalog type \"hf\" can only be read by the service"), Of("hf"));
        Assert.Equal(
            ["a"],
            (await catalog.ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(model => model.Name));

        (string Status, string? Error) Of(string id) => (sources[id].Status!.Value.Value, sources[id].Error);
    }

    [Fact]
    public async Task Patterns_choose_names_and_what_is_excluded_wins()
    {
        _folder.With(
            "models.yaml",
            "models: [{name: lab/A}, {name: lab/b}, {name: secret/x}, {name: lab/legacy}, {name: 'lab/q?'}, {name: other/o}]")
                .With("sources.yaml", """
                catalogs:
                - id: lab
                  type: yaml
                  includedModels: ["LAB/*", "secret/*", "lab/b"]
                  excludedModels: ["secret/*", "lab/B", "lab/?"]
                  properties: {yamlCatalogPath: models.yaml, excludedModels: [lab/legacy]}
                """);
        Assert.Equal(["lab/A", "lab/q?"], await NamesAsync([_folder.Sources]));
    }

    [Fact]
    public async Task A_later_file_overrides_single_fields_of_a_source()
    {
        _folder.With("default/sources.yaml", """
            catalogs:
            - {id: base, name: Base, type: yaml, enabled: false, labels: [Base], properties: {yamlCatalogPath: models.yaml}}
            """).With("default/models.yaml", "models: [{name: a}, {name: b}]").With("user/sources.yaml", """
            catalogs:
            - {id: base, enabled: true, excludedModels: [b]}
            """);
        string[] paths = [Path.Combine(_folder.Root, "default", "sources.yaml"), Path.Combine(_folder.Root, "user", "sources.yaml")];
        Assert.Equal(["a"], await NamesAsync(paths));
        CatalogSource source = Assert.Single(await (await CatalogFile.ReadAsync(paths, TestContext.Current.CancellationToken))
            .ReadSourcesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("Base", "Base"), (source.Name, source.Labels!.Single()));
    }

    [Fact]
    public async Task The_older_name_of_the_list_counts_where_the_newer_does_not_say()
    {
        _folder.With("a.yaml", "models: [{name: a}]").With("b.yaml", "models: [{name: b}]").With("sources.yaml", """
            model_catalogs:
            - {id: one, name: Newer, type: yaml, properties: {yamlCatalogPath: a.yaml}}
            catalogs:
            - {id: one, name: Older, type: yaml, properties: {yamlCatalogPath: b.yaml}}
            - {id: two, name: Two, type: yaml, properties: {yamlCatalogPath: b.yaml}}
            """);
        Assert.Equal(["a", "b"], await NamesAsync([_folder.Sources]));
    }

    [Theory]
    [InlineData("models: []", "this is a file of models")]
    [InlineData("catalogs: [{id: a, type: yaml}, {id: a, type: yaml}]", "duplicate model catalog id: 'a'")]
    [InlineData("catalogs: [{name: a}]", "a source needs an 'id'")]
    [InlineData("catalogs: [{id: a, pattern: b}]", "unknown field 'pattern'")]
    [InlineData("catalog: []", "unknown field 'catalog' (did you mean 'catalogs'?)")]
    [InlineData("catalogs: [{id: a, includedModels: [' ']}]", "includedModels: pattern cannot be empty")]
    [InlineData("catalogs: {a: b}", "'catalogs' must be a list, not a mapping")]
    [InlineData("- a", "a catalog's file holds a mapping, not a list")]
    [InlineData("", "the file holds no document")]
    public async Task A_file_of_sources_that_can_not_be_used_is_refused_with_its_place(string sources, string problem)
    {
        _folder.With("sources.yaml", sources);
        CatalogFileException exception = await Assert.ThrowsAsync<CatalogFileException>(
            () => CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken));
        Assert.StartsWith($"{_folder.Sources}:1:", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_of_sources_is_named()
    {
        CatalogFileException exception = await Assert.ThrowsAsync<CatalogFileException>(
            () => CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken));
        Assert.Equal($"{_folder.Sources}: there is no such file", exception.Message);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => CatalogFile.ReadAsync([], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_bomb_of_aliases_breaks_its_source_and_nothing_else()
    {
        var bomb = new StringBuilder("source: &a0 [x, x, x, x, x, x, x, x, x, x]\nmodels:\n- name: m\n  tasks:\n");
        bomb.Append("  - &b0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++)
        {
            bomb.Append("  - &b").Append(i).Append(" [").AppendJoin(", ", Enumerable.Repeat($"*b{i - 1}", 10)).Append("]\n");
        }

        CatalogFile catalog = await ReadAsync(bomb.ToString());
        CatalogSource source = Assert.Single(await catalog.ReadSourcesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(CatalogSourceStatus.Error, source.Status);
        Assert.Contains("nodes, aliases written out", source.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mounted_config_map_is_read_through_its_links()
    {
        _folder.With("..2026_1/sources.yaml", "catalogs: [{id: lab, type: yaml, properties: {yamlCatalogPath: models.yaml}}]").With(
            "..2026_1/models.yaml", "models: [{name: a}]");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "..data"), "..2026_1");
        File.CreateSymbolicLink(_folder.Sources, "..data/sources.yaml");
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "models.yaml"), "..data/models.yaml");
        Assert.Equal(["a"], await NamesAsync([_folder.Sources]));
    }

    [Fact]
    public async Task An_absolute_path_and_a_text_that_looks_like_something_else_are_kept()
    {
        _folder.With("models.yaml", "models:\n- name: a\n  readme: \"${HOME} $$ \\u2028 ---\\n*alias\"\n").With(
            "sources.yaml",
            $"catalogs: [{{id: lab, type: yaml, properties: {{yamlCatalogPath: '{Path.Combine(_folder.Root, "models.yaml")}'}}}}]");
        CatalogFile catalog = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
        Assert.Equal(
            "${HOME} $$ \u2028 ---\n*alias", (await catalog.FindModelAsync("lab", "a", TestContext.Current.CancellationToken))!.Readme);
    }

    [Fact]
    public async Task A_file_of_the_real_size_is_read_at_once()
    {
        // 67 models with readmes and logos, 1.76 MB, as the platform ships them.
        var models = new StringBuilder("models:\n");
        for (int i = 0; i < 67; i++)
        {
            models.Append("- name: RedHatAI/m").Append(i).Append("\n  logo: data:image/svg+xml;base64,").Append('A', 8200)
                .Append("\n  readme: |\n");
            for (int line = 0; line < 180; line++)
            {
                models.Append("    ").Append('r', 96).Append('\n');
            }
        }

        Assert.InRange(models.Length, 1_760_000, 2_000_000);
        await ReadAsync(models.ToString());
        long before = GC.GetAllocatedBytesForCurrentThread();
        CatalogFile catalog = await ReadAsync(models.ToString());
        Assert.Equal(67, (await catalog.ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken)).Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    private static async Task<IEnumerable<string>> NamesAsync(IReadOnlyList<string> paths) =>
        (await (await CatalogFile.ReadAsync(paths, TestContext.Current.CancellationToken))
            .ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken))
        .Select(model => model.Name);

    private async Task<CatalogFile> ReadAsync(string models) =>
        await CatalogFile.ReadAsync([_folder.WithModels(models).Sources], TestContext.Current.CancellationToken);
}
