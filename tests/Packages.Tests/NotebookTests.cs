using System.Text.Json;
using ModelRegistry.Emulator;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The notebook as people run it: with the package, in .NET Interactive. Skipped where its runner cannot be installed.</summary>
[Trait("Category", "Slow")]
public sealed class NotebookTests(PackageFeed feed)
{
    private static readonly string Notebook = Repository.PathOf("samples", "notebooks", "model-registry.ipynb");

    [Fact(Timeout = 900_000)]
    public async Task It_shows_tables_and_adds_nothing_to_what_the_seed_has_made()
    {
        await feed.ReadyAsync();
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string tools = Path.Combine(feed.Consumer, "notebook-tools");
        Command runner = await Command.RunAsync(
            "dotnet", ["tool", "install", "dotnet-repl", "--version", "0.3.259", "--tool-path", tools], feed.Consumer, cancellationToken);
        Assert.SkipUnless(runner.ExitCode == 0, $"dotnet-repl cannot be installed here: {runner.Text}");
        Command seeder = await Command.RunAsync(
            "dotnet",
            ["tool", "install", "ModelRegistry.SeedJob", "--version", feed.Version, "--tool-path", tools, "--add-source", feed.Packages],
            feed.Consumer,
            cancellationToken);
        Assert.True(seeder.ExitCode == 0, seeder.Text);

        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: cancellationToken);
        string address = registry.BaseAddress.ToString();
        Command apply = await Command.RunAsync(
            Path.Combine(tools, "seed-job"), ["apply", Repository.PathOf("samples", "seeds"), "--registry", address],
            feed.Consumer, cancellationToken);
        Assert.True(apply.ExitCode == 0, apply.Text);

        string[][] shown = await RunAsync(tools, address);

        Assert.Equal(7, shown.Length);
        Assert.Contains("<bdi>Unchanged</bdi></td>", Assert.Single(shown[1]), StringComparison.Ordinal);
        Assert.DoesNotContain("Created", shown[1][0], StringComparison.Ordinal);
        // A list, a model and its versions.
        Assert.All(
            shown[2..5], static outputs => Assert.StartsWith("<table><thead><tr><th", Assert.Single(outputs), StringComparison.Ordinal));
        Assert.Contains(
            "<bdi>quantization = FP8-dynamic",
            shown[2][0].Replace("hardware_target = NVIDIA L4 (AWS G6), ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Contains("<bdi>3.1-May2025-Validated</bdi>", shown[4][0], StringComparison.Ordinal);
        Assert.Equal("LIVE", Assert.Single(registry.Snapshot().RegisteredModels).State);
        Assert.Single(registry.Snapshot().ModelVersions);
        Assert.Single(registry.Snapshot().Artifacts);

        Command verify = await Command.RunAsync(
            Path.Combine(tools, "seed-job"), ["verify", Repository.PathOf("samples", "seeds"), "--registry", address],
            feed.Consumer, cancellationToken);
        Assert.True(verify.ExitCode == 0, verify.Text);
    }

    // The HTML that each cell shows.
    private async Task<string[][]> RunAsync(string tools, string registry)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string notebook = Path.Combine(feed.Consumer, "notebook.ipynb");
        string result = Path.Combine(feed.Consumer, "result.ipynb");
        string text = await File.ReadAllTextAsync(Notebook, cancellationToken);
        const string package = "#r \\\"nuget: ModelRegistry.Client, 0.1.0\\\"\\n";
        Assert.Contains(package, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            notebook,
            text.Replace(
                package,
                $"#i \\\"nuget:{feed.Packages}\\\"\\n#r \\\"nuget: ModelRegistry.Client, {feed.Version}\\\"\\n",
                StringComparison.Ordinal),
            cancellationToken);

        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Command run = await Command.RunAsync(
            Path.Combine(tools, "dotnet-repl"),
            ["--run", notebook, "--exit-after-run", "--output-format", "ipynb", "--output-path", result], feed.Consumer,
            cancellationToken, ("MODEL_REGISTRY_URL", registry),
            ("NUGET_PACKAGES", Path.Combine(feed.Consumer, "notebook-packages")), ("NUGET_FALLBACK_PACKAGES", cache));
        Assert.True(run.ExitCode == 0, run.Text + (File.Exists(result) ? await File.ReadAllTextAsync(result, cancellationToken) : ""));

        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(result, cancellationToken));
        return
        [
            .. json.RootElement.GetProperty("cells").EnumerateArray()
                .Where(static cell => cell.GetProperty("cell_type").GetString() == "code")
                .Select(static cell => cell.GetProperty("outputs").EnumerateArray().Select(Html).Where(
                    static html => html.Length > 0).ToArray()),
        ];
    }

    private static string Html(JsonElement output) =>
        output.TryGetProperty("data", out JsonElement data) && data.TryGetProperty("text/html", out JsonElement html)
            ? string.Concat(html.EnumerateArray().Select(static line => line.GetString()))
            : "";
}
