using System.Diagnostics;
using System.Xml.Linq;
using ModelRegistry.Tests.Shared.TimeLimits;

namespace ModelRegistry.Client.Tests.Conventions;

/// <summary>A test that hangs fails alone: however it hangs, the others of its class run and pass, and the run ends.</summary>
[Trait("Category", "Slow")]
public sealed class HangingTestTests
{
    [Fact]
    public async Task A_test_that_hangs_fails_alone()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hanging");
        try
        {
            string results = Path.Combine(folder.FullName, "results.xml");
            string output = await RunHangingTestsAsync(results);
            Assert.True(File.Exists(results), output);
            Assert.Equal(
                [
                    "Blocks_its_thread_for_ever: Test execution timed out after 250 milliseconds",
                    "Is_never_run: Test execution timed out after 250 milliseconds",
                    "Is_run: Test execution timed out after 250 milliseconds",
                    "Passes: Pass",
                    "Passes_too: Pass",
                    "Waits_for_ever: Test execution timed out after 250 milliseconds",
                    "Waits_until_it_is_cancelled: Test execution timed out after 1 milliseconds",
                ],
                XDocument.Load(results).Descendants("test").Select(Outcome).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Outcome(XElement test) =>
        $"{test.Attribute("method")!.Value}: {test.Descendants("message").SingleOrDefault()?.Value ?? test.Attribute("result")!.Value}";

    private static async Task<string> RunHangingTestsAsync(string results)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HangingTests.dll"), "-xml", results])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[TimeLimitedTestFramework.Variable] = "250";

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return output + await error;
        }
        finally
        {
            process.Kill();
        }
    }
}
