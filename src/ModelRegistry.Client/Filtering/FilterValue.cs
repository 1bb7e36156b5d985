using System.Globalization;

namespace ModelRegistry.Client.Filtering;

/// <summary>Turns what users compare with into what a comparison holds.</summary>
internal static class FilterValue
{
    public static string NotNull(string value) => value ?? throw new ArgumentNullException(nameof(value), "A filter has no way to ask for entities without a value.");

    public static object Finite(double value) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A filter compares with finite numbers.");

    public static object Id(FilterField field, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? field.Kind == FilterFieldKind.NumberColumn ? (object)(long)id : (double)id
            : throw new ArgumentException($"'{value}' is no id: those are numbers.", nameof(value));

    public static object Time(FilterField field, DateTimeOffset value)
    {
        long milliseconds = value.ToUnixTimeMilliseconds();
        if (field.Kind == FilterFieldKind.NumberColumn)
        {
            return milliseconds;
        }

        return milliseconds is >= 1_000_000_000_000 and < 10_000_000_000_000
            ? milliseconds.ToString(CultureInfo.InvariantCulture)
            : throw new ArgumentException($"The server compares the {field.Label} as text, which would put {value:O} in the wrong place.", nameof(value));
    }
}
