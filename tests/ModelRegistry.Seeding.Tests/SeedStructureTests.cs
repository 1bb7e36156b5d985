using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

public class SeedStructureTests
{
    [Fact]
    public async Task Every_writable_field_reaches_its_specification()
    {
        Seed seed = await Seeds.ReadGoodAsync("""
            formatVersion: 1
            set: everything
            models:
              - name: m
                description: d
                externalId: e1
                readme: |
                  # Title
                  Text
                maturity: Generally Available
                language: [en, de]
                tasks: [text-generation]
                provider: p
                logo: data:image/svg+xml;base64,AAAA
                license: mit
                licenseLink: https://example.com/license
                libraryName: transformers
                owner: o
                state: ARCHIVED
                versions:
                  - name: v
                    description: vd
                    externalId: e2
                    author: a
                    state: LIVE
                    labels: [good]
                    artifacts:
                      - name: files
                        artifactType: model-artifact
                        description: ad
                        externalId: e1
                        uri: oci://registry.internal/models/m:1
                        state: LIVE
                        modelFormatName: onnx
                        modelFormatVersion: 1.0
                        storageKey: k
                        storagePath: p
                        serviceAccountName: s
                        modelSourceKind: catalog
                        modelSourceClass: c
                        modelSourceGroup: g
                        modelSourceId: i
                        modelSourceName: n
                      - artifactType: doc-artifact
                        uri: https://example.com/card.md
                        labels: [card]
                      - artifactType: dataset-artifact
                        digest: sha256:00
                        sourceType: s3
                        source: s3://data/in
                        schema: '{"a": 1}'
                        profile: p
            """);

        Assert.Equal("everything", seed.Set);
        RegisteredModelSpec model = Assert.Single(seed.Models).Spec;
        Assert.Equal(
            ("m", "d", "e1", "# Title\nText\n", "Generally Available"),
            (model.Name, model.Description, model.ExternalId, model.Readme, model.Maturity));
        Assert.Equal(["en", "de"], model.Language);
        Assert.Equal(["text-generation"], model.Tasks);
        Assert.Equal(
            ("p", "data:image/svg+xml;base64,AAAA", "mit", "https://example.com/license", "transformers", "o"),
            (model.Provider, model.Logo, model.License, model.LicenseLink, model.LibraryName, model.Owner));
        Assert.Equal(RegisteredModelState.Archived, model.State);

        ModelVersionSpec version = Assert.Single(model.Versions);
        Assert.Equal(
            ("v", "vd", "e2", "a", ModelVersionState.Live),
            (version.Name, version.Description, version.ExternalId, version.Author, version.State));
        Assert.Equal(new MetadataStringValue(""), version.CustomProperties["good"]);

        Assert.Equal(
            new ModelArtifactCreate
            {
                Name = "files",
                Description = "ad",
                ExternalId = "e1",
                Uri = "oci://registry.internal/models/m:1",
                State = ArtifactState.Live,
                ModelFormatName = "onnx",
                ModelFormatVersion = "1.0",
                StorageKey = "k",
                StoragePath = "p",
                ServiceAccountName = "s",
                ModelSourceKind = "catalog",
                ModelSourceClass = "c",
                ModelSourceGroup = "g",
                ModelSourceId = "i",
                ModelSourceName = "n",
            },
            version.Artifacts[0] with { CustomProperties = null });
        Assert.Equal(
            (ArtifactType.DocArtifact, null, "https://example.com/card.md"),
            (version.Artifacts[1].ArtifactType, version.Artifacts[1].Name, ((DocArtifactCreate)version.Artifacts[1]).Uri));
        Assert.Equal(new MetadataStringValue(""), version.Artifacts[1].CustomProperties["card"]);
        Assert.Equal(
            new DataSetCreate { Digest = "sha256:00", SourceType = "s3", Source = "s3://data/in", Schema = "{\"a\": 1}", Profile = "p" },
            version.Artifacts[2] with { CustomProperties = null });
    }

    [Fact]
    public async Task Json_is_yaml()
    {
        Seed seed = await Seeds.ReadGoodAsync("{\n\t\"formatVersion\": 1,\n\t\"models\": [{\"name\":\"\\u00e9 "
            + "\\uD83D\\uDE00\",\"labels\":[\"a\"],\t\"description\":\"x\\/y\"}]\n}");
        Assert.Equal(("é 😀", "x/y"), (seed.Models[0].Spec.Name, seed.Models[0].Spec.Description));
        Assert.Equal(new SeedLocation("<stdin>", 3, 13), seed.Models[0].Location);
    }

