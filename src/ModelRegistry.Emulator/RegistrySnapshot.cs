namespace ModelRegistry.Emulator;

/// <summary>The content of a registry at one moment, each list in the order of the ids.</summary>
public sealed record RegistrySnapshot
{
    /// <summary>The registered models.</summary>
    public required IReadOnlyList<RegistryEntity> RegisteredModels { get; init; }

    /// <summary>The model versions of all models.</summary>
    public required IReadOnlyList<RegistryEntity> ModelVersions { get; init; }

    /// <summary>The artifacts of all kinds.</summary>
    public required IReadOnlyList<RegistryEntity> Artifacts { get; init; }

    /// <summary>The serving environments.</summary>
    public required IReadOnlyList<RegistryEntity> ServingEnvironments { get; init; }

    /// <summary>The inference services of all environments.</summary>
    public required IReadOnlyList<RegistryEntity> InferenceServices { get; init; }

    /// <summary>The serves of all inference services.</summary>
    public required IReadOnlyList<RegistryEntity> ServeModels { get; init; }

    /// <summary>The experiments.</summary>
    public required IReadOnlyList<RegistryEntity> Experiments { get; init; }

    /// <summary>The runs of all experiments.</summary>
    public required IReadOnlyList<RegistryEntity> ExperimentRuns { get; init; }

    /// <summary>The values that metrics of runs once had.</summary>
    public required IReadOnlyList<RegistryEntity> MetricHistory { get; init; }
}
