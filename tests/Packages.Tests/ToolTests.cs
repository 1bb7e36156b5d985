using ModelRegistry.Emulator;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The tool, installed from its package.</summary>
[Trait("Category", "Slow")]
public sealed class ToolTests(PackageFeed feed)
{
    [Fact(Timeout = 600_000)]
    public async Task It_installs_and_seeds_a_registry()
    {
        await feed.ReadyAsync();
        string tools = Path.Combine(feed.Consumer, "tools");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        Command install = await Command.RunAsync(
            "dotnet",
            ["tool", "install", "ModelRegistry.SeedJob", "--version", feed.Version, "--tool-path", tools, "--add-source", feed.Packages],
            feed.Consumer,
            cancellationToken);
        Assert.True(install.ExitCode == 0, install.Text);

        string tool = Path.Combine(tools, "seed-job");
        string seed = Repository.PathOf("samples", "seeds", "granite-3.1-8b-instruct-fp8.yaml");
        Command validate = await Command.RunAsync(tool, ["validate", seed], feed.Consumer, cancellationToken);
        Assert.True(validate.ExitCode == 0, validate.Text);

        // The embedded registry is kept in a file between the runs.
        string[] embedded = ["--registry", $"embedded:{Path.Combine(feed.Consumer, "tool.json")}"];
        Command plan = await Command.RunAsync(tool, ["plan", seed, "--detailed-exitcode", .. embedded], feed.Consumer, cancellationToken);
        Assert.True(plan.ExitCode == 2, plan.Text);
        Command apply = await Command.RunAsync(tool, ["apply", seed, .. embedded], feed.Consumer, cancellationToken);
        Assert.True(apply.ExitCode == 0, apply.Text);
        plan = await Command.RunAsync(tool, ["plan", seed, "--detailed-exitcode", .. embedded], feed.Consumer, cancellationToken);
        Assert.True(plan.ExitCode == 0, plan.Text);

        await using ModelRegistryEmulator registry = ModelRegistryEmulator.Create(
            new ModelRegistryEmulatorOptions { DataFile = Path.Combine(feed.Consumer, "tool.json") });
        Assert.Equal("Granite-3.1-8b-Instruct-FP8", Assert.Single(registry.Snapshot().RegisteredModels).Name);
        Assert.Single(registry.Snapshot().Artifacts);
    }
}
