using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ModelRegistry.Emulator;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>The scripts and the notebook run from the tree. They are in one class, since they build the same client.</summary>
[Trait("Category", "Slow")]
public sealed class SampleTests
{
    private const string Model = "Granite-3.1-8b-Instruct-FP8";
    private static readonly string Scripts = Repository.PathOf("samples", "scripts");

    [Fact(Timeout = 600_000)]
    public async Task Scripts_register_list_and_archive()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        registry.AddRegisteredModel("not-vetted");

        foreach (string counts in new[] { "3 created, 0 updated, 0 unchanged", "0 created, 0 updated, 3 unchanged" })
        {
            Command register = await RunAsync("register.cs", registry);
            Assert.True(register.ExitCode == 0, register.Text);
            Assert.EndsWith($": {counts}\n", register.Output, StringComparison.Ordinal);
        }

        Command list = await RunAsync("list.cs", registry);
        Assert.True(list.ExitCode == 0, list.Text);
        Assert.Equal(2, list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Matches($"(?m)^{Model} +3.1-May2025-Validated +ai-admin +fp8, granite, validated, vllm$", list.Output);

        Command archive = await RunAsync("archive.cs", registry, Model);
        Assert.True(archive.ExitCode == 0, archive.Text);
        Assert.Equal("ARCHIVED", registry.Snapshot().RegisteredModels.Single(model => model.Name == Model).State);
        Assert.Equal("LIVE", registry.Snapshot().RegisteredModels.Single(model => model.Name == "not-vetted").State);

        Command missing = await RunAsync("archive.cs", registry, "none");
        Assert.Equal((1, "The registry has no model 'none'.\n"), (missing.ExitCode, missing.Error));
    }

    [Theory(Timeout = 600_000)]
    [InlineData("register.cs")]
    [InlineData("list.cs")]
    [InlineData("archive.cs")]
    public async Task A_script_says_how_to_name_the_registry(string script)
    {
        Command run = await Command.RunAsync("dotnet", ["run", script], Scripts, TestContext.Current.CancellationToken);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("set MODEL_REGISTRY_URL", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public void Every_script_is_tested() =>
        Assert.Equal(
            ["archive.cs", "list.cs", "register.cs"],
            Directory.EnumerateFiles(Scripts, "*.cs").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact(Timeout = 600_000)]
    public async Task The_web_service_serves_what_is_live_and_its_health()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        registry.AddRegisteredModel("vetted");
        string folder = Repository.PathOf("samples", "web");
        Command build = await Command.RunAsync("dotnet", ["build", "web.cs"], folder, TestContext.Current.CancellationToken);
        Assert.True(build.ExitCode == 0, build.Text);
        var start = new ProcessStartInfo("dotnet", ["run", "--no-build", "web.cs", "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            Environment = { ["ModelRegistry__BaseAddress"] = registry.BaseAddress.ToString() },
        };
        using Process process = Process.Start(start)!;
        try
        {
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            }
            while (line is not null && !line.Contains("Now listening on: ", StringComparison.Ordinal));
            Assert.NotNull(line);
            using var service = new HttpClient { BaseAddress = new Uri(line.Split("on: ")[1]) };
            Assert.Equal("vetted\n", await service.GetStringAsync("/models", TestContext.Current.CancellationToken));
            Assert.Equal("Healthy", await service.GetStringAsync("/health", TestContext.Current.CancellationToken));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact(Timeout = 600_000)]
    public async Task The_notebook_runs_from_top_to_bottom_as_often_as_one_likes()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("notebook");
        try
        {
            string sources = Path.Combine(folder.FullName, "sources.yaml");
            await File.WriteAllTextAsync(
                sources, "catalogs: [{id: lab, name: Lab, type: yaml, properties: {yamlCatalogPath: models.yaml}}]",
                TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "models.yaml"),
                "models: [{name: lab/phi, license: mit, artifacts: [{uri: 'oci://r/phi:1'}]}]",
                TestContext.Current.CancellationToken);
            await using ModelCatalogEmulator catalog =
                await ModelCatalogEmulator.StartAsync(
                    new ModelCatalogEmulatorOptions { Sources = sources }, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "notebook.cs"), await NotebookProgramAsync(), TestContext.Current.CancellationToken);

            foreach (string promoted in new[] { "3 created, 0 updated, 0 unchanged", "0 created, 0 updated, 3 unchanged" })
            {
                Command run = await Command.RunAsync(
                    "dotnet", ["run", "notebook.cs"], folder.FullName, TestContext.Current.CancellationToken,
                    ("MODEL_REGISTRY_URL", registry.BaseAddress.ToString()),
                    ("MODEL_CATALOG_URL", catalog.BaseAddress.ToString()));

                Assert.True(run.ExitCode == 0, run.Text);
                Assert.Matches($@"model \d+: {promoted}\n", run.Output);
                Assert.Matches($@"promoted lab/phi: model \d+: {promoted}\n", run.Output);
                Assert.Matches(@"\(id 1, ARCHIVED\)\n.*\(id 1, LIVE\)\n$", run.Output);
                Assert.Equal(
                    ["Granite-3.1-8b-Instruct-FP8 LIVE", "phi LIVE"],
                    registry.Snapshot().RegisteredModels.Select(static model => $"{model.Name} {model.State}"));
                Assert.Equal(
                    ["3.1-May2025-Validated", "Version 1"], registry.Snapshot().ModelVersions.Select(static version => version.Name));
                Assert.Equal(2, registry.Snapshot().Artifacts.Count);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What a cell refers to is the client of this tree; each cell leaves its variables to the next, and shows what its last line names.
    private static async Task<string> NotebookProgramAsync()
    {
        string path = Repository.PathOf("samples", "notebooks", "model-registry.ipynb");
        using JsonDocument notebook = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(4, notebook.RootElement.GetProperty("nbformat").GetInt32());
        Assert.Equal(".net-csharp", notebook.RootElement.GetProperty("metadata").GetProperty("kernelspec").GetProperty("name").GetString());

        JsonElement[] cells = [.. notebook.RootElement.GetProperty("cells").EnumerateArray()];
        Assert.Equal(cells.Length, cells.Select(static cell => cell.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(cells, static cell => Assert.True(cell.GetProperty("cell_type").GetString() is "code" or "markdown"));

        var program = new StringBuilder($"#:project {Repository.PathOf("src", "ModelRegistry.Client")}\n#:property PublishAot=false\n");
        foreach (JsonElement cell in cells.Where(static cell => cell.GetProperty("cell_type").GetString() == "code"))
        {
            Assert.Equal(0, cell.GetProperty("outputs").GetArrayLength());
            foreach (string line in cell.GetProperty("source").EnumerateArray().Select(static line => line.GetString()!.TrimEnd('\n')))
            {
                if (line.StartsWith("#r ", StringComparison.Ordinal))
                {
                    Assert.StartsWith("#r \"nuget: ModelRegistry.Client, ", line, StringComparison.Ordinal);
                    continue;
                }

                bool shows = line.Length > 0 && line.All(char.IsAsciiLetter);
                program.Append(shows ? $"Console.WriteLine({line});" : line).Append('\n');
            }
        }

        return program.ToString();
    }

    private static Task<ModelRegistryEmulator> StartAsync() =>
        ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    private static Task<Command> RunAsync(string script, ModelRegistryEmulator registry, params string[] arguments) =>
        Command.RunAsync(
            "dotnet", ["run", script, "--", registry.BaseAddress.ToString(), .. arguments], Scripts, TestContext.Current.CancellationToken);
}
