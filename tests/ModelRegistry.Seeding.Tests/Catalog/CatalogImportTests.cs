using ModelRegistry.Client;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Seeding.Tests.Catalog;

public sealed class CatalogImportTests : IDisposable
{
    private readonly CatalogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_people_have_added_stays_and_a_changed_address_is_another_version()
    {
        CatalogImport first = await ImportAsync(
            "models: [{name: lab/b, provider: IBM, artifacts: [{uri: 'oci://r/b:1'}]}, {name: lab/a, artifacts: [{uri: 'oci://r/a:1'}]}]",
            []);
        Assert.Equal(["a", "b"], first.Models.Select(model => model.Name));
        Assert.Equal(["a", "b"], first.Added.Order(StringComparer.Ordinal));

        RegisteredModelSpec[] edited =
        [
            first.Models[0],
            first.Models[1] with
            {
                Owner = "ann",
                CustomProperties = first.Models[1].CustomProperties!.Append(KeyValuePair.Create("mine", (MetadataValue)"x")).ToDictionary(),
                Versions =
                [
                    .. first.Models[1].Versions,
                    new ModelVersionSpec { Name = "tuned", Artifacts = [new ModelArtifactCreate { Uri = "s3://mine/" }] },
                ],
            },
            RegisteredModelSpec.Named("c"),
        ];
        CatalogImport same = await ImportAsync("models: [{name: lab/b, provider: IBM, artifacts: [{uri: 'oci://r/b:1'}]}]", edited);
        Assert.Equal((0, 0), (same.Added.Count, same.Updated.Count));
        Assert.Equal(["a", "b", "c"], same.Models.Select(model => model.Name));

        CatalogImport next = await ImportAsync("models: [{name: lab/b, provider: Meta, artifacts: [{uri: 'oci://r/b:2'}]}]", edited);
        RegisteredModelSpec model = next.Models[1];
        Assert.Equal(("ann", "Meta", "x"), (model.Owner, model.Provider, model.CustomProperties!.GetString("mine")));
        Assert.Equal(["Version 1", "tuned", "Version 3"], model.Versions.Select(version => version.Name));
        Assert.Equal(["b/Version 3"], next.NewVersions);
        Assert.Same(edited[1].Versions[0], model.Versions[0]);
    }

    [Fact]
    public async Task A_validation_that_the_catalog_has_taken_back_does_not_live_on()
    {
        const string Labels = "customProperties: {{validated: {{metadataType: MetadataStringValue, string_value: ''}}}}, ";
        CatalogImport first = await ImportAsync(
            $"models: [{{{{name: lab/a, {Labels}artifacts: [{{{{uri: 'oci://r/a:1'}}}}]}}}}]".Replace(
                "{{", "{", StringComparison.Ordinal).Replace(
                "}}", "}", StringComparison.Ordinal),
            []);
        Assert.Contains("validated", first.Models[0].CustomProperties!.Keys);
        CatalogImport next = await ImportAsync("models: [{name: lab/a, artifacts: [{uri: 'oci://r/a:1'}]}]", first.Models);
        Assert.DoesNotContain("validated", next.Models[0].CustomProperties!.Keys);
        Assert.DoesNotContain("validated", next.Models[0].Versions[0].CustomProperties!.Keys);
    }

