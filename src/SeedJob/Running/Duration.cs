using System.Globalization;

namespace SeedJob.Running;

/// <summary>Durations as operators write them: <c>300s</c>, <c>5m</c>, <c>500ms</c>, <c>1h</c>, or a bare number of seconds.</summary>
internal static class Duration
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        (string number, double seconds) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ when text.EndsWith('m') => (text[..^1], 60),
            _ when text.EndsWith('h') => (text[..^1], 3600),
            _ => (text, 1),
        };
        bool valid = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
            && count * seconds is >= 0 and <= 86400;
        duration = valid ? TimeSpan.FromSeconds(count * seconds) : default;
        return valid;
    }
}
