namespace ModelRegistry.Client;

/// <summary>
/// How a list is to be fetched, without a filter: for the lists on which the server ignores filters (model artifacts, serving environments,
/// inference services and serving actions), and wherever none is needed.
/// </summary>
public sealed record ListOptions : PagingOptions;
