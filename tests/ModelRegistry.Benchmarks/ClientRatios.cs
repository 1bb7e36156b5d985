using System.Diagnostics;
using System.Globalization;
using ModelRegistry.Client;

namespace ModelRegistry.Benchmarks;

/// <summary>
/// The client beside the loop by hand, and beside Refit without the client, in short turns, one after the other, so that a machine whose
/// speed drifts is slow for all. Shows the median of the turns' ratios.
/// </summary>
/// <remarks>Run with: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- client</remarks>
internal static class ClientRatios
{
    private const int Turns = 60;
    private const int WarmUpTurns = 20;
    private const int CallsEach = 500;

    // Nobody checks it.
    private const string Token = "sha256~benchmark";

    public static async Task RunAsync()
    {
        using var server = new CannedServer();
        using ModelRegistryClient client = Create(server, resilient: true);
        using ModelRegistryClient bare = Create(server, resilient: false);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(server.Address, "api/model_registry/v1alpha3/") };
        var byHand = new HandWritten(http);
        var model = new RegisteredModelCreate
        {
            Name = "Granite-3.1-8b-Instruct-FP8",
            Owner = "ai-admin",
            CustomProperties = new Dictionary<string, MetadataValue> { ["fp8"] = "", ["size"] = 8 },
        };
        var modelByHand = new ModelDto
        {
            Name = model.Name,
            Owner = model.Owner,
            CustomProperties = new Dictionary<string, PropertyDto>
            {
                ["fp8"] = new() { MetadataType = "MetadataStringValue", StringValue = "" },
                ["size"] = new() { MetadataType = "MetadataIntValue", IntValue = "8" },
            },
        };

        Console.WriteLine("Time (allocated bytes), medians of the turns' ratios:\n\n| call | client / by hand | without resilience / by "
            + "hand |\n|---|---:|---:|");
        await CompareAsync(
            "get", () => byHand.GetAsync("1"), () => client.RegisteredModels.GetAsync("1"), () => bare.RegisteredModels.GetAsync("1"))
            .ConfigureAwait(false);
        await CompareAsync(
            "create",
            () => byHand.CreateAsync(modelByHand),
            () => client.RegisteredModels.CreateAsync(model),
            () => bare.RegisteredModels.CreateAsync(model)).ConfigureAwait(false);
        await CompareAsync(
            "list of 100", () => byHand.ListAsync(100), () => ListAsync(client), () => ListAsync(bare)).ConfigureAwait(false);

        using var refit = new PlainRefit(server.Address, Token);
        using ModelRegistryClient authenticated = Create(server, resilient: true, Token);
        Console.WriteLine("\n| call | client / plain Refit, both with a token and the same resilience |\n|---|---:|");
        await CompareAsync("get", () => refit.GetAsync("1"), () => authenticated.RegisteredModels.GetAsync("1")).ConfigureAwait(false);
        await CompareAsync(
            "create", () => refit.CreateAsync(modelByHand), () => authenticated.RegisteredModels.CreateAsync(model)).ConfigureAwait(false);
        await CompareAsync("list of 100", () => refit.ListAsync(100), () => ListAsync(authenticated)).ConfigureAwait(false);
    }

    private static ModelRegistryClient Create(CannedServer server, bool resilient, string? token = null)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = server.Address, Token = token };
        options.Resilience.Enabled = resilient;
        return ModelRegistryClient.Create(options);
    }

    private static async Task ListAsync(ModelRegistryClient client)
    {
        await foreach (RegisteredModel model in client.RegisteredModels.ListAsync(new ListOptions { PageSize = 100 }).ConfigureAwait(false))
        {
            _ = model;
        }
    }

    private static async Task CompareAsync(string what, Func<Task> byHand, params Func<Task>[] others)
    {
        var ratios = new List<Cost>[others.Length];
        for (int turn = -WarmUpTurns; turn < Turns; turn++)
        {
            Cost baseline = await MeasureAsync(byHand).ConfigureAwait(false);
            for (int i = 0; i < others.Length; i++)
            {
                Cost cost = await MeasureAsync(others[i]).ConfigureAwait(false);
                // The first turns are for the compiler.
                if (turn >= 0)
                {
                    (ratios[i] ??= []).Add(new Cost(cost.Seconds / baseline.Seconds, cost.Bytes / baseline.Bytes));
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {string.Join(" | ", ratios.Select(Show))} |"));

        static string Show(List<Cost> costs) => string.Create(
            CultureInfo.InvariantCulture,
            $"{Median(costs.Select(cost => cost.Seconds)):0.00} ({Median(costs.Select(cost => cost.Bytes)):0.00})");
    }

    private static async Task<Cost> MeasureAsync(Func<Task> call)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < CallsEach; i++)
        {
            await call().ConfigureAwait(false);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Cost(seconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Turns / 2);

    private sealed record Cost(double Seconds, double Bytes);
}
