using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Filtering;

/// <summary>Makes the fields of a list.</summary>
internal static class FilterFields<TEntity>
{
    public static FilterTextField<TEntity> Text(string wireName, StoredFieldKind kind = StoredFieldKind.Text) =>
        new(new StoredField(wireName, kind));

    public static FilterField<TEntity, string> Id(string wireName, StoredFieldKind kind) =>
        new(new StoredField(wireName, kind), value => FilterValue.Id(kind, value));

    public static FilterOrderedField<TEntity, DateTimeOffset> Time(string wireName, StoredFieldKind kind) =>
        new(new StoredField(wireName, kind), value => FilterValue.Time(wireName, kind, value));

    public static FilterOrderedField<TEntity, double> Number(string wireName, StoredFieldKind kind) =>
        new(new StoredField(wireName, kind), FilterValue.Finite);

    public static FilterField<TEntity, TState> State<TState>(string wireName, StoredFieldKind kind = StoredFieldKind.Text)
        where TState : struct, IOpenEnum<TState> =>
        new(new StoredField(wireName, kind), static value => FilterValue.NotNull(value.Value));
}
