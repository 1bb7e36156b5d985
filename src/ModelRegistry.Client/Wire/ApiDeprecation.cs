using System.Globalization;
using System.Net.Http.Headers;

namespace ModelRegistry.Client.Wire;

/// <summary>What a response says of the end of its version: <c>Deprecation</c>, <c>Sunset</c> and <c>Link</c>.</summary>
/// <param name="Sunset">
/// The day it goes, in ISO 8601; the header's own text when that is no date, and <see cref="NotGiven"/> without one.
/// </param>
/// <param name="Successor">Where its successor is, or <see cref="NotGiven"/>.</param>
internal readonly record struct ApiDeprecation(string Sunset, string Successor)
{
    public const string NotGiven = "not given";

    public static bool IsIn(HttpResponseMessage response)
    {
        HttpHeadersNonValidated headers = response.Headers.NonValidated;
        return headers.Contains("Sunset")
            || (headers.TryGetValues("Deprecation", out HeaderStringValues values)
                && !string.Equals(values.ToString(), "false", StringComparison.OrdinalIgnoreCase));
    }

    public static ApiDeprecation Read(HttpResponseMessage response)
    {
        HttpHeadersNonValidated headers = response.Headers.NonValidated;
        return new(
            headers.TryGetValues("Sunset", out HeaderStringValues sunset) ? Date(sunset.ToString()) : NotGiven,
            headers.TryGetValues("Link", out HeaderStringValues link) ? Target(link.ToString()) : NotGiven);
    }

    private static string Date(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : string.IsNullOrWhiteSpace(text) ? NotGiven : StrangersText.OneLine(text);

    private static string Target(string links)
    {
        int relation = links.IndexOf("successor-version", StringComparison.OrdinalIgnoreCase);
        int begin = relation < 0 ? -1 : links.LastIndexOf('<', relation);
        int end = begin < 0 ? -1 : links.IndexOf('>', begin);
        return end < 0 || end > relation ? NotGiven : StrangersText.OneLine(links[(begin + 1)..end]);
    }
}
