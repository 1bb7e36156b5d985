namespace SeedJob.Tests.Gate;

public sealed class GatePolicyTests
{
    [Theory]
    [InlineData("audit", "Ignore", "Allow", "[Audit]")]
    [InlineData("warn", "Ignore", "Allow", "[Warn, Audit]")]
    [InlineData("deny", "Fail", "Deny", "[Deny, Audit]")]
    public async Task A_mode_decides_about_failures_and_a_missing_list_as_well(string mode, string failures, string missing, string actions)
    {
        Job job = await Job.RunAsync(["gate", "policy", "--mode", mode]);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.Equal([failures, failures, failures], Values(job, "failurePolicy"));
        Assert.Equal([missing, missing], Values(job, "parameterNotFoundAction"));
        Assert.Equal([actions, actions, actions], Values(job, "validationActions"));
    }

    [Fact]
    public async Task Nothing_is_refused_and_nobody_exempt_unless_asked_for()
    {
        Job job = await Job.RunAsync(["gate", "policy"]);

        Assert.Equal(job, await Job.RunAsync(["gate", "policy", "--mode", "warn"]));
        Assert.DoesNotContain("NotIn", job.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("; see ", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--exempt", "b", "a")]
    [InlineData("--exempt", "a,b")]
    [InlineData("--exempt", "b", "--exempt", "a")]
    [InlineData("--exempt=a, b", "--exempt", "a")]
    public async Task Exempt_namespaces_come_sorted_however_they_are_given(params string[] exempt)
    {
        Job job = await Job.RunAsync(["gate", "policy", .. exempt]);
        Job environment = await Job.RunAsync(["gate", "policy"], new Dictionary<string, string> { ["SEED_GATE_EXEMPT"] = "b, a" });

        Assert.Equal(["[\"a\", \"b\"]", "[\"a\", \"b\"]"], Values(job, "values"));
        Assert.Equal(environment, job);
    }

    [Theory]
    [InlineData("--exempt", "A")]
    [InlineData("--exempt", "a]")]
    [InlineData("--namespace", "a/b")]
    [InlineData("--mode", "Deny")]
    [InlineData("--mode", "enforce")]
    [InlineData("--help-url", "two\nlines")]
    [InlineData("--help-url", "turned\u202eround")]
    [InlineData("--help-url", "a\u2028b")]
    public async Task What_makes_no_policy_is_bad_input(string option, string value)
    {
        Job job = await Job.RunAsync(["gate", "policy", option, value]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.StartsWith($"error: {option} is ", job.Error, StringComparison.Ordinal);
        Assert.Equal(1, job.Error.Count(character => character == '\n'));
    }

    [Fact]
    public async Task A_help_text_has_at_most_300_characters()
    {
        Assert.Equal(0, (await Job.RunAsync(["gate", "policy", "--help-url", new string('x', 300)])).ExitCode);
        Assert.Equal(3, (await Job.RunAsync(["gate", "policy", "--help-url", new string('x', 301)])).ExitCode);
    }

    [Fact]
    public async Task The_list_and_its_guard_are_of_the_namespace_that_is_asked_for()
    {
        Job job = await Job.RunAsync(["gate", "policy", "--namespace", "registries"]);

        Assert.Equal(["\"registries\"", "\"registries\""], Values(job, "namespace"));
        Assert.Equal(["\"registries\""], Values(job, "kubernetes.io/metadata.name"));
        Assert.DoesNotContain("rhoai-model-registries", job.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_group_alone_says_what_it_holds()
    {
        Job bare = await Job.RunAsync(["gate"]);
        Job help = await Job.RunAsync(["gate", "--help"]);

        Assert.Equal((0, help.Out), (bare.ExitCode, bare.Out));
        Assert.Contains("list", help.Out, StringComparison.Ordinal);
        Assert.Contains("policy", help.Out, StringComparison.Ordinal);
    }

    private static string[] Values(Job job, string field) =>
    [
        .. job.Out.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith($"{field}: ", StringComparison.Ordinal))
            .Select(line => line[(field.Length + 2)..]),
    ];
}
