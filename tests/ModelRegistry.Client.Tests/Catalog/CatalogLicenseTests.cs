using System.Text.Json;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Client.Tests.Catalog;

public sealed class CatalogLicenseTests
{
    [Theory]
    [InlineData("Apache 2.0", "apache-2.0")]
    [InlineData("APACHE-2.0", "apache-2.0")]
    [InlineData(" apache-2.0 ", "apache-2.0")]
    [InlineData("Llama 4 Community License", "llama4")]
    [InlineData("MIT", "mit")]
    [InlineData("modified-mit", "modified-mit")]
    [InlineData("llama-3.3", "llama-3.3")]
    [InlineData("GNU Library General Public License v2 only", "lgpl-2.0-only")]
    [InlineData("Standard ML of New Jersey License", "smlnj")]
    public void A_name_leads_to_its_id(string license, string id) => Assert.Equal(id, CatalogLicense.ToSpdx(license));

    [Fact]
    public void Names_and_ids_are_the_same_licence_and_similar_ones_are_not()
    {
        Assert.True(CatalogLicense.AreSame("Apache 2.0", "APACHE-2.0"));
        Assert.True(CatalogLicense.AreSame(null, null));
        Assert.False(CatalogLicense.AreSame("modified-mit", "mit"));
        Assert.False(CatalogLicense.AreSame("llama-3.3", "llama3.3"));
        Assert.False(CatalogLicense.AreSame(null, "mit"));
    }

    [Fact]
    public void Every_licence_has_the_name_that_the_service_shows()
    {
        using JsonDocument names = JsonDocument.Parse(File.ReadAllBytes(SharedFolder.Require("catalog", "expected", "license-names.json")));
        Dictionary<string, string> expected = names.RootElement.EnumerateObject().ToDictionary(
            pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);
        Assert.Equal(739, expected.Count);
        Assert.Equal(
            expected.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            LicenseNames.ById.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value, CatalogLicense.ToDisplayName(pair.Key.ToUpperInvariant())));
        Assert.Equal(730, expected.Values.Select(CatalogLicense.ToSpdx).Distinct(StringComparer.Ordinal).Count());
        Assert.All(expected.Values, name => Assert.Equal(name, CatalogLicense.ToDisplayName(CatalogLicense.ToSpdx(name))));
    }
}
