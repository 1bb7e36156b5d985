namespace ModelRegistry.Client;

/// <summary>What a metric can hold.</summary>
internal static class MetricNumber
{
    public static double Finite(double value) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value),
            value,
            "A metric can't hold NaN or an infinity: JSON has no form for them. Leave the metric out, or note it as a custom "
                + "property of text.");

    public static double? Finite(double? value) => value is { } number ? Finite(number) : null;
}
