namespace ModelRegistry.Client;

/// <summary>A Model Registry (REST <c>v1alpha3</c>), resource by resource.</summary>
/// <remarks>Every resource is an interface of its own, so that code which uses one can be tested with a replacement.</remarks>
public interface IModelRegistryClient
{
    /// <summary>Gets the registered models.</summary>
    IRegisteredModels RegisteredModels { get; }

    /// <summary>Gets the versions of registered models.</summary>
    IModelVersions ModelVersions { get; }

    /// <summary>Gets the artifacts of all kinds.</summary>
    IArtifacts Artifacts { get; }

    /// <summary>Gets the model artifacts.</summary>
    IModelArtifacts ModelArtifacts { get; }

    /// <summary>Gets the serving environments.</summary>
    IServingEnvironments ServingEnvironments { get; }

    /// <summary>Gets the inference services.</summary>
    IInferenceServices InferenceServices { get; }

    /// <summary>Gets the experiments.</summary>
    IExperiments Experiments { get; }

    /// <summary>Gets the experiment runs.</summary>
    IExperimentRuns ExperimentRuns { get; }
}
