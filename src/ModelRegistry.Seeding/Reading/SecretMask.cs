using System.Text;

namespace ModelRegistry.Seeding;

/// <summary>Hides secret values in text that people or logs get to see.</summary>
public sealed class SecretMask
{
    private const string Mask = "***";

    private readonly SecretPattern[] _secrets;

    private SecretMask(SecretPattern[] secrets) => _secrets = secrets;

    /// <summary>Gets a mask that hides nothing.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>Makes a mask.</summary>
    /// <param name="secrets">The secret values; empty ones hide nothing.</param>
    /// <returns>
    /// The mask. It also hides the longer lines of a value, and all of them as JSON escapes them, once or twice and by any writer, and as
    /// URLs do.
    /// </returns>
    public static SecretMask Of(IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        SecretPattern[] patterns = [.. secrets
            .SelectMany(WithLines)
            .Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Select(text => new SecretPattern(text))];
        return patterns.Length == 0 ? None : new SecretMask(patterns);
    }

    /// <summary>Replaces every secret value in a text by <c>***</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text without secrets; the same text when it has none.</returns>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        if (_secrets.Length == 0)
        {
            return text;
        }

        // Secrets can overlap, so what they cover is marked before anything is cut out.
        var covered = new bool[text.Length];
        foreach (DecodedText reading in DecodedText.ReadingsOf(text))
        {
            foreach (SecretPattern secret in _secrets)
            {
                secret.Mark(reading, covered);
            }
        }

        if (!covered.AsSpan().Contains(true))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
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

    // A secret of several lines, a key for example, is often shown line by line. Lines as short as '{' would hide too much.
    private static IEnumerable<string> WithLines(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(
            line => line.Length >= SecretPattern.ShortestPart).Prepend(secret);
    }
}
