using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

public sealed class DatabaseTests
{
    [Fact]
    public async Task The_service_leads_to_the_database()
    {
        Manifest deployment = await Overlays.GetAsync(Overlays.Internal, "Deployment", "model-registry-db");
        Manifest service = await Overlays.GetAsync(Overlays.Internal, "Service", "model-registry-db");
        YamlNode port = Assert.Single(deployment.Pod!.Items("spec.containers.0.ports"));

        Assert.Equal(deployment.Map("spec.selector.matchLabels"), deployment.Pod!.Map("metadata.labels"));
        Assert.Equal(deployment.Pod!.Map("metadata.labels"), service.Map("spec.selector"));
        Assert.Equal("3306", port.Text("containerPort"));
        Assert.Equal(port.Text("name"), service.Text("spec.ports.0.targetPort"));
        Assert.Equal("3306", service.Text("spec.ports.0.port"));
    }

    [Fact]
    public async Task The_registry_and_the_database_agree_on_host_names_and_secret()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Internal);
        YamlNode mysql = manifests.Get("ModelRegistry", Overlays.Registry).Root.Find("spec.mysql")!;
        Manifest secret = manifests.Get("Secret", "model-registry-db-creds");
        Dictionary<string, string> keys = manifests.Get("Deployment", "model-registry-db").Pod!.Items("spec.containers.0.env")
            .ToDictionary(
                variable => variable.Text("name"),
                variable => $"{variable.Text("valueFrom.secretKeyRef.name")}/{variable.Text("valueFrom.secretKeyRef.key")}");

        Assert.Equal($"model-registry-db.{Overlays.Namespace}.svc", mysql.Text("host"));
        Assert.Equal("3306", mysql.Text("port"));
        Assert.Equal("model_registry", mysql.Text("database"));
        Assert.Equal("model_registry"u8, Convert.FromBase64String(secret.Text("data.database-name")));
        Assert.Equal("mlmd", mysql.Text("username"));
        Assert.Equal("mlmd"u8, Convert.FromBase64String(secret.Text("data.database-user")));
        Assert.Equal(keys["MYSQL_PASSWORD"], $"{mysql.Text("passwordSecret.name")}/{mysql.Text("passwordSecret.key")}");
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["MYSQL_DATABASE"] = "model-registry-db-creds/database-name",
                ["MYSQL_USER"] = "model-registry-db-creds/database-user",
                ["MYSQL_PASSWORD"] = "model-registry-db-creds/database-password",
                ["MYSQL_ROOT_PASSWORD"] = "model-registry-db-creds/database-root-password",
            },
            keys);
    }

    [Fact]
    public async Task The_volume_is_claimed_by_the_default_storage_class_and_mounted_as_the_data_directory()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Internal);
        YamlMappingNode pod = manifests.Get("Deployment", "model-registry-db").Pod!;
        Manifest claim = manifests.Get("PersistentVolumeClaim", "model-registry-db-pvc");

        Assert.Equal(claim.Name, pod.Text("spec.volumes.0.persistentVolumeClaim.claimName"));
        Assert.Equal("/var/lib/mysql/data", pod.Text("spec.containers.0.volumeMounts.0.mountPath"));
        Assert.Equal("5Gi", claim.Text("spec.resources.requests.storage"));
        Assert.Null(claim.Root.Find("spec.storageClassName"));
    }

    [Fact]
    public async Task The_volume_and_the_database_are_in_one_sync_wave_or_a_late_binding_class_would_never_bind()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Internal);

        Assert.Equal(
            Wave(manifests.Get("Deployment", "model-registry-db")), Wave(manifests.Get("PersistentVolumeClaim", "model-registry-db-pvc")));
        Assert.True(Wave(manifests.Get("Deployment", "model-registry-db")) < Wave(manifests.Get("ModelRegistry", Overlays.Registry)));
        Assert.True(Wave(manifests.Get("ModelRegistry", Overlays.Registry)) < Wave(manifests.Get("Job", Overlays.SeedJob)));
    }

    [Theory]
    [InlineData("startupProbe")]
    [InlineData("readinessProbe")]
    [InlineData("livenessProbe")]
    public async Task A_probe_asks_over_TCP_and_keeps_the_password_out_of_the_arguments(string probe)
    {
        Manifest deployment = await Overlays.GetAsync(Overlays.Internal, "Deployment", "model-registry-db");
        string command = deployment.Pod!.Texts($"spec.containers.0.{probe}.exec.command")[^1];

        Assert.Contains("-h 127.0.0.1", command, StringComparison.Ordinal);
        Assert.StartsWith("MYSQL_PWD=\"$MYSQL_PASSWORD\" ", command, StringComparison.Ordinal);
        Assert.DoesNotContain("-p", command, StringComparison.Ordinal);
    }

    private static int Wave(Manifest manifest) =>
        int.Parse(manifest.Annotations.GetValueOrDefault("argocd.argoproj.io/sync-wave", "0"), CultureInfo.InvariantCulture);
}
