namespace SeedJob.Tests.Coverage;

/// <summary>What the job learns from the API server itself.</summary>
public sealed class InClusterTests
{
    private const string Isvcs = "v1beta1/inferenceservices";
    private const string Llms = "v1alpha2/llminferenceservices";
    private const string OlderLlms = "v1alpha1/llminferenceservices";

    [Fact]
    public async Task All_pages_of_both_kinds_are_read_with_the_pods_token()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Serve(Isvcs, [Isvc("a"), Isvc("b")], [Isvc("c")], [Isvc("d")]);
        server.Serve(Llms, [Cluster.Llm("e", """{"uri":"s3://models/e/"}""")]);

        Job job = await RunAsync(server);

        Assert.Equal((2, ""), (job.ExitCode, job.Error));
        Assert.Contains("5 deployments: 0 vetted, 5 not-registered.", job.Out, StringComparison.Ordinal);
        Assert.Contains(
            $"Cluster: the API server at https://127.0.0.1:{server.Variables["KUBERNETES_SERVICE_PORT"]}/, of ",
            job.Out,
            StringComparison.Ordinal);
        Assert.Equal(
            [
                $"GET /apis/serving.kserve.io/{Isvcs}?limit=500",
                $"GET /apis/serving.kserve.io/{Isvcs}?limit=500&continue=a%2Bb%2F1",
                $"GET /apis/serving.kserve.io/{Isvcs}?limit=500&continue=a%2Bb%2F2",
                $"GET /apis/serving.kserve.io/{Llms}?limit=500",
            ],
            server.Requests);
    }

    [Fact]
    public async Task An_older_version_of_a_kind_is_found()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Serve(Isvcs, [Isvc("a")]);
        server.Serve(OlderLlms, [Cluster.Llm("e", """{"uri":"s3://models/e/"}""")]);

        Job job = await RunAsync(server);

        Assert.Contains("2 deployments: ", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_without_objects_is_believed_and_a_cluster_without_any_is_not()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Serve(Isvcs, [Isvc("a")]);
        server.Serve(Llms, (string[])[]);
        Job one = await RunAsync(server);
        server.Serve(Isvcs, (string[])[]);
        Job none = await RunAsync(server);
        Job allowed = await RunAsync(server, "--allow-empty");

        Assert.Contains("1 deployment: ", one.Out, StringComparison.Ordinal);
        Assert.Equal(
            (3, "error: The cluster runs nothing of the kinds asked for. If that is right, give --allow-empty.\n"),
            (none.ExitCode, none.Error));
        Assert.Equal((0, ""), (allowed.ExitCode, allowed.Error));
    }

    [Fact]
    public async Task A_kind_that_the_cluster_does_not_know_has_to_be_left_out()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Serve(Isvcs, [Isvc("a")]);

        Job refused = await RunAsync(server);
        Job leftOut = await RunAsync(server, "--kinds", "inferenceservices");
        Job allowed = await RunAsync(server, "--allow-empty");

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("The cluster does not know llminferenceservices.serving.kserve.io. If that is right, leave the kind out: --kinds "
            + "inferenceservices, or", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1 deployment: ", leftOut.Out, StringComparison.Ordinal);
        Assert.Contains("1 deployment: ", allowed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refusal_says_which_right_is_missing(int status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Fail(status, """{"kind":"Status","message":"inferenceservices is forbidden: User x cannot list"}""");

        Job job = await RunAsync(server);

        Assert.Equal((5, ""), (job.ExitCode, job.Out));
        Assert.Contains(
            $"({status}): inferenceservices is forbidden: User x cannot list. Bind a ClusterRole", job.Error, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(410)]
    public async Task What_passes_is_tried_again_and_what_does_not_is_unavailable(int status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Serve(Isvcs, [Isvc("a")]);
        server.Serve(Llms, (string[])[]);
        server.Fail(status, times: 3);
        Job passes = await RunAsync(server);
        server.Fail(status, """{"message":"etcd is away"}""", times: 4);
        Job stays = await RunAsync(server);

        Assert.Contains("1 deployment: ", passes.Out, StringComparison.Ordinal);
        Assert.Equal((4, ""), (stays.ExitCode, stays.Out));
        Assert.Contains($"4 times in a row: {status} etcd is away.", stays.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_token()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Fail(302, "https://127.0.0.1:1/elsewhere");

        Job job = await RunAsync(server);

        Assert.Equal((1, ""), (job.ExitCode, job.Out));
        Assert.Contains("responded to apis/serving.kserve.io/v1beta1/inferenceservices with 302", job.Error, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_response_that_is_no_list_is_refused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Fail(200, "<html>");

        Job job = await RunAsync(server);

        Assert.Equal(1, job.ExitCode);
        Assert.Contains("is no list of objects: it is no JSON", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_server_than_the_CA_vouches_for_gets_no_token()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        await using ApiServer other = await ApiServer.StartAsync();
        Dictionary<string, string> variables = other.Variables;
        variables["SEED_SERVICE_ACCOUNT"] = server.ServiceAccount;

        Job job = await Job.RunAsync(["coverage", "--in-cluster", "--registry", "embedded"], variables, adjust: Hurried);

        Assert.Equal((4, ""), (job.ExitCode, job.Out));
        Assert.Empty(other.Requests);
        Assert.DoesNotContain(ApiServer.Token, job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("ca.crt")]
    public async Task A_pod_without_a_service_account_is_told_what_to_mount(string missing)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        File.Delete(Path.Combine(server.ServiceAccount, missing));

        Job job = await RunAsync(server);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.Contains(
            "Mount a service account's token, or say with --service-account where 'token' and 'ca.crt' are.",
            job.Error,
            StringComparison.Ordinal);
    }

    private static string Isvc(string name) => Cluster.Isvc(name, Cluster.Uri($"s3://models/{name}/"));

    private static Task<Job> RunAsync(ApiServer server, params string[] arguments) =>
        Job.RunAsync(["coverage", "--in-cluster", "--registry", "embedded", .. arguments], server.Variables, adjust: Hurried);

    private static Running.JobEnvironment Hurried(Running.JobEnvironment environment) => environment with { Time = new HurriedTime() };
}
