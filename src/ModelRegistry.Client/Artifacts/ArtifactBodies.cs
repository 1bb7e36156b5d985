using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client;

/// <summary>Writes the body of an artifact as the kind that it is.</summary>
internal static class ArtifactBodies
{
    public static ApiRequest WithArtifact(this ApiRequest request, ArtifactCreate artifact) => artifact switch
    {
        ModelArtifactCreate model => request.WithBody(model, RegistryJson.Default.ModelArtifactCreate),
        DocArtifactCreate doc => request.WithBody(doc, RegistryJson.Default.DocArtifactCreate),
        DataSetCreate dataSet => request.WithBody(dataSet, RegistryJson.Default.DataSetCreate),
        MetricCreate metric => request.WithBody(metric, RegistryJson.Default.MetricCreate),
        ParameterCreate parameter => request.WithBody(parameter, RegistryJson.Default.ParameterCreate),
        _ => throw new NotSupportedException($"An artifact of type {artifact.ArtifactType} can't be written."),
    };

    public static ApiRequest WithArtifact(this ApiRequest request, ArtifactUpdate update) => update switch
    {
        ModelArtifactUpdate model => request.WithBody(model, RegistryJson.Default.ModelArtifactUpdate),
        DocArtifactUpdate doc => request.WithBody(doc, RegistryJson.Default.DocArtifactUpdate),
        DataSetUpdate dataSet => request.WithBody(dataSet, RegistryJson.Default.DataSetUpdate),
        MetricUpdate metric => request.WithBody(metric, RegistryJson.Default.MetricUpdate),
        ParameterUpdate parameter => request.WithBody(parameter, RegistryJson.Default.ParameterUpdate),
        _ => throw new NotSupportedException($"An artifact of type {update.ArtifactType} can't be written."),
    };
}
