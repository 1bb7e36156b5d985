using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelRegistry.Tests.Shared;

/// <summary>Prints every public and protected member of an assembly, so that a change of its surface shows as a change of a text file.</summary>
internal static class PublicApiPrinter
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat MemberFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeMemberKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>
    /// Compares an assembly's surface with the text file that was agreed on. With <c>UPDATE_PUBLIC_API=1</c> in the environment the file is
    /// written instead, for the change to be looked at.
    /// </summary>
    /// <param name="assemblyPath">The built assembly.</param>
    /// <param name="approvedPath">The text file, in the source tree.</param>
    public static void Verify(string assemblyPath, string approvedPath)
    {
        string actual = Print(assemblyPath);
        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approvedPath)!);
            File.WriteAllText(approvedPath, actual);
        }

        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : "";
        string[] removed = [.. approved.Split('\n').Except(actual.Split('\n'))];
        string[] added = [.. actual.Split('\n').Except(approved.Split('\n'))];
        Assert.True(
            string.Equals(approved, actual, StringComparison.Ordinal),
            $"""
            The public API is not that of {Path.GetFileName(approvedPath)}. If that is meant, run the tests with UPDATE_PUBLIC_API=1 and commit the file.
            {string.Join('\n', removed.Select(line => $"- {line}").Concat(added.Select(line => $"+ {line}")))}
            """);
    }

    /// <summary>Gets a folder of the source tree: the nearest above the tests' output that holds a file of that name.</summary>
    /// <param name="marker">The name of the file, for example the test project.</param>
    public static string FindSource(string marker)
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, marker)))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException($"There is no {marker} above {AppContext.BaseDirectory}.");
    }

    private static string Print(string assemblyPath)
    {
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !string.Equals(Path.GetFileName(path), Path.GetFileName(assemblyPath), StringComparison.OrdinalIgnoreCase))
            .Select(path => MetadataReference.CreateFromFile(path));
        PortableExecutableReference target = MetadataReference.CreateFromFile(assemblyPath);
        CSharpCompilation compilation = CSharpCompilation.Create("api", references: [.. references, target]);
        var assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(target)!;
        var text = new StringBuilder();
        foreach (INamedTypeSymbol type in Types(assembly.GlobalNamespace).OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal))
        {
            Print(type, text);
        }

        return text.ToString();
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                foreach (INamedTypeSymbol type in Types(inner))
                {
                    yield return type;
                }
            }
            else if (member is INamedTypeSymbol type && IsVisible(type))
            {
                yield return type;
                foreach (INamedTypeSymbol nested in Types(type))
                {
                    yield return nested;
                }
            }
        }
    }

    private static void Print(INamedTypeSymbol type, StringBuilder text)
    {
        string modifiers = type switch
        {
            { TypeKind: TypeKind.Class, IsStatic: true } => "static ",
            { TypeKind: TypeKind.Class, IsAbstract: true } => "abstract ",
            { TypeKind: TypeKind.Class, IsSealed: true } => "sealed ",
            { TypeKind: TypeKind.Struct, IsReadOnly: true } => "readonly ",
            _ => "",
        };
        IEnumerable<string> bases = (type.BaseType is { SpecialType: SpecialType.None } parent && type.TypeKind == TypeKind.Class ? [parent.ToDisplayString(TypeFormat.WithKindOptions(SymbolDisplayKindOptions.None))] : Array.Empty<string>())
            .Concat(type.Interfaces.Where(IsVisible).Select(each => each.ToDisplayString(TypeFormat.WithKindOptions(SymbolDisplayKindOptions.None))).Order(StringComparer.Ordinal));
        string inherited = string.Join(", ", bases);
        text.Append(modifiers).Append(type.ToDisplayString(TypeFormat)).Append(inherited.Length > 0 ? $" : {inherited}" : "").Append('\n');
        foreach (string member in type.GetMembers().Where(IsPrinted).Select(static member => member.ToDisplayString(MemberFormat)).Order(StringComparer.Ordinal))
        {
            text.Append("    ").Append(member).Append('\n');
        }

        text.Append('\n');
    }

    // What the compiler makes for every record says nothing.
    private static bool IsPrinted(ISymbol member) =>
        IsVisible(member)
        && member is not INamedTypeSymbol
        && member is not IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove }
        && !member.IsImplicitlyDeclared
        && member.Name is not ("<Clone>$" or "EqualityContract" or "PrintMembers")
        && !(member.ContainingType.IsRecord && member is IMethodSymbol { Name: "Equals" or "GetHashCode" or "op_Equality" or "op_Inequality" or "Deconstruct" });

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));
}
