using System.Globalization;

namespace ModelRegistry.Seeding;

/// <summary>A place in a seed file, or a file as a whole.</summary>
/// <param name="File">The file as it was found: a path that was given, or one below it; <c>&lt;stdin&gt;</c> for standard input.</param>
/// <param name="Line">The line, counted from 1; 0 where the file as a whole is meant, one that is missing for example.</param>
/// <param name="Column">The column in UTF-16 code units, as editors count, from 1; 0 where the file as a whole is meant.</param>
public readonly record struct SeedLocation(string File, int Line, int Column)
{
    /// <summary>Shows the place as compilers do.</summary>
    /// <returns><c>file:line:column</c>, or <c>file</c> for a file as a whole; control characters in the file's name are escaped.</returns>
    public override string ToString()
    {
        string file = Printable.OneLine(File ?? "");
        return Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}:{Line}:{Column}") : file;
    }

    /// <summary>Means a file as a whole, which has no line that would be wrong.</summary>
    internal static SeedLocation OfFile(string file) => new(file, 0, 0);
}
