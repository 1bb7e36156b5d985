using System.Text.Json.Nodes;
using ModelRegistry.Client;
using ModelRegistry.Emulator;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Seeding.Tests.Catalog;

public sealed class CatalogPromotionTests : IDisposable
{
    private static readonly CatalogPromotionOptions AsDashboard = new() { AsDashboard = true, Owner = "ai-admin" };

    private readonly CatalogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task As_the_dashboard_it_is_what_the_dashboard_posts_for_each_of_the_110_real_models()
    {
        CatalogFile catalog = await CatalogFile.ReadAsync(
            [SharedFolder.Require("catalog", "slim", "sources.yaml")], TestContext.Current.CancellationToken);
        JsonArray expected = Read("expected-real.json").AsArray();
        foreach (JsonNode? item in expected)
        {
            CatalogModel model = await catalog.GetModelAsync(
                item!["source"]!.GetValue<string>(), item["model"]!.GetValue<string>(), TestContext.Current.CancellationToken);
            IReadOnlyList<CatalogModelArtifact> artifacts = await catalog.ReadModelArtifactsAsync(
                model, TestContext.Current.CancellationToken);
            Same(item["expected"]!, RegisteredModelSpec.FromCatalog(model, artifacts[0], AsDashboard));

            // What is kept besides contradicts nothing.
            RegisteredModelSpec kept = RegisteredModelSpec.FromCatalog(
                model, artifacts[0], new CatalogPromotionOptions { Owner = "ai-admin" });
            Same(item["expected"]!, kept with
            {
                Versions = [kept.Versions[0] with { Artifacts = [
                    (ModelArtifactCreate)kept.Versions[0].Artifacts[0] with { CustomProperties = new Dictionary<string, MetadataValue>() },
                ] }],
            });
            Assert.Equal(CatalogLicense.ToSpdx(model.License!), kept.License);
        }

        Assert.Equal(110, expected.Count);
    }

    [Fact]
    public async Task As_the_dashboard_it_is_what_the_dashboard_posts_for_the_recorded_models()
    {
        string contract = SharedFolder.Require("contract", "catalog", "sources", "catalog-sources.yaml");
        CatalogFile catalog = await CatalogFile.ReadAsync([contract], TestContext.Current.CancellationToken);
        JsonArray expected = Read("expected-corpus.json").AsArray();
        foreach (JsonNode? item in expected)
        {
            CatalogModel model = await catalog.GetModelAsync(
                item!["source"]!.GetValue<string>(), item["model"]!.GetValue<string>(), TestContext.Current.CancellationToken);
            IReadOnlyList<CatalogModelArtifact> artifacts = await catalog.ReadModelArtifactsAsync(
                model, TestContext.Current.CancellationToken);
            if (artifacts.Count == 0)
            {
                // The dashboard does not let such a model be registered either.
                Assert.Throws<RegistrationRefusedException>(() => CatalogPromotion.ChooseArtifact(model, artifacts));
                continue;
            }

            Same(item["expected"]!, RegisteredModelSpec.FromCatalog(model, artifacts[0], AsDashboard));
        }

        Assert.Equal(8, expected.Count);
    }

