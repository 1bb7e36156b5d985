using ModelRegistry.Client.Wire.Api;

#pragma warning disable IDE0130 // The generator names the namespace of the class that is completed here.
namespace Refit.Implementation;
#pragma warning restore IDE0130

/// <summary>
/// Makes the generated implementations. Refit would register all of them when the assembly is loaded, in a way that keeps every operation
/// in a native program, called or not; the project switches that off (it leaves out the symbol NET5_0_OR_GREATER), and each is made here.
/// </summary>
internal static partial class GeneratedModelRegistry_Client
{
    public static IRegisteredModelsApi RegisteredModels(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIRegisteredModelsApi(http, settings);

    public static IModelVersionsApi ModelVersions(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIModelVersionsApi(http, settings);

    public static IArtifactsApi Artifacts(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIArtifactsApi(http, settings);

    public static IModelArtifactsApi ModelArtifacts(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIModelArtifactsApi(http, settings);

    public static IServingEnvironmentsApi ServingEnvironments(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIServingEnvironmentsApi(http, settings);

    public static IInferenceServicesApi InferenceServices(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIInferenceServicesApi(http, settings);

    public static IExperimentsApi Experiments(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIExperimentsApi(http, settings);

    public static IExperimentRunsApi ExperimentRuns(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIExperimentRunsApi(http, settings);

    public static IExperimentRunArtifactsApi ExperimentRunArtifacts(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiIExperimentRunArtifactsApi(http, settings);

    public static ICatalogSourcesApi CatalogSources(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiICatalogSourcesApi(http, settings);

    public static ICatalogLabelsApi CatalogLabels(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiICatalogLabelsApi(http, settings);

    public static ICatalogModelsApi CatalogModels(HttpClient http, RefitSettings settings) =>
        new ModelRegistryClientWireApiICatalogModelsApi(http, settings);
}
