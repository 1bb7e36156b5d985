using System.Diagnostics;

namespace ModelRegistry.Emulator.Tests.Page;

/// <summary>The page for people; in a browser when there is one.</summary>
public sealed class PageTests
{
    private const string Browser = "/usr/bin/chromium";
    private const string Evil = "<img src=x onerror=document.title=1>";

    [Fact]
    public async Task Is_one_page_without_outside_parts()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using HttpClient http = registry.Connect();

        using HttpResponseMessage response = await http.GetAsync(new Uri(registry.BaseAddress, "_emulator/"), TestContext.Current.CancellationToken);
        string html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Empty(registry.Requests);
    }

    [Theory]
    [InlineData(RegistryServerVersion.V02, false)]
    [InlineData(RegistryServerVersion.Current, false)]
    [InlineData(RegistryServerVersion.Current, true)]
    public async Task Shows_the_content_in_a_browser(RegistryServerVersion server, bool alphaGone)
    {
        Assert.SkipUnless(File.Exists(Browser), "no Chromium here");
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            new() { ServerVersion = server, AlphaGone = alphaGone }, TestContext.Current.CancellationToken);
        string model = registry.AddRegisteredModel(Evil, new Dictionary<string, string>(StringComparer.Ordinal) { ["fp8"] = "", ["quantization"] = "FP8-dynamic" });
        string version = registry.AddModelVersion(model, "3.1-validated");
        registry.AddModelArtifact(version, "weights", "s3://bucket/granite/");

        string dom = await DumpDomAsync(new Uri(registry.BaseAddress, "_emulator/#all"));

        Assert.Contains("&lt;img src=x onerror=document.title=1&gt;", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", dom, StringComparison.Ordinal);
        Assert.Contains("<title>Model Registry (emulator)</title>", dom, StringComparison.Ordinal);
        Assert.Contains("<span class=\"label\">fp8</span>", dom, StringComparison.Ordinal);
        Assert.Contains("<dd>FP8-dynamic</dd>", dom, StringComparison.Ordinal);
        Assert.Contains("3.1-validated", dom, StringComparison.Ordinal);
        Assert.Contains("<dd>s3://bucket/granite/</dd>", dom, StringComparison.Ordinal);
        Assert.Contains("<span class=\"tag live\">LIVE</span>", dom, StringComparison.Ordinal);
    }

    private static async Task<string> DumpDomAsync(Uri address)
    {
        string profile = Directory.CreateTempSubdirectory("browser").FullName;
        var start = new ProcessStartInfo(Browser) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={profile}", "--virtual-time-budget=10000", "--dump-dom", address.AbsoluteUri,
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process browser = Process.Start(start)!;
        Task<string> dom = browser.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> complaints = browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await browser.WaitForExitAsync(TestContext.Current.CancellationToken);
        await complaints;
        Directory.Delete(profile, recursive: true);
        return await dom;
    }
}
