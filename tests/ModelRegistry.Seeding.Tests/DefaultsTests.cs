using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

public class DefaultsTests
{
    [Fact]
    public async Task Defaults_fill_in_what_is_not_mentioned()
    {
        Seed seed = await Seeds.ReadGoodAsync("""
            formatVersion: 1
            defaults:
              model:
                owner: ai-admin
                license: mit
                labels: [validated]
                customProperties: { tier: 1, granite: ours }
              version: { author: ai-admin, state: LIVE }
              artifact: { modelFormatName: safetensors, digest: sha256:0, description: files, customProperties: { x: y } }
            models:
              - name: a
                owner: me
                labels: [granite]
                customProperties: { tier: 2 }
                versions:
                  - name: v
                    author: you
                    artifacts:
                      - name: files
                      - { name: card, artifactType: doc-artifact, description: card }
                      - { name: data, artifactType: dataset-artifact }
                  - name: w
              - name: b
            ---
            formatVersion: 1
            models: [{ name: c }]
            """);

        RegisteredModelSpec first = seed.Models[0].Spec;
        Assert.Equal(("me", "mit"), (first.Owner, first.License));
        Assert.Equal(
            [("granite", new MetadataStringValue("")), ("tier", new MetadataIntValue(2)), ("validated", new MetadataStringValue(""))],
            first.CustomProperties.Select(property => (property.Key, property.Value)));
        Assert.Equal(
            [("you", ModelVersionState.Live), ("ai-admin", ModelVersionState.Live)],
            first.Versions.Select(version => (version.Author, version.State!.Value)));

        IReadOnlyList<ArtifactCreate> artifacts = first.Versions[0].Artifacts;
        Assert.Equal(
            [("files", "safetensors", null), ("card", null, null), ("files", null, "sha256:0")],
            artifacts.Select(artifact =>
                (artifact.Description, (artifact as ModelArtifactCreate)?.ModelFormatName, (artifact as DataSetCreate)?.Digest)));
        Assert.All(artifacts, artifact => Assert.Equal(new MetadataStringValue("y"), artifact.CustomProperties["x"]));

        Assert.Equal("ai-admin", seed.Models[1].Spec.Owner);
        Assert.Null(seed.Models[2].Spec.Owner);
        Assert.Empty(seed.Models[2].Spec.CustomProperties);
    }

    [Theory]
    [InlineData("model: { ownr: x }", "3:12 SEED020")]
    [InlineData("model: { name: x }", "3:12 SEED020")]
    [InlineData("model: { externalId: x }", "3:12 SEED020")]
    [InlineData("model: { versions: [] }", "3:12 SEED020")]
    [InlineData("version: { name: x }", "3:14 SEED020")]
    [InlineData("artifact: { uri: s3://b/x }", "3:15 SEED020")]
    [InlineData("artifact: { artifactType: doc-artifact }", "3:15 SEED020")]
    [InlineData("model: { owner: true }", "3:19 SEED022")]
    [InlineData("model: { state: live }", "3:19 SEED025")]
    [InlineData("model: owner", "3:10 SEED022")]
    [InlineData("models: { owner: x }", "3:3 SEED020")]
    public async Task A_bad_default_is_reported_once_and_where_it_is(string line, string error)
    {
        Assert.Equal([error], await Seeds.ReadBadAsync($"formatVersion: 1\ndefaults:\n  {line}\nmodels: [{{ name: a }}, {{ name: b, "
            + $"versions: [{{ name: v, artifacts: [{{}}] }}] }}]"));
    }
}
