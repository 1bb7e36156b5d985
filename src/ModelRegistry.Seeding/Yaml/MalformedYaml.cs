using ModelRegistry.Seeding.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using FlowMappingEnd = YamlDotNet.Core.Tokens.FlowMappingEnd;
using FlowMappingStart = YamlDotNet.Core.Tokens.FlowMappingStart;
using FlowSequenceEnd = YamlDotNet.Core.Tokens.FlowSequenceEnd;
using FlowSequenceStart = YamlDotNet.Core.Tokens.FlowSequenceStart;
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

        // A tab counts as one space, so that it is often the next line that fits no longer.
        if (FindLineAbove(source, start) is { } above
            && above.Text.AsSpan(0, above.Text.AsSpan().IndexOfAnyExcept(' ', '\t')).IndexOf('\t') is >= 0 and var column)
        {
            return new MalformedYaml(
                new SeedLocation(source.Name, above.Line, column + 1), "there is a tab in the indentation: indent with spaces");
        }

        if (exception.Message.Contains("multiline plain scalar", StringComparison.Ordinal)
            && FindLineWithoutColon(source, start) is { } place)
        {
            return new MalformedYaml(
                place,
                $"this line has no ':' with a space behind it, and the next one begins a mapping{Template.HintFor(LineOf(source, start))}");
        }

        (Token? scalar, Mark? opening) = ReadBefore(start, source);
        if (scalar is not { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } quoted || quoted.Start.Line == quoted.End.Line)
        {
            string message = exception.Message.TrimEnd('.') + HintFor(source, exception, start);
            return opening is { } mark && IsLeft(source, mark, start)
                ? new MalformedYaml(
                    PlaceOf(source, mark),
                    $"the '{source.Text[(int)mark.Index]}' that opens here is not closed before {start.Line}:{start.Column}. {message}")
                : new MalformedYaml(PlaceOf(source, start), message);
        }

        // A quote that is missing lets the next one, lines below, end the text, and what is behind that one looks wrong.
        return new MalformedYaml(
            PlaceOf(source, quoted.End.Index == start.Index ? quoted.Start : start),
            $"the quote that opens at {quoted.Start.Line}:{quoted.Start.Column} is closed only at "
                + $"{quoted.End.Line}:{quoted.End.Column - 1}, is one missing between them? {exception.Message}");
    }

    public static SeedLocation PlaceOf(SourceText source, Mark mark) => new(source.Name, (int)mark.Line, (int)mark.Column);

    /// <summary>
    /// Finds the tab that a failure is about: at the place where it ends or, if that is not known, in the first line of content below.
    /// </summary>
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

    /// <summary>What else to look at: a template, or the line above, whose indentation may be the one that is wrong.</summary>
    private static string HintFor(SourceText source, YamlException exception, Mark start)
    {
        string template = Template.HintFor(LineOf(source, start));
        bool isIndentation = exception.Message.Contains("did not find expected key", StringComparison.Ordinal)
            || exception.Message.Contains("'-' indicator", StringComparison.Ordinal)
            || exception.Message.Contains("plain scalar value, found invalid mapping", StringComparison.Ordinal);
        return template.Length == 0 && isIndentation && FindLineAbove(source, start) is { Line: var line }
            ? $". Is the indentation right, of this line and of line {line} above?"
            : template;
    }

    /// <summary>Finds the first thing in the last line above that holds any.</summary>
    private static (int Line, int Column, string Text)? FindLineAbove(SourceText source, Mark mark)
    {
        ReadOnlySpan<char> above = source.Text.AsSpan(0, Math.Min((int)mark.Index, source.Text.Length));
        int line = (int)mark.Line;
        while (--line > 0 && above.LastIndexOf('\n') is >= 0 and var end)
        {
            above = above[..end];
            ReadOnlySpan<char> text = above[(above.LastIndexOf('\n') + 1)..].TrimEnd();
            if (text.Length > 0)
            {
                return (line, Math.Max(text.IndexOfAnyExcept(' ', '-'), 0) + 1, text.ToString());
            }
        }

        return null;
    }

    /// <summary>
    /// Finds the line above that was meant to be a key and a value: with neither colon nor space, it is a text that goes on below.
    /// </summary>
    private static SeedLocation? FindLineWithoutColon(SourceText source, Mark mark) =>
        FindLineAbove(source, mark) is { Text: var text } above && !text.EndsWith(':') && !text.Contains(": ", StringComparison.Ordinal)
            ? new SeedLocation(source.Name, above.Line, above.Column)
            : null;

    /// <summary>
    /// Whether a bracket was forgotten rather than the mistake made within it: the file ends, or a line is as far out as its own.
    /// </summary>
    private static bool IsLeft(SourceText source, Mark opening, Mark place)
    {
        ReadOnlySpan<char> line = LineOf(source, place);
        ReadOnlySpan<char> text = line.TrimStart();
        ReadOnlySpan<char> own = LineOf(source, opening);
        return opening.Line < place.Line
            && (text.IsEmpty || (text[0] is not ('}' or ']' or ',') && line.Length - text.Length <= own.Length - own.TrimStart().Length));
    }

    /// <summary>Finds the last text before a place, and the innermost bracket or brace that is open there.</summary>
    private static (Token? Scalar, Mark? Opening) ReadBefore(Mark place, SourceText source)
    {
        Token? last = null;
        var open = new Stack<Mark>();
        var scanner = new Scanner(new StringReader(source.Text));
        try
        {
            while (scanner.MoveNext() && scanner.Current!.Start.Index < place.Index)
            {
                last = scanner.Current as Token ?? last;
                if (scanner.Current is FlowMappingStart or FlowSequenceStart)
                {
                    open.Push(scanner.Current.Start);
                }
                else if (scanner.Current is FlowMappingEnd or FlowSequenceEnd)
                {
                    open.TryPop(out _);
                }
            }
        }
        catch (YamlException)
        {
            // It can't get further than the parser, and what is before that is what is looked for.
        }

        return (last, open.TryPeek(out Mark opening) ? opening : null);
    }
}
