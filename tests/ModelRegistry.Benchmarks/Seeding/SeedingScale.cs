using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ModelRegistry.Client;
using ModelRegistry.Seeding;

namespace ModelRegistry.Benchmarks.Seeding;

/// <summary>
/// How seeding grows with the number of models (requests, time, peak memory), and how it compares with a bare loop that sends the same
/// requests. The registry and each measured run are processes of their own, so that neither's memory counts for the other.
/// </summary>
/// <remarks>Run with: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- seeding</remarks>
internal static class SeedingScale
{
    private const int Concurrency = 16;

    /// <summary>
    /// So many models, in a registry of their own, until the compiler has optimised what is measured. What a process takes that has just
    /// been started is measured by itself.
    /// </summary>
    private const int WarmUp = 1_000;

    /// <summary>The compiler works in the background, and would take a core from what is measured.</summary>
    private static readonly TimeSpan CompilerRest = TimeSpan.FromSeconds(1);

    /// <summary>Runs everything, or one measurement.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["bare", var address, var other, var count]:
                int posted = int.Parse(count, CultureInfo.InvariantCulture);
                await PostAsync(new Uri(other), WarmUp, "warm").ConfigureAwait(false);
                await Task.Delay(CompilerRest, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
                await MeasureAsync("bare loop", posted, 1, () => PostAsync(new Uri(address), posted, "model")).ConfigureAwait(false);
                return 0;
            case ["warm apply", var address, var other, var count]:
                int seeded = int.Parse(count, CultureInfo.InvariantCulture);
                await SeedAsync("apply", new Uri(other), WarmUp, 1, "warm").ConfigureAwait(false);
                await Task.Delay(CompilerRest, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
                await MeasureAsync(
                    "apply", seeded, 1, () => SeedAsync("apply", new Uri(address), seeded, 1, "model")).ConfigureAwait(false);
                await MeasureAsync(
                    "apply again", seeded, 1, () => SeedAsync("apply", new Uri(address), seeded, 1, "model")).ConfigureAwait(false);
                return 0;
            case [var what, var address, var count, var versions]:
                int models = int.Parse(count, CultureInfo.InvariantCulture);
                int versionsEach = int.Parse(versions, CultureInfo.InvariantCulture);
                await MeasureAsync(what, models, versionsEach, () => SeedAsync(what, new Uri(address), models, versionsEach, "model"))
                    .ConfigureAwait(false);
                return 0;
            case ["ratio"]:
                await CompareAsync().ConfigureAwait(false);
                return 0;
            default:
                await GrowAsync().ConfigureAwait(false);
                await CompareAsync().ConfigureAwait(false);
                return 0;
        }
    }

    private static async Task GrowAsync()
    {
        Console.WriteLine("| run | models | requests | seconds | peak MiB |\n|---|---:|---:|---:|---:|");
        foreach (int size in (int[])[100, 1_000, 10_000])
        {
            await WithRegistryAsync(delayed: false, async address =>
            {
                await ChildAsync("validate", address, $"{size}", "2").ConfigureAwait(false);
                await ChildAsync("apply", address, $"{size}", "2").ConfigureAwait(false);
                await ChildAsync("apply again", address, $"{size}", "2").ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }

    private static async Task CompareAsync()
    {
        Console.WriteLine("\nAgainst a registry that takes 5 ms for a create, after a warm-up, by turns as the machine's speed drifts:\n");
        Console.WriteLine("| run | models | requests | seconds | peak MiB |\n|---|---:|---:|---:|---:|");
        for (int round = 0; round < 7; round++)
        {
            foreach (string run in (string[])["bare", "warm apply"])
            {
                await WithRegistryAsync(
                    delayed: false,
                    other => WithRegistryAsync(delayed: true, address => ChildAsync(run, address, other, "300"))).ConfigureAwait(false);
            }
        }
    }

    private static async Task MeasureAsync(string what, int models, int versions, Func<Task<int>> run)
    {
        long start = Stopwatch.GetTimestamp();
        int requests = await run().ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {models} x {versions} | {requests} | {seconds:0.00} | "
                + $"{self.PeakWorkingSet64 / 1048576.0:0} |"));
    }

    private static async Task<int> SeedAsync(string what, Uri address, int models, int versions, string prefix)
    {
        int requests = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ModelRegistryTelemetry.SourceName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref requests));
        listener.Start();