    [Theory]
    [InlineData("20251212", 54, "1 Gone, 8 Moved, 8 Validation, 1 Artifact, 46 validated_on, 1 provider, 3 tasks, 7 same")]
    // The second of granite's two artifacts has gone, which nobody had registered.
    [InlineData("20260331", 84, "0 Gone, 10 Moved, 10 Validation, 1 Artifact")]
    [InlineData("20260715", 86, "0 Gone, 10 Moved, 10 Validation, 0 Artifact, 0 validated_on, 0 provider, 0 tasks, 76 same")]
    public async Task What_was_registered_then_differs_from_the_catalog_of_now_as_it_is_known_to(string state, int entries, string counts)
    {
        CatalogFile now = await CatalogFile.ReadAsync(
            [SharedFolder.Require("catalog", "slim", "sources.yaml")], TestContext.Current.CancellationToken);
        IReadOnlyList<RegisteredModelSpec> models = state == "20251212"
            ? [.. Read("expected-hist.json")["old"]!.AsArray().Select(item => SpecOf(item!["expected"]!))]
            : await AsTheDashboardDidAsync(state);
        IReadOnlyList<CatalogEntryDiff> diffs = await new CatalogComparer(now).CompareAsync(
            models, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(entries, diffs.Count);
        Assert.Equal(
            counts, string.Join(", ", counts.Split(", ").Select(count => count.Split(' ')[1]).Select(name => $"{Count(name)} {name}")));

        int Count(string name) => name == "same"
            ? diffs.Count(diff => diff.Changes.Count == 0)
            : diffs.Count(diff => diff.Changes.Any(
                change => change.Kind.ToString() == name || (change.Kind == CatalogChangeKind.Metadata && change.Field == name)));
    }

    [Fact]
    public async Task A_second_promotion_changes_nothing_and_another_address_is_another_version()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        RegistrationResult first = await PromoteAsync("oci://r/a:1", "license: Apache-2.0");
        Assert.Equal(3, first.Entities.Count(entity => entity.Action == AppliedAction.Created));
        Assert.False((await PromoteAsync("oci://r/a:1", "license: Apache-2.0")).HasChanges);

        ModelVersion version = await registry.ModelVersions.GetByNameAsync(
            first.ModelId, "Version 1", TestContext.Current.CancellationToken);
        Assert.Equal(
            2, (await PromoteAsync("oci://r/a:2", "license: Apache-2.0")).Entities.Count(entity => entity.Action == AppliedAction.Created));
        Assert.False((await PromoteAsync("oci://r/a:2", "license: Apache-2.0")).HasChanges);
        Assert.Equal(
            version.LastUpdateTime,
            (await registry.ModelVersions.GetAsync(version.Id, TestContext.Current.CancellationToken)).LastUpdateTime);
        List<ModelVersion> versions = await registry.RegisteredModels.ListVersionsAsync(
            first.ModelId, cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Version 1", "Version 2"], versions.Select(its => its.Name));
        ModelArtifact artifact = await registry.ModelVersions.ListArtifactsAsync(
            versions[0].Id, cancellationToken: TestContext.Current.CancellationToken)
                .OfType<ModelArtifact>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ("oci://r/a:1", "catalog", "lab", "lab/a"),
            (artifact.Uri, artifact.ModelSourceKind, artifact.ModelSourceClass, artifact.ModelSourceName));
        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync("a", TestContext.Current.CancellationToken);
        Assert.Equal(("apache-2.0", "IBM"), (model.License, model.Provider));

        await registry.RegisterAsync(
            RegisteredModelSpec.Named("b").WithVersion("1", its => its.WithModelArtifact("s3://mine/")),
            TestContext.Current.CancellationToken);
        RegistrationRefusedException taken = await Assert.ThrowsAsync<RegistrationRefusedException>(
            () => PromoteAsync("oci://r/b:1", "", "b"));
        Assert.Contains("it is from by hand, and this one is from catalog lab lab/b", taken.Message, StringComparison.Ordinal);

        async Task<RegistrationResult> PromoteAsync(string uri, string field, string name = "a")
        {
            _folder.WithModels($"models:\n- name: lab/{name}\n  provider: IBM\n  {field}\n  artifacts: [{{uri: '{uri}'}}]\n");
            CatalogFile catalog = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
            return await registry.PromoteFromCatalogAsync(
                catalog, "lab", $"lab/{name}", cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task A_name_can_be_as_long_as_a_registry_takes_it(int length, bool isTaken)
    {
        string name = new('x', length);
        _folder.WithModels($"models: [{{name: lab/{name}, artifacts: [{{uri: 'oci://r/a:1'}}]}}]");
        CatalogFile catalog = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        Task<RegistrationResult> promotion = registry.PromoteFromCatalogAsync(
            catalog, "lab", $"lab/{name}", cancellationToken: TestContext.Current.CancellationToken);
        if (isTaken)
        {
            Assert.True((await promotion).HasChanges);
            Assert.Equal(name, Assert.Single(emulator.Snapshot().RegisteredModels).Name);
        }
        else
        {
            await Assert.ThrowsAnyAsync<ModelRegistryException>(() => promotion);
            Assert.Empty(emulator.Snapshot().RegisteredModels);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_what_there_is()
    {
        _folder.With("models.yaml", "models: [{name: lab/a}, {name: lab/granite-8b}]").With("sources.yaml", """
            catalogs:
            - {id: lab, type: yaml, properties: {yamlCatalogPath: models.yaml}}
            - {id: switched-off, type: yaml, enabled: false, properties: {yamlCatalogPath: models.yaml}}
            - {id: broken, type: yaml, properties: {yamlCatalogPath: nowhere.yaml}}
            """);
        CatalogFile catalog = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
        Assert.Equal(
            "The source 'lab' of the catalog has no model 'granite': it has 'lab/granite-8b', 'lab/a'.",
            await MessageAsync("lab", "granite"));
        Assert.Equal("The catalog has no source 'nobody': it has 'broken', 'lab', 'switched-off'.", await MessageAsync("nobody", "a"));
        Assert.Equal("The source 'switched-off' of the catalog is disabled.", await MessageAsync("switched-off", "lab/a"));
        Assert.StartsWith(
            "The source 'broken' of the catalog is broken: failed to read yamlCatalogPath file: open ",
            await MessageAsync("broken", "a"),
            StringComparison.Ordinal);

        async Task<string> MessageAsync(string source, string name) =>
            (await Assert.ThrowsAsync<ModelRegistryNotFoundException>(
                () => catalog.GetModelAsync(source, name, TestContext.Current.CancellationToken))).Message;
    }

    [Fact]
    public void Of_several_artifacts_somebody_has_to_choose_and_their_order_does_not_count()
    {
        var model = new CatalogModel { Name = "lab/a", SourceId = "lab" };
        CatalogModelArtifact[] artifacts =
        [
            .. ((string[])["oci://r/fp8:1", "oci://r/a:1", "oci://r/w4:1"]).Select(uri => new CatalogModelArtifact { Uri = uri }),
        ];
        foreach (CatalogModelArtifact[] order in (CatalogModelArtifact[][])[artifacts, [.. artifacts.Reverse()]])
        {
            RegistrationRefusedException refused = Assert.Throws<RegistrationRefusedException>(
                () => CatalogPromotion.ChooseArtifact(model, order));
            RegistrationRefusal refusal = Assert.Single(refused.Refusals);
            Assert.Equal((RefusalKind.UnclearArtifact, "lab/a"), (refusal.Kind, refusal.Path));
            Assert.EndsWith("which one is meant: oci://r/a:1, oci://r/fp8:1, oci://r/w4:1", refusal.Reason, StringComparison.Ordinal);
            Assert.Equal("oci://r/a:1", CatalogPromotion.ChooseArtifact(model, order, "*/a:*").Uri);
            Assert.Throws<RegistrationRefusedException>(() => CatalogPromotion.ChooseArtifact(model, order, "oci://*"));
            Assert.Throws<RegistrationRefusedException>(() => CatalogPromotion.ChooseArtifact(model, order, "oci://none"));
        }

        Assert.Throws<RegistrationRefusedException>(() => CatalogPromotion.ChooseArtifact(model, []));
        Assert.Equal("oci://r/a:1", CatalogPromotion.ChooseArtifact(model, [artifacts[1]], "oci://none").Uri);
    }

    [Fact]
    public void Properties_keep_the_order_of_the_dashboard_and_a_clash_of_case_is_refused()
    {
        CatalogModel model = Model(("License", "mine"), ("Provider", ""), ("chat", "no label"), ("label", "")) with
        {
            LicenseLink = "https://l",
            Provider = "IBM",
            Tasks = ["chat"],
        };
        RegisteredModelSpec spec = RegisteredModelSpec.FromCatalog(model, new CatalogModelArtifact { Uri = "oci://r/a:1" });
        Assert.Equal(("https://l", "IBM", ""), (
            spec.Versions[0].CustomProperties.GetString("License"),
            spec.Versions[0].CustomProperties.GetString("Provider"),
            spec.Versions[0].CustomProperties.GetString("chat")));
        Assert.Equal(["Provider", "chat", "label"], spec.CustomProperties.Keys.Order(StringComparer.Ordinal));

        RegistrationRefusedException clash = Assert.Throws<RegistrationRefusedException>(
            () => RegisteredModelSpec.FromCatalog(Model(("FP8", ""), ("fp8", "")), new CatalogModelArtifact { Uri = "oci://r/a:1" }));
        Assert.Contains("'FP8' and 'fp8'", clash.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RedHatAI/x", "x")]
    [InlineData("a/b/c", "b/c")]
    [InlineData("plain", "plain")]
    [InlineData("community/Odd <Name> & \"Quotes\"", "Odd <Name> & \"Quotes\"")]
    [InlineData("trailing/", "trailing/")]
    public void A_name_loses_what_stands_before_its_first_slash(string name, string registered) =>
        Assert.Equal(
            registered,
            RegisteredModelSpec.FromCatalog(Model() with { Name = name }, new CatalogModelArtifact { Uri = "oci://r/a:1" }).Name);

    [Fact]
    public void An_address_is_rewritten_by_its_longest_beginning_and_the_first_is_kept()
    {
        var options = new CatalogPromotionOptions
        {
            Rewrites = new Dictionary<string, string> { ["oci://r/"] = "oci://m/", ["oci://r/deep/"] = "oci://d/" },
        };
        RegisteredModelSpec spec = RegisteredModelSpec.FromCatalog(Model(), new CatalogModelArtifact { Uri = "oci://r/deep/a:1" }, options);
        var artifact = (ModelArtifactCreate)spec.Versions[0].Artifacts[0];
        Assert.Equal(
            ("oci://d/a:1", "oci://r/deep/a:1"), (artifact.Uri, artifact.CustomProperties.GetString(CatalogPromotion.UriProperty)));
        Assert.Null(RegisteredModelSpec.FromCatalog(Model(), new CatalogModelArtifact { Uri = "oci://x/a:1" }, options)
            .Versions[0]
            .Artifacts[0]
            .CustomProperties.GetString(CatalogPromotion.UriProperty));
    }

    [Fact]
    public void The_digest_depends_on_what_is_governed_alone()
    {
        var artifact = new CatalogModelArtifact { Uri = "oci://r/a:1" };
        CatalogModel model = Model(("a", "1")) with { License = "Apache 2.0", Tasks = ["x", "y"] };
        string digest = CatalogPromotion.ComputeDigest(model, artifact);
        Assert.Equal(digest, CatalogPromotion.ComputeDigest(
            model with
            {
                Id = "9",
                License = "apache-2.0",
                Tasks = ["y", "x"],
                Description = "d",
                Readme = "r",
                Logo = "l",
                CreateTime = DateTimeOffset.UnixEpoch,
            }, artifact with { Id = "8" }));
        foreach (CatalogModel other in (CatalogModel[])[
            model with { License = "modified-mit" },
            model with { Provider = "IBM" },
            model with { SourceId = "other" },
            Model(("a", "2")),
        ])
        {
            Assert.NotEqual(digest, CatalogPromotion.ComputeDigest(other, artifact));
        }

        Assert.NotEqual(digest, CatalogPromotion.ComputeDigest(model, artifact with { Uri = "oci://r/a:2" }));
    }

    private static CatalogModel Model(params (string Name, string Value)[] properties) => new()
    {
        Name = "lab/a",
        SourceId = "lab",
        CustomProperties = properties.ToDictionary(property => property.Name, property => (MetadataValue)property.Value),
    };

    /// <summary>
    /// What the dashboard made of a state of the catalog: it takes the first artifact, and knows nothing of names that differ by case.
    /// </summary>
    private async Task<IReadOnlyList<RegisteredModelSpec>> AsTheDashboardDidAsync(string state)
    {
        string slim = SharedFolder.Require("catalog", "slim");
        _folder.With("sources.yaml", $$"""
            catalogs:
            - {id: redhat_ai_models, type: yaml, properties: {yamlCatalogPath: '{{slim}}/{{state}}-models-catalog.yaml' } }
            - {id: redhat_ai_validated_models, type: yaml, properties: {yamlCatalogPath: '{{slim}}/{{state}}-validated-models-catalog.yaml' } }
            """);
        CatalogFile then = await CatalogFile.ReadAsync([_folder.Sources], TestContext.Current.CancellationToken);
        List<RegisteredModelSpec> models = [];
        foreach (CatalogModel model in await then.ReadModelsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            Dictionary<string, MetadataValue> properties = new(StringComparer.OrdinalIgnoreCase);
            foreach ((string name, MetadataValue value) in model.CustomProperties)
            {
                properties.TryAdd(name, value);
            }

            models.Add(RegisteredModelSpec.FromCatalog(
                model with { CustomProperties = properties },
                (await then.ReadModelArtifactsAsync(model, TestContext.Current.CancellationToken))[0], AsDashboard));
        }

        return models;
    }

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(SharedFolder.Require("catalog", "expected", name)))!;

    private static RegisteredModelSpec SpecOf(JsonNode posted) => new()
    {
        Name = Text(posted["registeredModel"]!, "name"),
        Description = Text(posted["registeredModel"]!, "description"),
        Owner = Text(posted["registeredModel"]!, "owner"),
        CustomProperties = PropertiesOf(posted["registeredModel"]!),
        Versions =
        [
            new ModelVersionSpec
            {
                Name = Text(posted["modelVersion"]!, "name"),
                Author = Text(posted["modelVersion"]!, "author"),
                CustomProperties = PropertiesOf(posted["modelVersion"]!),
                Artifacts =
                [
                    new ModelArtifactCreate
                    {
                        Name = Text(posted["modelArtifact"]!, "name"),
                        Uri = Text(posted["modelArtifact"]!, "uri"),
                        State = new ArtifactState(Text(posted["modelArtifact"]!, "state")),
                        ModelSourceKind = Text(posted["modelArtifact"]!, "modelSourceKind"),
                        ModelSourceClass = Text(posted["modelArtifact"]!, "modelSourceClass"),
                        ModelSourceName = Text(posted["modelArtifact"]!, "modelSourceName"),
                        CustomProperties = PropertiesOf(posted["modelArtifact"]!),
                    },
                ],
            },
        ],
    };

    /// <summary>What is not given is posted as an empty string by the dashboard, and as live.</summary>
    private static void Same(JsonNode posted, RegisteredModelSpec spec) => Assert.Equal(Describe(SpecOf(posted)), Describe(spec));

    private static string Describe(RegisteredModelSpec spec)
    {
        ModelVersionSpec version = spec.Versions.Single();
        var artifact = (ModelArtifactCreate)version.Artifacts.Single();
        return string.Join(
            '\n',
            spec.Name, spec.Description ?? "", spec.Owner, Describe(spec.CustomProperties),
            version.Name, version.Author, Describe(version.CustomProperties),
            artifact.Name, artifact.Uri, artifact.State, artifact.ModelSourceKind,
            artifact.ModelSourceClass, artifact.ModelSourceGroup, artifact.ModelSourceId,
            artifact.ModelSourceName, artifact.ModelFormatName ?? "", Describe(artifact.CustomProperties));
    }

    private static string Describe(IReadOnlyDictionary<string, MetadataValue>? properties) => string.Join(
        ';', (properties ?? new Dictionary<string, MetadataValue>()).OrderBy(property => property.Key, StringComparer.Ordinal).Select(
            property => $"{property.Key}={property.Value}"));

    private static Dictionary<string, MetadataValue> PropertiesOf(JsonNode entity) => entity["customProperties"]!.AsObject()
        .ToDictionary(
            property => property.Key,
            property => (MetadataValue)property.Value!["string_value"]!.GetValue<string>(),
            StringComparer.Ordinal);

    private static string Text(JsonNode entity, string name) => entity[name]?.GetValue<string>() ?? "";
}
