namespace ModelRegistry.Emulator.Wire;

/// <summary>A decoded request body. Tells absent fields from those sent as <c>null</c>.</summary>
internal sealed class RequestBody
{
    private static readonly object Absent = new();

    private readonly object?[] _values;

    public RequestBody(WireShape shape)
    {
        Shape = shape;
        _values = new object?[shape.Fields.Count];
        Array.Fill(_values, Absent);
    }

    /// <summary>The fields that the body may hold.</summary>
    public WireShape Shape { get; }

    /// <summary>Whether the body names the field, be it with <c>null</c>.</summary>
    public bool Mentions(string name)
    {
        int index = Shape.IndexOf(name);
        return index >= 0 && !ReferenceEquals(_values[index], Absent);
    }

    /// <summary>The value of a field; <see langword="null"/> when it is absent or null.</summary>
    public object? this[string name]
    {
        get
        {
            int index = Shape.IndexOf(name);
            return index < 0 || ReferenceEquals(_values[index], Absent) ? null : _values[index];
        }
    }

    /// <summary>The text of a field; <see langword="null"/> when it is absent or null.</summary>
    public string? Text(string name) => (string?)this[name];

    /// <summary>The custom properties sent; <see langword="null"/> when they are absent or null.</summary>
    public Dictionary<string, MetadataInput>? CustomProperties => (Dictionary<string, MetadataInput>?)this["customProperties"];

    /// <summary>Sets a field by its position.</summary>
    public void Set(int index, object? value) => _values[index] = value;

    /// <summary>Sets a field by its name.</summary>
    public void Set(string name, object? value) => _values[Shape.IndexOf(name)] = value;

    /// <summary>The value at a position as decoded so far, for keys that repeat.</summary>
    public object? Current(int index) => ReferenceEquals(_values[index], Absent) ? null : _values[index];
}
