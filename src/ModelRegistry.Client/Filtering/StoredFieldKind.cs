namespace ModelRegistry.Client.Filtering;

/// <summary>Where the server keeps a field, which decides how a comparison with it must be written.</summary>
internal enum StoredFieldKind
{
    /// <summary>The name: a column, below a parent together with the parent's id.</summary>
    Name,

    /// <summary>The name of a model of a catalog: a column, together with the id of its source.</summary>
    CatalogName,

    /// <summary>A column that holds text.</summary>
    Column,

    /// <summary>A column that holds a number.</summary>
    NumberColumn,

    /// <summary>The state: a stored property, of an artifact a column.</summary>
    State,

    /// <summary>A stored property that holds text.</summary>
    Text,

    /// <summary>A stored property that holds text although the server's filter takes it for a number.</summary>
    TextTakenForNumber,

    /// <summary>A stored property that holds a number.</summary>
    Number,

    /// <summary>A stored property that holds an integer of 32 bits.</summary>
    Integer,

    /// <summary>A custom property: what it holds follows from the value it is compared with.</summary>
    Custom,
}
