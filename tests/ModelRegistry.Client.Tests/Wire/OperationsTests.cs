using System.Reflection;
using System.Text.RegularExpressions;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Client.Wire.Api;
using Refit;

namespace ModelRegistry.Client.Tests.Wire;

/// <summary>The client has every operation of the published contract, and every one can be reached.</summary>
public sealed class OperationsTests
{
    private static readonly IReadOnlyDictionary<string, PublishedOperation> Contract = PublishedOperation.V1Alpha3;

    [Fact]
    public void The_interfaces_are_the_published_contract()
    {
        Dictionary<string, MethodInfo> methods = typeof(RegistryApi).GetProperties().Where(property => property.PropertyType.IsInterface)
            .SelectMany(part => part.PropertyType.GetMethods())
            .ToDictionary(method => char.ToLowerInvariant(method.Name[0]) + method.Name[1..], StringComparer.Ordinal);

        Assert.Equal(56, Contract.Count);
        Assert.Equal(Contract.Keys.Order(StringComparer.Ordinal), methods.Keys.Order(StringComparer.Ordinal));
        Assert.All(methods, pair =>
        {
            PublishedOperation operation = Contract[pair.Key];
            HttpMethodAttribute route = pair.Value.GetCustomAttribute<HttpMethodAttribute>()!;
            Assert.Equal(operation.Method, route.Method.Method);
            Assert.Equal(operation.Template, route.Path);
            Assert.Equal(operation.Query.Order(StringComparer.Ordinal), QueryOf(pair.Value, operation).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void What_version_1_has_of_them_is_the_same_but_for_the_names_of_ids()
    {
        Assert.Equal(40, PublishedOperation.V1.Count);
        Assert.Equal(
            Contract.Values.Where(operation => !operation.Path.StartsWith("/experiment", StringComparison.Ordinal))
                .Select(operation => operation.Id)
                .Order(StringComparer.Ordinal),
            PublishedOperation.V1.Keys.Order(StringComparer.Ordinal));
        Assert.All(PublishedOperation.V1.Values, operation =>
        {
            PublishedOperation alpha = Contract[operation.Id];
            Assert.Equal((alpha.Method, WithoutNames(alpha.Path)), (operation.Method, WithoutNames(operation.Path)));
            Assert.Equal(alpha.Query.Order(StringComparer.Ordinal), operation.Query.Order(StringComparer.Ordinal));
        });

        static string WithoutNames(string path) => Regex.Replace(path, @"\{\w+\}", "{}", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Every_operation_is_reached_by_a_public_method()
    {
        using var network = new ScriptedHandler(Respond);
        using ModelRegistryClient registry = TestClient.Over(network);

        await CallEverythingAsync(registry);

        Dictionary<string, HashSet<string>> seen = [];
        foreach (SentRequest sent in network.Sent)
        {
            PublishedOperation operation = Match(sent);
            if (!seen.TryGetValue(operation.Id, out HashSet<string>? names))
            {
                seen[operation.Id] = names = [];
            }

            names.UnionWith(sent.Query.Select(pair => pair.Key));
        }

        Assert.Equal(Contract.Keys.Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));

        Assert.All(seen, pair =>
        {
            // The server ignores these on the lists in question, so that the client does not offer them.
            string[] notOffered = pair.Key switch
            {
                "getModelArtifacts" or "getServingEnvironments" or "getInferenceServices" => ["filterQuery"],
                "getEnvironmentInferenceServices" or "getInferenceServiceServes" => ["filterQuery", "name", "externalId"],
                "getExperimentExperimentRuns" => ["name", "externalId"],
                _ => [],
            };
            Assert.Equal(
                Contract[pair.Key].Query.Except(notOffered).Order(StringComparer.Ordinal), pair.Value.Order(StringComparer.Ordinal));
        });
    }

    private static async Task CallEverythingAsync(ModelRegistryClient registry)
    {
        var list = new ListOptions { PageSize = 1, OrderBy = OrderBy.CreateTime, SortOrder = SortOrder.Descending };
        RawFilter filter = Filter.Raw("id > 0");
        var artifacts = new ArtifactListOptions
        {
            Filter = filter,
            PageSize = 1,
            OrderBy = OrderBy.Id,
            SortOrder = SortOrder.Ascending,
            ArtifactType = ArtifactType.Metric,
            Name = "n",
            ExternalId = "e",
        };
        var history = new MetricHistoryOptions
        {
            Filter = filter,
            PageSize = 1,
            OrderBy = OrderBy.Id,
            SortOrder = SortOrder.Ascending,
            NameContains = "acc",
            Steps = [1, 2],
        };

        await registry.RegisteredModels.GetAsync("1");
        await registry.RegisteredModels.GetByNameAsync("m");
        await registry.RegisteredModels.FindByExternalIdAsync("x");
        await DrainAsync(registry.RegisteredModels.ListAsync(Filtered<RegisteredModel>()));
        await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });
        await registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate());
        await DrainAsync(registry.RegisteredModels.ListVersionsAsync(
            "1", new ModelVersionListOptions
            {
                Filter = filter,
                PageSize = 1,
                OrderBy = OrderBy.Id,
                SortOrder = SortOrder.Ascending,
                Name = "v",
                ExternalId = "x"
            }));
        await registry.RegisteredModels.CreateVersionAsync("1", new ModelVersionCreate { Name = "v" });

        await registry.ModelVersions.GetAsync("2");
        await registry.ModelVersions.GetByNameAsync("1", "v");
        await registry.ModelVersions.FindByExternalIdAsync("x");
        await DrainAsync(registry.ModelVersions.ListAsync(Filtered<ModelVersion>()));
        await registry.ModelVersions.CreateAsync("1", new ModelVersionCreate { Name = "v" });
        await registry.ModelVersions.UpdateAsync("2", new ModelVersionUpdate());
        await DrainAsync(registry.ModelVersions.ListArtifactsAsync("2", artifacts));
        await registry.ModelVersions.UpsertArtifactAsync("2", new ModelArtifactCreate { Name = "a" });

        await registry.Artifacts.GetAsync("3");
        await registry.Artifacts.FindByNameAsync("2", "a");
        await registry.Artifacts.FindByExternalIdAsync("x");
        await DrainAsync(registry.Artifacts.ListAsync(artifacts with { Name = null, ExternalId = null }));
        await registry.Artifacts.CreateAsync(new DocArtifactCreate { Name = "a" });
        await registry.Artifacts.UpdateAsync("3", new ModelArtifactUpdate());

        await registry.ModelArtifacts.GetAsync("3");
        await registry.ModelArtifacts.FindByNameAsync("2", "a");
        await registry.ModelArtifacts.FindByExternalIdAsync("x");
        await DrainAsync(registry.ModelArtifacts.ListAsync(list));
        await registry.ModelArtifacts.CreateAsync(new ModelArtifactCreate { Name = "a" });
        await registry.ModelArtifacts.UpdateAsync("3", new ModelArtifactUpdate());

        await registry.ServingEnvironments.GetAsync("4");
        await registry.ServingEnvironments.GetByNameAsync("e");
        await registry.ServingEnvironments.FindByExternalIdAsync("x");
        await DrainAsync(registry.ServingEnvironments.ListAsync(list));
        await registry.ServingEnvironments.CreateAsync(new ServingEnvironmentCreate { Name = "e" });
        await registry.ServingEnvironments.UpdateAsync("4", new ServingEnvironmentUpdate());
        await DrainAsync(registry.ServingEnvironments.ListInferenceServicesAsync("4", list));
        await registry.ServingEnvironments.CreateInferenceServiceAsync("4", new InferenceServiceCreate { RegisteredModelId = "1" });

        await registry.InferenceServices.GetAsync("5");
        await registry.InferenceServices.GetByNameAsync("4", "s");
        await registry.InferenceServices.FindByExternalIdAsync("x");
        await DrainAsync(registry.InferenceServices.ListAsync(list));
        await registry.InferenceServices.CreateAsync("4", new InferenceServiceCreate { RegisteredModelId = "1" });
        await registry.InferenceServices.UpdateAsync("5", new InferenceServiceUpdate());
        await registry.InferenceServices.GetModelAsync("5");
        await registry.InferenceServices.GetVersionAsync("5");
        await DrainAsync(registry.InferenceServices.ListServesAsync("5", list));
        await registry.InferenceServices.CreateServeAsync("5", new ServeModelCreate { ModelVersionId = "2" });

        await registry.Experiments.GetAsync("7");
        await registry.Experiments.GetByNameAsync("x");
        await registry.Experiments.FindByExternalIdAsync("x");
        await DrainAsync(registry.Experiments.ListAsync(Filtered<Experiment>()));
        await registry.Experiments.CreateAsync(new ExperimentCreate { Name = "x" });
        await registry.Experiments.UpdateAsync("7", new ExperimentUpdate());
        await DrainAsync(registry.Experiments.ListRunsAsync("7", Filtered<ExperimentRun>()));
        await registry.Experiments.CreateRunAsync("7", new ExperimentRunCreate());

        await registry.ExperimentRuns.GetAsync("8");
        await registry.ExperimentRuns.GetByNameAsync("7", "r");
        await registry.ExperimentRuns.FindByExternalIdAsync("x");
        await DrainAsync(registry.ExperimentRuns.ListAsync(Filtered<ExperimentRun>()));
        await registry.ExperimentRuns.CreateAsync("7", new ExperimentRunCreate());
        await registry.ExperimentRuns.UpdateAsync("8", new ExperimentRunUpdate());
        await DrainAsync(registry.ExperimentRuns.ListArtifactsAsync("8", artifacts));
        await registry.ExperimentRuns.UpsertArtifactAsync("8", new MetricCreate { Name = "acc", Value = 1 });
        await DrainAsync(registry.ExperimentRuns.ListMetricHistoryAsync("8", history));
        await DrainAsync(registry.ExperimentRuns.ListMetricHistoryAsync(history));

        ListOptions<T> Filtered<T>() =>
            new() { Filter = filter, PageSize = list.PageSize, OrderBy = list.OrderBy, SortOrder = list.SortOrder };
    }

    private static HttpResponseMessage Respond(SentRequest sent)
    {
        string id = Match(sent).Id;
        string item = id switch
        {
            "getInferenceServiceModel" => Bodies.Model,
            "getInferenceServiceVersion" => Bodies.Version,
            _ when id.Contains("MetricHistory", StringComparison.Ordinal) => Bodies.Metric,
            _ when id.Contains("Artifact", StringComparison.Ordinal) => Bodies.ModelArtifact,
            _ when id.Contains("Serves", StringComparison.Ordinal) || id.EndsWith("Serve", StringComparison.Ordinal) => Bodies.Serve,
            _ when id.Contains("InferenceService", StringComparison.Ordinal) => Bodies.Service,
            _ when id.Contains("Environment", StringComparison.Ordinal) => Bodies.Environment,
            _ when id.Contains("ExperimentRun", StringComparison.Ordinal) => Bodies.Run,
            _ when id.Contains("Experiment", StringComparison.Ordinal) => Bodies.Experiment,
            _ when id.Contains("Version", StringComparison.Ordinal) => Bodies.Version,
            _ => Bodies.Model,
        };
        bool isList = Contract[id].Query.Contains("pageSize");
        return ScriptedHandler.Json(!isList ? item : sent["nextPageToken"] is null ? Bodies.Page("MToy", item) : Bodies.List(item));
    }

    private static PublishedOperation Match(SentRequest sent) => Contract.Values.Single(operation =>
        operation.Method == sent.Method.Method && Fits(operation.Template.Split('/'), sent.Path.Split('/')));

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length
        && template.Zip(path).All(pair => pair.First == pair.Second || (pair.First[0] == '{' && char.IsAsciiDigit(pair.Second[0])));

    private static async Task DrainAsync<T>(AsyncPageable<T> list)
    {
        int count = 0;
        await foreach (T item in list)
        {
            Assert.NotNull(item);
            count++;
        }

        // Of a filtered list the second response of the same entity does not count.
        Assert.InRange(count, 1, 2);
    }

    private static IEnumerable<string> QueryOf(MethodInfo method, PublishedOperation operation) => method.GetParameters()
        .Where(parameter => parameter.ParameterType != typeof(CancellationToken)
            && parameter.GetCustomAttribute<BodyAttribute>() is null
            && !operation.Path.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal))
        .SelectMany(parameter => parameter.ParameterType == typeof(PageQuery)
            ? typeof(PageQuery).GetProperties().Select(property => property.GetCustomAttribute<AliasAsAttribute>()?.Name).OfType<string>()
            : [parameter.Name!]);
}
