using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

public sealed class RegistryTests
{
    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    public async Task The_registry_keeps_its_proxy_and_the_route_that_keeps_the_operators_policy(string overlay)
    {
        Manifest registry = await Overlays.GetAsync(overlay, "ModelRegistry", Overlays.Registry);

        Assert.Equal("8443", registry.Text("spec.kubeRBACProxy.port"));
        Assert.Equal("enabled", registry.Text("spec.kubeRBACProxy.serviceRoute"));
        Assert.Equal("8080", registry.Text("spec.rest.port"));
        Assert.Equal("disabled", registry.Text("spec.rest.serviceRoute"));
        Assert.Null(registry.Root.Find("spec.oauthProxy"));
        Assert.Contains(
            "SkipDryRunOnMissingResource=true", registry.Annotations["argocd.argoproj.io/sync-options"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_internal_service_leads_to_the_registrys_pods_and_is_no_registry_to_the_dashboard()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Internal);
        Manifest service = manifests.Get("Service", "private-ai-registry-internal");

        Assert.Equal(RegistryPods.Labels, service.Map("spec.selector"));
        Assert.Equal("8080", service.Text("spec.ports.0.port"));
        Assert.Equal("8080", service.Text("spec.ports.0.targetPort"));
        Assert.All(manifests.Where(manifest => manifest.Kind == "Service"), one =>
        {
            Assert.DoesNotContain("component", one.Labels);
            Assert.DoesNotContain(one.Text("spec.ports.0.name"), (string[])["http-api", "https-api"]);
        });
    }

    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    public async Task No_pod_of_ours_is_taken_for_the_registrys(string overlay)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(overlay);

        Assert.All(manifests.Select(manifest => manifest.Pod).OfType<YamlMappingNode>(), pod =>
        {
            IReadOnlyDictionary<string, string> labels = pod.Map("metadata.labels");
            Assert.NotEqual(Overlays.Registry, labels["app"]);
            Assert.DoesNotContain("component", labels);
            Assert.DoesNotContain("app.kubernetes.io/name", labels);
        });
    }

    [Fact]
    public async Task The_registrys_port_8080_lets_the_seed_job_in_and_nobody_else()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Internal);

        AssertAdmits(
            manifests, "private-ai-registry-internal-access", RegistryPods.Labels, Labels(manifests, "Job", Overlays.SeedJob), "8080");
    }

    [Fact]
    public async Task Secured_leaves_port_8080_closed_and_lets_the_seed_job_in_to_8443()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Secured);

        AssertAdmits(
            manifests, "private-ai-registry-internal-access", RegistryPods.Labels, Labels(manifests, "Job", Overlays.SeedJob), "8443");
        Assert.DoesNotContain(manifests, manifest => manifest.ToString() == "Service/private-ai-registry-internal");
    }

    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    public async Task The_database_lets_the_registry_in_and_nobody_else(string overlay)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(overlay);

        AssertAdmits(
            manifests, "model-registry-db-access", Labels(manifests, "Deployment", "model-registry-db"), RegistryPods.Labels, "3306");
        Assert.Equal(2, manifests.Count(manifest => manifest.Kind == "NetworkPolicy"));
    }

    [Fact]
    public async Task People_are_bound_as_before_and_the_dashboard_sees_the_developers()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Internal);
        Manifest admin = manifests.Get("RoleBinding", "ai-admin-registry-admin");
        Manifest developer = manifests.Get("RoleBinding", "ai-developer-registry-user");

        Assert.Equal("ClusterRole/admin", $"{admin.Text("roleRef.kind")}/{admin.Text("roleRef.name")}");
        Assert.Equal(
            ["User/ai-admin", "Group/rhoai-admins"], admin.Items("subjects").Select(one => $"{one.Text("kind")}/{one.Text("name")}"));
        Assert.Equal($"Role/registry-user-{Overlays.Registry}", $"{developer.Text("roleRef.kind")}/{developer.Text("roleRef.name")}");
        Assert.Equal(
            ["User/ai-developer", "Group/rhoai-users"],
            developer.Items("subjects").Select(one => $"{one.Text("kind")}/{one.Text("name")}"));
        Assert.Equal("model-registry", developer.Labels["component"]);
        Assert.Equal(Overlays.Registry, developer.Labels["app"]);
    }

    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    public async Task Administrators_may_change_the_registrys_object_and_no_other_role_is_for_more_than_named_objects(string overlay)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(overlay);
        Manifest role = manifests.Get("Role", "ai-admin-model-registries");
        Manifest binding = manifests.Get("RoleBinding", "ai-admin-model-registries");

        YamlNode rule = Assert.Single(role.Items("rules"));
        Assert.Equal(["modelregistry.opendatahub.io"], rule.Texts("apiGroups"));
        Assert.Equal(["modelregistries"], rule.Texts("resources"));
        Assert.Equal(["create", "delete", "get", "list", "patch", "update", "watch"], rule.Texts("verbs"));
        Assert.Equal($"Role/{role.Name}", $"{binding.Text("roleRef.kind")}/{binding.Text("roleRef.name")}");
        Assert.Equal(manifests.Get("RoleBinding", "ai-admin-registry-admin").Root.Find("subjects"), binding.Root.Find("subjects"));
        Assert.All(
            manifests.Where(manifest => manifest.Kind == "Role" && manifest != role).SelectMany(manifest => manifest.Items("rules")),
            other => Assert.NotEmpty(other.Texts("resourceNames")));
    }

    private static IReadOnlyDictionary<string, string> Labels(IReadOnlyList<Manifest> manifests, string kind, string name) =>
        manifests.Get(kind, name).Pod!.Map("metadata.labels");

    private static void AssertAdmits(
        IReadOnlyList<Manifest> manifests, string policy, IReadOnlyDictionary<string, string> to,
        IReadOnlyDictionary<string, string> from, string port)
    {
        Manifest manifest = manifests.Get("NetworkPolicy", policy);
        Assert.Equal(to, manifest.Map("spec.podSelector.matchLabels"));
        YamlNode rule = Assert.Single(manifest.Items("spec.ingress"));
        Assert.Equal(from, Assert.Single(rule.Items("from")).Map("podSelector.matchLabels"));
        Assert.Equal(port, Assert.Single(rule.Items("ports")).Text("port"));
    }
}
