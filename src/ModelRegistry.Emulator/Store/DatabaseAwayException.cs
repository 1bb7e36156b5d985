namespace ModelRegistry.Emulator.Store;

/// <summary>An operation got as far as the database, and the database is away.</summary>
internal sealed class DatabaseAwayException() : Exception("The database is away.");
