using System.Globalization;
using System.Reflection;
using System.Text;
using ModelRegistry.Seeding;
using SeedJob;
using SeedJob.Commands;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

public sealed class SeedJobTests
{
    private const string SeedFile = "granite-3.1-8b-instruct-fp8.yaml";

    [Fact]
    public async Task Exit_codes_that_would_come_again_fail_the_job_and_all_others_are_tried_again()
    {
        Manifest job = await Overlays.GetAsync(Overlays.Internal, "Job", Overlays.SeedJob);
        IReadOnlyList<YamlNode> rules = job.Items("spec.podFailurePolicy.rules");
        int[] failing = [.. rules[1].Texts("onExitCodes.values").Select(code => int.Parse(code, CultureInfo.InvariantCulture))];

        // The disruption comes first: a pod that is evicted may end with any code.
        Assert.Equal("Ignore/DisruptionTarget", $"{rules[0].Text("action")}/{rules[0].Text("onPodConditions.0.type")}");
        Assert.Equal("FailJob/In", $"{rules[1].Text("action")}/{rules[1].Text("onExitCodes.operator")}");
        Assert.Equal(job.Pod!.Text("spec.containers.0.name"), rules[1].Text("onExitCodes.containerName"));
        Assert.Equal(2, rules.Count);
        Assert.Equal([ExitCode.Failed, ExitCode.Differences, ExitCode.BadInput, ExitCode.Unauthorized], failing);
        Assert.Equal([ExitCode.Success, ExitCode.Unavailable, ExitCode.Interrupted, ExitCode.Terminated], AllExitCodes().Except(failing));
        // A podFailurePolicy demands it.
        Assert.Equal("Never", job.Pod!.Text("spec.restartPolicy"));
    }

    [Theory]
    [InlineData(Overlays.Internal, "http://private-ai-registry-internal.rhoai-model-registries.svc:8080")]
    [InlineData(Overlays.Secured, "https://private-ai-registry.rhoai-model-registries.svc:8443")]
    [InlineData(Overlays.Demo, "http://private-ai-registry-internal.rhoai-model-registries.svc:8080")]
    public async Task The_job_applies_the_seeds_to_its_registry(string overlay, string url)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(overlay);
        YamlMappingNode pod = manifests.Get("Job", Overlays.SeedJob).Pod!;
        Dictionary<string, string> environment = Environment(pod);
        JobCommand apply = Assert.Single(SeedJobApp.Commands, command => command.Name == "apply");
        string[] known = [.. apply.Options.Select(option => option.Variable), "SEED_PATHS"];

        Assert.Equal(["apply"], pod.Texts("spec.containers.0.args"));
        Assert.Empty(environment.Keys.Except(known));
        Assert.Equal(url, environment[JobOptions.Registry.Variable]);
        Assert.Equal(MountPath(pod, "seeds"), environment["SEED_PATHS"]);
        Assert.StartsWith("model-registry-seeds-", VolumeOf(pod, "seeds").Text("configMap.name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secured_gives_the_job_a_token_for_the_API_server_and_the_service_CA()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Secured);
        YamlMappingNode pod = manifests.Get("Job", Overlays.SeedJob).Pod!;
        Dictionary<string, string> environment = Environment(pod);
        YamlNode token = Assert.Single(VolumeOf(pod, "token").Items("projected.sources")).Find("serviceAccountToken")!;
        Manifest serviceCa = manifests.Get("ConfigMap", VolumeOf(pod, "service-ca").Text("configMap.name"));

        Assert.Equal($"{MountPath(pod, "token")}/{token.Text("path")}", environment[JobOptions.TokenFile.Variable]);
        // With an audience of its own the proxy would refuse it.
        Assert.Null(token.Find("audience"));
        Assert.True(token.Number("expirationSeconds") >= 600);
        Assert.Equal("true", serviceCa.Annotations["service.beta.openshift.io/inject-cabundle"]);
        Assert.Null(serviceCa.Root.Find("data"));
        Assert.Equal("service-ca.crt", VolumeOf(pod, "service-ca").Text("configMap.items.0.key"));
        Assert.Equal(
            $"{MountPath(pod, "service-ca")}/{VolumeOf(pod, "service-ca").Text("configMap.items.0.path")}",
            environment[JobOptions.CaFile.Variable]);
    }

    [Fact]
    public async Task Secured_lets_the_job_do_what_the_proxy_asks_for_and_nothing_else()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Secured);
        Manifest binding = manifests.Get("RoleBinding", Overlays.SeedJob);
        YamlNode rule = Assert.Single(manifests.Get("Role", binding.Text("roleRef.name")).Items("rules"));
        YamlNode subject = Assert.Single(binding.Items("subjects"));

