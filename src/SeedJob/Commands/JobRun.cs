using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ModelRegistry.Client;
using ModelRegistry.Seeding;
using SeedJob.Output;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>One run of a command: its arguments and where it writes.</summary>
internal sealed partial class JobRun(
    ParseResult arguments, IReadOnlyList<JobOption> options, JobEnvironment environment, Terminal terminal, JobLog log)
{
    public const string PathArgument = "PATH";

    public JobEnvironment Environment => environment;

    public Terminal Terminal => terminal;

    public JobLog Log { get; set; } = log;

    /// <summary>
    /// Gets or sets what says in the log when the run began and ends; <see langword="null"/> as long as it has not begun.
    /// </summary>
    public RunLog? Started { get; set; }

    /// <summary>Gets or sets what is left in the pod's status.</summary>
    public string? Summary { get; set; }

    /// <summary>Gets the warnings about the seed, once it is read.</summary>
    public IReadOnlyList<SeedWarning> Warnings { get; private set; } = [];

    public LogFormat LogFormat =>
        JobOptions.LogFormat.Value<LogFormat>(arguments, environment, default, TryParseLogFormat, "give text, timed or json");

    public OutputFormat OutputFormat => options.FirstOrDefault(option => option.Name == JobOptions.Output.Name) is { } output
        ? output.Value(
            arguments,
            environment,
            OutputFormat.Text,
            (string text, out OutputFormat format) => TryParseOutput(output, text, out format),
            $"give {string.Join(", ", output.Values.SkipLast(1))} or {output.Values[^1]}")
        : OutputFormat.Text;

    public TimeSpan Wait => JobOptions.Wait.Value(
        arguments, environment, TimeSpan.FromSeconds(300), Duration.TryParse, "give a duration of at most a day, for example 300s or 5m");

    public ModelRegistryApiVersion ApiVersion => JobOptions.ApiVersion.Value<ModelRegistryApiVersion>(
        arguments, environment, default, TryParseApiVersion, "give auto, v1alpha3 or v1");

    public int Concurrency => JobOptions.Concurrency.Value(arguments, environment, 16, TryParseCount, "give a number from 1 to 256");

    /// <summary>Gets a value indicating whether the command line names seed files.</summary>
    public bool NamesSeeds => arguments.GetValue<string[]>(PathArgument) is { Length: > 0 };

    /// <summary>Gets the names of models that are asked for, with their wildcards; none for all.</summary>
    public IReadOnlyList<string> SelectedNames =>
        [.. NamesBetweenCommas().Matches(Text(JobOptions.Select) ?? "").Select(name => name.Value.Trim()).Where(name => name.Length > 0)];

    /// <summary>Gets a value indicating whether seed files are named.</summary>
    public bool HasPaths => GivenPaths().Length > 0;

    public string? Argument(string name) => arguments.GetValue<string?>(name);

    /// <summary>What is given of an argument that there can be several of.</summary>
    public string[] Arguments(string name) => arguments.GetValue<string[]>(name) ?? [];

    /// <summary>Whether the command line itself gives an option.</summary>
    public bool IsGiven(JobOption option) => Text(option) is not null && option.PlaceOf(arguments) == option.Name;

    public T Value<T>(JobOption option, T defaultValue, TryParse<T> tryParse, string expected) =>
        option.Value(arguments, environment, defaultValue, tryParse, expected);

    public string? Text(JobOption option) => option.Text(arguments, environment);

    public string[] Texts(JobOption option) => option.Texts(arguments, environment);

    public bool IsSet(JobOption option) => option.IsSet(arguments, environment);

    /// <summary>Says where the value of an option was given: the option or its variable.</summary>
    public string PlaceOf(JobOption option) => option.PlaceOf(arguments);

    /// <summary>
    /// Whether a flag is set and not overruled: what the command line says comes before the variable of a flag that says the opposite.
    /// </summary>
    public bool IsSet(JobOption option, JobOption opposite) =>
        option.Flag(arguments) ?? (opposite.Flag(arguments) != true && option.IsSet(arguments, environment));

    /// <summary>Reads the seed, or says all that is wrong with it.</summary>
    public Task<Seed> ReadSeedAsync(CancellationToken cancellationToken) => ReadSeedAsync(Paths(), cancellationToken);

    /// <summary>Reads certain files of a seed, or says all that is wrong with them.</summary>
    public Task<Seed> ReadSeedAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        ReadAsync("seed", new SeedReaderOptions { Paths = paths, StandardInput = environment.OpenInput() }, cancellationToken);

    /// <summary>Reads the policy file alone, where one is named, or says all that is wrong with it.</summary>
    public async Task<IReadOnlyList<SeedPolicy>> ReadPoliciesAsync(CancellationToken cancellationToken) => Text(JobOptions.Policy) is null
        ? []
        : (await ReadAsync("policy", new SeedReaderOptions { Paths = [], PolicyAlone = true }, cancellationToken).ConfigureAwait(false))
            .Policies;

    private async Task<Seed> ReadAsync(string what, SeedReaderOptions options, CancellationToken cancellationToken)
    {
        OutputFormat format = OutputFormat;
        options = options with
        {
            Variables = environment.Variable,
            SecretVariables = SecretVariables(),
            AllowFileValues = !IsSet(JobOptions.NoFileValues),
            ProtectedFiles = Text(JobOptions.TokenFile) is { } tokenFile ? [tokenFile] : [],
            PolicyFile = Text(JobOptions.Policy),
        };
        // Waiting for standard input, or for somebody to write to a named pipe, does not end with a request to stop.
        Task<SeedReadResult> reading = Task.Run(() => SeedReader.ReadAsync(options, environment.Stop), cancellationToken);
        SeedReadResult read = await reading.WaitAsync(environment.Stop).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (read.Seed is { Secrets: var secrets })
        {
            terminal.Hide(secrets);
        }

        Warnings = read.Warnings;
        Show(read, format);
        if (read.Seed is null)
        {
            string count = string.Create(
                CultureInfo.InvariantCulture,
                $"The {what} has {Counted.Of(read.Errors.Count, "error")}. Nothing was written.");
            Summary = string.Join('\n', read.Errors.Select(error => error.ToString()).Prepend(count));
            SeedReport.WriteBad(read, format, terminal);
            throw new JobException(ExitCode.BadInput, count);
        }

        return read.Seed;
    }

    /// <summary>Says in the log that the run begins; its end is logged then, too.</summary>
    public void LogStart(string command, Seed seed)
    {
        // Somebody who watches knows what was started, and sees its result.
        if (!terminal.ShowsStatus)
        {
            Started = RunLog.Begin(command, seed, RegistryTarget.Parse(Text(JobOptions.Registry)), Log, environment.Time);
        }
    }

    public Task<RegistrySession> OpenRegistryAsync(CancellationToken cancellationToken) =>
        RegistrySession.OpenAsync(
            RegistryTarget.Parse(Text(JobOptions.Registry)), Text(JobOptions.TokenFile),
            Text(JobOptions.CaFile), ApiVersion, Wait, Log, cancellationToken);

    /// <summary>Reads from a registry that may still be starting.</summary>
    public Task<T> ReadRegistryAsync<T>(
        RegistrySession session, Func<ModelRegistryClient, CancellationToken, Task<T>> readAsync, CancellationToken cancellationToken) =>
        new RegistryWait(session, Wait, Log, environment).ReadAsync(readAsync, cancellationToken);

    /// <summary>
    /// Reads with many requests at once from a registry that may still be starting, or can't keep up: each time the reading has to begin
    /// again, half as many.
    /// </summary>
    public Task<T> ReadRegistryAsync<T>(
        RegistrySession session, Func<ModelRegistryClient, int, CancellationToken, Task<T>> readAsync, CancellationToken cancellationToken)
    {
        int next = Concurrency;
        return ReadRegistryAsync(
            session,
            (client, token) =>
            {
                int concurrency = next;
                next = Math.Max(1, next / 2);
                return readAsync(client, concurrency, token);
            },
            cancellationToken);
    }

    /// <summary>Reads something with <c>--filter</c>, or says that the registry does not understand the filter.</summary>
    public async Task<T> ReadFilteredAsync<T>(Func<Task<T>> readAsync)
    {
        try
        {
            return await readAsync().ConfigureAwait(false);
        }
        catch (ModelRegistryException exception)
            when (Text(JobOptions.Filter) is not null && exception.StatusCode == HttpStatusCode.BadRequest)
        {
            throw new JobException(ExitCode.BadInput, $"--filter is nothing that the registry understands. {exception.Message}", exception);
        }
    }

    /// <summary>Warns of names that are asked for and that no model has, or none that a filter leaves.</summary>
    public void WarnOfNamesNotFound(IReadOnlyList<string> notFound, bool isFiltered)
    {
        foreach (string name in notFound)
        {
            Log.Warning($"--select '{name}' is the name of no model{(isFiltered ? " that --filter leaves" : "")}.");
        }
    }

    /// <summary>Says what was found in the seed, in the log or, with GitHub, where it reads it.</summary>
    private void Show(SeedReadResult read, OutputFormat format)
    {
        if (format == OutputFormat.GitHub)
        {
            SeedReport.WriteAnnotations(read, terminal);
            return;
        }

        foreach (SeedError error in read.Errors)
        {
            Log.Error(error.ToString());
        }

        foreach (SeedWarning warning in read.Warnings)
        {
            Log.Warning(warning.ToString());
        }
    }

    private string[] SecretVariables()
    {
        string[] names = Text(JobOptions.SecretVariables)
            ?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        string[] undefined = [.. names.Where(name => environment.Variable(name) is null)];
        return undefined.Length == 0
            ? names
            : throw new JobException(
                ExitCode.BadInput,
                $"{JobOptions.SecretVariables.PlaceOf(arguments)} names {string.Join(" and ", undefined)}, and there "
                + $"{(undefined.Length == 1 ? "is no such variable" : "are no such variables")}, so nothing could be hidden: correct the "
                    + "names, set the variables (empty ones will do), or leave them out.");
    }

    private string[] GivenPaths() => arguments.GetValue<string[]>(PathArgument) is { Length: > 0 } given
        ? given
        : environment.Variable("SEED_PATHS")
            ?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private string[] Paths()
    {
        string[] given = GivenPaths();

        return given.Length > 0
            ? given
            : throw new JobException(
                ExitCode.BadInput,
                "No seed file is named. Give files or directories as arguments or in SEED_PATHS, or - for standard input.");
    }

    private static bool TryParseLogFormat(string text, out LogFormat format)
    {
        format = text switch { "json" => LogFormat.Json, "timed" => LogFormat.Timed, _ => LogFormat.Text };
        return text is "json" or "text" or "timed";
    }

    private static bool TryParseApiVersion(string text, out ModelRegistryApiVersion version)
    {
        version = text switch
        {
            "v1alpha3" => ModelRegistryApiVersion.V1Alpha3,
            "v1" => ModelRegistryApiVersion.V1,
            _ => ModelRegistryApiVersion.Auto,
        };
        return text is "auto" or "v1alpha3" or "v1";
    }

    private bool TryParseOutput(JobOption output, string text, out OutputFormat format)
    {
        format = text switch
        {
            "json" => OutputFormat.Json,
            "markdown" => OutputFormat.Markdown,
            "github" => OutputFormat.GitHub,
            "sarif" => OutputFormat.Sarif,
            "yaml" => OutputFormat.Yaml,
            "name" => OutputFormat.Name,
            _ => OutputFormat.Text,
        };
        if (output.Values.Contains(text, StringComparer.Ordinal))
        {
            return true;
        }

        // The variable is for all commands of a pipeline: what only others can write is no mistake there.
        bool isOfOthers = (format != OutputFormat.Text || text == "text") && output.PlaceOf(arguments) == output.Variable;
        format = OutputFormat.Text;
        return isOfOthers;
    }

    private static bool TryParseCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= 256;

    [GeneratedRegex(@"([^,\\]|\\.?)+", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex NamesBetweenCommas();
}
