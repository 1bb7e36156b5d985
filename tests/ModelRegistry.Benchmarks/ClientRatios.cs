using System.Diagnostics;
using System.Globalization;
using ModelRegistry.Client;

namespace ModelRegistry.Benchmarks;

/// <summary>
/// The client beside the loop by hand in short turns, one after the other, so that a machine whose speed drifts is slow for both. Shows
/// the median of the turns' ratios.
/// </summary>
/// <remarks>Run with: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- client</remarks>
internal static class ClientRatios
{
    private const int Turns = 60;
    private const int CallsEach = 500;

    public static async Task RunAsync()
    {
        using var server = new CannedServer();
        using ModelRegistryClient client = Create(server, resilient: true);
        using ModelRegistryClient bare = Create(server, resilient: false);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(server.Address, "api/model_registry/v1alpha3/") };
        var byHand = new HandWritten(http);
        var model = new RegisteredModelCreate { Name = "Granite-3.1-8b-Instruct-FP8", Owner = "ai-admin", CustomProperties = new Dictionary<string, MetadataValue> { ["fp8"] = "", ["size"] = 8 } };
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

        Console.WriteLine("| call | client / by hand | without resilience / by hand |\n|---|---:|---:|");
        await CompareAsync("get", () => byHand.GetAsync("1"), () => client.RegisteredModels.GetAsync("1"), () => bare.RegisteredModels.GetAsync("1")).ConfigureAwait(false);
        await CompareAsync("create", () => byHand.CreateAsync(modelByHand), () => client.RegisteredModels.CreateAsync(model), () => bare.RegisteredModels.CreateAsync(model)).ConfigureAwait(false);
    }

    private static ModelRegistryClient Create(CannedServer server, bool resilient)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = server.Address };
        options.Resilience.Enabled = resilient;
        return ModelRegistryClient.Create(options);
    }

    private static async Task CompareAsync(string what, Func<Task> byHand, Func<Task> client, Func<Task> bare)
    {
        var ratios = new List<double>();
        var bareRatios = new List<double>();
        for (int turn = -20; turn < Turns; turn++)
        {
            double baseline = await TimeAsync(byHand).ConfigureAwait(false);
            double mine = await TimeAsync(client).ConfigureAwait(false);
            double without = await TimeAsync(bare).ConfigureAwait(false);
            // The first turns are for the compiler.
            if (turn >= 0)
            {
                ratios.Add(mine / baseline);
                bareRatios.Add(without / baseline);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {Median(ratios):0.00} | {Median(bareRatios):0.00} |"));
    }

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < CallsEach; i++)
        {
            await call().ConfigureAwait(false);
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
