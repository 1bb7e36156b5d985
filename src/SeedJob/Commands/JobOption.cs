using System.CommandLine;
using System.CommandLine.Parsing;
using SeedJob.Running;

namespace SeedJob.Commands;

/// <summary>An option of the command line that an environment variable can stand in for.</summary>
/// <param name="Name">Its name, with the dashes.</param>
/// <param name="Variable">The environment variable.</param>
/// <param name="ValueName">What stands for its value in the help; <see langword="null"/> for a flag.</param>
/// <param name="Description">What it does, its default included.</param>
/// <param name="TakesMany">Whether it takes several values: given several times, one after the other, or separated by commas.</param>
internal sealed record JobOption(string Name, string Variable, string? ValueName, string Description, bool TakesMany = false)
{
    /// <summary>Gets a short name, with its dash.</summary>
    public string? ShortName { get; init; }

    /// <summary>Gets the values that the option takes, as far as they are words: <c>FILE</c> stands for any name.</summary>
    public IReadOnlyList<string> Values => [.. (ValueName ?? "").Split('|').Where(value => value.Length > 1 && value.All(IsOfWord))];

    /// <summary>Makes the option of a command that takes these values alone.</summary>
    public JobOption Taking(params IReadOnlyList<string> values) => this with { ValueName = string.Join('|', values) };

    /// <summary>Makes the option as the command line parser knows it.</summary>
    public Option ToOption()
    {
        Option option = this switch
        {
            { ValueName: null } => new Option<bool>(Name),
            { TakesMany: true } => new Option<string[]>(Name)
            {
                Arity = ArgumentArity.OneOrMore,
                AllowMultipleArgumentsPerToken = true,
                Validators = { RefuseBlank },
            },
            _ => new Option<string?>(Name, ShortName is null ? [] : [ShortName]) { Validators = { RefuseBlank } },
        };
        (option.Description, option.HelpName) = (Help, ValueName);
        if (Values is [_, ..] values)
        {
            option.CompletionSources.Add([.. values]);
        }

        return option;
    }

    /// <summary>Gets the values given on the command line or, failing that, in the environment.</summary>
    public string[] Texts(ParseResult arguments, JobEnvironment environment)
    {
        string[] given = arguments.GetResult(Name) is OptionResult result
            ? [.. result.Tokens.Select(token => token.Value)]
            : [environment.Variable(Variable) ?? ""];
        return [.. given.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    /// <summary>
    /// Gets the value given on the command line or, failing that, in the environment, where spaces around it don't count and a blank one
    /// counts as none: variables come from files and templates that add line breaks.
    /// </summary>
    public string? Text(ParseResult arguments, JobEnvironment environment) =>
        Given(arguments) ?? NullIfBlank(environment.Variable(Variable));

    /// <summary>What the command line says about the flag; <see langword="null"/> when it does not mention it.</summary>
    public bool? Flag(ParseResult arguments) =>
        arguments.GetResult(Name) is OptionResult { Implicit: false } ? arguments.GetValue<bool>(Name) : null;

    /// <summary>
    /// Whether the flag is given or, when the command line does not mention it, its environment variable is <c>true</c> or <c>1</c>.
    /// </summary>
    public bool IsSet(ParseResult arguments, JobEnvironment environment)
    {
        if (Flag(arguments) is { } given)
        {
            return given;
        }

        return NullIfBlank(environment.Variable(Variable)) switch
        {
            null or "0" or "false" => false,
            "1" or "true" => true,
            var other => throw new JobException(ExitCode.BadInput, $"{Variable} is '{other}': give true or false."),
        };
    }

    /// <summary>Reads the value, or says where a bad one stands and what is expected.</summary>
    public T Value<T>(ParseResult arguments, JobEnvironment environment, T defaultValue, TryParse<T> tryParse, string expected)
    {
        string? text = Text(arguments, environment);
        if (text is null)
        {
            return defaultValue;
        }

        return tryParse(text, out T? value) ? value : throw new JobException(
            ExitCode.BadInput, $"{PlaceOf(arguments)} is '{text}': {expected}.");
    }

    /// <summary>Says where the value was given: the option or its variable.</summary>
    public string PlaceOf(ParseResult arguments) => arguments.GetResult(Name) is OptionResult { Implicit: false } ? Name : Variable;

    private static bool IsOfWord(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '-';

    private string Help => $"{Description} [env: {Variable}]";

    // A command that does not have the option can still mind its variable.
    private string? Given(ParseResult arguments) =>
        arguments.GetResult(Name) is OptionResult given ? given.GetValueOrDefault<string?>() : null;

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // A script whose variable is not set would get something else than it asked for: no audit log, or all models.
    private void RefuseBlank(OptionResult given)
    {
        if (given.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            given.AddError($"{Name} is blank: give {ValueName}, or leave the option out.");
        }
    }
}

/// <summary>Reads a value from text.</summary>
internal delegate bool TryParse<T>(string text, out T value);
