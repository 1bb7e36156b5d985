using System.Runtime.CompilerServices;

namespace SeedJob.Tests;

/// <summary>The seed files that the repository ships.</summary>
internal static class Samples
{
    public static string Granite => Path.Combine(Root(), "samples", "seeds", "granite-3.1-8b-instruct-fp8.yaml");

    public static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
