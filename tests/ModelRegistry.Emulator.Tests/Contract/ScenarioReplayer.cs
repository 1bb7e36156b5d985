using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>Sends the steps of a recorded scenario and tells how the responses differ.</summary>
internal sealed class ScenarioReplayer(Uri baseAddress, RegistryDatabase database) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public void Dispose() => _http.Dispose();

    public async Task<IReadOnlyList<string>> ReplayAsync(string file, CancellationToken cancellationToken)
    {
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellationToken));
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var differences = new List<string>();
        string scenario = document.RootElement.GetProperty("scenario").GetString()!;
        int number = 0;
        foreach (JsonElement recorded in document.RootElement.GetProperty("steps").EnumerateArray())
        {
            number++;
            JsonElement step = database == RegistryDatabase.PostgreSql ? PostgreSqlDifferences.Apply(scenario, number, recorded) : recorded;
            string name = step.GetProperty("name").GetString()!;
            if (step.TryGetProperty("delayMs", out JsonElement delay))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(delay.GetInt32()), TimeProvider.System, cancellationToken);
            }

            var template = new Template(variables);
            try
            {
                using HttpRequestMessage request = BuildRequest(step.GetProperty("request"), template);
                using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
                byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                foreach (string difference in Compare(step, response, Encoding.UTF8.GetString(body), template))
                {
                    differences.Add(string.Create(CultureInfo.InvariantCulture, $"step {number} '{name}': {difference}"));
                }
            }
            catch (UnboundVariableException unbound)
            {
                differences.Add(
                    string.Create(CultureInfo.InvariantCulture, $"step {number} '{name}': variable {unbound.Message} has no value"));
            }
        }

        return differences;
    }

    private HttpRequestMessage BuildRequest(JsonElement recorded, Template template)
    {
        string target = template.Fill(recorded.GetProperty("path").GetString()!);
        if (recorded.TryGetProperty("query", out JsonElement query))
        {
            target += "?" + string.Join('&', query.EnumerateArray().Select(
                pair => Uri.EscapeDataString(pair[0].GetString()!) + "=" + Uri.EscapeDataString(template.Fill(pair[1].GetString()!))));
        }
        else if (recorded.TryGetProperty("queryText", out JsonElement raw))
        {
            target += "?" + raw.GetString();
        }

        // The target goes to the wire as it is written.
        var uri = new Uri(
            baseAddress.GetLeftPart(UriPartial.Authority) + target,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(recorded.GetProperty("method").GetString()!), uri);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        byte[]? body = Body(recorded, template);
        if (body is not null || request.Method.Method is "POST" or "PATCH" or "PUT")
        {
            request.Content = new ByteArrayContent(body ?? []);
        }

        if (body is not null)
        {
            request.Content!.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        if (recorded.TryGetProperty("headers", out JsonElement headers))
        {
            foreach (JsonProperty header in headers.EnumerateObject())
            {
                HttpHeaders fields = header.NameEquals("Content-Type") ? request.Content!.Headers : request.Headers;
                fields.Remove(header.Name);
                if (header.Value.ValueKind == JsonValueKind.String)
                {
                    fields.TryAddWithoutValidation(header.Name, header.Value.GetString());
                }
            }
        }

        return request;
    }

    private static byte[]? Body(JsonElement recorded, Template template)
    {
        if (recorded.TryGetProperty("body", out JsonElement json))
        {
            return Encoding.UTF8.GetBytes(template.FillJson(json));
        }

        if (recorded.TryGetProperty("bodyText", out JsonElement text))
        {
            return Encoding.UTF8.GetBytes(template.Fill(text.GetString()!));
        }

        return recorded.TryGetProperty("bodyBase64", out JsonElement bytes) ? bytes.GetBytesFromBase64() : null;
    }

    private static List<string> Compare(JsonElement step, HttpResponseMessage response, string text, Template template)
    {
        JsonElement recorded = step.GetProperty("response");
        var differences = new List<string>();
        JsonElement? json = TryParse(text);
        if (step.TryGetProperty("capture", out JsonElement captures))
        {
            foreach (JsonProperty capture in captures.EnumerateObject())
            {
                if (json is { } document
                    && JsonPointer.Find(document, capture.Value.GetString()!) is { ValueKind: JsonValueKind.String } value)
                {
                    template.Set(capture.Name, value.GetString()!);
                }
                else
                {
                    differences.Add($"nothing to capture for {capture.Name}");
                }
            }
        }

        if (recorded.GetProperty("status").GetInt32() != (int)response.StatusCode)
        {
            differences.Add(string.Create(
                CultureInfo.InvariantCulture, $"status {(int)response.StatusCode}, recorded {recorded.GetProperty("status")}; {text}"));
        }

        string contentType = response.Content.Headers.TryGetValues("Content-Type", out IEnumerable<string>? types) ? types.First() : "";
        string wantedType = recorded.GetProperty("contentType").GetString() ?? "";
        if (!string.Equals(
            contentType.Replace(" ", "", StringComparison.Ordinal),
            wantedType.Replace(" ", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase))
        {
            differences.Add($"content type '{contentType}', recorded '{wantedType}'");
        }

        if (recorded.TryGetProperty("allow", out JsonElement allow))
        {
            IEnumerable<string> allowed = response.Content.Headers.TryGetValues("Allow", out IEnumerable<string>? values) ? values : [];
            string got = string.Join(
                ',', allowed.SelectMany(static v => v.Split(',', StringSplitOptions.TrimEntries)).Order(StringComparer.Ordinal));
            string wanted = string.Join(',', allow.EnumerateArray().Select(static v => v.GetString()));
            if (got != wanted)
            {
                differences.Add($"Allow '{got}', recorded '{wanted}'");
            }
        }

        CompareBody(recorded, json, text, template, differences);
        CheckAssertions(step, json, template, differences);
        return differences;
    }

    private static void CompareBody(JsonElement recorded, JsonElement? json, string text, Template template, List<string> differences)
    {
        string compare = recorded.TryGetProperty("compare", out JsonElement mode) ? mode.GetString()! : "";
        if (compare == "status")
        {
            return;
        }

        if (recorded.TryGetProperty("bodyText", out JsonElement wantedText))
        {
            if (!template.Matches(wantedText.GetString()!, text))
            {
                differences.Add($"body '{text}', recorded '{wantedText.GetString()}'");
            }
        }
        else if (recorded.TryGetProperty("body", out JsonElement wanted))
        {
            if (json is not { } document)
            {
                differences.Add($"no JSON: '{text}'");
                return;
            }

            var comparer = new JsonComparer(template, ignoreMessage: compare == "code");
            comparer.Compare(wanted, document, "$");
            differences.AddRange(comparer.Differences);
        }
    }

    private static void CheckAssertions(JsonElement step, JsonElement? json, Template template, List<string> differences)
    {
        if (!step.TryGetProperty("asserts", out JsonElement asserts))
        {
            return;
        }

        foreach (JsonElement assertion in asserts.EnumerateArray())
        {
            long Resolve(string operand) => long.Parse(
                operand.StartsWith("{{", StringComparison.Ordinal)
                    ? template.Fill(operand)
                    : JsonPointer.Find(json!.Value, operand)!.Value.GetString()!,
                CultureInfo.InvariantCulture);
            int order = Resolve(assertion[0].GetString()!).CompareTo(Resolve(assertion[2].GetString()!));
            bool holds = assertion[1].GetString() switch
            {
                "==" => order == 0,
                "!=" => order != 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
            if (!holds)
            {
                differences.Add($"assertion failed: {assertion}");
            }
        }
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
