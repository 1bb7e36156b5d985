using System.Net;
using System.Text;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests;

/// <summary>Shortcuts for tests that talk HTTP.</summary>
internal static class Registry
{
    public const string Api = "api/model_registry/v1alpha3/";
    public const string V1 = "api/model_registry/v1/";

    public static HttpClient Connect(this ModelRegistryEmulator registry, string api = Api) =>
        new() { BaseAddress = new Uri(registry.BaseAddress, api) };

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(this HttpClient http, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(
            new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await ParseAsync(response));
    }

    public static async Task<(HttpStatusCode Status, JsonElement Json)> ReadAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (response.StatusCode, await ParseAsync(response));
    }

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    private static async Task<JsonElement> ParseAsync(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
