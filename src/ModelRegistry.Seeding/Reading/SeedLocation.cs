using System.Globalization;

namespace ModelRegistry.Seeding;

/// <summary>A place in a seed file.</summary>
/// <param name="File">The file as it was found: a path that was given, or one below it; <c>&lt;stdin&gt;</c> for standard input.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column in UTF-16 code units, as editors count, from 1.</param>
public readonly record struct SeedLocation(string File, int Line, int Column)
{
    /// <summary>Shows the place as compilers do.</summary>
    /// <returns><c>file:line:column</c>; control characters in the file's name are escaped.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Printable.OneLine(File ?? "")}:{Line}:{Column}");
}
