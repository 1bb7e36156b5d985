namespace ModelRegistry.Emulator.Catalog;

/// <summary>A file that the catalog service cannot use. The message is the service's own.</summary>
internal sealed class CatalogFileException(string message) : Exception(message)
{
    /// <summary>The same fault with a text before its message.</summary>
    public CatalogFileException Behind(string prefix) => new(prefix + Message);
}