        Assert.Equal("get services/private-ai-registry in ''", Describe(rule));
        Assert.Equal(
            $"ServiceAccount {manifests.Get("Job", Overlays.SeedJob).Pod!.Text("spec.serviceAccountName")} of {Overlays.Namespace}",
            $"{subject.Text("kind")} {subject.Text("name")} of {subject.Text("namespace")}");
    }

    [Fact]
    public async Task Demo_lets_the_maker_of_passwords_at_this_one_secret_alone()
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(Overlays.Demo);
        Manifest binding = manifests.Get("RoleBinding", "model-registry-db-creds");

        Assert.Equal(
            "get,patch secrets/model-registry-db-creds in ''",
            Describe(Assert.Single(manifests.Get("Role", binding.Text("roleRef.name")).Items("rules"))));
        Assert.Equal(manifests.Get("Job", "model-registry-db-creds").Pod!.Text("spec.serviceAccountName"), binding.Text("subjects.0.name"));
    }

    [Fact]
    public async Task The_time_that_all_tries_may_take_is_within_the_jobs_deadline()
    {
        Manifest job = await Overlays.GetAsync(Overlays.Internal, "Job", Overlays.SeedJob);
        int tries = job.Number("spec.backoffLimit") + 1;
        int wait = int.Parse(Environment(job.Pod!)[JobOptions.Wait.Variable].TrimEnd('s'), CultureInfo.InvariantCulture);
        // Kubernetes pauses 10 s, 20 s, 40 s ... between two tries.
        int pauses = 10 * ((1 << (tries - 1)) - 1);

        Assert.True((tries * wait) + pauses <= job.Number("spec.activeDeadlineSeconds"));
    }

    [Fact]
    public async Task The_job_may_use_the_memory_that_the_documentation_gives_to_10_000_models()
    {
        Manifest job = await Overlays.GetAsync(Overlays.Internal, "Job", Overlays.SeedJob);
        string row = File.ReadLines(Path.Combine(Repository.Root, "docs", "seed-job.md"))
            .Single(line => line.StartsWith("| 10,000 |", StringComparison.Ordinal));

        Assert.EndsWith($" {job.Pod!.Text("spec.containers.0.resources.limits.memory")} |", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_jobs_result_stays_to_be_read()
    {
        Manifest job = await Overlays.GetAsync(Overlays.Internal, "Job", Overlays.SeedJob);

        Assert.Equal("/dev/termination-log", job.Pod!.Text("spec.containers.0.terminationMessagePath"));
        Assert.Equal("FallbackToLogsOnError", job.Pod!.Text("spec.containers.0.terminationMessagePolicy"));
        Assert.Equal("Sync", job.Annotations["argocd.argoproj.io/hook"]);
        Assert.Equal("BeforeHookCreation", job.Annotations["argocd.argoproj.io/hook-delete-policy"]);
    }

    [Fact]
    public async Task The_image_is_that_of_this_version()
    {
        Manifest job = await Overlays.GetAsync(Overlays.Internal, "Job", Overlays.SeedJob);
        string version = typeof(SeedJobApp)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

        Assert.EndsWith($"/seed-job:{version}", job.Pod!.Text("spec.containers.0.image"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_seed_is_a_copy_of_the_sample_but_for_the_line_that_leads_an_editor_to_the_schema() =>
        Assert.Equal(
            File.ReadAllLines(Path.Combine(Repository.Root, "samples", "seeds", SeedFile))[1..],
            File.ReadAllLines(Path.Combine(Repository.Deployment, "base", "seed-job", "seeds", SeedFile))[1..]);

    [Fact]
    public async Task The_seed_in_the_ConfigMap_is_valid_and_declares_the_Granite_model()
    {
        Manifest seeds = Assert.Single(
            await Kustomize.RenderAsync(Overlays.Internal),
            manifest => manifest.Name.StartsWith("model-registry-seeds-", StringComparison.Ordinal));
        (string key, string content) = Assert.Single(seeds.Map("data"));
        Assert.Equal(SeedFile, key);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(content));

        SeedReadResult read = await SeedReader.ReadAsync(
            new SeedReaderOptions { Paths = ["-"], StandardInput = input }, TestContext.Current.CancellationToken);

        Assert.Empty(read.Errors);
        SeedModel model = Assert.Single(read.Seed!.Models);
        Assert.Equal("Granite-3.1-8b-Instruct-FP8", model.Spec.Name);
        Assert.Equal("3.1-May2025-Validated", Assert.Single(model.Spec.Versions).Name);
    }

    private static int[] AllExitCodes() =>
        [.. typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!)];

    private static Dictionary<string, string> Environment(YamlNode pod) =>
        pod.Items("spec.containers.0.env").ToDictionary(variable => variable.Text("name"), variable => variable.Text("value"));

    private static YamlNode VolumeOf(YamlNode pod, string name) =>
        Assert.Single(pod.Items("spec.volumes"), volume => volume.Text("name") == name);

    private static string MountPath(YamlNode pod, string volume) =>
        Assert.Single(pod.Items("spec.containers.0.volumeMounts"), mount => mount.Text("name") == volume).Text("mountPath");

    private static string Describe(YamlNode rule) =>
        $"{string.Join(',', rule.Texts("verbs"))} "
            + $"{string.Join(',', rule.Texts("resources"))}/{string.Join(',', rule.Texts("resourceNames"))} in "
            + $"'{string.Join(',', rule.Texts("apiGroups"))}'";
}
