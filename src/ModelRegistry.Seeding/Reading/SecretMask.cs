using System.Text.Encodings.Web;

namespace ModelRegistry.Seeding;

/// <summary>Hides secret values in text that people or logs get to see.</summary>
public sealed class SecretMask
{
    private const string Mask = "***";

    private readonly string[] _secrets;

    private SecretMask(string[] secrets) => _secrets = secrets;

    /// <summary>Gets a mask that hides nothing.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>Makes a mask.</summary>
    /// <param name="secrets">The secret values; empty ones hide nothing.</param>
    /// <returns>The mask. It also hides each line of a value, and the value as JSON and URLs write it.</returns>
    public static SecretMask Of(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        string[] forms = [.. secrets
            .SelectMany(FormsOf)
            .Where(form => form.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length)
            .ThenBy(form => form, StringComparer.Ordinal)];
        return forms.Length == 0 ? None : new SecretMask(forms);
    }

    /// <summary>Replaces every secret value in a text by <c>***</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without secrets; the same text when it has none.</returns>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Array.Exists(_secrets, secret => text.Contains(secret, StringComparison.Ordinal)))
        {
            return text;
        }

        // Secrets can overlap, so what they cover is marked before anything is cut out.
        var covered = new bool[text.Length];
        foreach (string secret in _secrets)
        {
            for (int at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = NextAfter(at))
            {
                covered.AsSpan(at, secret.Length).Fill(true);
            }

            int NextAfter(int at) => at + 1 < text.Length ? text.IndexOf(secret, at + 1, StringComparison.Ordinal) : -1;
        }

        var shown = new System.Text.StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (!covered[i])
            {
                shown.Append(text[i]);
            }
            else if (i == 0 || !covered[i - 1])
            {
                shown.Append(Mask);
            }
        }

        return shown.ToString();
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        yield return secret;
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        if (!HasLoneSurrogate(secret))
        {
            yield return Uri.EscapeDataString(secret);
        }

        // A secret of several lines, a key for example, is often shown line by line. Lines as short as '{' would hide too much.
        foreach (string line in secret.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(line => line.Length >= 8))
        {
            yield return line;
        }
    }

    private static bool HasLoneSurrogate(string text) => Rules.TextRules.HasLoneSurrogate(text);
}
