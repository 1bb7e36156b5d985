using System.Text;
using System.Text.Json;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator;

/// <content>Looking into a registry and filling it, without HTTP.</content>
public sealed partial class ModelRegistryEmulator
{
    /// <summary>Copies the content as it is at this moment.</summary>
    /// <returns>The content; later changes do not show in it.</returns>
    public RegistrySnapshot Snapshot()
    {
        lock (Registry.Store.Gate)
        {
            return new RegistrySnapshot
            {
                RegisteredModels = Copy(EntityTypes.RegisteredModel),
                ModelVersions = Copy(EntityTypes.ModelVersion),
                Artifacts = Copy(type: null),
                ServingEnvironments = Copy(EntityTypes.ServingEnvironment),
                InferenceServices = Copy(EntityTypes.InferenceService),
                ServeModels = Copy(EntityTypes.ServeModel),
                Experiments = Copy(EntityTypes.Experiment),
                ExperimentRuns = Copy(EntityTypes.ExperimentRun),
                MetricHistory = Copy(EntityTypes.MetricHistory),
            };
        }
    }

    /// <summary>
    /// Carries out an operation of the API from within the process, as if it had been sent. Faults do not apply, and it is not remembered.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">
    /// The path, with an encoded query if need be: either whole, or behind <c>/api/model_registry/v1alpha3/</c>, for which <c>v1/</c>
    /// stands in once <see cref="AlphaGone"/> is set.
    /// </param>
    /// <param name="body">The JSON to send; <see langword="null"/> for none.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="ArgumentException"><paramref name="method"/> or <paramref name="pathAndQuery"/> is empty.</exception>
    /// <exception cref="IOException">The data file cannot be written; nothing has changed.</exception>
    /// <exception cref="ObjectDisposedException">It would write to a data file, and the registry has been disposed.</exception>
    public RegistryResponse Invoke(string method, string pathAndQuery, string? body = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentException.ThrowIfNullOrEmpty(pathAndQuery);
        Response response = Registry.Invoke(method, pathAndQuery, Encoding.UTF8.GetBytes(body ?? ""));
        return new RegistryResponse(response.Status, Encoding.UTF8.GetString(response.Body.Span));
    }

    /// <summary>Adds a registered model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="properties">Custom properties of kind string; an empty value makes a label.</param>
    /// <returns>The id of the model.</returns>
    /// <exception cref="InvalidOperationException">The registry refuses it, for instance because the name is taken.</exception>
    /// <exception cref="IOException">The data file cannot be written; nothing has changed.</exception>
    /// <exception cref="ObjectDisposedException">The registry has a data file, and has been disposed.</exception>
    public string AddRegisteredModel(string name, IReadOnlyDictionary<string, string>? properties = null) =>
        Add("registered_models", properties, ("name", name));

    /// <summary>Adds a version of a model.</summary>
    /// <param name="registeredModelId">The id of the model.</param>
    /// <param name="name">Its name.</param>
    /// <param name="properties">Custom properties of kind string; an empty value makes a label.</param>
    /// <returns>The id of the version.</returns>
    /// <exception cref="InvalidOperationException">The registry refuses it, for instance because the name is taken.</exception>
    /// <exception cref="IOException">The data file cannot be written; nothing has changed.</exception>
    /// <exception cref="ObjectDisposedException">The registry has a data file, and has been disposed.</exception>
    public string AddModelVersion(string registeredModelId, string name, IReadOnlyDictionary<string, string>? properties = null) =>
        Add("model_versions", properties, ("name", name), ("registeredModelId", registeredModelId));

    /// <summary>Adds a model artifact to a version.</summary>
    /// <param name="modelVersionId">The id of the version.</param>
    /// <param name="name">Its name.</param>
    /// <param name="uri">Where the model lies; <see langword="null"/> to leave it out.</param>
    /// <param name="properties">Custom properties of kind string.</param>
    /// <returns>The id of the artifact.</returns>
    /// <exception cref="InvalidOperationException">The registry refuses it, for instance because there is no such version.</exception>
    /// <exception cref="IOException">The data file cannot be written; nothing has changed.</exception>
    /// <exception cref="ObjectDisposedException">The registry has a data file, and has been disposed.</exception>
    public string AddModelArtifact(
        string modelVersionId, string name, string? uri = null, IReadOnlyDictionary<string, string>? properties = null) =>
        Add(
            $"model_versions/{Uri.EscapeDataString(modelVersionId)}/artifacts",
            properties,
            ("artifactType", "model-artifact"),
            ("name", name),
            ("uri", uri));

    private string Add(string path, IReadOnlyDictionary<string, string>? properties, params (string Name, string? Value)[] fields)
    {
        var body = new JsonOutput();
        body.BeginObject();
        foreach ((string name, string? value) in fields)
        {
            if (value is not null)
            {
                body.Text(name, value);
            }
        }

        body.Name("customProperties");
        body.BeginObject();
        foreach ((string key, string value) in properties ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            body.Name(key);
            new PropertyValue(MetadataKind.String, value).Write(body);
        }

        body.EndObject();
        body.EndObject();
        Response response = Registry.Invoke("POST", path, body.Written);
        string text = Encoding.UTF8.GetString(response.Body.Span);
        if (response.Status is not (200 or 201))
        {
            throw new InvalidOperationException($"The registry responded with {response.Status}: {text.TrimEnd()}");
        }

        using JsonDocument created = JsonDocument.Parse(text);
        return created.RootElement.GetProperty("id").GetString()!;
    }

    private List<RegistryEntity> Copy(EntityType? type)
    {
        EntityList list = Registry.Store.All(type);
        return [.. list.Copy(0, list.Count).Select(RegistryEntity.From)];
    }
}
