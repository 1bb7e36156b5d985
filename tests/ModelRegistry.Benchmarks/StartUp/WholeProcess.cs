using System.Diagnostics;
using System.Globalization;

namespace ModelRegistry.Benchmarks.StartUp;

/// <summary>
/// What a whole process takes, from its start to Granite in the registry, beside an empty program and beside a script of curl calls such as
/// people write by hand. Publishes what it measures; that takes a linker and minutes.
/// </summary>
/// <remarks>Run with: dotnet run -c Release --project tests/ModelRegistry.Benchmarks -- start-up</remarks>
internal static class WholeProcess
{
    private const int Turns = 25;
    private const string Model = "Granite-3.1-8b-Instruct-FP8";

    /// <summary>Looks up the name, and makes model, version and artifact when it is not there. It compares nothing.</summary>
    private const string CurlScript = """
        set -e
        api="$1/api/model_registry/v1alpha3"; name="$2"
        post() { curl -sf -H 'Content-Type: application/json' -d "$2" "$api/$1" | sed -n 's/.*"id":"\([0-9]*\)".*/\1/p'; }
        curl -sf "$api/registered_model?name=$name" > /dev/null && exit 0
        model=$(post registered_models "{\"name\":\"$name\",\"owner\":\"ai-admin\",\"customProperties\":{\"provider\":{\"metadataType\":\"MetadataStringValue\",\"string_value\":\"IBM\"}}}")
        version=$(post model_versions "{\"name\":\"3.1-May2025-Validated\",\"registeredModelId\":\"$model\",\"author\":\"ai-admin\"}")
        post "model_versions/$version/artifacts" "{\"artifactType\":\"model-artifact\",\"name\":\"granite\",\"uri\":\"s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/\"}" > /dev/null
        """;

    public static async Task RunAsync()
    {
        string work = Directory.CreateTempSubdirectory("start-up").FullName;
        try
        {
            string root = RepositoryRoot();
            string job = Path.Combine(root, "src", "SeedJob");
            string native = await PublishAsync(
                job, Path.Combine(work, "native"), "seed-job", "-p:EmbeddedRegistry=false", "-p:PublishAot=true").ConfigureAwait(false);
            string readyToRun = await PublishAsync(
                job, Path.Combine(work, "ready-to-run"), "seed-job", "-p:EmbeddedRegistry=false", "-p:PublishAot=false")
                .ConfigureAwait(false);
            string empty = await PublishEmptyAsync(Path.Combine(work, "source"), Path.Combine(work, "empty")).ConfigureAwait(false);
            string script = Path.Combine(work, "curl.sh");
            await File.WriteAllTextAsync(script, CurlScript).ConfigureAwait(false);
            string seed = await File.ReadAllTextAsync(Path.Combine(root, "samples", "seeds", "granite-3.1-8b-instruct-fp8.yaml"))
                .ConfigureAwait(false);

            await using RegistryProcess registry = await RegistryProcess.StartAsync(delayed: true).ConfigureAwait(false);
            string address = registry.Address.ToString().TrimEnd('/');
            var rows = new List<Row>
            {
                new("empty program, trimmed, ReadyToRun", _ => [empty]),
                new("curl script, first run", turn => ["bash", script, address, $"by-hand-{turn}"]),
                new("curl script, nothing to do", _ => ["bash", script, address, "by-hand-0"]),
                new("seed job, native, first run", turn => [native, "apply", SeedOf($"native-{turn}"), "--registry", address]),
                new("seed job, native, nothing to do", _ => [native, "apply", SeedOf("native-0"), "--registry", address]),
                new(
                    "seed job, ReadyToRun, first run",
                    turn => [readyToRun, "apply", SeedOf($"ready-to-run-{turn}"), "--registry", address]),
                new("seed job, ReadyToRun, nothing to do", _ => [readyToRun, "apply", SeedOf("ready-to-run-0"), "--registry", address]),
            };

            // In turns, so that a machine whose speed drifts is slow for all.
            for (int turn = 0; turn < Turns; turn++)
            {
                foreach (Row row in rows)
                {
                    await row.MeasureAsync(turn).ConfigureAwait(false);
                }
            }

            Console.WriteLine("| whole process | ms, median | least | to the empty program | peak MiB |\n|---|---:|---:|---:|---:|");
            foreach (Row row in rows)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {row.Name} | {row.Median:0.0} | {row.Least:0.0} | {row.Median / rows[0].Median:0.00} "
                        + $"| {row.PeakMebibytes} |"));
            }

            string SeedOf(string name)
            {
                string path = Path.Combine(work, $"{name}.yaml");
                if (!File.Exists(path))
                {
                    File.WriteAllText(path, seed.Replace(Model, name, StringComparison.Ordinal));
                }

                return path;
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<string> PublishEmptyAsync(string source, string output)
    {
        Directory.CreateDirectory(source);
        await File.WriteAllTextAsync(Path.Combine(source, "empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
                <SelfContained>true</SelfContained>
                <PublishTrimmed>true</PublishTrimmed>
                <PublishReadyToRun>true</PublishReadyToRun>
              </PropertyGroup>
            </Project>
            """).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(source, "Program.cs"), "return;").ConfigureAwait(false);
        return await PublishAsync(source, output, "empty", "--use-current-runtime").ConfigureAwait(false);
    }

    /// <returns>The program.</returns>
    private static async Task<string> PublishAsync(string project, string output, string program, params string[] arguments)
    {
        await Console.Error.WriteLineAsync($"publishing {Path.GetFileName(output)}").ConfigureAwait(false);
        using Process publish =
            Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "--output", output, "-nodeReuse:false", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
        string said = await publish.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await publish.WaitForExitAsync().ConfigureAwait(false);
        return publish.ExitCode == 0 ? Path.Combine(output, program) : throw new InvalidOperationException(said);
    }

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "ModelRegistry.Sdk.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException("This runs in the repository only.");
    }

    private sealed class Row(string name, Func<int, IReadOnlyList<string>> command)
    {
        // The one program that says what memory another took, without the memory of who started it.
        private const string Time = "/usr/bin/time";

        private readonly List<double> _milliseconds = [];
        private readonly List<long> _kibibytes = [];

        public string Name { get; } = name;

        public double Median => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

        public double Least => _milliseconds.Min();

        public string PeakMebibytes => _kibibytes.Count == 0
            ? $"({Time} is missing)"
            : (_kibibytes.Order().ElementAt(_kibibytes.Count / 2) / 1024.0).ToString("0.0", CultureInfo.InvariantCulture);

        public async Task MeasureAsync(int turn)
        {
            IReadOnlyList<string> line = command(turn);
            bool isTimed = File.Exists(Time);
            if (isTimed)
            {
                line = [Time, "--format", "%M", .. line];
            }

            long start = Stopwatch.GetTimestamp();
            using Process process = Process.Start(new ProcessStartInfo(line[0], line.Skip(1))
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            string errors = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{string.Join(' ', line)} ended with {process.ExitCode}: {errors}");
            }

            // The first turn is for the disk's cache and for the server's compiler.
            if (turn > 0)
            {
                _milliseconds.Add(milliseconds);
                if (isTimed)
                {
                    _kibibytes.Add(long.Parse(errors.TrimEnd().Split('\n')[^1], CultureInfo.InvariantCulture));
                }
            }
        }
    }
}
