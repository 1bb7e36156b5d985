namespace ModelRegistry.Emulator.Operations;

/// <summary>The check for NUL characters that the server makes before anything else.</summary>
internal static class NullBytes
{
    /// <summary>Refuses values of the query and bodies that hold a NUL or the text <c>\u0000</c>.</summary>
    public static Response? Check(ApiRequest request)
    {
        if (request.RawQuery.Fault is null)
        {
            foreach ((string name, string value) in request.RawQuery.Pairs)
            {
                if (value.Contains('\0', StringComparison.Ordinal) || value.Contains("\\u0000", StringComparison.Ordinal))
                {
                    return Refuse($"Invalid {name} query parameter: invalid {name} parameter: contains null bytes which are not allowed");
                }
            }
        }

        return request.Body.Contains((byte)0) || request.Body.IndexOf("\\u0000"u8) >= 0
            ? Refuse("Request body contains null bytes which are not allowed")
            : null;
    }

    private static Response Refuse(string message) => Response.Error(400, "Bad Request", message);
}
