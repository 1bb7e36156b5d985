using System.Globalization;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>RFC 6901, as far as recordings use it.</summary>
internal static class JsonPointer
{
    public static JsonElement? Find(JsonElement document, string pointer)
    {
        JsonElement current = document;
        foreach (string part in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string key = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind == JsonValueKind.Array)
            {
                int index = int.Parse(key, CultureInfo.InvariantCulture);
                if (index >= current.GetArrayLength())
                {
                    return null;
                }

                current = current[index];
            }
            else if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(key, out current))
            {
                return null;
            }
        }

        return current;
    }
}
