using System.Globalization;

namespace SeedJob.Output;

/// <summary>A number of things, with the noun in the form that goes with it.</summary>
internal static class Counted
{
    /// <summary>Counts things whose plural ends in <c>s</c>: <c>1 model</c>, <c>2 models</c>.</summary>
    public static string Of(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
