using PuppeteerSharp;

namespace ModelRegistry.Emulator.Tests.Page;

/// <summary>A browser for the tests of the pages; they are skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>A folder for pictures of what the tests see, to be looked at; there are none without it.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("PAGE_PICTURES");

    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is { } path)
        {
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = path,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
                Timeout = 120_000,
                ProtocolTimeout = 120_000,
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    /// <summary>
    /// Opens a page; its complaints, which a content security policy makes too, fail the test at <see cref="Tab.DisposeAsync"/>.
    /// </summary>
    internal async Task<Tab> OpenAsync(Uri address, int width = 1200, bool dark = false)
    {
        Assert.SkipWhen(_browser is null, "no Chromium here");
        IBrowserContext context = await _browser!.CreateBrowserContextAsync();
        IPage page = await context.NewPageAsync();
        page.DefaultTimeout = 50_000;
        var tab = new Tab(context, page);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900, IsMobile = width < 500 });
        await page.EmulateMediaFeaturesAsync(
            [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);
        await page.GoToAsync(address.AbsoluteUri);
        return tab;
    }

    /// <summary>One page with cookies, history and storage of its own.</summary>
    internal sealed class Tab : IAsyncDisposable
    {
        private readonly IBrowserContext _context;
        private readonly List<string> _complaints = [];

        public Tab(IBrowserContext context, IPage page)
        {
            _context = context;
            Page = page;
            page.Console += (_, e) => _complaints.Add(e.Message.Text);
            page.PageError += (_, e) => _complaints.Add(e.Message);
            page.Dialog += (_, e) => _complaints.Add("dialog: " + e.Dialog.Message);
        }

        public IPage Page { get; }

        /// <summary>What the page complained about; known complaints are taken out of it by the test.</summary>
        public IList<string> Complaints => _complaints;

        /// <summary>Waits until an expression of JavaScript is true.</summary>
        public Task UntilAsync(string condition) => Page.WaitForExpressionAsync(condition);

        /// <summary>Waits until the status line of a registry's page ends in a text.</summary>
        public Task UntilSummaryAsync(string text) => UntilAsync($"document.getElementById('summary').textContent === '{text}'");

        /// <summary>The text of each element that a selector finds.</summary>
        public Task<string[]> TextsAsync(string selector) =>
            Page.EvaluateFunctionAsync<string[]>("selector => [...document.querySelectorAll(selector)].map(e => e.textContent)", selector);

        /// <summary>Goes to another part of the page.</summary>
        public Task GoAsync(string hash) => Page.EvaluateFunctionAsync("hash => { location.hash = hash; }", hash);

        /// <summary>Keeps a picture for people, where they have said that they want it.</summary>
        public Task PictureAsync(string name) =>
            Pictures is null ? Task.CompletedTask : Page.ScreenshotAsync(Path.Combine(Pictures, name + ".png"));

        public async ValueTask DisposeAsync()
        {
            await _context.DisposeAsync();
            Assert.Empty(_complaints);
        }
    }
}
