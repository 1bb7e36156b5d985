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

        (int code, string output, _) = await Processes.RunAsync("shellcheck", ["--severity=warning", Path.Combine(Repository.Deployment, script)]);

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
        Assert.Contains(calls[apply..], call => call.StartsWith("wait modelregistry.modelregistry.opendatahub.io/private-ai-registry ", StringComparison.Ordinal));
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
        Assert.DoesNotContain(File.ReadAllLines(Calls), call => call.StartsWith("apply", StringComparison.Ordinal) || call.StartsWith("delete", StringComparison.Ordinal));
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
        return await RunAsync(command[0], command.Skip(1), password: password);
    }

    private Task<(int Code, string Output, string Error)> DeployAsync(string overlay, string seedJob, string password = "", string summary = "created 3, unchanged 0") =>
        RunAsync("bash", [Path.Combine(Repository.Deployment, "deploy.sh"), overlay], seedJob, password, summary);

    private Task<(int Code, string Output, string Error)> RunAsync(string program, IEnumerable<string> arguments, string seedJob = "", string password = "", string summary = "")
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "fake-oc.sh"), Path.Combine(_directory.FullName, "oc"));
        return Processes.RunAsync(program, arguments, new Dictionary<string, string>
        {
            ["HOME"] = _directory.FullName,
            ["PATH"] = $"{_directory.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["OC_CALLS"] = Calls,
            ["OC_SEED_JOB"] = seedJob,
            ["OC_PASSWORD"] = password,
            ["OC_SUMMARY"] = summary,
            ["INTERVAL"] = "0",
        });
    }
}
