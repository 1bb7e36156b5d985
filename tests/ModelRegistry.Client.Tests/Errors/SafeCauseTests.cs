using System.Net;
using ModelRegistry.Client.Wire;
using Polly.CircuitBreaker;

namespace ModelRegistry.Client.Tests.Errors;

/// <summary>What of the runtime's own words goes into an exception, and how an address that may hold a password is shown.</summary>
public sealed class SafeCauseTests
{
    private const string Telltale = "The proxy tunnel request to proxy 'http://user:hunter2@proxy:3128/' failed.";

    [Fact]
    public void What_repeats_nothing_is_kept()
    {
        Exception[] harmless =
        [
            new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (registry:80)"),
            new HttpRequestException(HttpRequestError.SecureConnectionError, "m", new IOException("m")),
            new HttpIOException(HttpRequestError.ResponseEnded, "m"),
            new IOException("m"),
            new InvalidOperationException("a: //b"),
        ];
        Assert.All(harmless, cause => Assert.Same(cause, SafeCause.Of(cause)));
        Assert.False(SafeCause.IsTelltale(null));
    }

    [Fact]
    public void What_may_repeat_an_address_or_a_body_is_replaced_by_one_of_its_kind()
    {
        AssertReplaced(HttpRequestError.ProxyTunnelError, "m", HttpStatusCode.ProxyAuthenticationRequired);
        AssertReplaced(HttpRequestError.InvalidResponse, "m", null);
        AssertReplaced(HttpRequestError.ConnectionError, Telltale, null);
        foreach ((HttpRequestError error, string message) in
            ((HttpRequestError, string)[])[(HttpRequestError.InvalidResponse, "m"), (HttpRequestError.ResponseEnded, Telltale)])
        {
            Assert.Equal(error, Assert.IsType<HttpIOException>(Replaced(new HttpIOException(error, message))).HttpRequestError);
        }

        Assert.IsType<IOException>(Replaced(new IOException(Telltale)));
        Assert.IsType<InvalidOperationException>(Replaced(new FormatException(Telltale)));

        static void AssertReplaced(HttpRequestError error, string message, HttpStatusCode? status)
        {
            var replaced = Assert.IsType<HttpRequestException>(Replaced(new HttpRequestException(error, message, null, status)));
            Assert.Equal((error, status), (replaced.HttpRequestError, replaced.StatusCode));
        }
    }

    [Fact]
    public void What_is_further_inside_counts_too()
    {
        Assert.IsType<IOException>(Replaced(new IOException("m", new InvalidOperationException("m", new FormatException(Telltale)))));
        Assert.IsType<InvalidOperationException>(
            Replaced(new FormatException("m", new HttpRequestException(HttpRequestError.InvalidResponse, "m"))));
    }

    [Fact]
    public void A_circuit_breaker_keeps_its_own_words_and_its_wait()
    {
        var cause = new BrokenCircuitException("open", TimeSpan.FromSeconds(5), new IOException(Telltale));
        BrokenCircuitException replaced = Assert.IsType<BrokenCircuitException>(SafeCause.Of(cause));
        Assert.Equal(("open", TimeSpan.FromSeconds(5), null), (replaced.Message, replaced.RetryAfter, replaced.InnerException));
        Assert.IsType<InvalidOperationException>(Replaced(new BrokenCircuitException("open", new IOException(Telltale))));
    }

    [Theory]
    [InlineData("http://registry:8080/api [1]", "'http://registry:8080/api [1]'")]
    [InlineData("", "''")]
    [InlineData("http://user@host", "(not shown, since it may hold a password)")]
    [InlineData("http:/user:pass%40host", "(not shown, since it may hold a password)")]
    [InlineData("http:/host?token=x", "(not shown, since it may hold a password)")]
    [InlineData("http:/host#x", "(not shown, since it may hold a password)")]
    [InlineData("http:/höst", "(not shown, since it may hold a password)")]
    public void A_mistaken_address_is_shown_where_it_can_hold_no_password(string text, string shown) =>
        Assert.Equal(shown, AddressText.Quoted(text));

    [Theory]
    [InlineData("http://user:hunter2@registry:8080/api?token=hunter2#hunter2", "http://registry:8080/api")]
    [InlineData("https://registry/a%20b", "https://registry/a%20b")]
    [InlineData("registry/api", "'registry/api'")]
    [InlineData("user:hunter2@registry", "(not shown, since it may hold a password)")]
    [InlineData("registry:8080", "'registry:8080'")]
    public void An_address_is_shown_without_its_user_and_query(string text, string shown) =>
        Assert.Equal(shown, AddressText.Shown(new Uri(text, UriKind.RelativeOrAbsolute)));

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public void What_found_no_connection_was_not_sent(HttpRequestError error, bool isUnsent) =>
        Assert.Equal(isUnsent, Transport.IsUnsent(error));

    [Theory]
    [InlineData(HttpRequestError.ProxyTunnelError, 400, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, 407, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, 499, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, 399, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, 500, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, null, false)]
    [InlineData(HttpRequestError.ConnectionError, 407, false)]
    public void A_proxy_refuses_with_a_status_that_blames_the_request(HttpRequestError error, int? status, bool isRefused) =>
        Assert.Equal(isRefused, Transport.IsRefusedByProxy(new HttpRequestException(error, "m", null, (HttpStatusCode?)status)));

    private static Exception Replaced(Exception cause)
    {
        Assert.True(SafeCause.IsTelltale(cause));
        Exception replaced = SafeCause.Of(cause);
        Assert.StartsWith("What the runtime says is left out: ", replaced.Message, StringComparison.Ordinal);
        Assert.Null(replaced.InnerException);
        return replaced;
    }
}
