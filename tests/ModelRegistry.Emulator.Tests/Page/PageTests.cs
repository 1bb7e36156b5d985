using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Commons;

namespace ModelRegistry.Emulator.Tests.Page;

/// <summary>The pages for people, in a browser when there is one.</summary>
[Trait("Category", "Slow")]
public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    private const string Markup = "<img src=x onerror=document.title=1><script>document.title=2</script>";

    [Fact]
    public async Task Is_one_page_without_outside_parts()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        using HttpClient http = registry.Connect();

        using HttpResponseMessage response = await http.GetAsync(PageOf(registry), TestContext.Current.CancellationToken);
        string html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Empty(registry.Requests);
    }

    [Theory]
    [InlineData(RegistryServerVersion.V02, false)]
    [InlineData(RegistryServerVersion.Current, false)]
    [InlineData(RegistryServerVersion.Current, true)]
    public async Task Shows_models_versions_and_artifacts(RegistryServerVersion server, bool alphaGone)
    {
        await using ModelRegistryEmulator registry = await StartAsync(new() { ServerVersion = server, AlphaGone = alphaGone });
        string model = registry.AddRegisteredModel("granite", Properties(("fp8", ""), ("quantization", "FP8-dynamic")));
        string version = registry.AddModelVersion(model, "3.1-validated");
        registry.AddModelArtifact(version, "weights", "s3://bucket/granite/");
        registry.Faults.Add(new Fault());

        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry, "#all"));
        await tab.UntilSummaryAsync("1 model");

        Assert.Equal(["granite"], await tab.TextsAsync("h3"));
        Assert.Equal(["3.1-validated"], await tab.TextsAsync("h4"));
        Assert.Equal(["weights"], await tab.TextsAsync("h5"));
        Assert.Equal(["fp8"], await tab.TextsAsync(".label"));
        Assert.Equal(["LIVE", "LIVE", "model-artifact"], await tab.TextsAsync(".tag"));
        string[] details = await tab.TextsAsync("dt, dd");
        Assert.Contains("FP8-dynamic", details);
        Assert.Contains("s3://bucket/granite/", details);
        long created = long.Parse(
            JsonOf(registry.Snapshot().RegisteredModels[0].Json).Text("createTimeSinceEpoch"), CultureInfo.InvariantCulture);
        string[] times =
            await tab.Page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('time')].map(time => time.dateTime)");
        Assert.Equal(6, times.Length);
        Assert.Equal(
            DateTimeOffset.FromUnixTimeMilliseconds(created).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            times[0]);
        // Looking does not count: neither as a request, nor as what a fault waits for.
        Assert.Empty(registry.Requests);
        Assert.Equal(1, registry.Faults.Count);
    }

    [Fact]
    public async Task Shows_what_is_inside_on_demand_and_by_keyboard()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string model = registry.AddRegisteredModel("granite");
        registry.AddModelVersion(model, "3.1");
        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry));
        await tab.UntilSummaryAsync("1 model");
        Assert.Empty(await tab.TextsAsync("h4"));
        registry.AddModelVersion(model, "3.2");

        // From the button before it: the model's own address, then its versions.
        await tab.Page.FocusAsync("#open-all");
        await tab.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("#1, model granite", await FocusAsync(tab));
        await tab.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Versions (1) of granite", await FocusAsync(tab));
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.UntilAsync("document.querySelectorAll('h4').length === 2 && document.activeElement.ariaExpanded === 'true'");
        Assert.Equal(["3.1", "3.2"], await tab.TextsAsync("h4"));

        await tab.Page.Keyboard.PressAsync("Space");
        await tab.UntilAsync("document.querySelectorAll('h4').length === 0 && document.activeElement.ariaExpanded === 'false'");

        // What is open stays open.
        await tab.Page.Keyboard.PressAsync("Space");
        await tab.UntilAsync("document.querySelectorAll('h4').length === 2");
        registry.AddModelVersion(model, "3.3");
        await tab.Page.ClickAsync("#refresh");
        await tab.UntilAsync("document.querySelectorAll('h4').length === 3");
    }

    [Fact]
    public async Task Shows_many_versions_a_page_at_a_time()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string model = registry.AddRegisteredModel("granite");
        for (int i = 1; i <= 250; i++)
        {
            registry.AddModelVersion(model, $"v{i}");
        }

        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry, "#registered_models/1"));
        await tab.UntilAsync("document.querySelectorAll('h4').length === 100");
        await tab.Page.FocusAsync(".more");
        Assert.Equal("More versions (150 left)", await FocusAsync(tab));
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.UntilAsync("document.querySelectorAll('h4').length === 200 && document.activeElement.textContent === 'v101'");
        await tab.Page.ClickAsync(".more");
        await tab.UntilAsync("document.querySelectorAll('h4').length === 250 && !document.querySelector('.more')");
    }

    [Fact(Timeout = 180_000)]
    public async Task Finds_its_way_in_twenty_thousand_models()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        for (int i = 1; i <= 20_000; i++)
        {
            string family = i % 7 == 0 ? "mistral" : "granite";
            registry.AddRegisteredModel(
                $"{family}-{i:D5}", i % 1000 == 0 ? Properties(("validated", ""), ("quantization", "FP8-dynamic")) : null);
        }

        Assert.Equal(200, registry.Invoke("PATCH", "registered_models/77", """{"state":"ARCHIVED"}""").Status);
        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry));
        await tab.UntilSummaryAsync("20,000 models, page 1 of 200");
        await tab.PictureAsync("many");
        string[] first = await tab.TextsAsync("h3");
        Assert.Equal((100, "granite-00001", "granite-00100"), (first.Length, first[0], first[^1]));
        Assert.Equal(["Next", "Last"], await tab.TextsAsync("#pages a"));

        await tab.Page.ClickAsync("#pages a");
        await tab.UntilSummaryAsync("20,000 models, page 2 of 200");
        Assert.Equal("granite-00101", (await tab.TextsAsync("h3"))[0]);
        Assert.EndsWith("#registered_models?page=2", tab.Page.Url, StringComparison.Ordinal);
        Assert.Equal("heading", await tab.Page.EvaluateExpressionAsync<string>("document.activeElement.id"));

        // Typed, as people do; the focus stays where they type.
        await tab.Page.TypeAsync("#search", "MISTRAL-19");
        await tab.UntilSummaryAsync("143 of 20,000 models, page 1 of 2");
        Assert.EndsWith("#registered_models?search=MISTRAL-19", tab.Page.Url, StringComparison.Ordinal);
        Assert.Equal("search", await tab.Page.EvaluateExpressionAsync<string>("document.activeElement.id"));
        await tab.PictureAsync("many-search");

        await tab.Page.SelectAsync("#state", "ARCHIVED");
        await tab.UntilSummaryAsync("0 of 20,000 models");
        Assert.Equal(["No model fits."], await tab.TextsAsync("#items"));
        await tab.GoAsync("registered_models?state=ARCHIVED");
        await tab.UntilSummaryAsync("1 of 20,000 models");
        Assert.Equal(["mistral-00077"], await tab.TextsAsync("h3"));
        Assert.Equal("", await tab.Page.EvaluateExpressionAsync<string>("document.getElementById('search').value"));

        await tab.GoAsync("registered_models?search=fp8-Dynamic");
        await tab.UntilSummaryAsync("20 of 20,000 models");
        await tab.Page.GoBackAsync();
        await tab.UntilSummaryAsync("1 of 20,000 models");
        await tab.GoAsync("registered_models?page=200");
        await tab.UntilSummaryAsync("20,000 models, page 200 of 200");
        Assert.Equal(["First", "Previous"], await tab.TextsAsync("#pages a"));
    }

    [Fact]
    public async Task Shows_serving_and_experiments_and_links_between_them()
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        Fill(registry);

        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry, "#serving_environments?open=all"));
        await tab.UntilSummaryAsync("1 environment");
        Assert.Equal(
            ["Models 1", "Versions 1", "Artifacts 3", "Services 1", "Environments 1", "Experiments 1", "Runs 1"],
            await tab.TextsAsync("#lists a"));
        Assert.Equal(["Environments 1"], await tab.TextsAsync("#lists a[aria-current]"));
        Assert.Equal(["production"], await tab.TextsAsync("h3"));
        Assert.Equal(["granite-service"], await tab.TextsAsync("h4"));
        Assert.Equal(["run-of-granite"], await tab.TextsAsync("h5"));
        Assert.Equal(["DEPLOYED", "RUNNING"], await tab.TextsAsync(".tag"));

        await tab.Page.ClickAsync("h4 ~ .id");
        await tab.UntilSummaryAsync("All services");
        await tab.UntilAsync("document.querySelector('a[href=\"#model_versions/2\"]')");
        Assert.Equal(["#2 3.1", "#1 granite", "#3 production"], await tab.TextsAsync("#items > article > dl a"));
        await tab.Page.ClickAsync("a[href='#model_versions/2']");
        await tab.UntilAsync("document.querySelector('h3')?.textContent === '3.1'");
        Assert.Equal(["weights"], await tab.TextsAsync("h4"));

        await tab.GoAsync("experiments?open=all");
        await tab.UntilSummaryAsync("1 experiment");
        Assert.Equal(["tuning"], await tab.TextsAsync("h3"));
        Assert.Equal(["first"], await tab.TextsAsync("h4"));
        Assert.Equal(["accuracy", "accuracy", "rate"], (await tab.TextsAsync("h5")).Order(StringComparer.Ordinal));
        Assert.Contains("0.93", await tab.TextsAsync("dd"));

        await tab.GoAsync("registered_models/99");
        await tab.UntilSummaryAsync("Could not read the registry: there is no registered_models/99");
        Assert.Equal([""], await tab.TextsAsync("#items"));
        tab.Complaints.Remove(Assert.Single(tab.Complaints, complaint => complaint.Contains("404", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1200, false)]
    [InlineData(390, true)]
    public async Task Hostile_names_stay_text_in_their_place(int width, bool dark)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        string nameless = new('W', 250);
        string model = registry.AddRegisteredModel(
            Markup, Properties((Markup, ""), ("<b>bold</b>", "javascript:alert(1)"), (nameless, nameless)));
        registry.AddRegisteredModel("granite\u202Egnp.exe\u200B\u0007");
        registry.AddRegisteredModel(nameless);
        registry.AddRegisteredModel(string.Concat(Enumerable.Repeat("\n", 200)) + "tall");
        registry.AddRegisteredModel("نموذج \u05D3\u05D2\u05DD 模型 🤖");
        string version = registry.AddModelVersion(model, Markup);
        registry.AddModelArtifact(version, Markup, "javascript:alert(1)", Properties((Markup, Markup)));
        string long64 = new('x', 60_000);
        Assert.Equal(200, registry.Invoke("PATCH", "registered_models/3", $$"""{"description":"{{long64}}"}""").Status);

        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry, "#all"), width, dark);
        await tab.UntilSummaryAsync("5 models");
        await tab.PictureAsync($"hostile-{width}");

        string[] names = await tab.TextsAsync("h3");
        Assert.Equal(Markup, names[0]);
        Assert.Equal(@"granite\u202egnp.exe\u200b\u0007", names[1]);
        Assert.Equal([Markup], await tab.TextsAsync("h4"));
        Assert.Equal([Markup], await tab.TextsAsync("h5"));
        Assert.Equal("Model Registry (emulator)", await tab.Page.GetTitleAsync());
        Assert.Equal(0, await CountAsync(tab, "main img, main script, main b, a[href^='javascript']"));
        // Nothing is wider than the page, and no name pushes the next one off it.
        Assert.True(await tab.Page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.True(await tab.Page.EvaluateExpressionAsync<bool>(
            "[...document.querySelectorAll('.name, .text, dt, dd')].every(e => e.clientHeight < 250)"));

        await tab.Page.TypeAsync("#search", "<IMG");
        await tab.UntilSummaryAsync("1 of 5 models");
        Assert.Equal([Markup], await tab.TextsAsync("h3"));
    }

    [Theory]
    [InlineData("light", 1200, false)]
    [InlineData("dark", 1200, true)]
    [InlineData("phone", 390, false)]
    [InlineData("phone-dark", 390, true)]
    public async Task Is_accessible(string name, int width, bool dark)
    {
        await using ModelRegistryEmulator registry = await StartAsync();
        Fill(registry);
        for (int i = 0; i < 120; i++)
        {
            registry.AddRegisteredModel($"mistral-{i}");
        }

        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry, "#all"), width, dark);
        await tab.UntilSummaryAsync("121 models, page 1 of 2");
        await tab.PictureAsync(name);

        Assert.Equal(
            dark ? "rgb(23, 27, 33)" : "rgb(244, 246, 249)",
            await tab.Page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(await ViolationsAsync(tab));
        await tab.GoAsync("inference_services/4");
        await tab.UntilSummaryAsync("All services");
        await tab.PictureAsync(name + "-service");
        Assert.Empty(await ViolationsAsync(tab));
    }

    [Fact]
    public async Task Shows_an_empty_registry_and_one_that_is_gone()
    {
        ModelRegistryEmulator registry = await StartAsync();
        await using Browser.Tab tab = await browser.OpenAsync(PageOf(registry));
        await tab.UntilSummaryAsync("0 models");
        Assert.Equal(["The registry has no models."], await tab.TextsAsync("#items"));

        await registry.DisposeAsync();
        await tab.Page.ClickAsync("#refresh");
        await tab.UntilSummaryAsync("Could not read the registry: Failed to fetch");
        tab.Complaints.Clear();
    }

    [Fact]
    public async Task The_page_of_a_catalog_shows_its_sources_and_models()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("catalog");
        try
        {
            string sources = Path.Combine(folder.FullName, "sources.yaml");
            await File.WriteAllTextAsync(
                sources, "catalogs: [{id: lab, name: Lab, type: yaml, properties: {yamlCatalogPath: models.yaml}}]",
                TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "models.yaml"),
                $"models: [{{name: '{Markup}', license: mit, artifacts: [{{uri: 'oci://r/phi:1'}}]}}]",
                TestContext.Current.CancellationToken);
            await using ModelCatalogEmulator catalog = await ModelCatalogEmulator.StartAsync(
                new() { Sources = sources }, TestContext.Current.CancellationToken);

            await using Browser.Tab tab = await browser.OpenAsync(new Uri(catalog.BaseAddress, "_emulator/#all"));
            await tab.UntilSummaryAsync("emulator · 1 source, 1 model");
            await tab.UntilAsync("document.querySelectorAll('.name').length === 3");
            await tab.PictureAsync("catalog");
            Assert.Equal(["Lab", Markup, "oci://r/phi:1"], await tab.TextsAsync(".name"));
            Assert.Equal("Model catalog (emulator)", await tab.Page.GetTitleAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<ModelRegistryEmulator> StartAsync(ModelRegistryEmulatorOptions? options = null) =>
        ModelRegistryEmulator.StartAsync(options, TestContext.Current.CancellationToken);

    private static Uri PageOf(ModelRegistryEmulator registry, string hash = "") => new(registry.BaseAddress, "_emulator/" + hash);

    private static Dictionary<string, string> Properties(params (string Key, string Value)[] properties) =>
        properties.ToDictionary(static property => property.Key, static property => property.Value, StringComparer.Ordinal);

    private static JsonElement JsonOf(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    // One of each kind. Ids: model 1, version 2, environment 3, service 4, experiment 5, run 6.
    private static void Fill(ModelRegistryEmulator registry)
    {
        string model = registry.AddRegisteredModel("granite", Properties(("fp8", ""), ("validated", ""), ("quantization", "FP8-dynamic")));
        registry.AddModelArtifact(registry.AddModelVersion(model, "3.1"), "weights", "s3://bucket/granite/");
        foreach ((string path, string body) in new[]
        {
            ("serving_environments", """{"name":"production","description":"Where customers are."}"""),
            (
                "serving_environments/3/inference_services",
                """{"name":"granite-service","registeredModelId":"1","servingEnvironmentId":"3","modelVersionId":"2"}"""),
            ("inference_services/4/serves", """{"name":"run-of-granite","modelVersionId":"2","lastKnownState":"RUNNING"}"""),
            ("experiments", """{"name":"tuning"}"""),
            ("experiments/5/experiment_runs", """{"name":"first","experimentId":"5","startTimeSinceEpoch":"1700000000000"}"""),
            (
                "experiment_runs/6/artifacts",
                """{"artifactType":"metric","name":"accuracy","value":0.93,"step":1,"timestamp":"1700000000000"}"""),
            ("experiment_runs/6/artifacts", """{"artifactType":"parameter","name":"rate","value":"0.1"}"""),
        })
        {
            Assert.InRange(registry.Invoke("POST", path, body).Status, 200, 201);
        }
    }

    private static Task<string> FocusAsync(Browser.Tab tab) =>
        tab.Page.EvaluateExpressionAsync<string>("document.activeElement.ariaLabel ?? document.activeElement.textContent");

    private static Task<int> CountAsync(Browser.Tab tab, string selector) =>
        tab.Page.EvaluateFunctionAsync<int>("selector => document.querySelectorAll(selector).length", selector);

    // What axe finds, each as its rule and the first element.
    private static async Task<string[]> ViolationsAsync(Browser.Tab tab)
    {
        await tab.Page.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        return await tab.Page.EvaluateExpressionAsync<string[]>(
            "axe.run().then(result => result.violations.map(v => `${v.id}: ${v.nodes[0].html} ${v.nodes[0].failureSummary}`))");
    }
}