        SeedReadResult read = await SeedReader.ReadAsync(
            new SeedReaderOptions
            {
                Paths = ["-"],
                StandardInput = new MemoryStream(Yaml(models, versions, prefix)),
                Variables = _ => null,
            }).ConfigureAwait(false);
        Seed seed = read.Seed ?? throw new InvalidOperationException(read.Errors[0].ToString());
        if (what == "validate")
        {
            return 0;
        }

        using var registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = address });
        var runner = new SeedRunner(registry, new SeedRunnerOptions { Concurrency = Concurrency });
        SeedPlan plan = await runner.PlanAsync(seed).ConfigureAwait(false);
        SeedResult result = await runner.ApplyAsync(plan).ConfigureAwait(false);
        return result.Failures.Count == 0 ? requests : throw new InvalidOperationException(
            result.Failures[0].Error.Message, result.Failures[0].Error);
    }

    /// <summary>The same creates, by hand: no reading, no comparing, no handling of errors.</summary>
    public static async Task<int> PostAsync(Uri address, int models, string prefix)
    {
        int requests = 0;
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler) { BaseAddress = new Uri(address, "/api/model_registry/v1alpha3/") };
        await Parallel.ForAsync(0, models, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (i, _) =>
        {
            string model = await PostAsync(
                "registered_models",
                $$$"""{"name":"{{{prefix}}}-{{{i:00000}}}","owner":"ai-admin","provider":"IBM","license":"apache-2.0","description":"The model number {{{i}}}","customProperties":{"validated":{"metadataType":"MetadataStringValue","string_value":""},"quantization":{"metadataType":"MetadataStringValue","string_value":"FP8-dynamic"}} }""")
                .ConfigureAwait(false);
            string version = await PostAsync(
                "model_versions", $$"""{"name":"1.0","registeredModelId":"{{model}}","author":"ai-admin"}""").ConfigureAwait(false);
            await PostAsync(
                $"model_versions/{version}/artifacts",
                $$"""{"artifactType":"model-artifact","name":"weights","externalId":"{{prefix}}-{{i}}","uri":"s3://rhoai-artifacts/model-{{i}}/0/","modelFormatName":"safetensors"}""")
                .ConfigureAwait(false);
        }).ConfigureAwait(false);
        return requests;

        async Task<string> PostAsync(string path, string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using HttpResponseMessage response = await http.PostAsync(new Uri(path, UriKind.Relative), content).ConfigureAwait(false);
            string text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{path} was answered with {(int)response.StatusCode}: {text}");
            }

            Interlocked.Increment(ref requests);
            int id = text.IndexOf("\"id\":\"", StringComparison.Ordinal) + 6;
            return text[id..text.IndexOf('"', id)];
        }
    }

    private static byte[] Yaml(int models, int versions, string prefix)
    {
        var yaml = new StringBuilder("formatVersion: 1\nmodels:\n");
        for (int i = 0; i < models; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - name: {prefix}-{i:00000}\n    description: The model number {i}\n    owner: "
                + $"ai-admin\n    provider: IBM\n    license: apache-2.0\n    labels: [validated]\n    customProperties:\n      "
                    + $"quantization: FP8-dynamic\n    versions:\n");
            for (int v = 0; v < versions; v++)
            {
                yaml.Append(
                    CultureInfo.InvariantCulture,
                    $"      - name: '{v + 1}.0'\n        author: ai-admin\n        artifacts:\n          - name: weights\n            uri: "
                        + $"s3://rhoai-artifacts/model-{i}/{v}/\n            modelFormatName: safetensors\n");
            }
        }

        return Encoding.UTF8.GetBytes(yaml.ToString());
    }

    private static async Task WithRegistryAsync(bool delayed, Func<string, Task> measure)
    {
        await using RegistryProcess registry = await RegistryProcess.StartAsync(delayed).ConfigureAwait(false);
        await measure(registry.Address.ToString()).ConfigureAwait(false);
    }

    private static async Task ChildAsync(params string[] arguments)
    {
        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["seeding", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            // Code that counts its own branches is slower than what came before and what comes after it, and would be what is measured.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!;
        Console.Write(await child.StandardOutput.ReadToEndAsync().ConfigureAwait(false));
        await child.WaitForExitAsync().ConfigureAwait(false);
        if (child.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} failed.");
        }
    }
}
