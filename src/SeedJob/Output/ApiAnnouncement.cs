using System.Globalization;

namespace SeedJob.Output;

/// <summary>That the registry has announced the end of the version of its API, as the client logged it.</summary>
/// <param name="Message">The client's warning.</param>
/// <param name="Fields">What it is made of: <c>Version</c>, <c>Sunset</c> and <c>Successor</c>.</param>
internal sealed record ApiAnnouncement(string Message, IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    /// <summary>The client's event that this is.</summary>
    public const int EventId = 104;

    /// <summary>Puts the announcement behind the first line of a summary, where it is seen whatever does not fit.</summary>
    public string AddTo(string summary)
    {
        int end = summary.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? $"{summary}\n{Message}" : $"{summary[..end]}\n{Message}{summary[end..]}";
    }

    public void WriteTo(MaskedJson json)
    {
        json.WriteStartObject("apiDeprecation");
        json.WriteString("version", Field("Version"));
        json.WriteString("sunset", Field("Sunset"));
        json.WriteString("successor", Field("Successor"));
        json.WriteString("message", Message);
        json.WriteEndObject();
    }

    private string? Field(string name) =>
        Convert.ToString(
            Fields.FirstOrDefault(field => field.Key == name).Value, CultureInfo.InvariantCulture) is { } text and not "not given"
            ? text
            : null;
}
