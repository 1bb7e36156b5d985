using System.Globalization;

namespace ModelRegistry.Seeding;

/// <summary>
/// How much of what a set owns may be archived in one run, counted for models and, apart from them, for versions of models that stay.
/// </summary>
/// <remarks>A seed that was cut off or lost half of its files would otherwise archive what it no longer declares.</remarks>
public readonly record struct PruneLimit
{
    private readonly int _count;
    private readonly int _percent;
    private readonly bool _isSet;

    private PruneLimit(int count, int percent)
    {
        _count = count;
        _percent = percent;
        _isSet = true;
    }

    /// <summary>Gets the default: 3, or 30 % of what is live, whichever is more.</summary>
    public static PruneLimit Default => default;

    /// <summary>Gets a limit that allows everything.</summary>
    public static PruneLimit None { get; } = new(int.MaxValue, 0);

    /// <summary>Allows so many.</summary>
    /// <param name="count">How many, from 0.</param>
    /// <returns>The limit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static PruneLimit OfCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new PruneLimit(count, 0);
    }

    /// <summary>Allows a part of what is live, rounded down.</summary>
    /// <param name="percent">How much of a hundred, from 0 to 100.</param>
    /// <returns>The limit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public static PruneLimit OfPercent(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return new PruneLimit(0, percent);
    }

    /// <summary>Reads a limit: <c>12</c>, <c>30%</c> or <c>none</c>.</summary>
    /// <param name="text">The limit as it is written.</param>
    /// <param name="limit">The limit.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out PruneLimit limit)
    {
        limit = default;
        if (string.Equals(text, "none", StringComparison.Ordinal))
        {
            limit = None;
            return true;
        }

        bool isPercent = text?.EndsWith('%') == true;
        if (!int.TryParse(isPercent ? text![..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || (isPercent && number > 100))
        {
            return false;
        }

        limit = isPercent ? OfPercent(number) : OfCount(number);
        return true;
    }

    /// <summary>How many may be archived.</summary>
    /// <param name="live">How many are live.</param>
    /// <returns>The number.</returns>
    public int Of(int live) => _isSet ? Math.Max(_count, (int)((long)live * _percent / 100)) : Math.Max(3, (int)((long)live * 30 / 100));

    /// <summary>Shows the limit as it is written.</summary>
    /// <returns>For example <c>30%</c>.</returns>
    public override string ToString() => !_isSet ? "3 or 30%, whichever is more"
        : _count == int.MaxValue ? "none"
        : _percent > 0 ? string.Create(CultureInfo.InvariantCulture, $"{_percent}%")
        : _count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether so many may be archived.</summary>
    internal bool Allows(int leaving, int live) => leaving <= Of(live);
}
