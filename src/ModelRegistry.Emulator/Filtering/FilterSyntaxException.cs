using System.Globalization;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>A filter that does not parse. The message begins with the place.</summary>
internal sealed class FilterSyntaxException(int line, int column, string message)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{line}:{column}: {message}"));
