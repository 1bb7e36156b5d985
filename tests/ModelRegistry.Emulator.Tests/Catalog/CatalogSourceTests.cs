using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>What the catalog's files may hold, and what becomes of those that are wrong.</summary>
public sealed class CatalogSourceTests
{
    private const string CannotUnmarshal = "json: cannot unmarshal ";
    private const string Parsing = "failed to parse yamlCatalogPath file: ";
    private const string Reading = "failed to read yamlCatalogPath file: ";
    private const string Decoding = Parsing + "error unmarshaling JSON: while decoding JSON: ";
    private const string Converting = Parsing + "error converting YAML to JSON: yaml: ";

    [Theory]
    [InlineData(
        "models: 5", Decoding + CannotUnmarshal + "number into Go struct field yamlCatalog.Models of type []modelcatalog.yamlModel")]
    [InlineData("[]", Decoding + "json: cannot unmarshal array into Go value of type modelcatalog.yamlCatalog")]
    [InlineData("models: [{name: a, colour: red}]", Decoding + "json: unknown field \"colour\"")]
    [InlineData("modells: []", Decoding + "json: unknown field \"modells\"")]
    [InlineData(
        "models: [{name: a, tasks: cut}]",
        Decoding + CannotUnmarshal + "string into Go struct field yamlModel.Models.tasks of type []string")]
    [InlineData(
        "models: [{name: a, description: [b]}]",
        Decoding + CannotUnmarshal + "array into Go struct field yamlModel.Models.description of type string")]
    [InlineData("models: [{name: a, artifacts: [{artifactType: zip}]}]", Decoding + "unknown artifactType: zip")]
    [InlineData(
        "models: [{name: a, artifacts: [{uri: 5}]}]",
        Decoding + CannotUnmarshal + "number into Go struct field CatalogModelArtifact.uri of type string")]
    [InlineData(
        "models: [{name: a, customProperties: {size: {metadataType: MetadataIntValue, int_value: 5}}}]",
        Decoding + "failed to unmarshal MetadataValue as MetadataIntValue: " + CannotUnmarshal
        + "number into Go struct field MetadataIntValue.int_value of type string")]
    [InlineData("models:\n- name: a\n  name: b", Converting + "unmarshal errors:\n  line 3: key \"name\" already set in map")]
    [InlineData("models: *none", Converting + "unknown anchor 'none' referenced")]
    [InlineData("models: &a [*a]", Converting + "anchor 'a' value contains itself")]
    [InlineData("a: b: c", Converting + "mapping values are not allowed in this context")]
    [InlineData("models: [{name: a}", Converting + "line 1: did not find expected ',' or ']'")]
    [InlineData("models: \"\u0001\"", Converting + "control characters are not allowed")]
    public async Task A_file_that_is_wrong_is_the_state_of_its_source(string models, string error)
    {
        using CatalogFolder folder = CatalogFolder.Of(models);
        (string status, string? reason, IReadOnlyList<string> served) = await LoadAsync(folder);

        Assert.Equal(("error", error), (status, reason));
        Assert.Empty(served);
    }

    [Theory]
    [InlineData(
        "{id: only, type: yaml, properties: {yamlCatalogPath: none.yaml}}", Reading + "open {0}/none.yaml: no such file or directory")]
    [InlineData("{id: only, type: yaml, properties: {yamlCatalogPath: .}}", Reading + "read {0}: is a directory")]
    [InlineData("{id: only, type: yaml}", "missing yamlCatalogPath string property")]
    [InlineData("{id: only, type: yaml, properties: {yamlCatalogPath: [a]}}", "missing yamlCatalogPath string property")]
    [InlineData("{id: only}", "source has no type defined")]
    [InlineData("{id: only, type: git}", "catalog type \"git\" not registered")]
    [InlineData("{id: only, type: hf}", "the emulator serves no sources of type hf")]
    [InlineData(
        "{id: only, type: yaml, properties: {yamlCatalogPath: models.yaml, excludedModels: a}}",
        "\"excludedModels\" property should be a list")]
    public async Task A_source_that_is_wrong_says_so(string source, string error)
    {
        using CatalogFolder folder = new CatalogFolder()
            .With("sources.yaml", $"model_catalogs: [{source}]")
            .With("models.yaml", "models: [{name: a}]");
        (string status, string? reason, _) = await LoadAsync(folder);

        Assert.Equal(("error", error.Replace("{0}", folder.Path, StringComparison.Ordinal)), (status, reason));
    }

