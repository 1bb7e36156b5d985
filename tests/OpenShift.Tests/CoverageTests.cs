using System.Globalization;
using SeedJob;
using SeedJob.Commands;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

/// <summary>The nightly comparison of what runs with what is vetted.</summary>
public sealed class CoverageTests
{
    private const string Internal = "coverage/internal";
    private const string Secured = "coverage/secured";
    private const string Name = "model-registry-coverage";

    [Theory]
    [InlineData(Internal, Overlays.Internal)]
    [InlineData(Secured, Overlays.Secured)]
    public async Task It_comes_to_the_registry_as_the_seed_job_of_the_overlay_does(string coverage, string overlay)
    {
        YamlNode pod = await PodAsync(coverage);
        YamlNode seedPod = (await Overlays.GetAsync(overlay, "Job", Overlays.SeedJob)).Pod!;
        Dictionary<string, string> environment = Environment(pod);
        JobCommand command = Assert.Single(SeedJobApp.Commands, command => command.Name == "coverage");

        Assert.Equal(["coverage", "--in-cluster"], pod.Texts("spec.containers.0.args"));
        Assert.Empty(environment.Keys.Except(command.Options.Select(option => option.Variable)));
        Assert.Equal(Environment(seedPod)[JobOptions.Registry.Variable], environment[JobOptions.Registry.Variable]);
        Assert.Equal(Overlays.Registry, environment[JobOptions.RegistryName.Variable]);
        // The NetworkPolicy knows it by this label.
        Assert.Equal(seedPod.Text("metadata.labels.app"), pod.Text("metadata.labels.app"));
        Assert.Equal(seedPod.Text("spec.containers.0.image"), pod.Text("spec.containers.0.image"));
    }

    [Theory]
    [InlineData(Internal)]
    [InlineData(Secured)]
    public async Task It_may_list_what_runs_models_and_nothing_else(string coverage)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(coverage);
        Manifest binding = manifests.Get("ClusterRoleBinding", Name);
        YamlNode rule = Assert.Single(manifests.Get("ClusterRole", binding.Text("roleRef.name")).Items("rules"));

        Assert.Equal(["list"], rule.Texts("verbs"));
        Assert.Equal(["serving.kserve.io"], rule.Texts("apiGroups"));
        Assert.Equal(["inferenceservices", "llminferenceservices"], rule.Texts("resources"));
        Assert.Equal(
            (await PodAsync(coverage)).Text("spec.serviceAccountName"),
            Assert.Single(binding.Items("subjects")).Text("name"));
        Assert.Equal(coverage == Secured ? 1 : 0, manifests.Count(manifest => manifest.Kind == "RoleBinding"));
    }

    [Theory]
    [InlineData(Internal)]
    [InlineData(Secured)]
    public async Task It_finds_the_token_and_the_CA_of_the_cluster_where_it_looks_for_them(string coverage)
    {
        YamlNode pod = await PodAsync(coverage);
        YamlNode volume = Assert.Single(pod.Items("spec.volumes"), volume => volume.Text("name") == "service-account");
        YamlNode mount = Assert.Single(pod.Items("spec.containers.0.volumeMounts"), mount => mount.Text("name") == "service-account");

        Assert.Equal(Environment(pod)[JobOptions.ServiceAccount.Variable], mount.Text("mountPath"));
        Assert.Equal("token", volume.Text("projected.sources.0.serviceAccountToken.path"));
        Assert.Equal("ca.crt", volume.Text("projected.sources.1.configMap.items.0.path"));
        Assert.Equal("false", pod.Text("spec.automountServiceAccountToken"));
        Assert.Equal(
            pod.Items("spec.volumes").Select(item => item.Text("name")).Order(),
            pod.Items("spec.containers.0.volumeMounts").Select(item => item.Text("name")).Order());
    }

    [Fact]
    public async Task A_finding_fails_the_job_and_an_outage_is_tried_again()
    {
        Manifest cron = (await Kustomize.RenderAsync(Internal)).Get("CronJob", Name);
        YamlNode failing = cron.Items("spec.jobTemplate.spec.podFailurePolicy.rules")[1];

        Assert.Equal("FailJob/In", $"{failing.Text("action")}/{failing.Text("onExitCodes.operator")}");
        Assert.Equal(cron.Text("spec.jobTemplate.spec.template.spec.containers.0.name"), failing.Text("onExitCodes.containerName"));
        Assert.Equal(
            [ExitCode.Failed, ExitCode.Differences, ExitCode.BadInput, ExitCode.Unauthorized],
            failing.Texts("onExitCodes.values").Select(code => int.Parse(code, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(Internal)]
    [InlineData(Secured)]
    public async Task Every_object_has_known_fields_alone_and_is_named_by_the_README(string coverage)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(coverage);
        string row = Assert.Single(
            File.ReadLines(Path.Combine(Repository.Deployment, "README.md")),
            line => line.StartsWith("| `coverage` |", StringComparison.Ordinal));

        Assert.Empty(manifests.SelectMany(FieldTable.Instance.Check));
        Assert.All(manifests, manifest => Assert.Contains(manifest.Kind, row, StringComparison.Ordinal));
        Assert.All(manifests, manifest => Assert.Equal(Name, manifest.Name));
    }

    private static async Task<YamlNode> PodAsync(string coverage) =>
        (await Kustomize.RenderAsync(coverage)).Get("CronJob", Name).Root.Find("spec.jobTemplate.spec.template")!;

    private static Dictionary<string, string> Environment(YamlNode pod) =>
        pod.Items("spec.containers.0.env").ToDictionary(variable => variable.Text("name"), variable => variable.Text("value"));
}
