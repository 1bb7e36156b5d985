using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Persistence;

/// <summary>Writes over HTTP, and keeps what was acknowledged: the content that the registry must have, no more and no less.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, string> _acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _everAcknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _contested = new(StringComparer.Ordinal);
    private SortedDictionary<string, string>? _ifRefusedWere;

    public int Acknowledged => _everAcknowledged.Count;

    /// <summary>The content of a registry in the terms of the ledger.</summary>
    public static SortedDictionary<string, string> Of(RegistrySnapshot content)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (RegistryEntity entity in (RegistryEntity[])
            [.. content.RegisteredModels, .. content.ModelVersions, .. content.Experiments, .. content.ExperimentRuns])
        {
            facts.Add(Key(entity.TypeName, entity.Name), Description(entity.Json));
        }

        foreach (RegistryEntity artifact in content.Artifacts)
        {
            facts.Add(Key("Artifact", artifact.Name), $"{ValueOf(artifact.Json)} below {string.Join(',', artifact.ParentIds)}");
        }

        foreach (var metric in content.MetricHistory.GroupBy(static value => value.Name, StringComparer.Ordinal))
        {
            facts.Add(Key("History", metric.Key), string.Join(',', metric.Select(static value => ValueOf(value.Json))));
        }

        return facts;
    }

    /// <summary>Creates a model, version, experiment or run.</summary>
    /// <returns>The id; <see langword="null"/> when it was refused.</returns>
    public async Task<string?> CreateAsync(
        HttpClient http, string type, string path, string name, string description = "", string more = "")
    {
        string body = $$"""{"name":"{{name}}","description":"{{description}}"{{more}}}""";
        (HttpStatusCode status, JsonElement json) = await http.PostAsync(path, body);
        if (status == HttpStatusCode.Conflict)
        {
            _contested[Key(type, name)] = true;
            return null;
        }

        return Record(status, HttpStatusCode.Created, Key(type, name), description) ? json.Text("id") : null;
    }

    /// <summary>Changes the description of a model.</summary>
    public async Task<bool> DescribeAsync(HttpClient http, string id, string name, string description)
    {
        using var patch = new StringContent($$"""{"description":"{{description}}"}""");
        using HttpResponseMessage response = await http.PatchAsync(
            new Uri($"registered_models/{id}", UriKind.Relative), patch, TestContext.Current.CancellationToken);
        return Record(response.StatusCode, HttpStatusCode.OK, Key("RegisteredModel", name), description);
    }

    /// <summary>Creates an artifact below a version, or puts the one that the id names below it too.</summary>
    public async Task<string?> AttachAsync(HttpClient http, string version, string name, string? id, IReadOnlyList<string> versions)
    {
        string body = $$"""{"artifactType":"doc-artifact","name":"{{name}}","uri":"u"{{(id is null ? "" : $",\"id\":\"{id}\"")}}}""";
        (HttpStatusCode status, JsonElement json) = await http.PostAsync($"model_versions/{version}/artifacts", body);
        HttpStatusCode expected = id is null ? HttpStatusCode.Created : HttpStatusCode.OK;
        return Record(status, expected, Key("Artifact", name), $"u below {string.Join(',', versions)}") ? json.Text("id") : null;
    }

    /// <summary>Records a value of a metric below a run.</summary>
    public async Task<bool> MeasureAsync(HttpClient http, string run, string name, int value)
    {
        string number = value.ToString(CultureInfo.InvariantCulture);
        (HttpStatusCode status, _) = await http.PostAsync(
            $"experiment_runs/{run}/artifacts", $$"""{"artifactType":"metric","name":"{{name}}","value":{{number}}}""");
        string history = _acknowledged.TryGetValue(Key("History", name), out string? former) ? $"{former},{number}" : number;
        return Record(status, HttpStatusCode.OK, (Key("Artifact", name), $"{number} below {run}"), (Key("History", name), history));
    }

    /// <summary>Reads all models; what is seen must be acknowledged sooner or later.</summary>
    public async Task LookAsync(HttpClient http)
    {
        (_, JsonElement page) = await http.ReadAsync("registered_models?pageSize=10000");
        foreach (JsonElement model in page.GetProperty("items").EnumerateArray())
        {
            _seen[$"{Key("RegisteredModel", model.Text("name"))}={Description(model.GetRawText())}"] = true;
        }
    }

    /// <summary>Empties the registry.</summary>
    public async Task<bool> ResetAsync(ModelRegistryEmulator registry, HttpClient http)
    {
        using HttpResponseMessage response = await http.PostAsync(
            new Uri(registry.BaseAddress, "_emulator/reset"), content: null, TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            CheckContested();
            _acknowledged.Clear();
            return true;
        }

        string reason = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("The emulator's data file cannot be written", reason, StringComparison.Ordinal);
        Refuse(response.StatusCode, []);
        return false;
    }

    /// <summary>Compares: the content is what was acknowledged, nobody saw anything else, and what was called taken is there.</summary>
    /// <param name="content">The content.</param>
    /// <param name="orRefused">Whether the write that was refused first may be there all the same.</param>
    public void Check(RegistrySnapshot content, bool orRefused = false)
    {
        SortedDictionary<string, string> found = Of(content);
        if (!orRefused || _ifRefusedWere is null || !found.SequenceEqual(_ifRefusedWere))
        {
            Assert.Equal(new SortedDictionary<string, string>(_acknowledged, StringComparer.Ordinal), found);
        }

        Assert.Empty(_seen.Keys.Except(_everAcknowledged.Keys, StringComparer.Ordinal));
        CheckContested();
    }

    private void CheckContested()
    {
        Assert.Empty(_contested.Keys.Except(_acknowledged.Keys, StringComparer.Ordinal));
        _contested.Clear();
    }

    private bool Record(HttpStatusCode status, HttpStatusCode expected, string key, string value) => Record(status, expected, (key, value));

    private bool Record(HttpStatusCode status, HttpStatusCode expected, params ReadOnlySpan<(string Key, string Value)> facts)
    {
        if (status != expected)
        {
            var would = new SortedDictionary<string, string>(_acknowledged, StringComparer.Ordinal);
            foreach ((string key, string value) in facts)
            {
                would[key] = value;
            }

            Refuse(status, would);
            return false;
        }

        foreach ((string key, string value) in facts)
        {
            _acknowledged[key] = value;
            _everAcknowledged[$"{key}={value}"] = true;
        }

        return true;
    }

    private void Refuse(HttpStatusCode status, SortedDictionary<string, string> would)
    {
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Interlocked.CompareExchange(ref _ifRefusedWere, would, null);
    }

    private static string Key(string type, string name) => $"{type} {name}";

    private static string Description(string json) => Member(json, "description");

    private static string ValueOf(string json) => Member(json, "value") is { Length: > 0 } value ? value : Member(json, "uri");

    private static string Member(string json, string name)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty(name, out JsonElement member) ? member.ToString() : "";
    }
}
