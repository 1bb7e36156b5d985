using Microsoft.Extensions.Options;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Says what is wrong with the options of a catalog, all of it at once.</summary>
/// <param name="name">The name of the options that are looked at.</param>
/// <param name="configurationPath">Where in the configuration they come from, or <see langword="null"/> when code sets them.</param>
internal sealed class ModelCatalogClientOptionsValidator(string name, string? configurationPath)
    : IValidateOptions<ModelCatalogClientOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, ModelCatalogClientOptions options)
    {
        if (!string.Equals(optionsName, name, StringComparison.Ordinal))
        {
            return ValidateOptionsResult.Skip;
        }

        return ModelRegistryClientOptionsValidator.Check(options.ForHandlers(), canDiscover: false, ApiService.Catalog) is [_, ..] errors
            ? ValidateOptionsResult.Fail(errors.Select(
                error => ModelRegistryClientOptionsValidator.Placed(error, nameof(ModelCatalogClientOptions), configurationPath)))
            : ValidateOptionsResult.Success;
    }
}
