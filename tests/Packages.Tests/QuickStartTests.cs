using ModelRegistry.Emulator;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The programs on the front pages run as they stand there, with the packages installed.</summary>
public sealed class QuickStartTests(PackageFeed feed)
{
    private const string Model = "Granite-3.1-8b-Instruct-FP8";

    [Fact(Timeout = 600_000)]
    public async Task A_script_registers_a_model()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string program = Programs("README.md").Single(code => code.Contains("RegisterAsync", StringComparison.Ordinal));
        Assert.Equal("model 1: 3 created, 0 updated, 0 unchanged", (await RunAsync("script", program, registry, "ModelRegistry.Client")).Trim());

        RegistrySnapshot content = registry.Snapshot();
        Assert.Equal([Model], content.RegisteredModels.Select(model => model.Name));
        Assert.Equal(["3.1-May2025-Validated"], content.ModelVersions.Select(version => version.Name));
        Assert.Contains("s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/", Assert.Single(content.Artifacts).Json, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task Everyday_tasks()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string program = Programs("README.md").Single(code => code.Contains("PromoteAsync", StringComparison.Ordinal));
        Assert.Equal(
            "409: createRegisteredModel failed with status 409 Conflict: the name 'granite' is taken",
            (await RunAsync("tasks", program, registry, "ModelRegistry.Client")).Trim());
        RegistrySnapshot content = registry.Snapshot();
        Assert.Contains("\"stage\"", Assert.Single(content.ModelVersions).Json, StringComparison.Ordinal);
        Assert.Equal(4, content.Artifacts.Count);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_service_lists_what_is_vetted()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        registry.AddRegisteredModel("vetted", new Dictionary<string, string> { ["quantization"] = "FP8-dynamic" });
        registry.AddRegisteredModel("other");
        string program = Programs("README.md").Single(code => code.Contains("AddModelRegistryClient", StringComparison.Ordinal));
        string said = await RunAsync("service", program, registry, "ModelRegistry.Client", "Microsoft.Extensions.Hosting@10.0.14");
        Assert.Contains("'vetted'", said, StringComparison.Ordinal);
        Assert.DoesNotContain("'other'", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 600_000)]
    public async Task A_test_needs_no_cluster()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string program = Programs("README.md").Single(code => code.Contains("ModelRegistryEmulator", StringComparison.Ordinal));
        Assert.Equal("granite", (await RunAsync("emulator", program, registry, "ModelRegistry.Client", "ModelRegistry.Emulator")).Trim());
        Assert.Empty(registry.Requests);
    }

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
        await File.WriteAllTextAsync(Path.Combine(seeds, "granite.yaml"), Assert.Single(Blocks("yaml", page)), TestContext.Current.CancellationToken);
        Assert.Equal("3 to create, 0 to update", (await RunAsync("seeding", Programs(page)[0], registry, "ModelRegistry.Seeding")).Trim());
        Assert.Equal([Model], registry.Snapshot().RegisteredModels.Select(model => model.Name));
        Assert.Single(registry.Snapshot().Artifacts);

        registry.Reset();
        string said = await RunAsync("seeding", Programs(page)[1], registry, "ModelRegistry.Seeding", "Microsoft.Extensions.Hosting@10.0.14");
        Assert.Contains($"RegisteredModel '{Model}' (id 1, LIVE)", said, StringComparison.Ordinal);
        Assert.Single(registry.Snapshot().Artifacts);
    }

    [Fact]
    public void All_code_on_the_front_page_is_a_program() => Assert.Equal(Blocks("csharp", "README.md").Length, Programs("README.md").Length);

    private static Task<ModelRegistryEmulator> StartAsync() => ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    private static string[] Programs(params string[] page) => [.. Blocks("csharp", page).Where(code => code.StartsWith("using ", StringComparison.Ordinal))];

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
        IEnumerable<string> directives = packages.Select(package => $"#:package {(package.Contains('@', StringComparison.Ordinal) ? package : $"{package}@{feed.Version}")}\n");
        string source = string.Concat(directives) + program.Replace("http://localhost:8080", registry.BaseAddress.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.cs"), source, TestContext.Current.CancellationToken);
        Command run = await Command.RunAsync("dotnet", ["run", $"{name}.cs"], folder, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Text);
        return run.Output;
    }
}