    [Fact]
    public async Task A_model_that_is_wrong_is_left_out()
    {
        using CatalogFolder folder = CatalogFolder.Of("""
            models:
              - name: good
              - name: bad
                artifacts: [{uri: 'ftp://host/bad'}, {uri: ''}]
              - name: worse
                artifacts: [{uri: nowhere}]
            """);
        (string status, string? reason, IReadOnlyList<string> served) = await LoadAsync(folder);

        const string Valid = "(valid schemes: [oci http https s3 gs az file])";
        Assert.Equal("partially-available", status);
        Assert.Equal(
            "Failed to load 2 model(s): [model \"bad\" artifact 0: artifact URI \"ftp://host/bad\" has unsupported scheme \"ftp\" " + Valid
            + " model \"worse\" artifact 0: artifact URI \"nowhere\" must have a scheme " + Valid + "]",
            reason);
        Assert.Equal(["only:good"], served);
    }

    [Theory]
    [InlineData("model_catalogs: [{name: a}]", "model catalog source missing id: a")]
    [InlineData("model_catalogs: [{id: a}, {id: a}]", "duplicate model catalog id: a")]
    [InlineData("model_catalogs: [{id: a}]\nmcp_catalogs: [{id: a}]", "id \"a\" used in both model_catalogs and mcp_catalogs")]
    [InlineData("catalog: []", "error unmarshaling JSON: while decoding JSON: json: unknown field \"catalog\"")]
    [InlineData("model_catalogs: [{id: a, pattern: '*'}]", "error unmarshaling JSON: while decoding JSON: json: unknown field \"pattern\"")]
    [InlineData("model_catalogs: [{id: a, includedModels: ['x', ' ']}]", "invalid source a: includedModels[1]: pattern cannot be empty")]
    [InlineData("labels: [{displayName: a}]", "invalid label at index 0: missing required 'name' field")]
    [InlineData(
        "namedQueries: {q: {f: {operator: like, value: 5}, g: {operator: '~', value: 5}}}",
        "invalid named queries: unsupported operator '~' for field 'g' in named query 'q'")]
    [InlineData(
        "namedQueries: {q: {f: {operator: IN, value: 5}}}",
        "invalid named queries: operator 'IN' requires array value for field 'f' in named query 'q'")]
    [InlineData("namedQueries: {q: {}}", "invalid named queries: named query 'q' must contain at least one field filter")]
    [InlineData("a: [", "error converting YAML to JSON: yaml: ")]
    public async Task A_source_file_that_is_wrong_is_refused(string sources, string reason)
    {
        using CatalogFolder folder = new CatalogFolder().With("sources.yaml", sources);

        CatalogSourcesException refused = await Assert.ThrowsAsync<CatalogSourcesException>(() => folder.ServeAsync());

        string file = Path.Combine(folder.Path, "sources.yaml");
        Assert.StartsWith($"The catalog's source file {file} can't be used: {reason}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_file_that_is_not_there_is_refused()
    {
        using var folder = new CatalogFolder();

        CatalogSourcesException refused = await Assert.ThrowsAsync<CatalogSourcesException>(() => folder.ServeAsync());

        Assert.EndsWith("sources.yaml: no such file or directory", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("includedModels: ['ACME/*']", new[] { "acme/b", "Acme/A" })]
    [InlineData("includedModels: ['*'], excludedModels: ['acme/*']", new[] { "b(c)" })]
    [InlineData("includedModels: ['acme/*'], excludedModels: ['acme/*']", new string[0])]
    [InlineData("includedModels: ['*(*']", new[] { "b(c)" })]
    [InlineData("includedModels: ['b']", new string[0])]
    [InlineData("excludedModels: ['*\\/a']", new[] { "acme/b", "Acme/A", "b(c)" })]
    [InlineData("excludedModels: []", new[] { "acme/b", "Acme/A", "b(c)" })]
    public async Task Patterns_choose_the_models_of_a_source(string patterns, string[] expected)
    {
        using CatalogFolder folder = new CatalogFolder()
            .With("sources.yaml", $"catalogs: [{{id: only, type: yaml, {patterns}, properties: {{yamlCatalogPath: models.yaml}}}}]")
            .With("models.yaml", "models: [{name: acme/b}, {name: Acme/A}, {name: b(c)}]");
        (_, _, IReadOnlyList<string> served) = await LoadAsync(folder);

        Assert.Equal(expected.Select(static name => "only:" + name).Order(StringComparer.Ordinal), served.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_newer_list_of_sources_comes_before_the_older_one()
    {
        using CatalogFolder folder = new CatalogFolder()
            .With("sources.yaml", """
                catalogs: [{id: a, name: old}, {id: b, name: old}]
                model_catalogs: [{id: a, name: new, enabled: false}]
                """);
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        (_, JsonElement page) = await http.ReadAsync("sources");

        Assert.Equal(
            ["new disabled", "old error"],
            page.GetProperty("items").EnumerateArray().Select(static source => $"{source.Text("name")} {source.Text("status")}"));
    }

    [Fact]
    public async Task Values_are_read_as_the_service_reads_them()
    {
        using CatalogFolder folder = CatalogFolder.Of("""
            source: ignored
            models:
              - &first
                Name: 007
                provider: yes
                License: ' MIT '
                tasks: [1, null, two]
                validatedTasks: [chat]
                servingConfig: {toolCalling: {toolCallParser: hermes, enableAutoToolChoice: true, limit: 0x10, ratio: 1.50}}
                customProperties:
                  proto: {metadataType: MetadataProtoValue, type: t, proto_value: YQ==}
                  struct: {metadataType: MetadataStructValue, struct_value: e30=}
                  unknown: {metadataType: MetadataDateValue, date_value: today}
                  nothing:
                  large: {metadataType: MetadataIntValue, int_value: '-2147483649'}
                  small: {metadataType: MetadataIntValue, int_value: '-2147483648'}
                  double: {metadataType: MetadataDoubleValue, double_value: 5}
                artifacts:
                  - {uri: 'oci://a', surprise: kept quiet, createTimeSinceEpoch: soon}
              - <<: *first
                Name: again
            """);
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        (_, JsonElement model) = await http.ReadAsync("sources/only/models/7");

        Assert.Equal(("true", "MIT"), (model.Text("provider"), model.Text("license")));
        Assert.Equal(["1", "", "two"], model.GetProperty("tasks").EnumerateArray().Select(static task => task.GetString()));
        Assert.Equal("""["chat"]""", model.GetProperty("validatedTasks").GetRawText());
        Assert.Equal(
            """{"toolCalling":{"enableAutoToolChoice":true,"limit":16,"ratio":1.5,"toolCallParser":"hermes"}}""",
            model.GetProperty("servingConfig").GetRawText());
        Assert.Equal(
            """
            {"large":{"metadataType":"MetadataStringValue","string_value":"-2147483649"},
            "nothing":{"metadataType":"MetadataStringValue","string_value":""},
            "proto":{"metadataType":"MetadataStringValue",
            "string_value":"{\"metadataType\":\"MetadataProtoValue\",\"proto_value\":\"YQ==\",\"type\":\"t\"}"},
            "struct":{"metadataType":"MetadataStringValue",
            "string_value":"{\"metadataType\":\"MetadataStructValue\",\"struct_value\":\"e30=\"}"},
            "unknown":{"metadataType":"MetadataStringValue","string_value":""}}
            """.ReplaceLineEndings(""),
            model.GetProperty("customProperties").GetRawText());
        Assert.Equal(["only:7", "only:again"], await http.NamesAsync("models?filterQuery=small=-2147483648 AND double=5"));
        Assert.Equal(["oci://a"], await http.NamesAsync("sources/only/models/again/artifacts"));
    }

    [Fact]
    public async Task A_second_entry_of_a_name_takes_the_place_of_the_first()
    {
        using CatalogFolder folder = CatalogFolder.Of("""
            models:
            - {name: a, provider: first, artifacts: [{uri: 'oci://1'}]}
            - {name: b}
            - {name: a, description: second, artifacts: [{uri: 'oci://2'}]}
            """);
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        Assert.Equal(["only:a", "only:b"], await http.NamesAsync("models?orderBy=ID"));
        Assert.Equal(["oci://2"], await http.NamesAsync("sources/only/models/a/artifacts"));
    }

    [Fact]
    public async Task Aliases_of_aliases_are_not_written_out_without_end()
    {
        string lines = string.Concat(
            Enumerable.Range(1, 30).Select(static level => $"    l{level}: &l{level} [*l{level - 1}, *l{level - 1}]\n"));
        using CatalogFolder folder = CatalogFolder.Of($"models:\n- name: a\n  servingConfig:\n    l0: &l0 [x]\n{lines}");
        (string status, string? reason, _) = await LoadAsync(folder);

        Assert.Equal(("error", Converting + "document contains excessive aliasing"), (status, reason));
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        using CatalogFolder folder = CatalogFolder.Of("models: " + new string('[', 100_000));
        (string status, string? reason, _) = await LoadAsync(folder);

        Assert.Equal(("error", Converting + "exceeded max depth of 500"), (status, reason));
    }

    [Fact]
    public async Task Files_are_read_again_when_asked_and_what_was_served_stays_when_they_are_wrong()
    {
        using CatalogFolder folder = CatalogFolder.Of("models: [{name: a}]");
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        folder.With("models.yaml", "models: [{name: b}]");
        Assert.Equal(["only:a"], await http.NamesAsync("models"));
        catalog.Reload();
        Assert.Equal(["only:b"], await http.NamesAsync("models"));
        folder.With("sources.yaml", "a: b: c");
        Assert.Throws<CatalogSourcesException>(catalog.Reload);
        Assert.Equal(["only:b"], await http.NamesAsync("models"));
    }

    [Fact]
    public async Task Filter_options_come_from_what_there_is()
    {
        string many = string.Concat(Enumerable.Range(0, 50).Select(
            static i => $"- {{name: m{i}, maturity: v{i}, provider: '{new string('p', i == 0 ? 101 : 1)}'}}\n"));
        const string More = "- {name: Many, id: many, type: yaml, properties: {yamlCatalogPath: many.yaml}}\n  - {name: Toys";
        using CatalogFolder folder = CatalogFolder.Workshop()
            .With("many.yaml", "models:\n" + many)
            .With("sources.yaml", CatalogFolder.Sources.Replace("- {name: Toys", More, StringComparison.Ordinal));
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        (_, JsonElement options) = await http.ReadAsync("models/filter_options");
        JsonElement filters = options.GetProperty("filters");

        // Fifty different values are too many, and one of 101 characters is too long, to choose from.
        Assert.False(filters.TryGetProperty("maturity", out _));
        Assert.False(filters.TryGetProperty("provider", out _));
        Assert.Equal("""{"type":"string","values":["X 1","Y 2"]}""", filters.GetProperty("validated_on.array_value").GetRawText());
        Assert.Equal("""{"range":{"max":5,"min":3},"type":"number"}""", filters.GetProperty("weight.int_value").GetRawText());
        Assert.Equal("""{"type":"string","values":["5000000000"]}""", filters.GetProperty("weight.string_value").GetRawText());
        Assert.Equal(
            """{"range":{"max":100,"min":40},"type":"number"}""", filters.GetProperty("artifacts.ttft_p90.double_value").GetRawText());
        Assert.Equal(
            """{"type":"string","values":["oci://registry.example.com/hammer:1","s3://bucket/saw"]}""",
            filters.GetProperty("artifacts.uri").GetRawText());
        Assert.Equal(
            """{"fastest":{"artifacts.ttft_p90.double_value":{"operator":"\u003c=","value":40},"colour":{"operator":"=","value":"max"}}}""",
            options.GetProperty("namedQueries").GetRawText());
    }

    private static async Task<(string Status, string? Error, IReadOnlyList<string> Models)> LoadAsync(CatalogFolder folder)
    {
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();
        (HttpStatusCode status, JsonElement page) = await http.ReadAsync("sources");
        Assert.Equal(HttpStatusCode.OK, status);
        JsonElement source = Assert.Single(page.GetProperty("items").EnumerateArray());
        return (source.Text("status"), source.GetProperty("error").GetString(), await http.NamesAsync("models"));
    }
}
