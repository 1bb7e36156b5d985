using ModelRegistry.Emulator.Operations;

namespace ModelRegistry.Emulator.Tests;

/// <summary>The operations that the API has.</summary>
public sealed class RouteTableTests
{
    [Fact]
    public void There_are_56_operations_each_named_once()
    {
        Assert.Equal(56, RouteTable.V1Alpha3.Routes.Count);
        Assert.Equal(56, RouteTable.V1Alpha3.Routes.Select(static route => route.OperationId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(56, RouteTable.V1Alpha3.Routes.Select(static route => route.Method + route.Pattern).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_operation_is_found_by_its_own_path() => Assert.All(RouteTable.V1Alpha3.Routes, static route =>
    {
        string path = string.Join('/', route.Segments.Select(static segment => segment.StartsWith('{') ? "7" : segment));
        Route? found = RouteTable.V1Alpha3.Find(route.Method, path, out string id, out _);

        Assert.Same(route, found);
        Assert.Equal(route.IdName is null ? "" : "7", id);
    });
}
