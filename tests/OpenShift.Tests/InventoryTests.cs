namespace OpenShift.Tests;

public sealed class InventoryTests
{
    private static readonly string[] Common =
    [
        "Deployment/model-registry-db",
        "Job/model-registry-seed",
        "ModelRegistry/private-ai-registry",
        "NetworkPolicy/model-registry-db-access",
        "NetworkPolicy/private-ai-registry-internal-access",
        "PersistentVolumeClaim/model-registry-db-pvc",
        "Role/ai-admin-model-registries",
        "RoleBinding/ai-admin-model-registries",
        "RoleBinding/ai-admin-registry-admin",
        "RoleBinding/ai-developer-registry-user",
        "Secret/model-registry-db-creds",
        "Service/model-registry-db",
        "ServiceAccount/model-registry-seed",
    ];

    [Theory]
    [InlineData(Overlays.Internal, "Service/private-ai-registry-internal")]
    [InlineData(Overlays.Secured, "ConfigMap/model-registry-service-ca", "Role/model-registry-seed", "RoleBinding/model-registry-seed")]
    [InlineData(
        Overlays.Demo,
        "Service/private-ai-registry-internal",
        "Job/model-registry-db-creds",
        "Role/model-registry-db-creds",
        "RoleBinding/model-registry-db-creds",
        "ServiceAccount/model-registry-db-creds")]
    public async Task An_overlay_holds_these_objects_and_no_others(string overlay, params string[] own)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(overlay);

        Manifest seeds = Assert.Single(manifests, manifest => manifest.Name.StartsWith("model-registry-seeds-", StringComparison.Ordinal));
        Assert.Equal("ConfigMap", seeds.Kind);
        Assert.Equal(
            [.. Common.Concat(own).Order()],
            manifests.Where(manifest => manifest != seeds).Select(manifest => manifest.ToString()).Order());
        Assert.All(manifests, manifest => Assert.Equal(Overlays.Namespace, manifest.Text("metadata.namespace")));
        Assert.All(manifests, manifest => Assert.Equal(Overlays.Registry, manifest.Labels["app.kubernetes.io/part-of"]));
    }

    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    public async Task Every_object_has_known_fields_of_the_right_types_alone(string overlay) =>
        Assert.Empty((await Kustomize.RenderAsync(overlay)).SelectMany(FieldTable.Instance.Check));

    [Fact]
    public void The_field_table_finds_what_is_wrong()
    {
        Manifest account = Assert.Single(Manifest.ParseAll(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: 12, namspace: x, labels: { a: true } }
            automountServiceAccountToken: "no"
            """));

        Assert.Equal(
            [
                "ServiceAccount/12.metadata.name: 12 is not of type string",
                "ServiceAccount/12.metadata: unknown field namspace",
                "ServiceAccount/12.metadata.labels.a: true is not of type string",
                "ServiceAccount/12.metadata: namespace is missing",
                "ServiceAccount/12.automountServiceAccountToken: no is not of type bool",
            ],
            FieldTable.Instance.Check(account));
    }

    [Fact]
    public async Task The_base_is_the_internal_overlay()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync("base");

        Assert.Equal(
            (await Kustomize.RenderAsync(Overlays.Internal)).Select(manifest => manifest.Root),
            manifests.Select(manifest => manifest.Root));
    }

    [Fact]
    public void The_Argo_CD_application_deploys_an_overlay_of_this_tree()
    {
        Manifest application = Assert.Single(
            Manifest.ParseAll(File.ReadAllText(Path.Combine(Repository.Deployment, "argocd", "application.yaml"))));

        Assert.Empty(FieldTable.Instance.Check(application));
        // Without a path behind the domain, the API server warns of it.
        Assert.Equal(["resources-finalizer.argocd.argoproj.io/foreground"], application.Root.Texts("metadata.finalizers"));
        Assert.True(File.Exists(Path.Combine(Repository.Root, application.Text("spec.source.path"), "kustomization.yaml")));
        Assert.Equal(Overlays.Namespace, application.Text("spec.destination.namespace"));
        // The namespace is the platform's: Argo CD must neither make it nor, later, take it away.
        Assert.Equal(["CreateNamespace=false"], application.Root.Texts("spec.syncPolicy.syncOptions"));
    }
}
