using SeedJob.Commands;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace SeedJob.Tests;

/// <summary>What goes wrong in practice: each ends in its exit code, with a reason, and with nothing written.</summary>
public sealed class FailureTests : IDisposable
{
    private const string Model = """
        formatVersion: 1
        models:
          - name: one
            description: a model

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> BadSeeds => new()
    {
        { "misspelt field", Model.Replace("description:", "descripton:", StringComparison.Ordinal), ":4:5: SEED" },
        { "wrong type", Model.Replace("description: a model", "description: [a, model]", StringComparison.Ordinal), ":4:18: SEED" },
        { "empty", "", ":1:1: SEED" },
        { "duplicate model", Model + "  - name: one\n", ":5:11: SEED" },
        { "bad URI", Model + "    versions: [{name: v, artifacts: [{name: a, uri: \"not a uri\"}]}]\n", ":5:53: SEED" },
        { "broken YAML", "formatVersion: 1\nmodels: [\n", ":2:9: SEED" },
    };

    [Theory]
    [MemberData(nameof(BadSeeds))]
    public async Task A_bad_seed_fails_before_anything_is_written(string kind, string content, string place)
    {
        string seed = _folder.Write("seed.yaml", content);

        Job job = await Job.RunAsync(["apply", seed, "--registry", $"embedded:{_folder["data.json"]}"]);

        Assert.True(job.ExitCode == 3, $"{kind}: {job}");
        Assert.Contains(seed + place, job.Error, StringComparison.Ordinal);
        Assert.Equal("", job.Out);
        Assert.False(File.Exists(_folder["data.json"]));
    }

    [Fact]
    public async Task A_misspelt_field_gets_a_suggestion()
    {
        string seed = _folder.Write("seed.yaml", Model.Replace("description:", "descripton:", StringComparison.Ordinal));

        Job job = await Job.RunAsync(["validate", seed]);

        Assert.Equal(3, job.ExitCode);
        Assert.Contains("did you mean 'description'?", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        Job job = await Job.RunAsync(["apply", _folder["nowhere.yaml"], "--registry", "embedded"]);

        Assert.Equal(3, job.ExitCode);
        Assert.Contains(_folder["nowhere.yaml"], job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_file_is_refused()
    {
        await File.WriteAllBytesAsync(
            _folder["seed.yaml"], [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0xff, 0xfe, 0, 0], TestContext.Current.CancellationToken);

        Job job = await Job.RunAsync(["apply", _folder["seed.yaml"], "--registry", "embedded"]);

        Assert.Equal(3, job.ExitCode);
        Assert.Contains("SEED", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_refuses_connections_is_waited_for_and_then_reported()
    {
        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", StubServer.ClosedUrl(), "--wait", "90s"], adjust: InAHurry);

        Assert.Equal(4, job.ExitCode);
        Assert.Contains("was not ready within 90 s", job.Error, StringComparison.Ordinal);
        Assert.Contains("refused", job.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", job.Out);
    }

    [Fact]
    public async Task A_registry_that_fails_for_ever_is_given_up_within_the_wait()
    {
        using WireMockServer server = Responding(
            500, "application/json", """{"code":"Internal Server Error","message":"the database is gone"}""");

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", server.Url!], adjust: InAHurry);

        Assert.Equal(4, job.ExitCode);
        Assert.Contains("was not ready within 300 s", job.Error, StringComparison.Ordinal);
        Assert.Contains("the database is gone", job.Error, StringComparison.Ordinal);
        // 0.25, 0.5, 1, 2 and 4 s, then every 5 s, and at the very end.
        Assert.Equal(6 + 58 + 1, server.LogEntries.Count);
    }

    [Fact]
    public async Task An_HTML_page_is_taken_for_a_login_page()
    {
        using WireMockServer server = Responding(200, "text/html", "<html>Log in</html>");

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", server.Url!]);

        Assert.Equal(5, job.ExitCode);
        Assert.Contains("login page", job.Error, StringComparison.Ordinal);
        Assert.Single(server.LogEntries);
    }

    [Fact]
    public async Task A_registry_that_wants_a_token_says_so_at_once()
    {
        using WireMockServer server = Responding(401, "text/plain", "Unauthorized");

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", server.Url!]);

        Assert.Equal(5, job.ExitCode);
        Assert.Contains("No token was sent", job.Error, StringComparison.Ordinal);
        Assert.Single(server.LogEntries);
    }

    [Fact]
    public async Task A_token_that_is_refused_never_shows()
    {
        const string Token = "s3cr3t-token-value";
        using WireMockServer server = Responding(403, "text/plain", $"Forbidden for {Token}");
        string token = _folder.Write("token", $"{Token}\n");

        Job job = await Job.RunAsync(
            ["apply", Samples.Granite, "--registry", server.Url!, "--token-file", token, "--log-format", "json"], adjust: InAHurry);

        Assert.Equal(5, job.ExitCode);
        Assert.DoesNotContain(Token, job.Error + job.Out, StringComparison.Ordinal);
        Assert.Contains("Forbidden", job.Error, StringComparison.Ordinal);
    }

    private static WireMockServer Responding(int status, string contentType, string body)
    {
        WireMockServer server = WireMockServer.Start();
        server.Given(Request.Create())
            .RespondWith(Response.Create().WithStatusCode(status).WithHeader("Content-Type", contentType).WithBody(body));
        return server;
    }

    private static SeedJob.Running.JobEnvironment InAHurry(SeedJob.Running.JobEnvironment environment) =>
        environment with { Time = new HurriedTime() };

    [Theory]
    [InlineData("apply")]
    [InlineData("plan")]
    public async Task Without_a_registry_the_job_says_how_to_name_one(string command)
    {
        Job job = await Job.RunAsync([command, Samples.Granite]);

        Assert.Equal(3, job.ExitCode);
        Assert.Contains("--registry", job.Error, StringComparison.Ordinal);
        Assert.Contains("MODEL_REGISTRY_URL", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--wait=soon")]
    [InlineData("--wait=-1")]
    [InlineData("--wait=-Infinity")]
    [InlineData("--wait=Infinity")]
    [InlineData("--wait=NaN")]
    [InlineData("--wait=-NaNms")]
    [InlineData("--wait=2d")]
    [InlineData("--concurrency=-1")]
    [InlineData("--concurrency=1e3")]
    [InlineData("--concurrency=99999999999")]
    [InlineData("--concurrency=0")]
    [InlineData("--output=xml")]
    [InlineData("--registry=ftp://x")]
    [InlineData("--registry=http://user:pw@x")]
    [InlineData("--registry=http://x/?q=1")]
    [InlineData("--registry=http://x/#part")]
    [InlineData("--registry=http://x:99999")]
    public async Task A_bad_argument_is_bad_input(string argument)
    {
        Job job = await Job.RunAsync(argument.StartsWith("--registry", StringComparison.Ordinal)
            ? ["apply", Samples.Granite, argument]
            : ["apply", Samples.Granite, "--registry", "embedded", argument]);

        Assert.Equal(3, job.ExitCode);
        Assert.Contains(argument.Split('=')[0], job.Error, StringComparison.Ordinal);
        Assert.Equal("", job.Out);
    }

    public static TheoryData<string, string> OptionsWithValues
    {
        get
        {
            var options = new TheoryData<string, string>();
            foreach (JobCommand command in SeedJobApp.Commands)
            {
                foreach (JobOption option in command.Options.Where(option => option.ValueName is not null))
                {
                    options.Add(command.Name, option.Name);
                }
            }

            return options;
        }
    }

    [Theory]
    [MemberData(nameof(OptionsWithValues))]
    public async Task An_option_without_its_value_is_bad_input(string command, string option)
    {
        string[] name =
            command is "archive" or "restore" ? ["model"] : command is "validate" or "plan" or "apply" or "verify" ? [Samples.Granite] : [];
        string[] registry = option != "--registry" && SeedJobApp.Commands.Single(known => known.Name == command)
            .Options.Contains(JobOptions.Registry) ? ["--registry", "embedded"] : [];
        foreach (string value in (string[])["", " "])
        {
            Job job = await Job.RunAsync([.. command.Split(' '), .. name, .. registry, option, value]);

            Assert.True(job.ExitCode == 3, job.ToString());
            Assert.StartsWith($"error: {option} is blank: give ", job.Error, StringComparison.Ordinal);
            Assert.Equal("", job.Out);
        }
    }

    [Fact]
    public async Task A_blank_variable_counts_as_none()
    {
        Dictionary<string, string> variables = SeedJobApp.Commands.SelectMany(command => command.Options).DistinctBy(option => option.Name)
            .ToDictionary(option => option.Variable, _ => " ", StringComparer.Ordinal);

        Job job = await Job.RunAsync(["apply", Samples.Granite, "--registry", "embedded"], variables);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Equal("", job.Error);
    }

    [Theory]
    [InlineData("MODEL", "archive", "")]
    [InlineData("MODEL", "restore", " ")]
    [InlineData("VERSION", "archive", "model", "")]
    public async Task A_blank_name_is_bad_input(string argument, params string[] arguments)
    {
        Job job = await Job.RunAsync([.. arguments, "--registry", "embedded"]);

        Assert.True(job.ExitCode == 3, job.ToString());
        Assert.StartsWith($"error: {argument} is blank: ", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("99999")]
    [InlineData("-1")]
    [InlineData("http")]
    public async Task A_bad_port_is_bad_input(string port)
    {
        Job job = await Job.RunAsync(["emulator", "--port", port]);

        Assert.Equal(3, job.ExitCode);
        Assert.Equal($"error: --port is '{port}': give a port number from 0 to 65535.\n", job.Error);
    }

    [Theory]
    [InlineData("--database is 'mysql': give mariadb or postgresql.", "--database", "mysql")]
    [InlineData("--server is 'v0.1': give v0.2, v0.3 or 2026-08.", "--server", "v0.1")]
    [InlineData("--alpha-sunset is 'soon': give a date, for example 2027-05-07.", "--alpha-sunset", "soon")]
    [InlineData("--alpha-sunset is '2027-13-01': give a date, for example 2027-05-07.", "--alpha-sunset", "2027-13-01")]
    [InlineData(
        "A server without API v1 can't let v1alpha3 go: leave --server out, or else --alpha-sunset and --alpha-gone.",
        "--server", "v0.3", "--alpha-gone")]
    [InlineData("--catalog-port is '65536': give a port number from 0 to 65535.", "--catalog", "sources.yaml", "--catalog-port", "65536")]
    [InlineData("--catalog-port and --catalog-metrics are for a catalog: say which one with --catalog.", "--catalog-port", "8080")]
    [InlineData(
        "The emulator serves a catalog's files and can't serve an address: name a source file (sources.yaml) with --catalog, which comes "
        + "before MODEL_CATALOG_URL.",
        "--catalog", "https://catalog.example.com")]
    [InlineData(
        "The catalog's source file /no/sources.yaml can't be used: open /no/sources.yaml: no such file or directory",
        "--catalog", "/no/sources.yaml")]
    public async Task A_bad_choice_of_the_emulator_is_bad_input(string error, params string[] options)
    {
        Job job = await Job.RunAsync(["emulator", .. options]);

        Assert.Equal(3, job.ExitCode);
        Assert.Equal($"error: {error}\n", job.Error);
    }

    [Fact]
    public async Task A_bad_environment_variable_is_named()
    {
        Job job = await Job.RunAsync(
            ["apply", Samples.Granite],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["MODEL_REGISTRY_URL"] = "embedded", ["SEED_WAIT"] = "soon" });

        Assert.Equal(3, job.ExitCode);
        Assert.Contains("SEED_WAIT is 'soon'", job.Error, StringComparison.Ordinal);
    }
}
