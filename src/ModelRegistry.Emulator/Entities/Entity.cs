using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Entities;

/// <summary>One stored entity. Never changes: an update puts another in its place.</summary>
internal sealed class Entity
{
    private static readonly SortedDictionary<string, PropertyValue> NoProperties = new(Utf8Order.Instance);

    private byte[]? _json;

    public required EntityType Type { get; init; }

    public required int Id { get; init; }

    /// <summary>The name with the prefix of its parent.</summary>
    public required string StoredName { get; init; }

    public string? ExternalId { get; init; }

    public required long CreateTime { get; init; }

    public required long UpdateTime { get; init; }

    /// <summary>The ids of the entities that list this one.</summary>
    public IReadOnlyList<int> Parents { get; init; } = [];

    /// <summary>The values of the type's fields, in their order: string, string[], int, double or <see langword="null"/>.</summary>
    public required object?[] Values { get; init; }

    /// <summary>The custom properties by key, in the order of the response.</summary>
    public SortedDictionary<string, PropertyValue> Properties { get; init; } = NoProperties;

    /// <summary>The name without the prefix of its parent.</summary>
    public string Name
    {
        get
        {
            if (Type.Naming == Naming.Plain)
            {
                return StoredName;
            }

            int colon = StoredName.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? StoredName : StoredName[(colon + 1)..];
            int suffix = Type.IsHistory ? name.LastIndexOf("__", StringComparison.Ordinal) : -1;
            return suffix < 0 ? name : name[..suffix];
        }
    }

    /// <summary>The value of a field by its JSON name; <see langword="null"/> when it has none.</summary>
    public object? this[string field]
    {
        get
        {
            int ordinal = Type.Ordinal(field);
            return ordinal < 0 ? null : Values[ordinal];
        }
    }

    /// <summary>The response, made once.</summary>
    public byte[] Json => _json ??= Render(revealRun: false);

    /// <summary>Whether a custom property is the server's own and left out of responses.</summary>
    public static bool IsHidden(string key) => key is "experiment_id" or "experiment_run_id";

    /// <summary>Renders the response; a metric posted below a run shows the experiment ids among its properties, just this once.</summary>
    public byte[] Render(bool revealRun)
    {
        var output = new JsonOutput();
        output.BeginObject();
        foreach (string member in Type.OutputOrder)
        {
            WriteMember(output, member, revealRun);
        }

        output.EndObject();
        return output.ToArray();
    }

    private void WriteMember(JsonOutput output, string member, bool revealRun)
    {
        switch (member)
        {
            case "artifactType":
                output.Text(member, Type.ArtifactType!);
                break;
            case "createTimeSinceEpoch":
                output.NumberText(member, CreateTime);
                break;
            case "lastUpdateTimeSinceEpoch":
                output.NumberText(member, UpdateTime);
                break;
            case "id":
                output.NumberText(member, Id);
                break;
            case "name":
                output.Text(member, Name);
                break;
            case "externalId":
                if (ExternalId is not null)
                {
                    output.Text(member, ExternalId);
                }

                break;
            case "customProperties":
                WriteProperties(output, revealRun);
                break;
            case "experimentId" when Type.IsArtifact:
                WriteExperimentId(output, member, "experiment_id");
                break;
            case "experimentRunId" when Type.IsArtifact:
                WriteExperimentId(output, member, "experiment_run_id");
                break;
            default:
                WriteField(output, Type.Ordinal(member));
                break;
        }
    }

    private void WriteProperties(JsonOutput output, bool revealRun)
    {
        output.Name("customProperties");
        output.BeginObject();
        foreach ((string key, PropertyValue value) in Properties)
        {
            if (revealRun || !IsHidden(key))
            {
                output.Name(key);
                value.Write(output);
            }
        }

        output.EndObject();
    }

    private void WriteExperimentId(JsonOutput output, string member, string key)
    {
        if (Properties.TryGetValue(key, out PropertyValue value) && value.Kind == MetadataKind.Int)
        {
            output.NumberText(member, value.Integer);
        }
    }

    private void WriteField(JsonOutput output, int ordinal)
    {
        FieldDefinition field = Type.Fields[ordinal];
        switch (Values[ordinal])
        {
            case null:
                break;
            case string text:
                output.Text(field.Name, text);
                break;
            case double number:
                output.Number(field.Name, number);
                break;
            case int integer when field.Kind == FieldKind.Reference:
                output.NumberText(field.Name, integer);
                break;
            case int integer:
                output.Number(field.Name, (long)integer);
                break;
            case string[] texts:
                output.Name(field.Name);
                output.BeginArray();
                foreach (string text in texts)
                {
                    output.Text(text);
                }

                output.EndArray();
                break;
        }
    }
}
