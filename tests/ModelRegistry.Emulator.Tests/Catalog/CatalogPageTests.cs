using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Catalog;

/// <summary>The catalog's page for people, and the names that it has to cope with.</summary>
public sealed class CatalogPageTests
{
    [Fact]
    public async Task Is_one_page_without_outside_parts()
    {
        using CatalogFolder folder = CatalogFolder.Workshop();
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        var page = new Uri(catalog.BaseAddress, "_emulator/");
        using HttpResponseMessage response = await http.GetAsync(page, TestContext.Current.CancellationToken);
        string html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("<title>Model catalog (emulator)</title>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Empty(catalog.Requests);
    }

    // The page asks for a model's artifacts with its name as one escaped segment.
    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a/b/../c")]
    [InlineData("100%25 & \"quotes\" 'both'")]
    [InlineData("question?query=1#fragment")]
    [InlineData("a+b c;d,e")]
    [InlineData("\u202Egnp.exe\u2028\u0085")]
    [InlineData("tab\tand\nline")]
    [InlineData("名前🚀")]
    [InlineData("a:b:c")]
    [InlineData(" leading and trailing ")]
    [InlineData("performance")]
    public async Task A_name_of_any_kind_leads_to_its_model(string name)
    {
        string quoted = JsonSerializer.Serialize(name, CatalogJsonText.Default.String);
        using CatalogFolder folder = CatalogFolder.Of($"models: [{{name: {quoted}, artifacts: [{{uri: 'oci://it'}}]}}, {{name: other}}]");
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();
        string path = $"sources/only/models/{Uri.EscapeDataString(name)}";

        (_, JsonElement model) = await http.ReadAsync(path);

        Assert.Equal(name, model.Text("name"));
        Assert.Equal(["oci://it"], await http.NamesAsync(path + "/artifacts"));
        Assert.Equal([$"only:{name}"], await http.NamesAsync("models?filterQuery=artifacts.uri='oci://it'"));
    }

    // A slash in the name that is escaped keeps the whole path as it was sent, and the service decodes only the name of it.
    [Theory]
    [InlineData("a%20b/models/c/d", HttpStatusCode.OK)]
    [InlineData("a%20b/models/c%2Fd", HttpStatusCode.NotFound)]
    [InlineData("plain/models/c%2Fd", HttpStatusCode.OK)]
    public async Task The_id_of_a_source_is_not_decoded_behind_an_escaped_slash(string path, HttpStatusCode expected)
    {
        using CatalogFolder folder = CatalogFolder.Of("models: [{name: c/d}]").With("sources.yaml", """
            model_catalogs:
              - {id: a b, type: yaml, properties: {yamlCatalogPath: models.yaml}}
              - {id: plain, type: yaml, properties: {yamlCatalogPath: models.yaml}}
            """);
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        Assert.Equal(expected, await http.StatusAsync("sources/" + path));
    }

    [Fact]
    public async Task A_name_that_ends_like_an_operation_leads_there()
    {
        using CatalogFolder folder = CatalogFolder.Of("""
            models: [{name: a/artifacts, artifacts: [{uri: 'oci://it'}]}, {name: artifacts, artifacts: [{uri: 'oci://that'}]}]
            """);
        await using ModelCatalogEmulator catalog = await folder.ServeAsync();
        using HttpClient http = catalog.Connect();

        // The service looks for the end of the path after it has been decoded, but cuts it off before.
        Assert.Equal(["oci://it"], await http.NamesAsync("sources/only/models/a%2Fartifacts"));
        Assert.Equal(["oci://it"], await http.NamesAsync("sources/only/models/a%2Fartifacts/artifacts"));
        Assert.Equal(["oci://that"], await http.NamesAsync("sources/only/models/artifacts"));
        (HttpStatusCode status, JsonElement error) = await http.ReadAsync("sources/only/models//artifacts");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "required field 'model_name' is zero value."), (status, error.Text("message")));
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class CatalogJsonText : System.Text.Json.Serialization.JsonSerializerContext;
