using System.Globalization;
using System.Text;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Rules;

/// <summary>What the server and its database do to texts and names, refused before it happens.</summary>
internal static class TextRules
{
    /// <summary>Columns of names are VARCHAR(255), counted in code points.</summary>
    public const int MaximumName = 255;

    /// <summary>Names of children are stored as <c>2147483647:name</c>.</summary>
    public const int MaximumChildName = MaximumName - 11;

    /// <summary>The names that <see cref="CheckPropertyName"/> refuses, for JSON Schema.</summary>
    public const string ReservedPropertyPattern = "^(_(?!registeredFrom(Digest|Uri)$)|experiment_id$|experiment_run_id$)";

    private const string RegisteredFromDigest = "_registeredFromDigest";
    private const string RegisteredFromUri = "_registeredFromUri";

    private static readonly string[] Hidden = ["experiment_id", "experiment_run_id"];

    /// <summary>Compares names as a registry may: on MariaDB neither case nor accents count.</summary>
    public static IEqualityComparer<string> SameName { get; } = new FoldedComparer();

    public static TextProblem? CheckText(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal) || text.Contains("\\u0000", StringComparison.Ordinal))
        {
            return new TextProblem(SeedErrorCodes.BadText, "has a NUL (or the text \\u0000), which the server refuses: remove it");
        }

        return HasLoneSurrogate(text)
            ? new TextProblem(SeedErrorCodes.BadText, "has half of a surrogate pair, which is no character: remove it")
            : null;
    }

    public static TextProblem? CheckName(string name, int maximumLength)
    {
        if (name.Length == 0)
        {
            return new TextProblem(SeedErrorCodes.BadName, "is empty");
        }

        if (CheckText(name) is { } problem)
        {
            return problem;
        }

        if (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))
        {
            return new TextProblem(SeedErrorCodes.BadName, "starts or ends with a space: remove it");
        }

        if (HasControlCharacter(name))
        {
            return new TextProblem(SeedErrorCodes.BadName, "has a control character inside (a line break, tab or the like): remove it");
        }

        return name.Length > maximumLength && LengthOf(name) is var length && length > maximumLength
            ? new TextProblem(
                SeedErrorCodes.TooLong,
                string.Create(CultureInfo.InvariantCulture, $"has {length} characters, and the server keeps {maximumLength}: shorten it"))
            : null;
    }

    public static TextProblem? CheckPropertyName(string name) =>
        CheckName(name, MaximumName)
        ?? (IsBookkeeping(name)
            ? new TextProblem(
                SeedErrorCodes.ReservedProperty,
                $"begins with an underscore, as names of bookkeeping do, of which a seed has {RegisteredFromDigest} and "
                    + $"{RegisteredFromUri} only: choose another one")
            : Hidden.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? new TextProblem(SeedErrorCodes.ReservedProperty, "is a property name that the server hides: choose another one")
            : null);

    /// <summary>
    /// Whether a custom property is bookkeeping, of the seed job (<c>_seedSet</c>, <c>_artifact…</c>) or of the dashboard
    /// (<c>_lastModified</c>), which a seed does not declare. Where a model was registered from, it does.
    /// </summary>
    public static bool IsBookkeeping(string name) => name.StartsWith('_') && name is not (RegisteredFromDigest or RegisteredFromUri);

    public static bool HasLoneSurrogate(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!Rune.TryGetRuneAt(text, i, out _))
            {
                return true;
            }

            i++;
        }

        return false;
    }

    /// <summary>What <see cref="char.IsControl(char)"/> says, of a whole text at once.</summary>
    public static bool HasControlCharacter(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\0', '\u001f') || text.ContainsAnyInRange('\u007f', '\u009f');

    private static int LengthOf(string text) => text.Length - text.Count(char.IsLowSurrogate);

    private sealed class FoldedComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => EntityNames.AreSimilar(x, y) || (x is null && y is null);

        public int GetHashCode(string obj) => string.GetHashCode(EntityNames.Fold(obj), StringComparison.Ordinal);
    }
}
