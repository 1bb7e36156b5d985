using System.Net;
using System.Text;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Stands where the network would: records what is sent and answers as the test says.</summary>
internal sealed class ScriptedHandler(Func<SentRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly List<SentRequest> _sent = [];

    public IReadOnlyList<SentRequest> Sent => _sent;

    public SentRequest Last => _sent[^1];

    public static ScriptedHandler Responding(string json, HttpStatusCode status = HttpStatusCode.OK) => new(_ => Json(json, status));

    /// <summary>Responds with one after the other; the last one again and again.</summary>
    public static ScriptedHandler Responding(params Func<HttpResponseMessage>[] answers)
    {
        int next = 0;
        return new ScriptedHandler(_ => answers[Math.Min(next++, answers.Length - 1)]());
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        Text(json, status, "application/json");

    public static HttpResponseMessage Text(string text, HttpStatusCode status, string mediaType) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, mediaType) };

    public static HttpResponseMessage Error(HttpStatusCode status, string message) =>
        Json($$"""{"code":"{{status}}","message":"{{message}}"}""" + "\n", status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentRequest(request.Method, request.RequestUri!, body, request.Headers.Authorization?.ToString());
        lock (_sent)
        {
            _sent.Add(sent);
        }

        HttpResponseMessage response = answer(sent);
        response.RequestMessage = request;
        return response;
    }
}