    [Fact]
    public async Task All_that_can_not_be_imported_is_told_at_once()
    {
        RegistrationRefusedException refused = await Assert.ThrowsAsync<RegistrationRefusedException>(() => ImportAsync(
            """
            models:
            - {name: x/same, artifacts: [{uri: 'oci://r/1:1'}]}
            - {name: y/SAME, artifacts: [{uri: 'oci://r/2:1'}]}
            - {name: lab/two, artifacts: [{uri: 'oci://r/3:1'}, {uri: 'oci://r/4:1'}]}
            - {name: lab/taken, artifacts: [{uri: 'oci://r/5:1'}]}
            - {name: lab/none}
            """,
            [RegisteredModelSpec.Named("taken").WithVersion("1", version => version.WithModelArtifact("s3://mine/"))]));
        string[] problems = [.. refused.Refusals.Select(refusal => refusal.ToString())];
        Assert.Equal(4, problems.Length);
        Assert.Contains(problems, problem => problem.Contains(
            "SAME: two models would have that name: catalog lab x/same and catalog lab y/SAME", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("oci://r/3:1, oci://r/4:1", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("taken: ", StringComparison.Ordinal) && problem.Contains(
            "catalog lab lab/taken", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("lab/none: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_of_a_catalog_comes_back_as_it_was_and_nothing_is_put_in()
    {
        CatalogImport import = await ImportAsync(
            "models:\n- name: lab/a\n  description: \"${HOME} $$ $${x} \\u2028 --- *alias | <script> @name\"\n  readme: \"# t\\n---\\n*a "
                + "${file:/etc/passwd}\\n\"\n  artifacts: [{uri: 'oci://r/a:1'}]\n",
            [],
            new CatalogPromotionOptions { IncludeDocumentation = true });
        string yaml = new SeedExport(null, import.Models, []).ToYaml();
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(yaml));
        SeedReadResult read = await SeedReader.ReadAsync(
            new SeedReaderOptions { Paths = ["-"], StandardInput = input, Variables = _ => "secret" },
            TestContext.Current.CancellationToken);
        Assert.Empty(read.Errors);
        RegisteredModelSpec model = Assert.Single(read.Seed!.Models).Spec;
        Assert.Equal("${HOME} $$ $${x} \u2028 --- *alias | <script> @name", model.Description);
        Assert.Equal("# t\n---\n*a ${file:/etc/passwd}\n", model.Readme);
    }

    [Fact]
    public async Task A_broken_source_stops_an_import_of_everything_and_not_one_of_another_source()
    {
        _folder.With("models.yaml", "models: [{name: lab/a, artifacts: [{uri: 'oci://r/a:1'}]}]").With("sources.yaml", """
            catalogs:
            - {id: lab, type: yaml, properties: {yamlCatalogPath: models.yaml}}
            - {id: broken, type: yaml, properties: {yamlCatalogPath: nowhere.yaml}}
            """);
        var importer = new CatalogImporter(await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken));
        ModelRegistryNotFoundException exception = await Assert.ThrowsAsync<ModelRegistryNotFoundException>(
            () => importer.ImportAsync([], null, TestContext.Current.CancellationToken));
        Assert.Contains("'broken' of the catalog is broken", exception.Message, StringComparison.Ordinal);
        Assert.Single(
            (await importer.ImportAsync([], new CatalogImportOptions { Sources = ["lab"] }, TestContext.Current.CancellationToken)).Models);
    }

    [Fact]
    public async Task Differences_are_told_by_what_they_mean()
    {
        string Entry(string name, string fields = "", string uri = "oci://r/x:1") =>
            $"- {{name: lab/{name}, {fields} artifacts: [{{uri: '{uri}'}}]}}\n";
        CatalogImport then = await ImportAsync(
            "models:\n" + Entry("same") + Entry("hand")
                + Entry("license", "license: llama-3.3,") + Entry("uri") + Entry("gone") + Entry("old") + Entry("facts", "provider: A,"),
            []);
        RegisteredModelSpec[] held =
        [
            .. then.Models.Select(model => model.Name switch
            {
                "hand" => model with { License = "mit", Versions = [With(model, artifact => artifact with { Uri = "oci://r/other:1" })] },
                "old" => model with { Versions = [With(
                    model,
                    artifact => artifact with { ModelSourceClass = "Lab models", ModelSourceGroup = "rhelai1", ModelSourceId = "1.0" })] },
                _ => model,
            }),
            RegisteredModelSpec.Named("mine").WithVersion("1", version => version.WithModelArtifact("s3://mine/")),
        ];
        _folder.WithModels("models:\n" + Entry("same", "description: d,") + Entry("hand")
            + Entry("license", "license: llama3.3,") + Entry("uri", "", "oci://r/x:2") + Entry("old") + Entry("facts", "provider: B,"));
        CatalogFile now = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
        IReadOnlyList<CatalogEntryDiff> diffs = await new CatalogComparer(now).CompareAsync(
            held, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["facts Metadata", "gone Gone", "hand ChangedByHand", "license Licence", "old OlderProvenance", "same ", "uri Artifact"],
            diffs.Select(diff => $"{diff.Model} {string.Join(',', diff.Changes.Select(change => change.Kind).Distinct())}"));

        _folder.With("models.yaml", "models: [");
        CatalogFile broken = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
        diffs = await new CatalogComparer(broken).CompareAsync(held, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(
            diffs.Where(diff => diff.Model != "old"),
            diff => Assert.Equal(CatalogChangeKind.SourceBroken, Assert.Single(diff.Changes).Kind));

        static ModelVersionSpec With(RegisteredModelSpec model, Func<ModelArtifactCreate, ModelArtifactCreate> change) =>
            model.Versions[0] with { Artifacts = [change((ModelArtifactCreate)model.Versions[0].Artifacts[0])] };
    }

    private async Task<CatalogImport> ImportAsync(
        string models, IReadOnlyList<RegisteredModelSpec> existing, CatalogPromotionOptions? promotion = null)
    {
        CatalogFile catalog = await CatalogFile.ReadAsync([_folder.WithModels(models).Sources], TestContext.Current.CancellationToken);
        return await new CatalogImporter(catalog).ImportAsync(
            existing, new CatalogImportOptions { Promotion = promotion ?? new() }, TestContext.Current.CancellationToken);
    }
}
