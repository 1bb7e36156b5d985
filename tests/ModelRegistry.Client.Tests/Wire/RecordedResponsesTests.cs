using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Wire;

/// <summary>Whatever the real server was recorded to answer is read without loss.</summary>
public sealed class RecordedResponsesTests
{
    [Fact]
    public void Every_recorded_entity_and_list_is_read_without_loss()
    {
        int read = 0;
        foreach (Recordings.Recording recording in Recordings.All.Where(recording => recording.Status is 200 or 201))
        {
            if (PublishedOperation.V1Alpha3.Values.SingleOrDefault(operation => Fits(operation, recording)) is { } operation)
            {
                Check(operation.Id, recording);
                read++;
            }
        }

        Assert.InRange(read, 1400, int.MaxValue);
    }

    [Fact]
    public async Task Every_recorded_error_becomes_the_exception_of_its_status()
    {
        int read = 0;
        foreach (Recordings.Recording recording in Recordings.All.Where(recording => recording.Status >= 400))
        {
            using HttpResponseMessage response = new((HttpStatusCode)recording.Status)
            {
                Content = new ByteArrayContent(Encoding.UTF8.GetBytes(recording.Body)),
            };
            if (recording.ContentType is not null)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Type", recording.ContentType);
            }

            bool isRegistrys = recording.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true;
            ModelRegistryException exception = await ErrorResponse.ReadAsync(
                response,
                new Operation("GetRegisteredModel", "registered_models/{registeredmodelId}", HttpMethod.Get),
                TestContext.Current.CancellationToken);

            Assert.Equal((HttpStatusCode)recording.Status, exception.StatusCode);
            Assert.Equal("getRegisteredModel", exception.Operation);
            Type expected = recording.Status switch
            {
                404 when isRegistrys => typeof(ModelRegistryNotFoundException),
                409 => typeof(ModelRegistryConflictException),
                // What the database says of the data is no outage.
                500 when recording.Body.Contains("Error 1406", StringComparison.Ordinal)
                    || recording.Body.Contains("Error 4078", StringComparison.Ordinal)
                    || recording.Body.Contains("invalid filter query syntax", StringComparison.Ordinal) => typeof(ModelRegistryException),
                >= 500 => typeof(ModelRegistryUnavailableException),
                _ => typeof(ModelRegistryException),
            };
            Assert.Equal(expected, exception.GetType());
            if (isRegistrys)
            {
                string message = JsonNode.Parse(recording.Body)!["message"]!.GetValue<string>();
                Assert.Equal(message.Split('\n')[0].Trim().Length is > 0 and < 900, exception.ServerMessage is { Length: < 900 });
                // The server repeats the status at the end of what it says.
                Assert.Contains(
                    StatusText.WithoutStatus(exception.ServerMessage!, exception.StatusCode!.Value),
                    exception.Message, StringComparison.Ordinal);
            }

            read++;
        }

