using System.Reflection;
using ModelRegistry.Client.Wire;
using ModelRegistry.Client.Wire.Api;
using ModelRegistry.Tests.Shared;
using Refit;

namespace ModelRegistry.Client.Tests.Versions;

/// <summary>Holds the table of operations in docs/client.md to the code.</summary>
public sealed class OperationsPageTests
{
    [Fact]
    public void The_page_lists_every_operation_and_the_versions_that_have_it()
    {
        string tests = SourceTree.FolderOf("ModelRegistry.Client.Tests.csproj");
        string page = File.ReadAllText(Path.Combine(tests, "..", "..", "docs", "client.md"));
        string table = page.Split("<!-- operations -->")[1].Split("<!-- /operations -->")[0];
        IEnumerable<string> listed =
            from row in table.Split('\n')
            let version = row.EndsWith("| yes | yes |", StringComparison.Ordinal) ? "both" : row.EndsWith(
                "| yes | no |", StringComparison.Ordinal) ? "v1alpha3" : null
            where version is not null
            from id in row.Split('`').Where((_, place) => place % 2 == 1)
            select $"{id} {version}";

        IEnumerable<string> known =
            from part in typeof(RegistryApi).GetProperties().Where(property => property.PropertyType.IsInterface)
            from method in part.PropertyType.GetMethods()
            let operation = new Operation(method.Name, method.GetCustomAttribute<HttpMethodAttribute>()!.Path, HttpMethod.Get)
            select $"{operation.Id} {(operation.IsOnExperiments ? "v1alpha3" : "both")}";

        Assert.Equal(known.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        Assert.Equal((56, 40), (known.Count(), known.Count(operation => operation.EndsWith("both", StringComparison.Ordinal))));
    }
}
