namespace ModelRegistry.Client;

/// <summary>A deployment as the registry records it.</summary>
/// <param name="ServingEnvironment">Where the version is served.</param>
/// <param name="InferenceService">What serves it.</param>
/// <param name="Serve">That it was served.</param>
public sealed record Deployment(ServingEnvironment ServingEnvironment, InferenceService InferenceService, ServeModel Serve);
