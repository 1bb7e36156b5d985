using System.Globalization;
using System.Text;
using System.Text.Unicode;
using ModelRegistry.Emulator.Wire;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>
/// Reads the first document of a YAML text as the service's reader does, which is one of YAML 1.1, and words faults as it does.
/// </summary>
internal sealed class YamlTreeReader
{
    private const int MostLevels = 500;
    private const string NoMapping = "mapping values are not allowed in this context";
    private const string Converting = "error converting YAML to JSON: yaml: ";

    private readonly Parser _parser;
    private readonly Dictionary<string, YamlTree?> _anchors = new(StringComparer.Ordinal);

    private YamlTreeReader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>Reads a text; <see langword="null"/> for one without content.</summary>
    /// <exception cref="CatalogFileException">It is not YAML.</exception>
    public static YamlTree? Read(ReadOnlySpan<byte> utf8)
    {
        string text = Decode(utf8);
        try
        {
            var reader = new YamlTreeReader(text);
            while (reader.Next() is { } current)
            {
                if (current is DocumentStart)
                {
                    return reader.ReadNode(reader.Next(), depth: 1) is { IsNull: false } root ? root : null;
                }
            }

            return null;
        }
        catch (YamlException fault)
        {
            throw new CatalogFileException(Converting + Describe(fault, text));
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's way to say that a flow collection ends where it should not.
            throw new CatalogFileException(Converting + "did not find expected ',' or ']'");
        }
    }

    private static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            utf8 = utf8[3..];
        }

        if (!Utf8.IsValid(utf8))
        {
            throw new CatalogFileException(Converting + "invalid leading UTF-8 octet");
        }

        // YamlDotNet would take a NUL for the end of the text.
        return utf8.IndexOfAnyInRange((byte)0, (byte)8) < 0
            ? Encoding.UTF8.GetString(utf8)
            : throw new CatalogFileException(Converting + "control characters are not allowed");
    }

    // The parser's words are those of the C library that the service's parser stems from, too: "While parsing a …, did not find …".
    private static string Describe(YamlException fault, string text)
    {
        string message = fault.Message;
        int comma = message.IndexOf(", ", StringComparison.Ordinal);
        string problem = comma > 0 && message.StartsWith("While ", StringComparison.Ordinal) ? message[(comma + 2)..] : message;
        problem = char.ToLowerInvariant(problem[0]) + problem[1..].TrimEnd('.');
        problem = problem == "found invalid mapping" ? NoMapping : problem;
        // The service's scanner counts lines from 1, its parser from 0; neither says that it means the first.
        long line = fault is SyntaxErrorException ? fault.Start.Line : fault.Start.Line - 1;
        if (problem == NoMapping && FollowsColon(text, fault.Start))
        {
            // The service's scanner takes a second colon for an empty key, and its parser misses the rest.
            (problem, line) = ("did not find expected key", fault.Start.Line - 1);
        }

        return fault.Start.Line > 1 ? string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem}") : problem;
    }

    // Whether the line that the place is on begins with a colon, and has nothing but colons before it.
    private static bool FollowsColon(string text, Mark place)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, (int)Math.Min(place.Index, text.Length));
        ReadOnlySpan<char> line = before[(before.LastIndexOf('\n') + 1)..].Trim(' ');
        return !line.IsEmpty && line.IndexOfAnyExcept(':', ' ') < 0;
    }

    private ParsingEvent? Next() => _parser.MoveNext() ? _parser.Current : null;

    private YamlTree ReadNode(ParsingEvent? current, int depth)
    {
        if (depth > MostLevels)
        {
            throw new CatalogFileException(string.Create(CultureInfo.InvariantCulture, $"{Converting}exceeded max depth of {MostLevels}"));
        }

        int line = (int)(current?.Start.Line ?? 0);
        switch (current)
        {
            case AnchorAlias alias:
                return _anchors.TryGetValue(alias.Value.Value, out YamlTree? target) ? target ?? throw new CatalogFileException(
                        $"{Converting}anchor '{alias.Value.Value}' value contains itself")
                    : throw new CatalogFileException($"{Converting}unknown anchor '{alias.Value.Value}' referenced");
            case Scalar scalar:
                return Anchored(scalar, new YamlScalar(scalar.Value, YamlScalars.Resolve(scalar), line));
            case SequenceStart start:
                Announce(start);
                var items = new List<YamlTree>();
                while (Next() is { } item and not SequenceEnd)
                {
                    items.Add(ReadNode(item, depth + 1));
                }

                return Anchored(start, new YamlList(items, line));
            case MappingStart start:
                Announce(start);
                return Anchored(start, ReadMap(depth, line));
            default:
                throw new CatalogFileException(Converting + "did not find expected node content");
        }
    }

    private YamlMap ReadMap(int depth, int line)
    {
        var members = new SortedDictionary<string, YamlTree>(Utf8Order.Instance);
        var merged = new List<YamlTree>();
        while (Next() is { } current and not MappingEnd)
        {
            bool isMerge = current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            if (ReadNode(current, depth + 1) is not YamlScalar key)
            {
                throw new CatalogFileException($"{Converting}invalid map key: {Shown(current)}");
            }

            YamlTree value = ReadNode(Next(), depth + 1);
            if (isMerge)
            {
                merged.AddRange(value is YamlList list ? list.Items : [value]);
            }
            else if (!members.TryAdd(key.AsText, value))
            {
                string fault = $"key {GoText.Quote(key.AsText)} already set in map";
                throw new CatalogFileException(
                    string.Create(CultureInfo.InvariantCulture, $"{Converting}unmarshal errors:\n  line {key.Line}: {fault}"));
            }
        }

        foreach (YamlTree source in merged)
        {
            if (source is not YamlMap map)
            {
                throw new CatalogFileException(Converting + "map merge requires map or sequence of maps as the value");
            }

            foreach ((string name, YamlTree member) in map.Members)
            {
                members.TryAdd(name, member);
            }
        }

        return new YamlMap(members, line);
    }

    private static string Shown(ParsingEvent current) => current is SequenceStart ? "[]interface {}{}" : "map[interface {}]interface {}{}";

    private void Announce(NodeEvent start)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = null;
        }
    }

    private T Anchored<T>(NodeEvent start, T node)
        where T : YamlTree
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }
}
