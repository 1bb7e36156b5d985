using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

public sealed class PodTests
{
    public static TheoryData<string, string> Pods { get; } = new()
    {
        { Overlays.Internal, "Deployment/model-registry-db" },
        { Overlays.Internal, "Job/model-registry-seed" },
        { Overlays.Secured, "Deployment/model-registry-db" },
        { Overlays.Secured, "Job/model-registry-seed" },
        { Overlays.Demo, "Deployment/model-registry-db" },
        { Overlays.Demo, "Job/model-registry-seed" },
        { Overlays.Demo, "Job/model-registry-db-creds" },
    };

    // fields.yaml does the rest: it knows no runAsUser, hostPath, privileged, added capability and so on.
    [Theory]
    [MemberData(nameof(Pods))]
    public async Task A_pod_passes_restricted_v2(string overlay, string name)
    {
        YamlNode pod = await PodAsync(overlay, name);

        Assert.Equal("true", pod.Text("spec.securityContext.runAsNonRoot"));
        Assert.Equal("RuntimeDefault", pod.Text("spec.securityContext.seccompProfile.type"));
        Assert.All(pod.Items("spec.containers"), container =>
        {
            Assert.Equal("false", container.Text("securityContext.allowPrivilegeEscalation"));
            Assert.Equal(["ALL"], container.Texts("securityContext.capabilities.drop"));
        });
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public async Task A_pod_mounts_volumes_that_it_has_and_has_none_that_it_does_not_mount(string overlay, string name)
    {
        YamlNode pod = await PodAsync(overlay, name);

        Assert.Equal(
            pod.Items("spec.volumes").Select(volume => volume.Text("name")).Order(),
            pod.Items("spec.containers").SelectMany(container => container.Items("volumeMounts")).Select(
                mount => mount.Text("name")).Order());
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public async Task What_a_pod_refers_to_is_in_the_overlay(string overlay, string name)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(overlay);
        YamlNode pod = await PodAsync(overlay, name);
        IEnumerable<string?> references =
        [
            pod.TextOrNull("spec.serviceAccountName") is { } account ? $"ServiceAccount/{account}" : null,
            .. pod.Items("spec.volumes").Select(volume => volume.TextOrNull("configMap.name") is { } map ? $"ConfigMap/{map}" : null),
            .. pod.Items("spec.volumes").Select(
                volume => volume.TextOrNull("persistentVolumeClaim.claimName") is { } claim ? $"PersistentVolumeClaim/{claim}" : null),
            .. pod.Items("spec.containers.0.env")
                .Select(variable => variable.TextOrNull("valueFrom.secretKeyRef.name") is { } secret ? $"Secret/{secret}" : null),
        ];

        Assert.Empty(references.OfType<string>().Except(manifests.Select(manifest => manifest.ToString())));
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public async Task A_job_cannot_write_to_its_image_and_gets_no_token_that_it_does_not_need(string overlay, string name)
    {
        YamlNode pod = await PodAsync(overlay, name);

        // MariaDB's image needs to write to its own file system.
        Assert.Equal(
            name.StartsWith("Job/", StringComparison.Ordinal),
            pod.TextOrNull("spec.containers.0.securityContext.readOnlyRootFilesystem") == "true");
        Assert.Equal(name.EndsWith("-creds", StringComparison.Ordinal) ? "true" : "false", pod.Text("spec.automountServiceAccountToken"));
    }

    private static async Task<YamlNode> PodAsync(string overlay, string name) =>
        Assert.Single(await Kustomize.RenderAsync(overlay), manifest => manifest.ToString() == name).Pod!;
}
