using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace ModelRegistry.Benchmarks;

/// <summary>What one would write without a library: HttpClient and source-generated JSON, no retries, no telemetry, no errors.</summary>
internal sealed class HandWritten(HttpClient http)
{
    public async Task<ModelDto> GetAsync(string id) =>
        (await http.GetFromJsonAsync($"registered_models/{id}", HandWrittenJson.Default.ModelDto))!;

    public async Task<ModelDto> CreateAsync(ModelDto model)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("registered_models", model, HandWrittenJson.Default.ModelDto);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(HandWrittenJson.Default.ModelDto))!;
    }

    public async Task<int> ListAsync(int pageSize)
    {
        int count = 0;
        string token = "";
        do
        {
            ModelListDto page = (await http.GetFromJsonAsync(
                $"registered_models?pageSize={pageSize}&nextPageToken={Uri.EscapeDataString(token)}",
                HandWrittenJson.Default.ModelListDto))!;
            foreach (ModelDto model in page.Items)
            {
                count += model.Id is null ? 0 : 1;
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);

        return count;
    }
}

internal sealed class ModelDto
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? ExternalId { get; set; }

    public string? Owner { get; set; }

    public string? Provider { get; set; }

    public string? License { get; set; }

    public string? State { get; set; }

    public List<string>? Language { get; set; }

    public List<string>? Tasks { get; set; }

    public string? CreateTimeSinceEpoch { get; set; }

    public string? LastUpdateTimeSinceEpoch { get; set; }

    public Dictionary<string, PropertyDto>? CustomProperties { get; set; }
}

internal sealed class PropertyDto
{
    public string? MetadataType { get; set; }

    [JsonPropertyName("string_value")]
    public string? StringValue { get; set; }

    [JsonPropertyName("int_value")]
    public string? IntValue { get; set; }

    [JsonPropertyName("double_value")]
    public double? DoubleValue { get; set; }

    [JsonPropertyName("bool_value")]
    public bool? BoolValue { get; set; }
}

internal sealed class ModelListDto
{
    public List<ModelDto> Items { get; set; } = [];

    public string NextPageToken { get; set; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelDto))]
[JsonSerializable(typeof(ModelListDto))]
internal sealed partial class HandWrittenJson : JsonSerializerContext;
