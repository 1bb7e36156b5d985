using ModelRegistry.Client;
using ModelRegistry.Emulator;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Seeding.Tests.Docs;

/// <summary>The code of <c>docs/catalog.md</c>, between its markers. It runs against a catalog and a registry over HTTP.</summary>
public sealed class CatalogSnippets : IDisposable
{
    private readonly CatalogFolder _folder = new CatalogFolder().WithModels(
        "models: [{name: RedHatAI/granite-3.1-8b-instruct-FP8-dynamic, provider: IBM, artifacts: [{uri: 'oci://host/granite:1'}]}]",
        "redhat_ai_validated_models");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_goes_from_the_catalog_into_the_registry()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: cancellationToken);
        await using ModelCatalogEmulator service = await ModelCatalogEmulator.StartAsync(
            new ModelCatalogEmulatorOptions { Sources = _folder.Sources }, cancellationToken);
        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        Uri address = service.BaseAddress;

        #region promote
        using ModelCatalogClient catalog = ModelCatalogClient.Create(new ModelCatalogClientOptions { BaseAddress = address });
        var byIbm = new CatalogModelListOptions { Filter = CatalogModelFilter.Provider == "IBM" };
        await foreach (CatalogModel model in catalog.Models.ListAsync(byIbm, cancellationToken))
        {
            Console.WriteLine($"{model.SourceId} {model.Name}");
        }

        RegistrationResult result = await registry.PromoteFromCatalogAsync(
            catalog,
            "redhat_ai_validated_models",
            "RedHatAI/granite-3.1-8b-instruct-FP8-dynamic",
            cancellationToken: cancellationToken);
        #endregion
        Assert.Equal(3, result.Entities.Count(entity => entity.Action == AppliedAction.Created));
        Assert.Single(service.Requests, request => request.Query.Contains("filterQuery=provider", StringComparison.Ordinal));
    }
}
