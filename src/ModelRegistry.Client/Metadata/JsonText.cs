using System.Text.Json;

namespace ModelRegistry.Client;

/// <summary>
/// Compares JSON that is kept in a string property. A struct would be the API's own way to keep it, and locks its entity for everybody
/// whose updates don't send all properties along.
/// </summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Whether two strings are the JSON of the same object or list: the order of members, spaces and the form of numbers don't count. Any
    /// other strings, numbers such as <c>1.0</c> and <c>1.00</c> among them, are the same only when they are equal.
    /// </summary>
    public static bool MeansTheSame(string left, string right) =>
        IsContainer(left) && IsContainer(right) && Parse(left) is { } one && Parse(right) is { } other && AreEqual(one, other);

    private static bool AreEqual(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (InvalidOperationException)
        {
            // JSON can spell halves of surrogate pairs, which are no text.
            return false;
        }
    }

    private static bool IsContainer(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text, Options);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // It only looks like JSON, or has half of a surrogate pair.
            return null;
        }
    }
}
