using ModelRegistry.Emulator;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The programs on the pages of client and seeding run as they stand there, with the packages installed.</summary>
[Trait("Category", "Slow")]
public sealed class QuickStartTests(PackageFeed feed)
{
    private const string Model = "Granite-3.1-8b-Instruct-FP8";

    [Fact(Timeout = 600_000)]
    public async Task The_client_s_page_registers_and_lists()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string program = Assert.Single(Programs("src", "ModelRegistry.Client", "README.md"));
        Assert.Equal(
            ["model 1: 3 created, 0 updated, 0 unchanged", $"RegisteredModel '{Model}' (id 1, LIVE)"],
            (await RunAsync("client", program, registry, "ModelRegistry.Client")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal([Model], registry.Snapshot().RegisteredModels.Select(model => model.Name));
    }

    [Fact(Timeout = 600_000)]
    public async Task The_seeding_page_applies_its_seed()
    {
        await feed.ReadyAsync();
        await using ModelRegistryEmulator registry = await StartAsync();
        string[] page = ["src", "ModelRegistry.Seeding", "README.md"];
        string seeds = Path.Combine(feed.Consumer, "seeding", "seeds");
        Directory.CreateDirectory(seeds);
        await File.WriteAllTextAsync(
            Path.Combine(seeds, "granite.yaml"), Assert.Single(Blocks("yaml", page)), TestContext.Current.CancellationToken);
        Assert.Equal("3 to create, 0 to update", (await RunAsync("seeding", Programs(page)[0], registry, "ModelRegistry.Seeding")).Trim());
        Assert.Equal([Model], registry.Snapshot().RegisteredModels.Select(model => model.Name));
        Assert.Single(registry.Snapshot().Artifacts);

        registry.Reset();
        string said = await RunAsync(
            "seeding", Programs(page)[1], registry, "ModelRegistry.Seeding", "Microsoft.Extensions.Hosting@10.0.14");
        Assert.Contains($"RegisteredModel '{Model}' (id 1, LIVE)", said, StringComparison.Ordinal);
        Assert.Single(registry.Snapshot().Artifacts);
    }

    private static Task<ModelRegistryEmulator> StartAsync() =>
        ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    private static string[] Programs(params string[] page) =>
        [.. Blocks("csharp", page).Where(code => code.StartsWith("using ", StringComparison.Ordinal))];

    private static string[] Blocks(string language, params string[] page)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf(page));
        List<string> blocks = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == $"```{language}")
            {
                blocks.Add(string.Join('\n', lines[(i + 1)..Array.IndexOf(lines, "```", i)]) + "\n");
            }
        }

        return [.. blocks];
    }

    private async Task<string> RunAsync(string name, string program, ModelRegistryEmulator registry, params string[] packages)
    {
        await feed.ReadyAsync();
        string folder = Path.Combine(feed.Consumer, name);
        Directory.CreateDirectory(folder);
        IEnumerable<string> directives = packages.Select(
            package => $"#:package {(package.Contains('@', StringComparison.Ordinal) ? package : $"{package}@{feed.Version}")}\n");
        string source = string.Concat(directives) + program.Replace(
            "http://localhost:8080", registry.BaseAddress.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.cs"), source, TestContext.Current.CancellationToken);
        Command run = await Command.RunAsync("dotnet", ["run", $"{name}.cs"], folder, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Text);
        return run.Output;
    }
}
