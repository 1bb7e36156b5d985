using System.Text.Json;

namespace SeedJob.Tests.Coverage;

/// <summary>What is taken for a list of all that runs, and what is refused since it may be less.</summary>
public sealed class ClusterInputTests : IDisposable
{
    private static readonly string Isvc = Cluster.Isvc("one", Cluster.Uri("s3://models/x/"));
    private static readonly string Llm = Cluster.Llm("two", """{"uri":"s3://models/y/"}""");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Incomplete { get; } = new()
    {
        { Cluster.List(), "The list from standard input is empty. 'oc get' prints an empty list also to somebody who may not list "
            + "these objects" },
        { Cluster.List(Cluster.Object("v1", "Pod", "p", "", "{}")), "The list from standard input is empty." },
        { Cluster.List(Isvc), "The list from standard input has no LLMInferenceService. 'oc get' leaves out what its caller may not list: "
            + "ask for llminferenceservices alone" },
        { Cluster.List(Llm), "The list from standard input has no InferenceService." },
        { Cluster.List(Isvc) + "\n" + Cluster.List(), "The list from standard input has no LLMInferenceService." },
    };

    public static TheoryData<string, string> NoDeployments { get; } = new()
    {
        { "", "it is empty" },
        { " \n", "it is empty" },
        { "error: You must be logged in", "it is no JSON (line 1, byte 1)" },
        { Cluster.List(Isvc, Llm)[..^3], "it is no JSON (line 1, byte " },
        { "[]", "it is no Kubernetes object: it has no 'kind'" },
        { "{}", "it is no Kubernetes object: it has no 'kind'" },
        { """{"kind":"List"}""", "it is a 'List' without 'items'" },
        { """{"kind":"Pod","metadata":{"name":"p"}}""", "it is of the kind 'Pod', and neither a List, an InferenceService nor an "
            + "LLMInferenceService" },
        { """{"kind":"Status","message":"forbidden"}""", "it is of the kind 'Status'" },
        { """{"kind":"List","items":[{"kind":"InferenceService"}]}""", "an InferenceService in it has no 'metadata.name'" },
        { """{"kind":"List","items":[1]}""", "The list from standard input is empty" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task A_list_that_may_lack_something_is_refused_unless_it_is_allowed(string json, string error)
    {
        Job refused = await RunAsync(json);
        Job allowed = await RunAsync(json, "--allow-empty", "--fail-on", "none");

        Assert.Equal((3, ""), (refused.ExitCode, refused.Out));
        Assert.Contains(error, refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (allowed.ExitCode, allowed.Error));
    }

    [Theory]
    [MemberData(nameof(NoDeployments))]
    public async Task What_is_no_list_is_refused_with_the_reason(string json, string error)
    {
        Job job = await RunAsync(json);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.Contains(error, job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inferenceservices", "one")]
    [InlineData("InferenceService", "one")]
    [InlineData("llminferenceservices", "two")]
    public async Task A_kind_that_is_not_asked_for_is_not_missed(string kinds, string name)
    {
        Job job = await RunAsync(Cluster.List(name == "one" ? Isvc : Llm), "--kinds", kinds);

        Assert.Equal((2, ""), (job.ExitCode, job.Error));
        Assert.Contains($"ml/{name}\n", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one list of both kinds")]
    [InlineData("a list for each kind, one after the other")]
    [InlineData("objects alone")]
    [InlineData("lists of the API server")]
    [InlineData("with a byte order mark")]
    public async Task Both_kinds_are_read(string how)
    {
        string json = how switch
        {
            "one list of both kinds" => Cluster.List(Isvc, Llm),
            "objects alone" => Isvc + Llm,
            "lists of the API server" =>
                $$"""{"kind":"InferenceServiceList","items":[{{Isvc.Replace("\"kind\":\"InferenceService\",", "", StringComparison.Ordinal)}}]}{"kind":"LLMInferenceServiceList","items":[{{Llm}}]}""",
            "with a byte order mark" => "\uFEFF" + Cluster.List(Isvc, Llm),
            _ => Cluster.List(Isvc) + "\n" + Cluster.List(Llm) + "\n",
        };

        Job job = await RunAsync(json, "--output", "json");

        Assert.Equal((2, ""), (job.ExitCode, job.Error));
        using JsonDocument result = JsonDocument.Parse(job.Out);
        Assert.Equal(["one", "two"], result.RootElement.GetProperty("deployments").EnumerateArray().Select(
            entry => entry.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_says_how_old_it_is()
    {
        string file = _folder.Write("deployments.json", Cluster.List(Isvc, Llm));
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        Job job = await Job.RunAsync(["coverage", "--deployments", file, "--registry", "embedded"]);

        Assert.Contains($"Cluster: {file}, of 2026-01-02 03:04 UTC (", job.Out, StringComparison.Ordinal);
        Assert.Contains("its newest deployment made 2026-11-25 23:46 UTC", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_that_name_several_registries_need_the_name_of_this_one()
    {
        string json = Cluster.List(
            Cluster.Isvc("a", Cluster.Uri("s3://models/a/"), Cluster.Labels("1", "1", "one")),
            Cluster.Isvc("b", Cluster.Uri("s3://models/b/"), Cluster.Labels("1", "1", "two")));

        Job without = await RunAsync(json, "--allow-empty");
        Job with = await RunAsync(json, "--allow-empty", "--registry-name", "one");

        Assert.Equal((3, ""), (without.ExitCode, without.Out));
        Assert.Contains(
            "name 2 registries (one, two), and the same id means another model in each: say with --registry-name which of them this is.",
            without.Error,
            StringComparison.Ordinal);
        Assert.Equal(2, with.ExitCode);
        Assert.Contains("other-registry InferenceService ml/b", with.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_name_in_all_labels_is_taken_for_this_registry_and_that_is_said()
    {
        Job job = await RunAsync(
            Cluster.List(Cluster.Isvc("a", Cluster.Uri("s3://models/a/"), Cluster.Labels("1", "1", "one"))), "--allow-empty");

        Assert.Contains("The labels name the registry 'one', which is taken for this one", job.Error, StringComparison.Ordinal);
        Assert.Contains("unknown-id     InferenceService ml/a", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "--fail-on", "not-registered")]
    [InlineData(0, "--fail-on", "archived,mismatch")]
    [InlineData(0, "--fail-on", "none")]
    [InlineData(3, "--fail-on", "everything")]
    [InlineData(3, "--kinds", "pods")]
    public async Task The_exit_code_is_what_fail_on_says(int code, params string[] arguments)
    {
        Job job = await RunAsync(Cluster.List(Isvc, Llm), arguments);

        Assert.True(job.ExitCode == code, job.ToString());
    }

    [Fact]
    public async Task Versions_that_nobody_runs_are_told_and_fail_only_where_that_is_asked_for()
    {
        string registry = $"embedded:{_folder["registry.json"]}";
        Job apply = await Job.RunAsync(["apply", "-", "--registry", registry], input: Seeds.Of(2));
        Assert.True(apply.ExitCode == 0, apply.ToString());
        string json = Cluster.List(Cluster.Isvc("a", Cluster.Uri("s3://bucket/model-000/")));

        Job told = await Job.RunAsync(["coverage", "--deployments", "-", "--allow-empty", "--registry", registry], input: json);
        Job failed = await Job.RunAsync(
            ["coverage", "--deployments", "-", "--allow-empty", "--registry", registry, "--fail-on", "not-deployed"], input: json);

        Assert.True(told.ExitCode == 0, told.ToString());
        Assert.Contains(
            "\nnot-deployed   model-001/1.0\n1 deployment: 1 vetted. 1 live version that nobody runs.\n",
            told.Out,
            StringComparison.Ordinal);
        Assert.Equal(2, failed.ExitCode);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("json")]
    public async Task Hostile_names_stay_names(string format)
    {
        string json = Cluster.List(Cluster.Isvc(@"<img src=x>|\u001b[2J\u202e@team", Cluster.Uri(@"s3://models/a|b\n# c")));

        Job job = await RunAsync(json, "--allow-empty", "--output", format);

        Assert.Equal((2, ""), (job.ExitCode, job.Error));
        Assert.DoesNotContain('\u001b', job.Out);
        Assert.DoesNotContain('\u202e', job.Out);
        Assert.DoesNotContain("\n# c", job.Out, StringComparison.Ordinal);
        Assert.Equal(format != "markdown", job.Out.Contains("<img", StringComparison.Ordinal));
        Assert.Equal(format != "markdown", job.Out.Contains("a|b", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--deployments and --in-cluster exclude each other", "--deployments", "-", "--in-cluster")]
    [InlineData("Nothing says what runs.")]
    [InlineData("The deployments can't be read from /nowhere.json", "--deployments", "/nowhere.json")]
    [InlineData("--in-cluster is for a pod", "--in-cluster")]
    public async Task What_runs_must_be_named(string error, params string[] arguments)
    {
        Job job = await Job.RunAsync(["coverage", "--registry", "embedded", .. arguments]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.StartsWith($"error: {error}", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("formatVersion: 1\npolicy: { licences: { allow: [mit] } }\n", "SEED")]
    [InlineData("formatVersion: 1\n", "the policy file holds no 'policy'")]
    public async Task A_bad_policy_is_told_with_its_place(string policy, string error)
    {
        string file = _folder.Write("policy.yaml", policy);

        Job job = await RunAsync(Cluster.List(Isvc, Llm), "--policy", file);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.Contains($"{file}:", job.Error, StringComparison.Ordinal);
        Assert.Contains(error, job.Error, StringComparison.Ordinal);
        Assert.Contains("error: The policy has 1 error.", job.Error, StringComparison.Ordinal);
    }

    private static Task<Job> RunAsync(string json, params string[] arguments) =>
        Job.RunAsync(["coverage", "--deployments", "-", "--registry", "embedded", .. arguments], input: json);
}
