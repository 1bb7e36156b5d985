using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Entities;

/// <summary>The database tables, each with its own sequence of ids and its own set of external ids.</summary>
internal enum EntityTableKind
{
    /// <summary>Models, versions, environments, services, experiments and runs.</summary>
    Context,

    /// <summary>Artifacts of all kinds and the metric history.</summary>
    Artifact,

    /// <summary>Serves.</summary>
    Execution,
}

/// <summary>How an entity gets its stored name.</summary>
internal enum Naming
{
    /// <summary>The name as sent.</summary>
    Plain,

    /// <summary>Behind the id of the parent; a random UUID when there is none.</summary>
    BehindParent,

    /// <summary>Behind a random UUID even below a parent.</summary>
    BehindRandom,
}

/// <summary>Everything that tells one entity type from another: fields, names in messages, bodies.</summary>
internal sealed class EntityType
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    public EntityType(string goName, EntityTableKind table, Naming naming, string label, params FieldDefinition[] fields)
    {
        GoName = goName;
        Table = table;
        Naming = naming;
        Label = label;
        Fields = fields;
        for (int i = 0; i < fields.Length; i++)
        {
            _ordinals.Add(fields[i].Name, i);
        }
    }

    /// <summary>The name in the server's own language, as error messages and filters use it.</summary>
    public string GoName { get; }

    /// <summary>The table that holds the entities.</summary>
    public EntityTableKind Table { get; }

    /// <summary>How stored names are made.</summary>
    public Naming Naming { get; }

    /// <summary>The name in <c>… with name x already exists</c>.</summary>
    public string Label { get; }

    /// <summary>The name in <c>error saving …</c>; the <see cref="Label"/> unless set.</summary>
    public string SavedAs { get => field ?? Label; init; }

    /// <summary>The label of the id in <c>invalid … ID</c>; the <see cref="Label"/> unless set.</summary>
    public string IdLabel { get => field ?? Label; init; }

    /// <summary>The words before <c>found for id</c>; the <see cref="Label"/> unless set.</summary>
    public string MissingLabel { get => field ?? Label; init; }

    /// <summary>The words in <c>no … found for name=</c>.</summary>
    public string NoneFound { get; init; } = "";

    /// <summary>The words in <c>multiple … found for name=</c>.</summary>
    public string SeveralFound { get; init; } = "";

    /// <summary>The value of <c>artifactType</c>; <see langword="null"/> for other entities.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The first server that knows the kind of artifact.</summary>
    public RegistryServerVersion Since { get; init; }

    /// <summary>Whether the name must be sent; otherwise a missing one becomes a UUID.</summary>
    public bool NameRequired { get; init; }

    /// <summary>Whether a new artifact below a version or run is responded to with 201; the others get 200.</summary>
    public bool RespondsCreated { get; init; }

    /// <summary>Whether entities are kept apart as history: they have their own lists and no page by id.</summary>
    public bool IsHistory { get; init; }

    /// <summary>The fields beside those that every type has.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; }

    /// <summary>Whether entities of the type are artifacts.</summary>
    public bool IsArtifact => Table == EntityTableKind.Artifact;

    // A decoded body is recognised by its shape, so each is published once, however many requests are the first.

    /// <summary>The body of a create on the type's own endpoint.</summary>
    public WireShape CreateShape => LazyInitializer.EnsureInitialized(ref field, () => BuildShape("Create", FieldUse.Create, named: true));

    /// <summary>The body of a PATCH.</summary>
    public WireShape UpdateShape => LazyInitializer.EnsureInitialized(ref field, () => BuildShape("Update", FieldUse.Patch, named: false));

    /// <summary>The body of a create below a parent, which may also carry what is otherwise only read.</summary>
    public WireShape FullShape =>
        LazyInitializer.EnsureInitialized(ref field, () => BuildShape("", FieldUse.Both, named: true, readOnly: true));

    /// <summary>The members of the response, in the order in which they are sent.</summary>
    public IReadOnlyList<string> OutputOrder =>
        LazyInitializer.EnsureInitialized(ref field, () => [.. Outputs().Order(StringComparer.Ordinal)]);

    /// <summary>The position of a field by its JSON name, or -1.</summary>
    public int Ordinal(string name) => _ordinals.TryGetValue(name, out int ordinal) ? ordinal : -1;

    private IEnumerable<string> Outputs()
    {
        string[] common =
        [
            "createTimeSinceEpoch",
            "customProperties",
            "description",
            "externalId",
            "id",
            "lastUpdateTimeSinceEpoch",
            "name",
        ];
        string[] artifact = IsArtifact ? ["artifactType", "experimentId", "experimentRunId"] : [];
        return common.Concat(artifact).Concat(Fields.Where(static f => f.Name != "description").Select(static f => f.Name));
    }

    private WireShape BuildShape(string suffix, FieldUse use, bool named, bool readOnly = false)
    {
        var fields = new List<WireField> { new("customProperties", WireKind.Properties), new("externalId", WireKind.Text) };
        if (named)
        {
            fields.Add(new("name", WireKind.Text));
        }

        if (IsArtifact)
        {
            fields.Add(new("artifactType", WireKind.Text));
        }

        if (readOnly)
        {
            fields.Add(new("id", WireKind.Text));
            fields.Add(new("createTimeSinceEpoch", WireKind.Text));
            fields.Add(new("lastUpdateTimeSinceEpoch", WireKind.Text));
        }

        if (readOnly && IsArtifact)
        {
            fields.Add(new("experimentId", WireKind.Text));
            fields.Add(new("experimentRunId", WireKind.Text));
        }

        fields.AddRange(Fields.Where(f => (f.Use & use) != FieldUse.None).Select(static f => f.ToWire()));
        return new WireShape(GoName + suffix, fields);
    }
}
