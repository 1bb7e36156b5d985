using SeedJob;
using SeedJob.Commands;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests.Gate;

/// <summary>The overlay that puts the gate up and keeps its list as the registry is.</summary>
public sealed class GateOverlayTests
{
    private const string Gate = "overlays/gate";
    private const string Refresh = "vetted-models-refresh";

    [Fact]
    public async Task The_overlay_holds_these_objects_and_no_others_and_all_pass_the_strict_check()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Gate);

        Assert.Empty(manifests.SelectMany(FieldTable.Instance.Check));
        Assert.Equal(
            [
                "ConfigMap/vetted-models",
                "ConfigMap/vetted-models-connections",
                "ConfigMap/vetted-models-service-ca",
                "CronJob/vetted-models-refresh",
                "NetworkPolicy/private-ai-registry-gate-access",
                "Role/vetted-models-refresh",
                "RoleBinding/vetted-models-refresh",
                "ServiceAccount/vetted-models-refresh",
                "ValidatingAdmissionPolicy/vetted-models.inferenceservices",
                "ValidatingAdmissionPolicy/vetted-models.llminferenceservices",
                "ValidatingAdmissionPolicy/vetted-models.stays",
                "ValidatingAdmissionPolicyBinding/vetted-models.inferenceservices",
                "ValidatingAdmissionPolicyBinding/vetted-models.llminferenceservices",
                "ValidatingAdmissionPolicyBinding/vetted-models.stays",
            ],
            manifests.Select(manifest => manifest.ToString()).Order(StringComparer.Ordinal));
        Assert.All(
            manifests.Where(manifest => !manifest.Kind.StartsWith("Validating", StringComparison.Ordinal)),
            manifest => Assert.Equal(Overlays.Namespace, manifest.Text("metadata.namespace")));
    }

    [Fact]
    public async Task The_policies_are_those_that_the_job_prints_in_mode_warn()
    {
        string path = Path.Combine(Repository.Deployment, Gate, "policies.yaml");
        string printed = await GateObjects.RunAsync("policy", "--mode", "warn");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, printed, TestContext.Current.CancellationToken);
        }

        Assert.True(
            await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) == printed,
            "The policies have changed: run the tests with UPDATE_DOCS=1 and commit overlays/gate/policies.yaml.");
    }

    [Theory]
    [InlineData(Gate)]
    [InlineData("coverage/internal")]
    [InlineData("coverage/secured")]
    [InlineData("catalog/internal")]
    [InlineData("catalog/secured")]
    public async Task What_stands_beside_the_registry_is_not_taken_for_a_leftover_of_its_overlays(string directory) =>
        Assert.DoesNotContain(
            await Kustomize.RenderAsync(directory),
            manifest => manifest.Labels["app.kubernetes.io/part-of"] == Overlays.Registry);

    [Fact]
    public async Task The_list_has_the_name_that_the_policies_know_no_data_of_its_own_and_the_metadata_that_the_job_writes()
    {
        Manifest list = await Overlays.GetAsync(Gate, "ConfigMap", "vetted-models");
        Manifest written = await GateObjects.ListAsync();

        Assert.Null(list.Root.Find("data"));
        Assert.Equal(written.Labels, list.Labels);
        Assert.Equal(written.Text("metadata.namespace"), list.Text("metadata.namespace"));
        Assert.Equal(written.Annotations["argocd.argoproj.io/sync-options"], list.Annotations["argocd.argoproj.io/sync-options"]);
    }

    [Fact]
    public async Task The_refresh_may_read_the_registry_and_patch_the_one_list()
    {
        Manifest role = await Overlays.GetAsync(Gate, "Role", Refresh);
        Manifest binding = await Overlays.GetAsync(Gate, "RoleBinding", Refresh);

        Assert.Equal(
            ["services/private-ai-registry: get", "configmaps/vetted-models: get patch"],
            role.Items("rules").Select(rule =>
                $"{Assert.Single(rule.Texts("resources"))}/{Assert.Single(rule.Texts("resourceNames"))}: "
                + string.Join(' ', rule.Texts("verbs"))));
        Assert.Equal($"Role/{Refresh}", $"{binding.Text("roleRef.kind")}/{binding.Text("roleRef.name")}");
        Assert.Equal($"ServiceAccount/{Refresh}", $"{binding.Text("subjects.0.kind")}/{binding.Text("subjects.0.name")}");
        Assert.Equal(Refresh, (await PodAsync()).Text("spec.serviceAccountName"));
    }

    [Fact]
    public async Task Our_image_writes_the_file_that_the_platforms_applies_on_the_servers_side()
    {
        YamlNode pod = await PodAsync();
        YamlNode list = Assert.Single(pod.Items("spec.initContainers"));
        YamlNode apply = Assert.Single(pod.Items("spec.containers"));
        JobCommand command = Assert.Single(SeedJobApp.Commands, command => command.Name == "gate list");
        Dictionary<string, string> variables = list.Items("env")
            .ToDictionary(variable => variable.Text("name"), variable => variable.Text("value"));

        Assert.Equal(command.Name.Split(' '), list.Texts("args"));
        Assert.Empty(variables.Keys.Except(command.Options.Select(option => option.Variable)));
        Assert.Contains(variables[JobOptions.File.Variable], apply.Texts("command"));
        Assert.Contains("--server-side", apply.Texts("command"));
        Assert.Equal("https://private-ai-registry.rhoai-model-registries.svc:8443", variables[JobOptions.Registry.Variable]);
        // What speaks to the cluster has no way to the registry, and the other way round.
        Assert.Equal(["connections", "list", "registry-token", "service-ca"], MountsOf(list));
        Assert.Equal(["api-token", "list", "tmp"], MountsOf(apply));
    }

    [Fact]
    public async Task The_refresh_passes_restricted_v2_and_mounts_what_it_has()
    {
        YamlNode pod = await PodAsync();
        YamlNode[] containers = [.. pod.Items("spec.initContainers"), .. pod.Items("spec.containers")];

        Assert.Equal("true", pod.Text("spec.securityContext.runAsNonRoot"));
        Assert.Equal("false", pod.Text("spec.automountServiceAccountToken"));
        Assert.All(containers, container =>
        {
            Assert.Equal("false", container.Text("securityContext.allowPrivilegeEscalation"));
            Assert.Equal("true", container.Text("securityContext.readOnlyRootFilesystem"));
            Assert.Equal(["ALL"], container.Texts("securityContext.capabilities.drop"));
        });
        Assert.Equal(
            pod.Items("spec.volumes").Select(volume => volume.Text("name")).Order(StringComparer.Ordinal),
            containers.SelectMany(MountsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_registry_lets_the_refresh_in_to_its_proxy()
    {
        Manifest policy = await Overlays.GetAsync(Gate, "NetworkPolicy", "private-ai-registry-gate-access");

        Assert.Equal(RegistryPods.Labels, policy.Map("spec.podSelector.matchLabels"));
        Assert.Equal((await PodAsync()).Map("metadata.labels"), policy.Map("spec.ingress.0.from.0.podSelector.matchLabels"));
        Assert.Equal(8443, policy.Number("spec.ingress.0.ports.0.port"));
    }

    [Fact]
    public void The_Argo_CD_application_applies_on_the_servers_side_and_takes_nothing_away()
    {
        string path = Path.Combine(Repository.Deployment, "argocd", "gate-application.yaml");
        Manifest application = Assert.Single(Manifest.ParseAll(File.ReadAllText(path)));

        Assert.Empty(FieldTable.Instance.Check(application));
        Assert.True(File.Exists(Path.Combine(Repository.Root, application.Text("spec.source.path"), "kustomization.yaml")));
        Assert.Equal(["CreateNamespace=false", "ServerSideApply=true"], application.Root.Texts("spec.syncPolicy.syncOptions"));
        Assert.Equal("false", application.Text("spec.syncPolicy.automated.prune"));
        Assert.Null(application.Root.Find("metadata.finalizers"));
    }

    [Fact]
    public async Task The_sample_has_a_line_for_connections_that_the_job_can_read()
    {
        string connections = (await Overlays.GetAsync(Gate, "ConfigMap", "vetted-models-connections")).Map("data")["connections.txt"];
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, connections.Replace("# ", "", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Manifest list = await GateObjects.ListAsync(Path.Combine(GateObjects.Directory, "seed.yaml"), "--connections", path);
        File.Delete(path);

        Assert.Equal("ml/models s3://rhoai-artifacts/\n", list.Map("data")["connections"]);
    }

    private static async Task<YamlNode> PodAsync() =>
        (await Overlays.GetAsync(Gate, "CronJob", Refresh)).Root.Find("spec.jobTemplate.spec.template")!;

    private static IEnumerable<string> MountsOf(YamlNode container) =>
        container.Items("volumeMounts").Select(mount => mount.Text("name")).Order(StringComparer.Ordinal);
}
