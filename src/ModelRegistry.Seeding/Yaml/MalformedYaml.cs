using ModelRegistry.Seeding.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Token = YamlDotNet.Core.Tokens.Scalar;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>What the parser stumbled over, and the place to mend, which is not always the one where it noticed.</summary>
internal readonly record struct MalformedYaml(SeedLocation Location, string Message)
{
    /// <summary>Explains a failure of the parser.</summary>
    /// <param name="source">The file.</param>
    /// <param name="exception">What the parser says.</param>
    /// <param name="last">What it read last.</param>
    public static MalformedYaml Explain(SourceText source, YamlException exception, ParsingEvent? last)
    {
        // Of some mistakes the parser does not tell the place.
        Mark start = exception.End.Index == 0 && last is not null ? last.End : exception.Start;
        Mark end = exception.End.Index == 0 ? start : exception.End;
        if (FindTab(source, end, mayBeBelow: exception.End.Index == 0) is { } tab)
        {
            return new MalformedYaml(tab, "there is a tab in the indentation: indent with spaces");
        }

        if (LastScalarBefore(start, source) is not { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } quoted || quoted.Start.Line == quoted.End.Line)
        {
            return new MalformedYaml(PlaceOf(source, start), exception.Message.TrimEnd('.') + Template.HintFor(LineOf(source, start)));
        }

        // A quote that is missing lets the next one, lines below, end the text, and what is behind that one looks wrong.
        return new MalformedYaml(
            PlaceOf(source, quoted.End.Index == start.Index ? quoted.Start : start),
            $"the quote that opens at {quoted.Start.Line}:{quoted.Start.Column} is closed only at {quoted.End.Line}:{quoted.End.Column - 1}, is one missing between them? {exception.Message}");
    }

    public static SeedLocation PlaceOf(SourceText source, Mark mark) => new(source.Name, (int)mark.Line, (int)mark.Column);

    /// <summary>Finds the tab that a failure is about: at the place where it ends or, if that is not known, in the first line of content below.</summary>
    private static SeedLocation? FindTab(SourceText source, Mark from, bool mayBeBelow)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> line in source.Text.AsSpan().EnumerateLines())
        {
            number++;
            if (number < from.Line)
            {
                continue;
            }

            int indentation = line.IndexOfAnyExcept(' ', '\t') is >= 0 and var content ? content : line.Length;
            int first = number == from.Line ? Math.Min((int)from.Column - 1, indentation) : 0;
            bool says = !mayBeBelow || (indentation < line.Length && line[indentation] != '#');
            int tab = says ? line[first..indentation].IndexOf('\t') : -1;
            if (tab >= 0)
            {
                return new SeedLocation(source.Name, number, first + tab + 1);
            }

            if (!mayBeBelow)
            {
                return null;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> LineOf(SourceText source, Mark mark)
    {
        ReadOnlySpan<char> text = source.Text;
        int at = Math.Min((int)mark.Index, text.Length);
        int start = text[..at].LastIndexOfAny('\r', '\n') + 1;
        int length = text[at..].IndexOfAny('\r', '\n');
        return text[start..(length < 0 ? text.Length : at + length)];
    }

    private static Token? LastScalarBefore(Mark place, SourceText source)
    {
        Token? last = null;
        var scanner = new Scanner(new StringReader(source.Text));
        try
        {
            while (scanner.MoveNext() && scanner.Current!.Start.Index < place.Index)
            {
                last = scanner.Current as Token ?? last;
            }
        }
        catch (YamlException)
        {
            // It can't get further than the parser, and the last text before that is what is looked for.
        }

        return last;
    }
}
