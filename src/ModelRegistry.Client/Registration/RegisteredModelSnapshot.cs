namespace ModelRegistry.Client;

/// <summary>A registered model as it was found, with those of its versions that matter.</summary>
/// <param name="Model">The model.</param>
/// <param name="Versions">Its versions; all of them, since the name of a new one must differ from each.</param>
public sealed record RegisteredModelSnapshot(RegisteredModel Model, IReadOnlyList<ModelVersionSnapshot> Versions);
