using System.Reflection;
using ModelRegistry.Tests.Shared.Completeness;

namespace ModelRegistry.Client.Tests.Completeness;

/// <summary>
/// Every method of the builder sets what it names and nothing else, and every field has a method or is known to have none.
/// </summary>
public sealed class BuilderTests
{
    /// <summary>What each method sets, with the arguments that are given to it.</summary>
    private static readonly (Type Spec, string Method, object[] Arguments, (string Field, object Value)[] Sets)[] Methods =
    [
        (typeof(RegisteredModelSpec), nameof(SpecificationExtensions.DescribedAs), ["text"], [("Description", "text")]),
        (typeof(RegisteredModelSpec), nameof(SpecificationExtensions.WithExternalId), ["id"], [("ExternalId", "id")]),
        (
            typeof(RegisteredModelSpec),
            nameof(SpecificationExtensions.WithProperty),
            ["p", MetadataValue.FromInt32(1)],
            [("CustomProperties", Properties("p", 1))]),
        (typeof(RegisteredModelSpec), nameof(SpecificationExtensions.Labelled), [Texts("l")], [("CustomProperties", Properties("l", ""))]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.OwnedBy), ["ann"], [("Owner", "ann")]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.ProvidedBy), ["IBM"], [("Provider", "IBM")]),
        (
            typeof(RegisteredModelSpec),
            nameof(RegisteredModelSpec.LicensedUnder),
            ["mit", "https://mit"],
            [("License", "mit"), ("LicenseLink", "https://mit")]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.WithReadme), ["# m"], [("Readme", "# m")]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.WithMaturity), ["GA"], [("Maturity", "GA")]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.InLanguages), [Texts("en")], [("Language", Texts("en"))]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.ForTasks), [Texts("chat")], [("Tasks", Texts("chat"))]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.WithLogo), ["data:,"], [("Logo", "data:,")]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.ForLibrary), ["vllm"], [("LibraryName", "vllm")]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.InState), [
            RegisteredModelState.Archived,
        ], [("State", RegisteredModelState.Archived)]),
        (typeof(RegisteredModelSpec), nameof(RegisteredModelSpec.WithVersion), [
            "1",
            (ModelVersionSpec version) => version.AuthoredBy("ann"),
        ],
            [("Versions", new[] { new ModelVersionSpec { Name = "1", Author = "ann" } })]),
        (typeof(ModelVersionSpec), nameof(SpecificationExtensions.DescribedAs), ["text"], [("Description", "text")]),
        (typeof(ModelVersionSpec), nameof(SpecificationExtensions.WithExternalId), ["id"], [("ExternalId", "id")]),
        (
            typeof(ModelVersionSpec),
            nameof(SpecificationExtensions.WithProperty),
            ["p", MetadataValue.FromInt32(1)],
            [("CustomProperties", Properties("p", 1))]),
        (typeof(ModelVersionSpec), nameof(SpecificationExtensions.Labelled), [Texts("l")], [("CustomProperties", Properties("l", ""))]),
        (typeof(ModelVersionSpec), nameof(ModelVersionSpec.AuthoredBy), ["ann"], [("Author", "ann")]),
        (typeof(ModelVersionSpec), nameof(ModelVersionSpec.InState), [ModelVersionState.Archived], [("State", ModelVersionState.Archived)]),
        (typeof(ModelVersionSpec), nameof(ModelVersionSpec.WithModelArtifact), [
            "s3://b",
            (Func<ModelArtifactCreate, ModelArtifactCreate>)Described,
        ], [("Artifacts", new[] { new ModelArtifactCreate { Uri = "s3://b", Description = "text" } })]),
        (typeof(ModelVersionSpec), nameof(ModelVersionSpec.WithDocArtifact), [
            "s3://b",
            (Func<DocArtifactCreate, DocArtifactCreate>)Described,
        ], [("Artifacts", new[] { new DocArtifactCreate { Uri = "s3://b", Description = "text" } })]),
        (typeof(ModelVersionSpec), nameof(ModelVersionSpec.WithDataSet), [
            "s3://b",
            (Func<DataSetCreate, DataSetCreate>)Described,
        ], [("Artifacts", new[] { new DataSetCreate { Uri = "s3://b", Description = "text" } })]),
        (typeof(ModelArtifactCreate), nameof(SpecificationExtensions.DescribedAs), ["text"], [("Description", "text")]),
        (typeof(ModelArtifactCreate), nameof(SpecificationExtensions.WithExternalId), ["id"], [("ExternalId", "id")]),
        (
            typeof(ModelArtifactCreate),
            nameof(SpecificationExtensions.WithProperty),
            ["p", MetadataValue.FromInt32(1)],
            [("CustomProperties", Properties("p", 1))]),
        (typeof(ModelArtifactCreate), nameof(SpecificationExtensions.Labelled), [Texts("l")], [("CustomProperties", Properties("l", ""))]),
        (typeof(ModelArtifactCreate), nameof(SpecificationExtensions.Named), ["weights"], [("Name", "weights")]),
        (
            typeof(ModelArtifactCreate),
            nameof(SpecificationExtensions.InFormat),
            ["onnx", "1"],
            [("ModelFormatName", "onnx"), ("ModelFormatVersion", "1")]),
        (
            typeof(ModelArtifactCreate),
            nameof(SpecificationExtensions.StoredIn),
            ["key", "path"],
            [("StorageKey", "key"), ("StoragePath", "path")]),
        (typeof(ModelArtifactCreate), nameof(SpecificationExtensions.InState), [ArtifactState.Live], [("State", ArtifactState.Live)]),
    ];

    /// <summary>Fields that are set as <c>spec with { … }</c>: rare ones, and those that the version's methods set.</summary>
    private static readonly Dictionary<Type, string[]> WithoutMethod = new()
    {
        [typeof(RegisteredModelSpec)] = ["AbsentProperties", "Name"],
        [typeof(ModelVersionSpec)] = ["AbsentProperties", "Name"],
        [typeof(ModelArtifactCreate)] =
        [
            "ModelSourceClass", "ModelSourceGroup", "ModelSourceId", "ModelSourceKind", "ModelSourceName", "ServiceAccountName", "Uri",
        ],
    };

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Methods.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_method_sets_what_it_names_and_nothing_else(int row)
    {
        (Type type, string name, object[] arguments, (string Field, object Value)[] sets) = Methods[row];
        object before = Start(type);
        Dictionary<string, string> expected = Fields.Show(before).ToDictionary(StringComparer.Ordinal);
        foreach ((string field, object value) in sets)
        {
            Assert.NotEqual(expected[field], Fields.ShowValue(value));
            expected[field] = Fields.ShowValue(value);
        }

        MethodInfo method = BuilderMethods(type).Single(method => method.Name == name);
        object after = method.IsStatic ? method.Invoke(null, [before, .. arguments])! : method.Invoke(before, arguments)!;
        Assert.Empty(Fields.Differences(expected, Fields.Show(after)));
        Assert.Empty(Fields.Differences(Fields.Show(Start(type)), Fields.Show(before)));
    }

    [Theory]
    [InlineData(typeof(RegisteredModelSpec))]
    [InlineData(typeof(ModelVersionSpec))]
    [InlineData(typeof(ModelArtifactCreate))]
    public void Every_method_and_every_field_is_known(Type type)
    {
        Assert.Equal(
            BuilderMethods(type).Select(method => method.Name).Order(StringComparer.Ordinal),
            Methods.Where(row => row.Spec == type).Select(row => row.Method).Order(StringComparer.Ordinal));
        Assert.Equal(
            Fields.NamesOf(type),
            Methods.Where(row => row.Spec == type)
                .SelectMany(row => row.Sets)
                .Select(set => set.Field)
                .Concat(WithoutMethod[type])
                .Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_second_text_that_is_not_given_leaves_the_first_alone()
    {
        Assert.Equal(
            "https://mit", RegisteredModelSpec.Named("m").LicensedUnder("mit", "https://mit").LicensedUnder("apache-2.0").LicenseLink);
        Assert.Equal("1", new ModelArtifactCreate().InFormat("onnx", "1").InFormat("gguf").ModelFormatVersion);
        Assert.Equal("path", new ModelArtifactCreate().StoredIn("key", "path").StoredIn("other").StoragePath);
    }

    private static object Start(Type type) => type switch
    {
        _ when type == typeof(RegisteredModelSpec) => RegisteredModelSpec.Named("m"),
        _ when type == typeof(ModelVersionSpec) => new ModelVersionSpec { Name = "v" },
        _ => new ModelArtifactCreate(),
    };

    /// <summary>The type's own methods, and those of the extensions that are for it.</summary>
    private static IEnumerable<MethodInfo> BuilderMethods(Type type) =>
    [
        .. type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.ReturnType == type && !method.IsSpecialName && method.Name != "<Clone>$"),
        .. typeof(SpecificationExtensions).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(
            method => For(type, method)).OfType<MethodInfo>(),
    ];

    private static MethodInfo? For(Type type, MethodInfo extension)
    {
        if (!extension.IsGenericMethodDefinition)
        {
            return extension.ReturnType == type ? extension : null;
        }

        return extension.GetGenericArguments()[0].GetGenericParameterConstraints().All(constraint => constraint.IsAssignableFrom(type))
            ? extension.MakeGenericMethod(type)
            : null;
    }

    private static string[] Texts(string text) => [text];

    private static Dictionary<string, MetadataValue> Properties(string name, MetadataValue value) =>
        new(StringComparer.Ordinal) { [name] = value };

    private static T Described<T>(T artifact)
        where T : ArtifactCreate =>
        artifact.DescribedAs("text");
}
