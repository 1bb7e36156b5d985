using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelRegistry.Client.Tests.Support;

/// <summary>Code that a user might write, compiled while the tests run.</summary>
internal static class Snippet
{
    private static readonly MetadataReference[] Assemblies =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(
            path => MetadataReference.CreateFromFile(path))];

    /// <summary>Compiles statements that may use a client called <c>registry</c>.</summary>
    /// <returns>The errors, by their ids.</returns>
    public static IReadOnlyList<string> Errors(string statements) =>
    [
        .. Compile(
            "snippet",
            $$"""
            using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using ModelRegistry.Client;
            class C { async Task M(IModelRegistryClient registry) { {{statements}} ; await Task.Yield(); } }
            """)
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(found => found.Severity == DiagnosticSeverity.Error)
            .Select(found => found.Id),
    ];

    /// <summary>Compiles a file into a library.</summary>
    public static CSharpCompilation Compile(string name, string source, params MetadataReference[] more) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
        [.. more, .. Assemblies],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
