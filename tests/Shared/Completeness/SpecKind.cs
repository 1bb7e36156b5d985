using System.Reflection;
using ModelRegistry.Client;

namespace ModelRegistry.Tests.Shared.Completeness;

/// <summary>One kind of thing that a specification describes: the model, its version, or one of the version's artifacts.</summary>
/// <param name="Name">The name of the kind; for an artifact, its type.</param>
/// <param name="SpecType">The type of the specification.</param>
/// <param name="EntityType">What is read from a registry.</param>
/// <param name="UpdateType">What can be changed in a registry.</param>
internal sealed record SpecKind(string Name, Type SpecType, Type EntityType, Type UpdateType)
{
    /// <summary>Fields that say which one is meant, or what lies below it: they are not compared.</summary>
    private static readonly string[] Identity = ["Name", "ArtifactType", "Versions", "Artifacts"];

    public static IReadOnlyList<SpecKind> All { get; } =
    [
        new("model", typeof(RegisteredModelSpec), typeof(RegisteredModel), typeof(RegisteredModelUpdate)),
        new("version", typeof(ModelVersionSpec), typeof(ModelVersion), typeof(ModelVersionUpdate)),
        new(ArtifactType.ModelArtifact.Value, typeof(ModelArtifactCreate), typeof(ModelArtifact), typeof(ModelArtifactUpdate)),
        new(ArtifactType.DocArtifact.Value, typeof(DocArtifactCreate), typeof(DocArtifact), typeof(DocArtifactUpdate)),
        new(ArtifactType.DataSet.Value, typeof(DataSetCreate), typeof(DataSet), typeof(DataSetUpdate)),
    ];

    /// <summary>The fields that this kind has: those that can be changed in a registry.</summary>
    public IReadOnlyList<PropertyInfo> Fields { get; } =
        [.. Completeness.Fields.Of(SpecType)
            .Where(field => !Identity.Contains(field.Name) && EntityType.GetProperty(field.Name) is not null)];

    public static SpecKind Named(string name) => All.Single(kind => kind.Name == name);

    /// <summary>Makes a model with a version and an artifact of each kind, and sets every field of each.</summary>
    public static RegisteredModelSpec MakeFull()
    {
        RegisteredModelSpec spec = new()
        {
            Name = "full",
            Versions = [new ModelVersionSpec { Name = "1.0", Artifacts = [.. All.Skip(2).Select(Artifact)] }],
        };
        return All.SelectMany(kind => kind.Fields.Select(field => (kind, field))).Aggregate(
            spec, (made, part) => part.kind.With(made, part.field, part.kind.Value(part.field, 1)));
    }

    /// <summary>A value that the field can have; ids of clients are unique.</summary>
    public object Value(PropertyInfo field, int variant) =>
        field.Name == "ExternalId" ? $"{Name} {variant}" : Completeness.Fields.Value(field, variant);

    /// <summary>Gets the part of a specification that is of this kind.</summary>
    public object PartOf(RegisteredModelSpec spec) => Name switch
    {
        "model" => spec,
        "version" => spec.Versions.Single(),
        _ => spec.Versions.Single().Artifacts.Single(artifact => artifact.ArtifactType.Value == Name),
    };

    /// <summary>What the fields of this kind hold.</summary>
    public IReadOnlyDictionary<string, string> Show(object part) => Completeness.Fields.Show(part, Fields.Select(field => field.Name));

    /// <summary>Sets one field of the part of this kind.</summary>
    /// <returns>The changed copy.</returns>
    public RegisteredModelSpec With(RegisteredModelSpec spec, PropertyInfo field, object? value)
    {
        object part = Copy(PartOf(spec));
        field.SetValue(part, value);
        ModelVersionSpec? version = spec.Versions.SingleOrDefault();
        return part switch
        {
            RegisteredModelSpec model => model,
            ModelVersionSpec changed => spec with { Versions = [changed] },
            ArtifactCreate changed => spec with
            {
                Versions =
                [
                    version! with
                    {
                        Artifacts =
                        [
                            .. version.Artifacts.Select(artifact => artifact.ArtifactType == changed.ArtifactType ? changed : artifact),
                        ],
                    },
                ],
            },
            _ => throw new NotSupportedException($"A {part.GetType().Name} is no specification."),
        };
    }

    public override string ToString() => Name;

    private static ArtifactCreate Artifact(SpecKind kind) =>
        (ArtifactCreate)Activator.CreateInstance(kind.SpecType)! with { Name = kind.Name };

    /// <summary>What <c>with</c> does, for a field that is known by its name alone.</summary>
    private static object Copy(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
}
