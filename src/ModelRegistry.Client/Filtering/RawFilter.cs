namespace ModelRegistry.Client;

/// <summary>A filter in the server's own language, made by <see cref="Filter.Raw"/>. It stands wherever a filter of a list does.</summary>
public sealed class RawFilter
{
    internal RawFilter(string text) => Text = text;

    internal string Text { get; }

    /// <summary>Shows the filter.</summary>
    /// <returns>The string as it is sent.</returns>
    public override string ToString() => Text;
}
