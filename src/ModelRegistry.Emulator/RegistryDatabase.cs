namespace ModelRegistry.Emulator;

/// <summary>The database that an emulator follows.</summary>
public enum RegistryDatabase
{
    /// <summary>
    /// MariaDB with <c>utf8mb4_general_ci</c>: letter case and trailing spaces do not count, mistyped comparisons are coerced. The default.
    /// </summary>
    MariaDb,

    /// <summary>
    /// PostgreSQL: text is compared exactly, mistyped comparisons and page tokens are refused, a number beyond 32 bits or a URI of more
    /// than about 2,700 bytes is too large, and lists by time lose and repeat items whose times are equal.
    /// </summary>
    PostgreSql,
}
