using System.Globalization;

namespace SeedJob.Output;

/// <summary>Times in tables: to the minute, in UTC as the registry has them.</summary>
internal static class TableTime
{
    public static string Show(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
