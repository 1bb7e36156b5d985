namespace ModelRegistry.Client;

/// <summary>What is to change in a serving environment (<c>updateServingEnvironment</c>). What is left out stays as it is.</summary>
public sealed record ServingEnvironmentUpdate : ResourceUpdate;
