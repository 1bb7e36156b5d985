using System.Globalization;

namespace ModelRegistry.Client.Filtering;

/// <summary>Turns what users compare with into what a comparison holds.</summary>
internal static class FilterValue
{
    public static string NotNull(string value) => value ?? throw NoValue(nameof(value));

    public static ArgumentNullException NoValue(string parameter) =>
        new(parameter, "A filter has no way to ask for entities without a value.");

    public static object Finite(double value) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "A filter compares with finite numbers.");

    public static object Id(StoredFieldKind kind, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? kind == StoredFieldKind.NumberColumn ? (object)(long)id : (double)id
            : throw new ArgumentException($"'{value}' is no id: those are numbers.", nameof(value));

    public static object Time(string wireName, StoredFieldKind kind, DateTimeOffset value)
    {
        long milliseconds = value.ToUnixTimeMilliseconds();
        if (kind == StoredFieldKind.NumberColumn)
        {
            return milliseconds;
        }

        return milliseconds is >= 1_000_000_000_000 and < 10_000_000_000_000
            ? milliseconds.ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException(
                $"The server compares {wireName} as a string, which would put {value:O} in the wrong place.", nameof(value));
    }
}
