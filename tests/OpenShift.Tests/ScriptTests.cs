using System.Text;
using ModelRegistry.Emulator;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

public sealed class ScriptTests : IDisposable
{
    private const string Succeeded = @"SuccessCriteriaMet=CompletionsReached\nComplete=CompletionsReached\n";
    private const string Failed = @"FailureTarget=PodFailurePolicy\nFailed=PodFailurePolicy\n";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("openshift-tests-");

    public static TheoryData<string> Scripts { get; } = ["deploy.sh", "validate.sh"];

    private string Patch => Path.Combine(_directory.FullName, "patch.yaml");

    private string Calls => Path.Combine(_directory.FullName, "calls");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_script_is_one_that_bash_can_read_and_run(string script)
    {
        string path = Path.Combine(Repository.Deployment, script);

        (int code, _, string error) = await Processes.RunAsync("bash", ["-n", path]);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(0, (await Processes.RunAsync("test", ["-x", path])).Code);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Shellcheck_has_nothing_to_say(string script)
    {
        Assert.SkipUnless(Processes.IsInstalled("shellcheck"), "This needs shellcheck: 'apt-get install shellcheck' on Debian.");

        (int code, string output, _) = await Processes.RunAsync(
            "shellcheck", ["--severity=warning", Path.Combine(Repository.Deployment, script)]);

        Assert.Equal((0, ""), (code, output));
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("internal")]
    [InlineData("secured")]
    public async Task Deploy_applies_the_overlay_and_ends_well_with_the_jobs_summary(string overlay)
    {
        (int code, string output, string error) = await DeployAsync(overlay, Succeeded, password: "c2VjcmV0");

        Assert.Equal((0, ""), (code, error));
        Assert.EndsWith("created 3, unchanged 0\n", output, StringComparison.Ordinal);
        string[] calls = File.ReadAllLines(Calls);
        int apply = Array.FindIndex(calls, call => call == $"apply -k {Path.Combine(Repository.Deployment, "overlays", overlay)}");
        Assert.True(apply > Array.FindIndex(calls, call => call.StartsWith("delete job model-registry-seed ", StringComparison.Ordinal)));
        Assert.Contains(calls[apply..], call => call.StartsWith("rollout status deployment/model-registry-db ", StringComparison.Ordinal));
        Assert.Contains(
            calls[apply..],
            call => call.StartsWith("wait modelregistry.modelregistry.opendatahub.io/private-ai-registry ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_sees_at_once_that_the_job_has_failed_and_says_why()
    {
        (int code, _, string error) = await DeployAsync("demo", Failed, summary: "seed.yaml:3:5: SEED001 unknown field");

        Assert.Equal(1, code);
        Assert.Contains("reason: PodFailurePolicy", error, StringComparison.Ordinal);
        Assert.Contains("SEED001", error, StringComparison.Ordinal);
        Assert.Contains("oc logs job/model-registry-seed", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("internal")]
    [InlineData("secured")]
    public async Task Deploy_touches_nothing_while_the_passwords_are_missing(string overlay)
    {
        (int code, _, string error) = await DeployAsync(overlay, Succeeded);

        Assert.Equal(1, code);
        Assert.Contains("Passwords", error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            File.ReadAllLines(Calls),
            call => call.StartsWith("apply", StringComparison.Ordinal) || call.StartsWith("delete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_deletes_what_another_overlay_has_left_behind_and_nothing_else()
    {
        string[] wanted = [.. (await Kustomize.RenderAsync(Overlays.Secured)).Select(ResourceName)];
        string[] leftovers =
        [
            .. (await Kustomize.RenderAsync(Overlays.Demo)).Select(ResourceName).Except(wanted),
            "configmap/model-registry-seeds-earlier",
        ];

        (int code, _, string error) = await DeployAsync(
            "secured", Succeeded, password: "c2VjcmV0", wanted: wanted, found: [.. wanted.Concat(leftovers).Reverse()]);

        Assert.Equal((0, ""), (code, error));
        string[] calls = File.ReadAllLines(Calls);
        string deletion = Assert.Single(calls, call => call.StartsWith("delete -n ", StringComparison.Ordinal));
        Assert.True(
            Array.IndexOf(calls, deletion) > Array.FindIndex(calls, call => call.StartsWith("apply -k ", StringComparison.Ordinal)));
        Assert.Equal(leftovers.Order(), deletion.Split(' ').Where(word => word.Contains('/', StringComparison.Ordinal)).Order());
        Assert.Contains("service/private-ai-registry-internal", leftovers);
        Assert.Contains("role.rbac.authorization.k8s.io/model-registry-db-creds", leftovers);
    }

    [Fact]
    public async Task Deploy_asks_for_every_kind_that_an_overlay_may_leave_behind_and_for_nothing_that_holds_data()
    {
        await DeployAsync("demo", Succeeded, password: "c2VjcmV0");

        string listing = Assert.Single(
            File.ReadAllLines(Calls), call => call.Contains("-l app.kubernetes.io/part-of=private-ai-registry", StringComparison.Ordinal));
        string[] kinds = listing.Split(' ').Single(word => word.Contains(',', StringComparison.Ordinal)).Split(',');
        IReadOnlyList<Manifest>[] overlays = await Task.WhenAll(
            ((string[])[Overlays.Internal, Overlays.Secured, Overlays.Demo]).Select(Kustomize.RenderAsync));
        IEnumerable<string> inAll = overlays.Select(overlay => overlay.Select(ResourceName)).Aggregate((all, next) => all.Intersect(next));
        IEnumerable<string> inSome = overlays.SelectMany(overlay => overlay.Select(ResourceName)).Except(inAll);
        Assert.Empty(inSome.Select(name => name.Split('/')[0]).Except(kinds));
        Assert.DoesNotContain(kinds, kind => kind is "secret" or "persistentvolumeclaim" or "modelregistry.modelregistry.opendatahub.io");
    }

    [Fact]
    public async Task Deploy_deletes_nothing_when_the_overlay_cannot_be_listed()
    {
        (int code, _, string error) = await DeployAsync(
            "demo", Succeeded, password: "c2VjcmV0", wanted: [], found: ["service/model-registry-db"]);

        Assert.Equal(1, code);
        Assert.Contains("is empty", error, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllLines(Calls), call => call.StartsWith("delete -n ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Validate_finds_everything_in_order()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using var client = new HttpClient();
        using var model = new StringContent(
            """{"name": "Granite-3.1-8b-Instruct-FP8", "state": "LIVE"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage created = await client.PostAsync(
            new Uri(registry.BaseAddress, "/api/model_registry/v1alpha3/registered_models"), model, TestContext.Current.CancellationToken);
        created.EnsureSuccessStatusCode();

        (int code, string output, string error) = await ValidateAsync(
            registry.BaseAddress.Port, @"Available=True Ready\nComplete=True\n", "Bound");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            8,
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.StartsWith("ok      ", StringComparison.Ordinal)));
        Assert.DoesNotContain("FAILED", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_says_why_a_check_has_failed()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);

        (int code, string output, _) = await ValidateAsync(
            registry.BaseAddress.Port,
            @"Available=False DeploymentUnavailable no pod is ready\nFailed=True PodFailurePolicy exit code 3\n",
            "Pending",
            "ERROR 2003 (HY000): can't connect");

        Assert.Equal(1, code);
        Assert.Contains(
            "FAILED  the registry is Available\n        Available=False DeploymentUnavailable no pod is ready\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains(
            "FAILED  the database's volume is bound\n        it is Pending: oc describe persistentvolumeclaim/",
            output,
            StringComparison.Ordinal);
        Assert.Contains("FAILED  the database answers\n        ERROR 2003 (HY000): can't connect\n", output, StringComparison.Ordinal);
        Assert.Contains("        Failed=True PodFailurePolicy exit code 3\n", output, StringComparison.Ordinal);
        Assert.Contains("ok      the registry's API answers\n", output, StringComparison.Ordinal);
        Assert.Contains(
            "FAILED  the model Granite-3.1-8b-Instruct-FP8 is registered and live\n        the registry says: curl: (22) ",
            output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_knows_its_overlays()
    {
        (int code, _, string error) = await DeployAsync("../base", Succeeded);

        Assert.Equal(1, code);
        Assert.Contains("give demo, internal or secured", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Calls));
    }

    [Fact]
    public async Task Demo_makes_up_two_passwords_and_shows_none()
    {
        (int code, string output, string error) = await MakePasswordsAsync(password: "");

        Assert.Equal((0, "", ""), (code, output, error));
        Assert.Equal($"patch secret/model-registry-db-creds --patch-file {Patch}", File.ReadAllLines(Calls)[^1]);
        IReadOnlyDictionary<string, string> passwords = Assert.Single(Manifest.ParseAll(File.ReadAllText(Patch))).Map("stringData");
        Assert.Equal(["database-password", "database-root-password"], passwords.Keys);
        Assert.All(passwords.Values, password => Assert.Matches("^[0-9a-f]{48}$", password));
        Assert.Distinct(passwords.Values);
    }

    [Fact]
    public async Task Demo_keeps_the_passwords_that_there_are()
    {
        (int code, _, string error) = await MakePasswordsAsync(password: "c2VjcmV0");

        Assert.Equal((0, ""), (code, error));
        Assert.False(File.Exists(Patch));
        Assert.DoesNotContain(File.ReadAllLines(Calls), call => call.StartsWith("patch", StringComparison.Ordinal));
    }

    private async Task<(int Code, string Output, string Error)> MakePasswordsAsync(string password)
    {
        YamlNode container = (await Overlays.GetAsync(Overlays.Demo, "Job", "model-registry-db-creds")).Pod!.Find("spec.containers.0")!;
        IReadOnlyList<string> command = [.. container.Texts("command"), .. container.Texts("args")];
        return await RunAsync(command[0], command.Skip(1), new() { ["OC_PASSWORD"] = password });
    }

    /// <summary>An object as <c>oc -o name</c> calls it.</summary>
    private static string ResourceName(Manifest manifest)
    {
        string version = manifest.Text("apiVersion");
        string group = version.Contains('/', StringComparison.Ordinal) ? $".{version.Split('/')[0]}" : "";
        return $"{manifest.Kind.ToLowerInvariant()}{group}/{manifest.Name}";
    }

    private Task<(int Code, string Output, string Error)> DeployAsync(
        string overlay, string seedJob, string password = "",
        string summary = "created 3, unchanged 0", string[]? wanted = null, string[]? found = null) =>
        RunAsync("bash", [Path.Combine(Repository.Deployment, "deploy.sh"), overlay], new()
        {
            ["OC_SEED_JOB"] = seedJob,
            ["OC_PASSWORD"] = password,
            ["OC_SUMMARY"] = summary,
            ["OC_WANTED"] = string.Join(@"\n", wanted ?? ["service/model-registry-db"]),
            ["OC_FOUND"] = string.Join(@"\n", found ?? ["service/model-registry-db"]),
        });

    private Task<(int Code, string Output, string Error)> ValidateAsync(
        int port, string conditions, string phase, string databaseError = "") =>
        RunAsync("bash", [Path.Combine(Repository.Deployment, "validate.sh")], new()
        {
            ["PORT"] = $"{port}",
            ["RETRIES"] = "0",
            ["OC_CONDITIONS"] = conditions,
            ["OC_PHASE"] = phase,
            ["OC_DATABASE"] = databaseError,
        });

    private Task<(int Code, string Output, string Error)> RunAsync(
        string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "fake-oc.sh"), Path.Combine(_directory.FullName, "oc"));
        return Processes.RunAsync(program, arguments, new Dictionary<string, string>(environment)
        {
            ["HOME"] = _directory.FullName,
            ["PATH"] = $"{_directory.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["OC_CALLS"] = Calls,
            ["INTERVAL"] = "0",
        });
    }
}
