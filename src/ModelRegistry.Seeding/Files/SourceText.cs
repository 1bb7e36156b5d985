using System.Text;
using System.Text.Json;

namespace ModelRegistry.Seeding.Files;

/// <summary>A seed file's text, and the name by which its places are reported.</summary>
internal sealed record SourceText(string Name, string Text)
{
    public SeedLocation Start => new(Name, 1, 1);

    /// <summary>
    /// Whether the file is JSON, whose writers choose the form of numbers: by its name, or because all of it can be read as JSON.
    /// </summary>
    public bool IsJson()
    {
        if (Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!Text.AsSpan().TrimStart().StartsWith("{"))
        {
            return false;
        }

        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(Text));
        try
        {
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
