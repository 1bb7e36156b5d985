using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>
/// A job's wire in a race: each request waits for its turn, and each write is held against who owns what it writes to. The server knows no
/// conditional write, so that what another set takes over in the one moment between a job's reading and its write can't be seen before.
/// </summary>
internal sealed class RaceWire(HttpMessageHandler inner, ModelRegistryEmulator emulator) : DelegatingHandler(inner)
{
    private const string Api = "/api/model_registry/v1alpha3/";

    public RacingJob Job { get; set; } = null!;

    public RequestScheduler Scheduler { get; set; } = null!;

    /// <summary>Gets or sets what all jobs have done.</summary>
    public RaceLog Log { get; set; } = new();

    /// <summary>Gets how many writes went to what had become another's in that one moment.</summary>
    public int Overtaken { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Scheduler.TakeTurnAsync(Job.Number);
        string path = request.RequestUri!.AbsolutePath[Api.Length..];
        bool isWrite = request.Method != HttpMethod.Get;
        RegistryEntity? target = isWrite ? await FindAsync(request, path, cancellationToken) : null;
        string? owner = Owner(target);
        if (target is not null && owner is not null && owner != Job.Set && !Job.TakeOver)
        {
            // What is made, or changed, below an entity follows one reading or writing of that entity.
            bool isInTheMoment = PathOf(target) == path ? Job.JustRead == path : Job.SeenAsOwn.Contains(PathOf(target));
            isInTheMoment |= request.Method == HttpMethod.Patch && Log.MustBringBack(target, Job.Set);
            Assert.True(isInTheMoment, $"{Job.Number} sends {request.Method} {path}, which belongs to {owner}");
            Overtaken++;
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        Log.Requests.Add($"{Job.Number} {request.Method} {path}{request.RequestUri.Query} {(int)response.StatusCode}");
        Job.JustRead = null;
        RegistryEntity? read = isWrite ? null : await FindAsync(request, path, cancellationToken);
        if (read is not null && PathOf(read) == path && (Owner(read) ?? Job.Set) == Job.Set)
        {
            Job.JustRead = path;
            Job.SeenAsOwn.Add(path);
        }

        if (isWrite && response.IsSuccessStatusCode)
        {
            using var body = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            EntityKind kind = path.Contains("artifacts", StringComparison.Ordinal) ? EntityKind.Artifact
                : path.StartsWith("model_versions", StringComparison.Ordinal) ? EntityKind.ModelVersion
                : EntityKind.RegisteredModel;
            if (request.Method == HttpMethod.Patch && kind != EntityKind.Artifact && target is not null)
            {
                Log.SawState(target, await FindAsync(request, path, cancellationToken), Job.Set);
            }

            string id = body.RootElement.GetProperty("id").GetString()!;
            Job.CarriedOut.Add((kind, id, request.Method == HttpMethod.Post));
            Job.SeenAsOwn.Add(request.Method == HttpMethod.Post ? $"{path}/{id}" : path);
        }

        return response;
    }

    /// <summary>What a request goes to: an entity, or the parent of what it makes.</summary>
    private async Task<RegistryEntity?> FindAsync(HttpRequestMessage request, string path, CancellationToken cancellationToken)
    {
        RegistrySnapshot snapshot = emulator.Snapshot();
        switch (path.Split('/'))
        {
            case ["registered_models", var id, ..]:
                return snapshot.RegisteredModels.Single(model => model.Id == id);
            case ["model_versions", var id, ..]:
                return snapshot.ModelVersions.Single(version => version.Id == id);
            case ["artifacts", var id]:
                string parent = snapshot.Artifacts.Single(artifact => artifact.Id == id).ParentId!;
                return snapshot.ModelVersions.Single(version => version.Id == parent);
            case ["model_versions"] when request.Method == HttpMethod.Post:
                using (var body = System.Text.Json.JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken)))
                {
                    string model = body.RootElement.GetProperty("registeredModelId").GetString()!;
                    return snapshot.RegisteredModels.Single(found => found.Id == model);
                }

            default:
                return null;
        }
    }

    private static string PathOf(RegistryEntity entity) =>
        $"{(entity.TypeName == "RegisteredModel" ? "registered_models" : "model_versions")}/{entity.Id}";

    internal static string? Owner(RegistryEntity? entity) => entity?.CustomProperties.GetValueOrDefault(SeedSet.PropertyName);
}

/// <summary>What the jobs of a race have done.</summary>
internal sealed class RaceLog
{
    /// <summary>Gets the requests of all jobs, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Gets what is archived: the set whose job did it, and the set that owned it at that moment.</summary>
    public Dictionary<string, (string By, string? Owner)> Archived { get; } = new(StringComparer.Ordinal);

    public void SawState(RegistryEntity before, RegistryEntity? after, string set)
    {
        string key = Key(before);
        if (after!.State != "ARCHIVED")
        {
            Archived.Remove(key);
        }
        else if (before.State != "ARCHIVED")
        {
            Archived[key] = (set, RaceWire.Owner(before));
        }
    }

    /// <summary>Whether a set has archived what had become another's in that moment.</summary>
    public bool MustBringBack(RegistryEntity entity, string set) =>
        Archived.TryGetValue(Key(entity), out (string By, string? Owner) archived) && archived.By == set && archived.Owner != set;

    private static string Key(RegistryEntity entity) => $"{entity.TypeName} {entity.Name} {entity.Id}";
}
