using System.CommandLine;
using System.CommandLine.Parsing;
using ModelRegistry.Seeding;
using ModelRegistry.Seeding.Format;

namespace SeedJob.Commands;

/// <summary>What is wrong with a command line, each on one line with a way out.</summary>
internal static class ParsingErrors
{
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (parsed.Errors.Count > 0 && command.Subcommands.Count > 0)
        {
            // What is behind a word that is no command belongs to it: only that word is a mistake.
            return [parsed.UnmatchedTokens is [var first, ..] ? NotBegun(Printable.OneLine(first), command) : parsed.Errors[0].Message];
        }

        if (parsed.UnmatchedTokens.FirstOrDefault(token => Has(command, token)) is { } misplaced)
        {
            return [Misplaced(misplaced, command)];
        }

        string[] unknown = [.. UnknownOptions(parsed).Select(option => Unknown(Printable.OneLine(option), command))];
        IEnumerable<string> others = parsed.Errors
            .Where(error => !parsed.UnmatchedTokens.Any(
                token => IsOption(token) && error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Select(error => WithHelp(error.Message, command));
        return [.. others, .. unknown];
    }

    /// <summary>The parser takes an option that a command does not have for a seed file or a model of that name.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? []
        : parsed.CommandResult.Children
            .OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens.Select(token => token.Value))
            .Concat(parsed.UnmatchedTokens)
            .Where(IsOption);

    private static bool IsOption(string word) => word is ['-', _, ..];

    private static string NotBegun(string word, Command group)
    {
        if (!IsOption(word))
        {
            return ToolCommands.Unknown(word, group);
        }

        return group.Subcommands.FirstOrDefault(command => Has(command, word)) is { } owner
            ? Misplaced(word, owner)
            : $"There is no option '{word}'{Suggestion.For(word, ["--help", "--version"])} before a command. 'seed-job help' lists "
                + "the commands.";
    }

    private static string Misplaced(string word, Command command) =>
        $"'{NameOf(word)}' stands before the command: put it behind, as in 'seed-job {ToolCommands.PathOf(command)} {NameOf(word)}'.";

    private static bool Has(Command command, string word) => command.Options.Any(option => option.Name == NameOf(word));

    private static string NameOf(string word) => word.Split('=')[0];

    private static string Unknown(string word, Command command)
    {
        string suggestion = Suggestion.For(NameOf(word), command.Options.Select(option => option.Name));
        return $"'{ToolCommands.PathOf(command)}' has no option '{word}'{suggestion}. 'seed-job help {ToolCommands.PathOf(command)}' lists "
            + "its options; the name of something that begins with a dash goes behind '--'.";
    }

    private static string WithHelp(string message, Command command) =>
        message.Contains("seed-job help", StringComparison.Ordinal)
            ? message
            : $"{message.TrimEnd('.')}. 'seed-job help {ToolCommands.PathOf(command)}' explains the command.";
}
