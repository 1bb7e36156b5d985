using System.Text;
using ModelRegistry.Seeding;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

/// <summary>The examples for more seeds than a ConfigMap holds: they change where the job's seeds come from, and nothing else.</summary>
public sealed class LargeSeedTests
{
    private const string SeveralConfigMaps = "examples/several-configmaps";
    private const string SeedsFromImage = "examples/seeds-from-image";

    [Theory]
    [InlineData(SeveralConfigMaps)]
    [InlineData(SeedsFromImage)]
    public async Task Every_object_has_known_fields_of_the_right_types_alone(string example) =>
        Assert.Empty((await Kustomize.RenderAsync(example)).SelectMany(FieldTable.Instance.Check));

    [Theory]
    [InlineData(SeveralConfigMaps)]
    [InlineData(SeedsFromImage)]
    public async Task An_example_is_the_internal_overlay_with_other_seeds(string example)
    {
        IReadOnlyList<Manifest> plain = await Kustomize.RenderAsync(Overlays.Internal);
        IReadOnlyList<Manifest> changed = await Kustomize.RenderAsync(example);

        string[] differing =
        [
            .. changed.Where(manifest => !plain.Any(other => other.Root.Equals(manifest.Root))).Select(manifest => manifest.ToString()),
        ];
        Assert.Contains("Job/model-registry-seed", differing);
        Assert.All(differing, name => Assert.True(
            name is "Job/model-registry-seed" || name.StartsWith("ConfigMap/model-registry-seeds-more-", StringComparison.Ordinal), name));
        YamlNode pod = changed.Get("Job", Overlays.SeedJob).Pod!;
        Assert.Equal(plain.Get("Job", Overlays.SeedJob).Pod!.Items("spec.containers"), pod.Items("spec.containers"));
    }

    [Fact]
    public async Task Several_ConfigMaps_are_one_volume_of_good_seeds()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(SeveralConfigMaps);
        YamlNode volume = Seeds(manifests);
        string[] names = [.. volume.Items("projected.sources").Select(source => source.Text("configMap.name"))];

        Assert.Null(volume.Find("configMap"));
        Assert.Equal(2, names.Length);
        (string Key, string Content)[] files =
        [
            .. names.SelectMany(name => manifests.Get("ConfigMap", name).Map("data").Select(file => (file.Key, file.Value))),
        ];
        Assert.Equal(2, files.Select(file => file.Key).Distinct(StringComparer.Ordinal).Count());
        string folder = Directory.CreateTempSubdirectory("seeds-").FullName;
        foreach ((string key, string content) in files)
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, key), content, new UTF8Encoding(false), TestContext.Current.CancellationToken);
        }

        SeedReadResult read = await SeedReader.ReadAsync(new SeedReaderOptions { Paths = [folder] }, TestContext.Current.CancellationToken);

        Directory.Delete(folder, recursive: true);
        Assert.Empty(read.Errors);
        Assert.Equal(2, read.Seed!.Models.Count);
    }

    [Fact]
    public async Task An_init_container_puts_the_seeds_where_the_job_looks()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(SeedsFromImage);
        YamlNode pod = manifests.Get("Job", Overlays.SeedJob).Pod!;
        YamlNode init = Assert.Single(pod.Items("spec.initContainers"));
        string target = Assert.Single(init.Items("volumeMounts"), mount => mount.Text("name") == "seeds").Text("mountPath");

        Assert.Equal(["cp", "-R", "/seeds/.", $"{target}/"], init.Texts("command"));
        Assert.Equal(
            target, Assert.Single(pod.Items("spec.containers.0.env"), variable => variable.Text("name") == "SEED_PATHS").Text("value"));
        Assert.NotNull(Seeds(manifests).Find("emptyDir"));
        Assert.Null(Seeds(manifests).Find("configMap"));
        Assert.Equal("false", init.Text("securityContext.allowPrivilegeEscalation"));
        Assert.Equal(["ALL"], init.Texts("securityContext.capabilities.drop"));
    }

    private static YamlNode Seeds(IReadOnlyList<Manifest> manifests) =>
        Assert.Single(manifests.Get("Job", Overlays.SeedJob).Pod!.Items("spec.volumes"), volume => volume.Text("name") == "seeds");
}
