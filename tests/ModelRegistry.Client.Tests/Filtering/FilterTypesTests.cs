using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Filtering;

/// <summary>A filter that can't be right for its list does not compile.</summary>
public sealed class FilterTypesTests
{
    [Theory]
    [InlineData("registry.RegisteredModels.ListAsync(RegisteredModelFilter.Owner == \"ai-admin\" & RegisteredModelFilter.State == "
        + "RegisteredModelState.Live & RegisteredModelFilter.Property(\"quantization\") == \"FP8-dynamic\")")]
    [InlineData("registry.RegisteredModels.ListAsync(new() { Filter = RegisteredModelFilter.Owner == \"a\", OrderBy = OrderBy.CreateTime, "
        + "SortOrder = SortOrder.Descending })")]
    [InlineData("registry.RegisteredModels.ListAsync(new ListOptions<RegisteredModel> { Filter = RegisteredModelFilter.Owner == \"a\" })")]
    [InlineData("registry.RegisteredModels.ListAsync(new ListOptions { OrderBy = OrderBy.CreateTime })")]
    [InlineData("registry.RegisteredModels.ListAsync(Filter.Raw(\"owner = 'a'\"))")]
    [InlineData("registry.RegisteredModels.ListAsync(Filter.All(RegisteredModelFilter.Owner == \"a\", RegisteredModelFilter.Id == \"1\"))")]
    [InlineData("registry.ModelVersions.ListAsync(ModelVersionFilter.State == ModelVersionState.Live)")]
    [InlineData("registry.RegisteredModels.ListVersionsAsync(\"1\", new() { Filter = ModelVersionFilter.Author == \"a\" })")]
    [InlineData("registry.ModelVersions.ListArtifactsAsync(\"1\", new() { Filter = ArtifactFilter.Uri.StartsWith(\"s3:\") })")]
    [InlineData("registry.Experiments.ListAsync(ExperimentFilter.Owner == \"a\")")]
    [InlineData("registry.ExperimentRuns.ListAsync(ExperimentRunFilter.Status == ExperimentRunStatus.Finished)")]
    [InlineData("registry.ExperimentRuns.ListMetricHistoryAsync(new MetricHistoryOptions { Filter = MetricFilter.Step > 100 })")]
    [InlineData("registry.ServingEnvironments.ListAsync(new ListOptions { PageSize = 5 })")]
    public void What_fits_compiles(string statement) => Assert.Empty(Snippet.Errors(statement));

    [Theory]
    [InlineData("registry.ModelVersions.ListAsync(RegisteredModelFilter.Owner == \"a\")", "CS1503")]
    [InlineData("registry.ModelVersions.ListAsync(new() { Filter = RegisteredModelFilter.Owner == \"a\" })", "CS0029")]
    [InlineData("registry.ModelVersions.ListAsync(new ListOptions<RegisteredModel>())", "CS1503")]
    [InlineData("registry.Artifacts.ListAsync(new() { Filter = MetricFilter.Value > 1 })", "CS0029")]
    [InlineData("var f = RegisteredModelFilter.Owner == \"a\" & ModelVersionFilter.Author == \"a\"", "CS0019")]
    [InlineData("var f = RegisteredModelFilter.Author == \"a\"", "CS0117")]
    [InlineData("var f = ModelVersionFilter.Owner == \"a\"", "CS0117")]
    [InlineData("var f = ExperimentFilter.Provider == \"a\"", "CS0117")]
    [InlineData("var f = RegisteredModelFilter.State == ModelVersionState.Live", "CS0019")]
    [InlineData("var f = RegisteredModelFilter.Id < \"7\"", "CS0019")]
    [InlineData("var f = RegisteredModelFilter.CreateTime == \"today\"", "CS0019")]
    [InlineData("var f = ArtifactFilter.MetricValue.Like(\"1%\")", "CS1061")]
    [InlineData("registry.ModelArtifacts.ListAsync(Filter.Raw(\"name = 'x'\"))", "CS1503")]
    [InlineData("registry.ServingEnvironments.ListAsync(new() { Filter = Filter.Raw(\"name = 'x'\") })", "CS0117")]
    [InlineData("registry.ServingEnvironments.ListInferenceServicesAsync(\"1\", new() { Filter = Filter.Raw(\"name = 'x'\") })", "CS0117")]
    [InlineData("registry.InferenceServices.ListAsync(new() { Filter = Filter.Raw(\"name = 'x'\") })", "CS0117")]
    [InlineData("registry.InferenceServices.ListServesAsync(\"1\", new() { Filter = Filter.Raw(\"name = 'x'\") })", "CS0117")]
    [InlineData("Filter<CatalogModel> f = CatalogArtifactFilter.Uri == \"a\"", "CS0029")]
    public void What_does_not_fit_does_not_compile(string statement, string error) => Assert.Equal([error], Snippet.Errors(statement));
}
