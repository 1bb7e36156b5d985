using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Conventions;

/// <summary>
/// Interfaces gain members with default bodies alone: a fake that a consumer has built against the baseline of the package loads beside the
/// package of today. The baseline is in the folder of that name; scripts/baseline.sh renews it where a break is meant.
/// </summary>
public sealed class OldFakeTests
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    [Fact]
    public void Fakes_that_were_built_against_the_baseline_load_today()
    {
        byte[] baseline = ReadBaseline();
        CSharpCompilation compilation = Compile(baseline, []);
        INamedTypeSymbol[] interfaces = [.. InterfacesOf(compilation)];
        CSharpCompilation fakes = Compile(baseline, [.. interfaces.Select((type, number) => FakeOf(type, $"Fake{number}"))]);

        Assembly consumer = Load(fakes);

        Assert.InRange(interfaces.Length, 10, 100);
        Assert.All(interfaces.Select((type, number) => (type, number)), pair =>
        {
            object fake = Activator.CreateInstance(consumer.GetType($"Fake{pair.number}", throwOnError: true)!)!;
            Assert.Contains(pair.type.Name, fake.GetType().GetInterfaces().Select(type => type.Name));
        });
    }

    [Fact]
    public void A_member_of_today_that_an_old_fake_does_not_have_has_a_default()
    {
        // The fake has what the interface had without this member, as one that was built before.
        CSharpCompilation compilation = Compile(File.ReadAllBytes(typeof(IModelRegistryClient).Assembly.Location), []);
        INamedTypeSymbol type = InterfacesOf(compilation).Single(type => type.Name == nameof(IModelRegistryClient));
        ISymbol added = type.GetMembers(nameof(IModelRegistryClient.ServerTime)).Single();
        CSharpCompilation fakes = Compile(
            File.ReadAllBytes(typeof(IModelRegistryClient).Assembly.Location),
            [FakeOf(type, "Fake", member => !SymbolEqualityComparer.Default.Equals(member, added))]);

        var fake = (IModelRegistryClient)Activator.CreateInstance(Load(fakes).GetType("Fake", throwOnError: true)!)!;

        Assert.Null(fake.ServerTime);
    }

    private static byte[] ReadBaseline()
    {
        string package = Path.Combine(SourceTree.FolderOf("ModelRegistry.Sdk.sln"), "baseline", "ModelRegistry.Client.nupkg");
        using ZipArchive zip = ZipFile.OpenRead(package);
        using Stream library = zip.GetEntry("lib/net10.0/ModelRegistry.Client.dll")!.Open();
        using var bytes = new MemoryStream();
        library.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static CSharpCompilation Compile(byte[] client, IEnumerable<string> sources)
    {
        IEnumerable<MetadataReference> others = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "ModelRegistry.Client.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            $"Consumer{Guid.NewGuid():N}",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            others.Prepend(MetadataReference.CreateFromImage(client)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    private static Assembly Load(CSharpCompilation compilation)
    {
        using var bytes = new MemoryStream();
        Assert.Empty(compilation.Emit(bytes).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(bytes.ToArray());
    }

    private static IEnumerable<INamedTypeSymbol> InterfacesOf(CSharpCompilation compilation)
    {
        var client = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(compilation.References.First())!;
        return TypesOf(client.GlobalNamespace)
            .Where(type => type is { TypeKind: TypeKind.Interface, DeclaredAccessibility: Accessibility.Public, IsGenericType: false });
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(TypesOf));

    private static string FakeOf(INamedTypeSymbol type, string name, Func<ISymbol, bool>? has = null)
    {
        var source = new StringBuilder();
        source.AppendLine($"public sealed class {name} : {type.ToDisplayString(Full)}\n{{");
        foreach (ISymbol member in type.GetMembers().Concat(type.AllInterfaces.SelectMany(parent => parent.GetMembers()))
            .Where(member => member.IsAbstract && has?.Invoke(member) != false))
        {
            string owner = member.ContainingType.ToDisplayString(Full);
            switch (member)
            {
                case IPropertySymbol property:
                    source.AppendLine($"    {property.Type.ToDisplayString(Full)} {owner}.{property.Name} {{ get => throw new "
                        + $"System.NotImplementedException(); }}");
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary } method:
                    string parameters = string.Join(
                        ", ", method.Parameters.Select(parameter => $"{parameter.Type.ToDisplayString(Full)} {parameter.Name}"));
                    string generics = method.IsGenericMethod
                        ? $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name))}>"
                        : "";
                    source.AppendLine($"    {method.ReturnType.ToDisplayString(Full)} {owner}.{method.Name}{generics}({parameters}) => "
                        + $"throw new System.NotImplementedException();");
                    break;
            }
        }

        return source.AppendLine("}").ToString();
    }
}
