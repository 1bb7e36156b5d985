using System.Diagnostics;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Emulator;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Trimming;

/// <summary>An application that is published with everything cut away that it does not use still has all of the client.</summary>
[Trait("Category", "Slow")]
public sealed class TrimmingTests : IDisposable
{
    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("trimmed");

    /// <summary>
    /// Gets whether the tests are being measured: this one builds a program of its own, which holds none of the changes that are made then.
    /// </summary>
    public static bool IsMeasured => Environment.GetEnvironmentVariable("STRYKER_MUTANT_FILE") is not null;

    public void Dispose() => _output.Delete(recursive: true);

    [Fact(Timeout = 600_000, Skip = "See docs/mutation-testing.md.", SkipWhen = nameof(IsMeasured))]
    public async Task Every_operation_works_trimmed_and_nothing_is_warned_of()
    {
        string project = Path.Combine(
            SourceTree.FolderOf("ModelRegistry.Client.Tests.csproj"), "..", "ModelRegistry.TrimmedApp", "ModelRegistry.TrimmedApp.csproj");
        (int exitCode, string text) = await RunAsync(
            "dotnet", "publish", project, "--artifacts-path", _output.FullName, "-c", "Release",
            "-warnaserror", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false");
        Assert.SkipWhen(
            exitCode != 0 && text.Contains("error NU1", StringComparison.Ordinal),
            "The runtime to publish with can't be restored here: "
                + $"{text.Split('\n').FirstOrDefault(line => line.Contains("error NU1", StringComparison.Ordinal))}");
        Assert.True(exitCode == 0, text);
        Assert.DoesNotContain("warning ", text, StringComparison.Ordinal);

        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string app = Directory.EnumerateFiles(
            Path.Combine(_output.FullName, "publish"), "ModelRegistry.TrimmedApp", SearchOption.AllDirectories).Single();
        (exitCode, text) = await RunAsync(app, registry.BaseAddress.ToString());
        Assert.True(exitCode == 0, text);
        Assert.Equal(
            PublishedOperation.V1Alpha3.Keys.Order(StringComparer.Ordinal),
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(int ExitCode, string Text)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment.Remove("MSBuildSDKsPath");
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
