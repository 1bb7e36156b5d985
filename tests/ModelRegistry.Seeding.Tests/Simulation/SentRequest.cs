using System.Text.Json;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>A request as the wire saw it.</summary>
internal sealed class SentRequest(HttpMethod method, string path)
{
    public HttpMethod Method => method;

    public string Path => path;

    public bool IsWrite => method != HttpMethod.Get;

    /// <summary>Gets or sets a value indicating whether something went wrong with it on purpose.</summary>
    public bool IsTampered { get; set; }

    /// <summary>Gets or sets a value indicating whether the caller can't rule out that it was carried out.</summary>
    public bool MayBeCarriedOut { get; set; }

    /// <summary>Gets or sets a value indicating whether the registry has created or changed something, whatever was answered.</summary>
    public bool IsCarriedOut { get; set; }

    /// <summary>Gets the kind of the entity that it writes.</summary>
    public EntityKind Kind => path.Contains("/artifacts", StringComparison.Ordinal) ? EntityKind.Artifact
        : path.Contains("/model_versions", StringComparison.Ordinal) ? EntityKind.ModelVersion
        : EntityKind.RegisteredModel;

    /// <summary>Gets the path of the entity that it writes, as it is reported.</summary>
    public string EntityPath { get; private set; } = "";

    public override string ToString() =>
        $"{method} {path} {EntityPath}{(IsTampered ? ", tampered with" : "")}{(IsCarriedOut ? ", carried out" : "")}";

    /// <summary>Finds out what it writes.</summary>
    public async Task NoteAsync(HttpRequestMessage request, ModelRegistryEmulator emulator, CancellationToken cancellationToken)
    {
        if (!IsWrite)
        {
            return;
        }

        RegistrySnapshot snapshot = emulator.Snapshot();
        string[] segments = path["/api/model_registry/v1alpha3/".Length..].Split('/');
        using JsonDocument body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        EntityPath = segments switch
        {
            ["registered_models", var id] => ModelPath(snapshot, id),
            ["registered_models"] => Text(body, "name"),
            ["model_versions", var id] => VersionPath(snapshot, id),
            ["model_versions"] => $"{ModelPath(snapshot, Text(body, "registeredModelId"))}/{Text(body, "name")}",
            ["model_versions", var id, "artifacts"] => $"{VersionPath(snapshot, id)}/{Text(body, "name")}",
            ["artifacts", var id] => ArtifactPath(snapshot, id),
            _ => throw new InvalidOperationException($"{method} {path}"),
        };
    }

    private static string ModelPath(RegistrySnapshot snapshot, string id) => snapshot.RegisteredModels.Single(model => model.Id == id).Name;

    private static string VersionPath(RegistrySnapshot snapshot, string id)
    {
        RegistryEntity version = snapshot.ModelVersions.Single(version => version.Id == id);
        return $"{ModelPath(snapshot, version.ParentId!)}/{version.Name}";
    }

    private static string ArtifactPath(RegistrySnapshot snapshot, string id)
    {
        RegistryEntity artifact = snapshot.Artifacts.Single(artifact => artifact.Id == id);
        return $"{VersionPath(snapshot, artifact.ParentId!)}/{artifact.Name}";
    }

    private static string Text(JsonDocument body, string name) => body.RootElement.GetProperty(name).GetString()!;
}
