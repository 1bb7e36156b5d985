using System.Net;

namespace ModelRegistry.Emulator;

/// <summary>
/// A fault that an emulator makes on purpose, for tests of how a client copes. Add it to <see cref="ModelRegistryEmulator.Faults"/>.
/// </summary>
public sealed record Fault
{
    /// <summary>The method that is affected; <see langword="null"/> for all.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Method { get; init; }

    /// <summary>
    /// The path that is affected, behind <c>/api/model_registry/v1alpha3/</c> or <c>/v1/</c>, whichever is used (of a catalog behind
    /// <c>/api/model_catalog/v1alpha1/</c> or <c>/v1/</c>): segments to be equal, <c>{…}</c> for any one segment, a final <c>*</c> for any
    /// rest. Example: <c>registered_models/{id}/versions</c>.
    /// </summary>
    /// <value>The default is <c>*</c>, every path.</value>
    public string Route { get; init; } = "*";

    /// <summary>How many matching requests pass unharmed first.</summary>
    /// <value>The default is 0.</value>
    public int After { get; init; }

    /// <summary>How many requests are affected; <see cref="int.MaxValue"/> for all.</summary>
    /// <value>The default is 1.</value>
    public int Times { get; init; } = 1;

    /// <summary>What is done.</summary>
    /// <value>The default is <see cref="FaultEffect.Respond"/>.</value>
    public FaultEffect Effect { get; init; } = FaultEffect.Respond;

    /// <summary>How long the request waits before anything else happens. Measured by the emulator's clock.</summary>
    /// <value>The default is no delay.</value>
    public TimeSpan Delay { get; init; }

    /// <summary>The status of the response.</summary>
    /// <value>The default is 503.</value>
    public HttpStatusCode Status { get; init; } = HttpStatusCode.ServiceUnavailable;

    /// <summary>The body of the response.</summary>
    /// <value>The default is empty.</value>
    public string Body { get; init; } = "";

    /// <summary>The content type of <see cref="Body"/>.</summary>
    /// <value>The default is <c>text/plain; charset=utf-8</c>.</value>
    public string ContentType { get; init; } = "text/plain; charset=utf-8";

    /// <summary>The seconds in a <c>Retry-After</c> header of the response, rounded up.</summary>
    /// <value>The default is <see langword="null"/>: no such header.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Responds as an authenticating proxy does that shows a login page instead of refusing.</summary>
    /// <param name="status">The status of the page.</param>
    /// <returns>The fault, for all routes and once.</returns>
    public static Fault LoginPage(HttpStatusCode status = HttpStatusCode.OK) => new()
    {
        Status = status,
        ContentType = "text/html; charset=utf-8",
        Body = "<!doctype html><html><head><title>Log in</title></head><body><h1>Log in</h1></body></html>",
    };
}
