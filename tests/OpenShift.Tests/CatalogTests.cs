using SeedJob;
using SeedJob.Commands;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

/// <summary>The nightly comparison of what was registered from the model catalog with what the catalog says.</summary>
public sealed class CatalogTests
{
    private const string Internal = "catalog/internal";
    private const string Secured = "catalog/secured";
    private const string Name = "model-registry-catalog-diff";

    [Theory]
    [InlineData(Internal, Overlays.Internal)]
    [InlineData(Secured, Overlays.Secured)]
    public async Task It_comes_to_the_registry_as_the_seed_job_of_the_overlay_does_and_to_the_catalog_with_its_own_token(
        string catalog, string overlay)
    {
        YamlNode pod = await PodAsync(catalog);
        YamlNode seedPod = (await Overlays.GetAsync(overlay, "Job", Overlays.SeedJob)).Pod!;
        Dictionary<string, string> environment = Environment(pod);
        JobCommand command = Assert.Single(SeedJobApp.Commands, command => command.Name == "catalog diff");

        Assert.Equal(["catalog", "diff"], pod.Texts("spec.containers.0.args"));
        Assert.Empty(environment.Keys.Except(command.Options.Select(option => option.Variable)));
        Assert.Equal(Environment(seedPod)[JobOptions.Registry.Variable], environment[JobOptions.Registry.Variable]);
        Assert.Equal("https://model-catalog.rhoai-model-registries.svc:8443", environment[JobOptions.Catalog.Variable]);
        Assert.Equal(seedPod.Text("spec.containers.0.image"), pod.Text("spec.containers.0.image"));

        string[] mounts = [.. pod.Items("spec.containers.0.volumeMounts").Select(mount => mount.Text("mountPath"))];
        Assert.Contains(Path.GetDirectoryName(environment[JobOptions.CatalogTokenFile.Variable]), mounts);
        Assert.Contains(Path.GetDirectoryName(environment[JobOptions.CatalogCaFile.Variable]), mounts);
        Assert.Equal("false", pod.Text("spec.automountServiceAccountToken"));
        Assert.Equal(
            pod.Items("spec.volumes").Select(item => item.Text("name")).Order(),
            pod.Items("spec.containers.0.volumeMounts").Select(item => item.Text("name")).Order());
    }

    [Theory]
    [InlineData(Internal)]
    [InlineData(Secured)]
    public async Task The_catalog_lets_it_in(string catalog)
    {
        Manifest policy = (await Kustomize.RenderAsync(catalog)).Get("NetworkPolicy", Name);
        Assert.Equal("model-catalog", policy.Text("spec.podSelector.matchLabels.component"));
        Assert.Equal("8443", policy.Text("spec.ingress.0.ports.0.port"));
        Assert.Equal(
            (await PodAsync(catalog)).Text("metadata.labels.app"), policy.Text("spec.ingress.0.from.0.podSelector.matchLabels.app"));
    }

    [Theory]
    [InlineData(Internal)]
    [InlineData(Secured)]
    public async Task Every_object_has_known_fields_alone_and_is_named_by_the_README(string catalog)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(catalog);
        string row = Assert.Single(
            File.ReadLines(Path.Combine(Repository.Deployment, "README.md")),
            line => line.StartsWith("| `catalog` |", StringComparison.Ordinal));

        Assert.Empty(manifests.SelectMany(FieldTable.Instance.Check));
        Assert.All(manifests, manifest => Assert.Contains(manifest.Kind, row, StringComparison.Ordinal));
        Assert.All(manifests, manifest => Assert.Equal(Name, manifest.Name));
        Assert.Equal(catalog == Secured ? 1 : 0, manifests.Count(manifest => manifest.Kind == "RoleBinding"));
    }

    private static async Task<YamlNode> PodAsync(string catalog) =>
        (await Kustomize.RenderAsync(catalog)).Get("CronJob", Name).Root.Find("spec.jobTemplate.spec.template")!;

    private static Dictionary<string, string> Environment(YamlNode pod) =>
        pod.Items("spec.containers.0.env").ToDictionary(variable => variable.Text("name"), variable => variable.Text("value"));
}
