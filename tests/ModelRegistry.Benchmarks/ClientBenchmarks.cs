using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using ModelRegistry.Client;

namespace ModelRegistry.Benchmarks;

/// <summary>What the client costs above a hand-written loop: time and bytes, each as a ratio.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
#pragma warning disable CA1001 // Cleanup disposes, when BenchmarkDotNet says so.
public class ClientBenchmarks
#pragma warning restore CA1001
{
    private readonly RegisteredModelCreate _create = new()
    {
        Name = "Granite-3.1-8b-Instruct-FP8",
        Owner = "ai-admin",
        CustomProperties = new Dictionary<string, MetadataValue> { ["fp8"] = "", ["quantization"] = "FP8-dynamic", ["size"] = 8 },
    };

    private readonly ModelDto _createByHand = new()
    {
        Name = "Granite-3.1-8b-Instruct-FP8",
        Owner = "ai-admin",
        CustomProperties = new Dictionary<string, PropertyDto>
        {
            ["fp8"] = new() { MetadataType = "MetadataStringValue", StringValue = "" },
            ["quantization"] = new() { MetadataType = "MetadataStringValue", StringValue = "FP8-dynamic" },
            ["size"] = new() { MetadataType = "MetadataIntValue", IntValue = "8" },
        },
    };

    private CannedServer _server = null!;
    private ModelRegistryClient _client = null!;
    private HttpClient _http = null!;
    private HandWritten _byHand = null!;

    [GlobalSetup]
    public void Setup()
    {
        _server = new CannedServer();
        _client = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = _server.Address });
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(_server.Address, "api/model_registry/v1alpha3/"),
        };
        _http.DefaultRequestHeaders.Add("Accept", "application/json");
        _http.DefaultRequestHeaders.Add("User-Agent", "by-hand/1.0.0");
        _byHand = new HandWritten(_http);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _client.Dispose();
        _http.Dispose();
        _server.Dispose();
    }

    [Benchmark(Baseline = true, Description = "by hand"), BenchmarkCategory("get")]
    public async Task<string?> GetByHand() => (await _byHand.GetAsync("1")).Id;

    [Benchmark(Description = "client"), BenchmarkCategory("get")]
    public async Task<string?> Get() => (await _client.RegisteredModels.GetAsync("1")).Id;

    [Benchmark(Baseline = true, Description = "by hand"), BenchmarkCategory("create")]
    public async Task<string?> CreateByHand() => (await _byHand.CreateAsync(_createByHand)).Id;

    [Benchmark(Description = "client"), BenchmarkCategory("create")]
    public async Task<string?> Create() => (await _client.RegisteredModels.CreateAsync(_create)).Id;

    [Benchmark(Baseline = true, Description = "by hand"), BenchmarkCategory("list 100")]
    public Task<int> List100ByHand() => _byHand.ListAsync(100);

    [Benchmark(Description = "client"), BenchmarkCategory("list 100")]
    public Task<int> List100() => ListAsync(100);

    [Benchmark(Baseline = true, Description = "by hand"), BenchmarkCategory("list 1000")]
    public Task<int> List1000ByHand() => _byHand.ListAsync(1000);

    [Benchmark(Description = "client"), BenchmarkCategory("list 1000")]
    public Task<int> List1000() => ListAsync(1000);

    private async Task<int> ListAsync(int pageSize)
    {
        int count = 0;
        await foreach (RegisteredModel model in _client.RegisteredModels.ListAsync(new ListOptions { PageSize = pageSize }))
        {
            count += model.Id.Length > 0 ? 1 : 0;
        }

        return count;
    }
}
