using System.Collections;
using System.Reflection;
using System.Xml.Linq;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Conventions;

/// <summary>Rules that hold for the whole public surface.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly Library = typeof(ModelRegistryClient).Assembly;

    /// <summary>Copies that are the caller's own.</summary>
    private static readonly string[] Copying =
    [
        nameof(AsyncPageable<>.ToListAsync),
        nameof(CustomPropertyExtensions.With),
        nameof(CustomPropertyExtensions.Without),
    ];

    private static IEnumerable<MethodInfo> PublicMethods =>
        from type in Library.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName
        select method;

    [Fact]
    public void The_surface_is_the_one_that_was_agreed_on() => PublicApi.Verify(Library);

    [Fact]
    public void Asynchronous_methods_end_in_Async_and_can_be_cancelled()
    {
        // AsyncPageable makes lists of items that are there already.
        MethodInfo[] asynchronous =
        [
            .. PublicMethods.Where(method => IsAsynchronous(method.ReturnType) && method.DeclaringType != typeof(AsyncPageable)),
        ];
        Assert.InRange(asynchronous.Length, 80, int.MaxValue);
        Assert.All(asynchronous, method =>
        {
            string name = $"{method.DeclaringType!.Name}.{method.Name}";
            Assert.True(method.Name.EndsWith("Async", StringComparison.Ordinal), $"{name} does not end in Async.");
            ParameterInfo? last = method.GetParameters().LastOrDefault();
            Assert.True(
                last is { HasDefaultValue: true, Name: "cancellationToken" } && last.ParameterType == typeof(CancellationToken),
                $"{name} has no last, defaulted cancellationToken.");
        });
        Assert.All(
            PublicMethods.Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal)),
            method => Assert.True(IsAsynchronous(method.ReturnType), $"{method.DeclaringType!.Name}.{method.Name} is not asynchronous."));
    }

    [Fact]
    public void Everything_public_is_documented()
    {
        XDocument docs = XDocument.Load(Path.ChangeExtension(Library.Location, ".xml"));
        HashSet<string> documented =
        [
            .. docs.Descendants("member").Where(member => member.HasElements).Select(member => member.Attribute("name")!.Value),
        ];
        Assert.All(Library.GetExportedTypes(), type => Assert.Contains($"T:{type.FullName!.Replace('+', '.')}", documented));
        Assert.All(
            Library.GetExportedTypes().SelectMany(
                type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)),
            property => Assert.Contains(
                $"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}{IndexOf(property)}", documented));

        static string IndexOf(PropertyInfo property) => property.GetIndexParameters() is [_, ..] index
            ? $"({string.Join(',', index.Select(parameter => parameter.ParameterType.FullName))})"
            : "";
    }

    [Fact]
    public void No_collection_that_is_handed_out_can_be_changed()
    {
        IEnumerable<Type> handedOut = PublicMethods.Where(method => !Copying.Contains(method.Name)).Select(method => method.ReturnType)
            .Concat(Library.GetExportedTypes()
                .SelectMany(type => type.GetProperties())
                .Where(property => property.DeclaringType!.Assembly == Library
                    && !IsRequest(property.DeclaringType)
                    && !typeof(Exception).IsAssignableFrom(property.DeclaringType))
                .Select(property => property.PropertyType))
            .SelectMany(Unwrap);
        Assert.All(handedOut, type => Assert.False(
            type.IsArray || typeof(IList).IsAssignableFrom(type) || typeof(IDictionary).IsAssignableFrom(type)
            || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ICollection<>)
                || type.GetGenericTypeDefinition() == typeof(IList<>)
                || type.GetGenericTypeDefinition() == typeof(IDictionary<,>))),
            $"{type} can be changed."));
    }

    [Fact]
    public void Classes_are_sealed_unless_they_are_made_to_be_derived_from() =>
        Assert.Equal(
            [
                "FilterField`2",
                "FilterOrderedField`2",
                "ListOptions`1",
                nameof(ModelRegistryException),
                nameof(ModelVersionCreate),
                nameof(RegisteredModelCreate),
            ],
            Library.GetExportedTypes()
                .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void Public_types_live_in_the_librarys_namespace_or_where_applications_look_for_them() =>
        Assert.All(
            Library.GetExportedTypes(),
            type => Assert.Contains(type.Namespace, (string[])["ModelRegistry.Client", "Microsoft.Extensions.DependencyInjection"]));

    /// <summary>What callers fill in themselves.</summary>
    private static bool IsRequest(Type type) =>
        typeof(ResourceCreate).IsAssignableFrom(type) || typeof(ResourceUpdate).IsAssignableFrom(type);

    private static bool IsAsynchronous(Type type) => type == typeof(Task) || type == typeof(ValueTask) || (type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(Task<>)
            || type.GetGenericTypeDefinition() == typeof(ValueTask<>)
            || type.GetGenericTypeDefinition() == typeof(AsyncPageable<>)));

    private static IEnumerable<Type> Unwrap(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrap).Append(type) : [type];
}