        Assert.InRange(read, 400, int.MaxValue);
    }

    private static bool Fits(PublishedOperation operation, Recordings.Recording recording)
    {
        string[] template = (SentRequest.Base + operation.Template).Split('/');
        string[] path = recording.Path.Split('/');
        return operation.Method == recording.Method
            && template.Length == path.Length
            && template.Zip(path).All(pair => pair.First == pair.Second
                || (pair.First is ['{', ..] && pair.Second != "metric_history" && pair.Second.Length > 0));
    }

    private static void Check(string operation, Recordings.Recording recording)
    {
        switch (operation)
        {
            case "getRegisteredModels":
                CheckList(recording, ModelsJson.Default.RegisteredModelList, ModelsJson.Default.RegisteredModel);
                break;
            case "findRegisteredModel" or "getRegisteredModel" or "createRegisteredModel"
                or "updateRegisteredModel" or "getInferenceServiceModel":
                CheckOne(recording, ModelsJson.Default.RegisteredModel);
                break;
            case "getModelVersions" or "getRegisteredModelVersions":
                CheckList(recording, ModelsJson.Default.ModelVersionList, ModelsJson.Default.ModelVersion);
                break;
            case "findModelVersion" or "getModelVersion" or "createModelVersion"
                or "updateModelVersion" or "createRegisteredModelVersion" or "getInferenceServiceVersion":
                CheckOne(recording, ModelsJson.Default.ModelVersion);
                break;
            case "getServingEnvironments":
                CheckList(recording, ServingJson.Default.ServingEnvironmentList, ServingJson.Default.ServingEnvironment);
                break;
            case "findServingEnvironment" or "getServingEnvironment" or "createServingEnvironment" or "updateServingEnvironment":
                CheckOne(recording, ServingJson.Default.ServingEnvironment);
                break;
            case "getInferenceServices" or "getEnvironmentInferenceServices":
                CheckList(recording, ServingJson.Default.InferenceServiceList, ServingJson.Default.InferenceService);
                break;
            case "findInferenceService" or "getInferenceService" or "createInferenceService"
                or "updateInferenceService" or "createEnvironmentInferenceService":
                CheckOne(recording, ServingJson.Default.InferenceService);
                break;
            case "getInferenceServiceServes":
                CheckList(recording, ServingJson.Default.ServeModelList, ServingJson.Default.ServeModel);
                break;
            case "createInferenceServiceServe":
                CheckOne(recording, ServingJson.Default.ServeModel);
                break;
            case "getExperiments":
                CheckList(recording, ExperimentsJson.Default.ExperimentList, ExperimentsJson.Default.Experiment);
                break;
            case "findExperiment" or "getExperiment" or "createExperiment" or "updateExperiment":
                CheckOne(recording, ExperimentsJson.Default.Experiment);
                break;
            case "getExperimentRuns" or "getExperimentExperimentRuns":
                CheckList(recording, ExperimentsJson.Default.ExperimentRunList, ExperimentsJson.Default.ExperimentRun);
                break;
            case "findExperimentRun" or "getExperimentRun" or "createExperimentRun"
                or "updateExperimentRun" or "createExperimentExperimentRun":
                CheckOne(recording, ExperimentsJson.Default.ExperimentRun);
                break;
            case "getModelArtifacts":
                CheckArtifacts(recording, Assert.IsType<ListResponse<ModelArtifact>>(JsonSerializer.Deserialize(
                    recording.Body, ArtifactsJson.Default.ModelArtifactList)).Items);
                break;
            case "getExperimentRunMetricHistory" or "getExperimentRunsMetricHistory":
                CheckArtifacts(recording, Assert.IsType<ListResponse<Metric>>(JsonSerializer.Deserialize(
                    recording.Body, ExperimentsJson.Default.MetricList)).Items);
                break;
            case "getArtifacts" or "getModelVersionArtifacts" or "getExperimentRunArtifacts":
                CheckArtifacts(recording, Assert.IsType<ListResponse<Artifact>>(JsonSerializer.Deserialize(
                    recording.Body, ArtifactsJson.Default.ArtifactList)).Items);
                break;
            default:
                Assert.Contains("Artifact", operation, StringComparison.Ordinal);
                CheckArtifact(
                    recording,
                    JsonNode.Parse(recording.Body)!,
                    JsonSerializer.Deserialize(recording.Body, ArtifactsJson.Default.Artifact)!);
                break;
        }
    }

    private static void CheckOne<T>(Recordings.Recording recording, JsonTypeInfo<T> type) =>
        Same(
            recording,
            JsonNode.Parse(recording.Body)!,
            JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(recording.Body, type)!, type)!);

    private static void CheckList<T>(Recordings.Recording recording, JsonTypeInfo<ListResponse<T>> listType, JsonTypeInfo<T> type)
    {
        ListResponse<T> list = JsonSerializer.Deserialize(recording.Body, listType)!;
        JsonNode body = JsonNode.Parse(recording.Body)!;
        Assert.Equal(body["nextPageToken"]!.GetValue<string>(), list.NextPageToken);
        JsonArray items = body["items"]!.AsArray();
        Assert.Equal(items.Count, list.Items.Count);
        foreach ((JsonNode? expected, T actual) in items.Zip(list.Items))
        {
            Same(recording, expected!, JsonSerializer.SerializeToNode(actual, type)!);
        }
    }

    private static void CheckArtifacts(Recordings.Recording recording, IReadOnlyList<Artifact> read)
    {
        JsonArray items = JsonNode.Parse(recording.Body)!["items"]!.AsArray();
        Assert.Equal(items.Count, read.Count);
        foreach ((JsonNode? expected, Artifact actual) in items.Zip(read))
        {
            CheckArtifact(recording, expected!, actual);
        }
    }

    private static void CheckArtifact(Recordings.Recording recording, JsonNode expected, Artifact artifact)
    {
        JsonNode actual = artifact switch
        {
            ModelArtifact model => JsonSerializer.SerializeToNode(model, ArtifactsJson.Default.ModelArtifact)!,
            DocArtifact doc => JsonSerializer.SerializeToNode(doc, ArtifactsJson.Default.DocArtifact)!,
            DataSet dataSet => JsonSerializer.SerializeToNode(dataSet, ArtifactsJson.Default.DataSet)!,
            Metric metric => JsonSerializer.SerializeToNode(metric, ArtifactsJson.Default.Metric)!,
            Parameter parameter => JsonSerializer.SerializeToNode(parameter, ArtifactsJson.Default.Parameter)!,
            _ => throw new InvalidOperationException($"{recording}: the artifact is of a kind the client does not know."),
        };
        actual["artifactType"] = artifact.ArtifactType.Value;
        Same(recording, expected, actual);
    }

    private static void Same(Recordings.Recording recording, JsonNode expected, JsonNode actual)
    {
        // A struct is read as JSON text and written in base64.
        if (actual["customProperties"] is JsonObject properties)
        {
            foreach ((_, JsonNode? value) in properties)
            {
                if (value?["struct_value"] is { } written)
                {
                    value["struct_value"] = Encoding.UTF8.GetString(Convert.FromBase64String(written.GetValue<string>()));
                }
            }
        }

        // The server takes any text for these times; one that is no time is read as none.
        foreach (string time in (string[])["startTimeSinceEpoch", "endTimeSinceEpoch", "timestamp"])
        {
            if (expected[time] is { } text && !long.TryParse(
                text.GetValue<string>(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                expected.AsObject().Remove(time);
            }
        }

        Assert.True(
            JsonNode.DeepEquals(expected, actual), $"{recording}\nrecorded {expected.ToJsonString()}\nread     {actual.ToJsonString()}");
    }
}
