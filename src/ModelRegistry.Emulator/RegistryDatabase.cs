namespace ModelRegistry.Emulator;

/// <summary>The database whose way of comparing text an emulator follows.</summary>
public enum RegistryDatabase
{
    /// <summary>MariaDB with <c>utf8mb4_general_ci</c>: letter case and trailing spaces do not count, mistyped comparisons are coerced. The default.</summary>
    MariaDb,

    /// <summary>PostgreSQL: text is compared exactly, mistyped comparisons are refused.</summary>
    PostgreSql,
}
