using System.Globalization;
using System.Net;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Scripts for a server that speaks HTTP as it should, and says what a test wants.</summary>
internal static class Script
{
    private const string Root = "/api/model_registry/v1alpha3/";

    public static IRequestBuilder Get(string path) => Request.Create().WithPath(Root + path).UsingGet();

    public static IRequestBuilder Post(string path) => Request.Create().WithPath(Root + path).UsingPost();

    public static IResponseBuilder Json(string json, HttpStatusCode status = HttpStatusCode.OK) => Text(json, status, "application/json");

    public static IResponseBuilder Text(string text, HttpStatusCode status, string mediaType) =>
        Response.Create().WithStatusCode(status).WithHeader("Content-Type", mediaType).WithBody(text);

    public static IResponseBuilder Redirect(HttpStatusCode status, string location) =>
        Response.Create().WithStatusCode(status).WithHeader("Location", location);

    public static IResponseBuilder Error(HttpStatusCode status, string message) =>
        Json($$"""{"code":"{{status}}","message":"{{message}}"}""", status);

    /// <summary>Responds with one after the other; with the last one again and again.</summary>
    public static void Responds(this WireMockServer server, IRequestBuilder request, params ReadOnlySpan<IResponseBuilder> responses)
    {
        string scenario = Guid.NewGuid().ToString();
        for (int i = 0; i < responses.Length; i++)
        {
            var mapping = server.Given(request).InScenario(scenario);
            // The first state of a scenario has no name.
            mapping = i == 0 ? mapping : mapping.WhenStateIs(i.ToString(CultureInfo.InvariantCulture));
            mapping = i == responses.Length - 1 ? mapping : mapping.WillSetStateTo((i + 1).ToString(CultureInfo.InvariantCulture));
            mapping.RespondWith(responses[i]);
        }
    }

    /// <summary>What was received, as method, path below the API's base and query, in order.</summary>
    public static string[] Received(this WireMockServer server) =>
        [.. server.LogEntries.Select(
            entry => $"{entry.RequestMessage!.Method} {new Uri(entry.RequestMessage.Url).PathAndQuery[Root.Length..]}")];
}
