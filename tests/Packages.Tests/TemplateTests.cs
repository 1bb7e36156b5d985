using System.Text.Json;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The template, installed from its package into a place of its own.</summary>
public sealed class TemplateTests(PackageFeed feed)
{
    private const string EditorLine = "# yaml-language-server: $schema=";

    private static readonly string[] Common =
        [".config/dotnet-tools.json", ".gitignore", "README.md", "policy.yaml", "seed.v1.schema.json", "seeds/granite.yaml"];

    [Theory(Timeout = 600_000)]
    [InlineData("github", ".github/workflows/seeds.yml")]
    [InlineData("gitlab", ".gitlab-ci.yml")]
    [Trait("Category", "Slow")]
    public async Task It_makes_a_repository_whose_seeds_keep_its_policy(string pipeline, string file)
    {
        await feed.ReadyAsync();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Path.Combine(feed.Consumer, $"template-{pipeline}");
        Directory.CreateDirectory(folder);
        string[] hive = ["--debug:custom-hive", Path.Combine(folder, "hive")];

        string package = Path.Combine(feed.Packages, $"ModelRegistry.Templates.{feed.Version}.nupkg");
        Command install = await Command.RunAsync("dotnet", ["new", "install", package, .. hive], folder, cancellationToken);
        Assert.True(install.ExitCode == 0, install.Text);
        Command made = await Command.RunAsync(
            "dotnet",
            [
                "new", "model-registry-seeds", "--output", "team-a", "--registry", "https://r.team.example", "--bucket", "vetted",
                "--pipeline", pipeline, .. hive,
            ],
            folder,
            cancellationToken);
        Assert.True(made.ExitCode == 0, made.Text);

        string repository = Path.Combine(folder, "team-a");
        Assert.Equal(
            Common.Append(file).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(repository, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(repository, path)).Order(StringComparer.Ordinal));
        string workflow = await File.ReadAllTextAsync(Path.Combine(repository, file), cancellationToken);
        Assert.Contains("MODEL_REGISTRY_URL: https://r.team.example\n", workflow, StringComparison.Ordinal);
        foreach (string seed in new[] { "policy.yaml", "seeds/granite.yaml" })
        {
            string path = Path.Combine(repository, seed);
            string line = (await File.ReadAllLinesAsync(path, cancellationToken))[0];
            Assert.True(File.Exists(Path.GetFullPath(line[EditorLine.Length..], Path.GetDirectoryName(path)!)), line);
        }

        // The pipeline's own commands, with the tool's package and with a registry in a file.
        string seeds = await File.ReadAllTextAsync(Path.Combine(repository, "seeds", "granite.yaml"), cancellationToken);
        Assert.Contains("set: team-a\n", seeds, StringComparison.Ordinal);
        Assert.Contains("uri: s3://vetted/", seeds, StringComparison.Ordinal);
        string manifest = Path.Combine(repository, ".config", "dotnet-tools.json");
        string tools = await File.ReadAllTextAsync(manifest, cancellationToken);
        tools = tools.Replace("\"0.1.0\"", $"\"{feed.Version}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(manifest, tools, cancellationToken);
        Command restore = await Command.RunAsync("dotnet", ["tool", "restore"], repository, cancellationToken);
        Assert.True(restore.ExitCode == 0, restore.Text);
        (string, string)[] registry = [("MODEL_REGISTRY_URL", "embedded:trial.json")];
        foreach (string command in workflow.Split('\n').Where(line => line.Contains("dotnet seed-job ", StringComparison.Ordinal)))
        {
            string line = command[command.IndexOf("dotnet seed-job ", StringComparison.Ordinal)..];
            string script = $"export GITHUB_STEP_SUMMARY=plan.md GITHUB_ACTOR=ann GITLAB_USER_LOGIN=ann; {line}";
            Command run = await Command.RunAsync("sh", ["-c", script], repository, cancellationToken, registry);
            Assert.True(run.ExitCode == 0, line + run.Text);
        }

        Command verify = await Command.RunAsync("dotnet", ["seed-job", "verify", "seeds"], repository, cancellationToken, registry);
        Assert.True(verify.ExitCode == 0, verify.Text);
        Assert.True(File.Exists(Path.Combine(repository, "audit.jsonl")));
    }

    [Fact]
    public void Its_tool_is_the_one_of_this_version()
    {
        string path = Repository.PathOf("templates", "model-registry-seeds", ".config", "dotnet-tools.json");
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(path));

        string properties = File.ReadAllText(Repository.PathOf("Directory.Build.props"));
        string? version = manifest.RootElement.GetProperty("tools").GetProperty("modelregistry.seedjob").GetProperty("version").GetString();
        Assert.Contains($"<Version>{version}</Version>", properties, StringComparison.Ordinal);
    }
}
