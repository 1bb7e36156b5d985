using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

public class GraniteSampleTests
{
    private static string SamplePath => Path.Combine(Seeds.Repository, "samples", "seeds", "granite-3.1-8b-instruct-fp8.yaml");

    [Fact]
    public async Task The_sample_declares_the_validated_model()
    {
        SeedReadResult result = await SeedReader.ReadAsync(
            new SeedReaderOptions { Paths = [SamplePath] }, TestContext.Current.CancellationToken);

        Assert.Empty(result.Errors);
        SeedModel model = Assert.Single(result.Seed!.Models);
        Assert.Equal(new SeedLocation(SamplePath, 4, 5), model.Location);
        Assert.Equal("Granite-3.1-8b-Instruct-FP8", model.Spec.Name);
        Assert.Equal("IBM Granite 3.1 8B Instruct, FP8 dynamic quantization, validated for NVIDIA L4.", model.Spec.Description);
        Assert.Equal("ai-admin", model.Spec.Owner);
        Assert.Equal("IBM", model.Spec.Provider);
        Assert.Equal("apache-2.0", model.Spec.License);
        Assert.Null(model.Spec.State);
        Assert.Equal(
            new Dictionary<string, MetadataValue>(StringComparer.Ordinal)
            {
                ["fp8"] = new MetadataStringValue(""),
                ["granite"] = new MetadataStringValue(""),
                ["hardware_target"] = new MetadataStringValue("NVIDIA L4 (AWS G6)"),
                ["quantization"] = new MetadataStringValue("FP8-dynamic"),
                ["validated"] = new MetadataStringValue(""),
                ["vllm"] = new MetadataStringValue(""),
            },
            model.Spec.CustomProperties);

        ModelVersionSpec version = Assert.Single(model.Spec.Versions);
        Assert.Equal("3.1-May2025-Validated", version.Name);
        Assert.Equal("ai-admin", version.Author);
        Assert.Equal(new SeedLocation(SamplePath, 14, 9), model.VersionLocations[0].Location);

        ModelArtifactCreate artifact = Assert.IsType<ModelArtifactCreate>(Assert.Single(version.Artifacts));
        Assert.Equal(ArtifactType.ModelArtifact, artifact.ArtifactType);
        Assert.Equal("granite-3.1-8b-instruct-fp8-dynamic", artifact.Name);
        Assert.Equal("s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/", artifact.Uri);
        Assert.Equal("safetensors", artifact.ModelFormatName);
        Assert.Equal(new SeedLocation(SamplePath, 17, 13), model.VersionLocations[0].ArtifactLocations[0]);
    }
}