    [Theory]
    [InlineData("1.10")]
    [InlineData("1")]
    [InlineData("007")]
    [InlineData("0x1F")]
    [InlineData("1e3")]
    [InlineData(".inf")]
    [InlineData("yes")]
    [InlineData("off")]
    [InlineData("2025-05-01")]
    [InlineData("12:30:45")]
    public async Task An_unquoted_name_is_taken_as_it_is_written(string name)
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Model($"versions:\n  - name: {name}"));
        Assert.Equal(name, seed.Models[0].Spec.Versions[0].Name);
    }

    [Theory]
    [InlineData("models: []", "1:1 SEED021")]
    [InlineData("formatVersion: 2\nmodels: 7", "1:16 SEED024")]
    [InlineData("formatVersion: '1'\nmodels: [{name: m}]", "1:16 SEED024")]
    [InlineData("formatVersion:\nmodels: [{name: m}]", "1:15 SEED024")]
    [InlineData("formatVersion: [1]\nmodels: [{name: m}]", "1:16 SEED024")]
    [InlineData("formatVersion: 1\nmodels: []", "1:1 SEED001")]
    [InlineData("formatVersion: 1", "1:1 SEED001")]
    [InlineData("formatVersion: 1\nmodels:", "1:1 SEED001", "2:8 SEED023")]
    [InlineData("- a", "1:1 SEED022")]
    [InlineData("text", "1:1 SEED022")]
    [InlineData("null", "1:1 SEED023")]
    [InlineData("", "1:1 SEED001")]
    [InlineData("# nothing\n---\n---\n", "1:1 SEED001")]
    [InlineData("formatVersion: 1\nmodels:\n  - description: d", "3:5 SEED021")]
    [InlineData("formatVersion: 1\nmodels:\n  - m", "3:5 SEED022")]
    [InlineData("formatVersion: 1\nmodels:\n  name: m", "1:1 SEED001", "3:3 SEED022")]
    public async Task A_document_has_its_shape(string yaml, params string[] errors)
    {
        IReadOnlyList<string> found = await Seeds.ReadBadAsync(yaml);
        Assert.Superset(errors.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
        Assert.All(found.Except(errors, StringComparer.Ordinal), error => Assert.EndsWith("SEED001", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ownr: me", "4:5 SEED020", "unknown field 'ownr' in the model (did you mean 'owner'?)")]
    [InlineData("Owner: me", "4:5 SEED020", "unknown field 'Owner' in the model (did you mean 'owner'?)")]
    [InlineData("external_id: me", "4:5 SEED020", "unknown field 'external_id' in the model (did you mean 'externalId'?)")]
    [InlineData("licence: mit", "4:5 SEED020", "unknown field 'licence' in the model (did you mean 'license'?)")]
    [InlineData("zzz: me", "4:5 SEED020", "unknown field 'zzz' in the model")]
    [InlineData("modelFormatName: x", "4:5 SEED020", "unknown field 'modelFormatName' in the model")]
    [InlineData("state: live", "4:12 SEED025", "'state' cannot be 'live' (did you mean 'LIVE'?): it is one of LIVE, ARCHIVED")]
    [InlineData("state: DELETED", "4:12 SEED025", "'state' cannot be 'DELETED': it is one of LIVE, ARCHIVED")]
    [InlineData(
        "description: true", "4:18 SEED022", "'description' must be a text, not a boolean: write \"true\" in quotes if the text is meant")]
    [InlineData("description: [a]", "4:18 SEED022", "'description' must be a text, not a list")]
    [InlineData("description: {a: b}", "4:18 SEED022", "'description' must be a text, not a mapping")]
    [InlineData("description:", "4:17 SEED023", "'description' has no value: give it one, or remove it")]
    [InlineData("description: ~", "4:18 SEED023", "'description' has no value: give it one, or remove it")]
    [InlineData("labels: granite", "4:13 SEED022", "'labels' must be a list, not a text")]
    [InlineData("labels: [granite, [x]]", "4:23 SEED022", "a label must be a text, not a list")]
    [InlineData("labels: [granite, null]", "4:23 SEED023", "a label has no value: give it one, or remove it")]
    [InlineData("language: en", "4:15 SEED022", "'language' must be a list, not a text")]
    [InlineData(
        "language: [en, true]",
        "4:20 SEED022",
        "an item of 'language' must be a text, not a boolean: write \"true\" in quotes if the text is meant")]
    [InlineData("versions: {name: v}", "4:15 SEED022", "'versions' must be a list, not a mapping")]
    [InlineData("versions: [v]", "4:16 SEED022", "an item of 'versions' must be a mapping, not a text")]
    [InlineData("customProperties: [a]", "4:23 SEED022", "'customProperties' must be a mapping, not a list")]
    [InlineData("description: a\ndescription: b", "5:5 SEED008", "the key 'description' is there already, at 4:5: remove one of the two")]
    [InlineData(
        "owner: 'a'\n<<: {description: b}",
        "5:5 SEED009",
        "merge keys (<<) are not part of YAML 1.2: write the fields out, or put what is common into 'defaults'")]
    [InlineData("? [a]\n: b", "4:7 SEED009", "a key must be a text, not a list")]
    [InlineData("owner: !secret x", "4:12 SEED009", "seed files have no tag '!secret': remove it")]
    [InlineData("owner: !!binary x", "4:12 SEED009", "seed files have no tag '!!binary': remove it")]
    [InlineData("owner: !!int x", "4:12 SEED022", "the value is not what its tag !!int says")]
    [InlineData("owner: *nobody", "4:12 SEED009", "there is no anchor '&nobody' before this alias")]
    public async Task What_does_not_belong_is_named_with_its_place(string lines, string error, string message)
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model(lines));
        SeedError found = Assert.Single(result.Errors);
        Assert.Equal((error, message), ($"{found.Location.Line}:{found.Location.Column} {found.Code}", found.Message));
        Assert.Equal($"<stdin>:{error.Replace(" ", ": ", StringComparison.Ordinal)} {message}", found.ToString());
    }

    [Theory]
    [InlineData("artifactType: model-artefact", "8:27 SEED025")]
    [InlineData("artifactType: metric", "8:27 SEED025")]
    [InlineData("digest: x", "8:13 SEED026")]
    [InlineData("artifactType: doc-artifact\nmodelFormatName: x", "9:13 SEED026")]
    [InlineData("artifactType: dataset-artifact\nstorageKey: x\ndigest: y", "9:13 SEED026")]
    [InlineData("state: live", "8:20 SEED025")]
    [InlineData("uri: 5", "8:18 SEED045")]
    [InlineData("modelFormatNam: x", "8:13 SEED020")]
    public async Task An_artifact_has_the_fields_of_its_type(string lines, string error)
    {
        Assert.Equal([error], await Seeds.ReadBadAsync(Seeds.Artifact(lines)));
    }

    [Fact]
    public async Task All_errors_are_reported_in_the_order_of_their_places()
    {
        IReadOnlyList<string> errors = await Seeds.ReadBadAsync("""
            formatVersion: 1
            sett: x
            models:
              - name: ""
                ownr: me
                customProperties: { n: 99999999999 }
              - name: b
                versions:
                  - name: v
                    artifacts:
                      - uri: nowhere
              - name: B
                state: live
            """);
        Assert.Equal(
            ["2:1 SEED020", "4:11 SEED040", "5:5 SEED020", "6:28 SEED044", "11:18 SEED045", "12:11 SEED060", "13:12 SEED025"], errors);
    }

    [Fact]
    public async Task Several_documents_make_one_seed()
    {
        Seed seed = await Seeds.ReadGoodAsync("""
            ---
            formatVersion: 1
            set: s
            models: [{ name: a }]
            ---
            formatVersion: 1
            models: [{ name: b }]
            ...
            ---
            """);
        Assert.Equal("s", seed.Set);
        Assert.Equal(["a", "b"], seed.Models.Select(model => model.Spec.Name), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Two_set_names_conflict()
    {
        IReadOnlyList<string> errors = await Seeds.ReadBadAsync(
            "formatVersion: 1\nset: s\nmodels: [{ name: a }]\n---\nformatVersion: 1\nset: t\n");
        Assert.Equal(["6:6 SEED027"], errors);
    }

    [Fact]
    public async Task Anchors_and_aliases_are_values_like_any_other()
    {
        Seed seed = await Seeds.ReadGoodAsync("""
            formatVersion: 1
            models:
              - name: a
                labels: &labels [x, y]
                customProperties: &properties { p: 1 }
              - { name: b, labels: *labels, customProperties: *properties }
            """);
        Assert.Equal(seed.Models[0].Spec.CustomProperties, seed.Models[1].Spec.CustomProperties);
        Assert.Equal(["p", "x", "y"], seed.Models[1].Spec.CustomProperties.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Windows_line_breaks_and_a_byte_order_mark_change_nothing()
    {
        const string Yaml = "formatVersion: 1\nmodels:\n  - name: m\n    description: |\n      a\n      b\n    ownr: x\n";
        SeedReadResult plain = await Seeds.ReadAsync(Yaml);
        SeedReadResult windows = await Seeds.ReadAsync("\uFEFF" + Yaml.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(plain.Errors, windows.Errors);
        Assert.Equal(new SeedLocation("<stdin>", 7, 5), Assert.Single(plain.Errors).Location);
    }
}
