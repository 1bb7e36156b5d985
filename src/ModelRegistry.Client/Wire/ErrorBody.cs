using System.Text.Json;

namespace ModelRegistry.Client.Wire;

/// <summary>What the JSON body of an error says.</summary>
/// <param name="IsRegistrys">
/// Whether it is the registry's own (OpenAPI schema <c>Error</c>: <c>code</c> is a text). A proxy or the Kubernetes API may respond in JSON
/// too.
/// </param>
/// <param name="Message">What went wrong.</param>
internal readonly record struct ErrorBody(bool IsRegistrys, string? Message)
{
    /// <summary>Reads as much as there is: a body that breaks off, or that is no JSON at all, is no reason to fail.</summary>
    public static ErrorBody Read(ReadOnlySpan<byte> body)
    {
        ErrorBody error = default;
        var json = new Utf8JsonReader(body, isFinalBlock: false, default);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return error;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                bool code = json.ValueTextEquals("code"u8);
                bool message = json.ValueTextEquals("message"u8);
                if (!json.Read())
                {
                    break;
                }

                if (json.TokenType == JsonTokenType.String)
                {
                    error = code ? error with { IsRegistrys = true } : message ? error with { Message = json.GetString() } : error;
                }
                else if (!json.TrySkip())
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON from here on (InvalidOperationException: a text that is not UTF-8); what was read before counts.
        }

        return error;
    }
}
