using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Versions;

/// <summary>Addresses that name a version of the API, or leave it open.</summary>
public sealed class AddressVersionTests
{
    [Theory]
    [InlineData("http://registry.test", ModelRegistryApiVersion.Auto, "/api/model_registry/v1alpha3/")]
    [InlineData("http://registry.test", ModelRegistryApiVersion.V1Alpha3, "/api/model_registry/v1alpha3/")]
    [InlineData("http://registry.test", ModelRegistryApiVersion.V1, "/api/model_registry/v1/")]
    [InlineData("http://registry.test/below/", ModelRegistryApiVersion.V1, "/below/api/model_registry/v1/")]
    [InlineData("http://registry.test/v1", ModelRegistryApiVersion.Auto, "/v1/api/model_registry/v1alpha3/")]
    [InlineData("http://registry.test/api/model_registry", ModelRegistryApiVersion.Auto, "/api/model_registry/v1alpha3/")]
    [InlineData("http://registry.test/api/model_registry/", ModelRegistryApiVersion.V1, "/api/model_registry/v1/")]
    [InlineData("http://registry.test/api/model_registry/v1", ModelRegistryApiVersion.Auto, "/api/model_registry/v1/")]
    [InlineData("http://registry.test/below/api/model_registry/v1//", ModelRegistryApiVersion.V1, "/below/api/model_registry/v1/")]
    [InlineData("http://registry.test/api/model_registry/v1alpha3", ModelRegistryApiVersion.Auto, "/api/model_registry/v1alpha3/")]
    [InlineData("http://registry.test/api/model_registry/v1alpha3/", ModelRegistryApiVersion.V1Alpha3, "/api/model_registry/v1alpha3/")]
    public async Task The_version_is_that_of_the_address_or_of_the_options(string address, ModelRegistryApiVersion version, string expected)
    {
        ScriptedHandler network = ScriptedHandler.Responding("""{"items":[],"nextPageToken":"","pageSize":1,"size":0}""");
        using ModelRegistryClient registry = TestClient.Over(
            network, options => (options.BaseAddress, options.ApiVersion) = (new(address), version));
        Assert.Empty(await registry.RegisteredModels.ListAsync(cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(expected + "registered_models", network.Last.Uri.AbsolutePath);
    }

    [Theory]
    [InlineData("http://registry.test/api/model_registry/v2", ModelRegistryApiVersion.Auto, "names version 'v2' of the API")]
    [InlineData("http://registry.test/below/api/model_registry/v1beta1/", ModelRegistryApiVersion.V1, "names version 'v1beta1' of the API")]
    [InlineData(
        "http://registry.test/api/model_registry/v1alpha2/registered_models",
        ModelRegistryApiVersion.Auto,
        "names version 'v1alpha2' of the API")]
    [InlineData("http://registry.test/api/model_registry/V1", ModelRegistryApiVersion.Auto, "names version 'V1' of the API")]
    [InlineData(
        "http://registry.test/api/model_registry/v1",
        ModelRegistryApiVersion.V1Alpha3,
        "BaseAddress ends in v1, and ApiVersion is V1Alpha3")]
    [InlineData(
        "http://registry.test/api/model_registry/v1alpha3/",
        ModelRegistryApiVersion.V1,
        "BaseAddress ends in v1alpha3, and ApiVersion is V1:")]
    [InlineData("http://registry.test", (ModelRegistryApiVersion)7, "ApiVersion is 7: give Auto, V1Alpha3 or V1.")]
    public void What_can_not_be_spoken_is_refused(string address, ModelRegistryApiVersion version, string expected)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = new(address), ApiVersion = version };
        string message = Assert.Throws<ArgumentException>(() => ModelRegistryClient.Create(options)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
