using ModelRegistry.Client;
using ModelRegistry.Seeding.Tests.Simulation;

namespace ModelRegistry.Seeding.Tests;

/// <summary>How many requests a plan, an apply and a prune take: what is declared counts, not what the registry holds.</summary>
public sealed class RequestCountTests : IAsyncLifetime
{
    private SimulatedRegistry _registry = null!;
    private ModelRegistryClient _client = null!;
    private int _requests;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _registry = await SimulatedRegistry.StartAsync(Cancellation);
        _client = _registry.CreateClient(inner => new Counter(() => Interlocked.Increment(ref _requests)) { InnerHandler = inner });
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _registry.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(30, 3, 1)]
    [InlineData(300, 9, 3)]
    [InlineData(2_000, 60, 20)]
    public async Task A_first_apply_and_one_that_changes_nothing(int count, int again, int first)
    {
        Assert.Equal((3 * count) + first, await CountAsync(Models(0, count)));
        Assert.Equal(again, await CountAsync(Models(0, count)));
    }

    [Fact(Timeout = 300_000)]
    [Trait("Category", "Slow")]
    public async Task Ten_thousand_models()
    {
        Assert.Equal(30_100, await CountAsync(Models(0, 10_000)));
        Assert.Equal(300, await CountAsync(Models(0, 10_000)));
        Assert.Equal(3, await CountAsync(Models(5_000, 30)));
    }

    [Fact]
    public async Task External_ids_that_are_written_are_looked_up_wherever_they_may_be_held()
    {
        RegisteredModelSpec[] models = [.. Models(0, 150).Select((model, number) => model with { ExternalId = $"ours-{number}" })];

        // Beside what every first apply takes: two lists of ids for each of models, versions, experiments and runs, which share a space of
        // ids.
        Assert.Equal((3 * 150) + 2 + (4 * 2), await CountAsync(models));
        Assert.Equal(6, await CountAsync(models));
    }

    [Fact]
    public async Task Pruning_a_large_set_reads_its_pages_and_the_parents_of_what_leaves()
    {
        var options = new SeedRunnerOptions { Set = "ours", Prune = true, PruneLimit = PruneLimit.None };
        await CountAsync(Models(0, 600), options);

        // Six lists a hundred names each of models, versions and artifacts; two pages of models and two of versions of the set; the
        // inference services; then reading and archiving each of the two that leave.
        int requests = await CountAsync(Models(2, 598), options);
        Assert.InRange(requests, 1, 18 + 4 + 1 + 1 + (2 * 4));
    }

    [Fact]
    public async Task A_few_models_of_a_large_registry()
    {
        await CountAsync(Models(0, 400));
        Assert.Equal(3, await CountAsync(Models(100, 30)));
    }

    [Fact]
    public async Task A_name_that_no_filter_can_spell_is_looked_up_by_itself()
    {
        RegisteredModelSpec[] odd =
        [
            .. Models(0, 5),
            RegisteredModelSpec.Named("it's \"q\"").WithVersion("1", version => version.WithModelArtifact("s3://b/q")),
        ];
        await CountAsync(odd);
        Assert.InRange(await CountAsync(odd), 4, 7);
    }

    [Fact]
    public async Task An_export_of_named_models_reads_those()
    {
        await CountAsync(Models(0, 400));
        string[] names = [.. Models(7, 3).Select(model => model.Name)];
        _requests = 0;

        SeedExport export = await new SeedExporter(_client).ExportAsync(
            new SeedExportOptions { Select = [.. names, "nobody"] }, Cancellation);

        Assert.Equal(names, export.Models.Select(model => model.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["nobody"], export.NotFound);
        // One list of models, one of their versions, and the artifacts of each version.
        Assert.Equal(1 + 1 + 3, _requests);
    }

    [Fact]
    public async Task Pruning_reads_what_the_set_owns()
    {
        var options = new SeedRunnerOptions { Set = "ours", Prune = true };
        await CountAsync(Models(0, 40), options);
        Assert.Equal(5, await CountAsync(Models(0, 40), options));
    }

    private async Task<int> CountAsync(IReadOnlyList<RegisteredModelSpec> models, SeedRunnerOptions? options = null)
    {
        _requests = 0;
        SeedPlan plan = await new SeedPlanner(_client).PlanAsync(models, options, Cancellation);
        SeedResult result = await new SeedRunner(_client).ApplyAsync(plan, null, Cancellation);
        Assert.Empty(result.Failures);
        return _requests;
    }

    /// <summary>Names of sixty characters, one version and one artifact each.</summary>
    private static RegisteredModelSpec[] Models(int from, int count) =>
    [
        .. Enumerable.Range(from, count).Select(number => RegisteredModelSpec.Named($"{new string('n', 54)}-{number:00000}")
            .WithVersion("1.0", version => version.WithModelArtifact($"s3://bucket/{number}/"))),
    ];

    private sealed class Counter(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
