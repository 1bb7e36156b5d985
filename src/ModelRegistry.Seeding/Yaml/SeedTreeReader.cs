using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>
/// Builds trees of located nodes from the events of a YAML parser. Nothing is ever instantiated by the text's own choice: there are
/// mappings, lists and scalars, and the budget bounds them.
/// </summary>
internal sealed class SeedTreeReader
{
    private const string CoreTags = "tag:yaml.org,2002:";
    private const int CommonLength = 64;

    private readonly Files.SourceText _source;
    private readonly TreeBudget _budget;
    private readonly ValueSubstitution? _substitution;
    private readonly SeedErrorList _errors;
    private readonly Parser _parser;
    private readonly Dictionary<string, SeedNode?> _anchors = new(StringComparer.Ordinal);
    private readonly List<(Scalar Scalar, ScalarNode Node)> _toSubstitute = [];
    private readonly HashSet<string> _common = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellationToken;
    private ParsingEvent? _last;
    private bool? _isJson;

    private SeedTreeReader(
        Files.SourceText source,
        TreeBudget budget,
        ValueSubstitution? substitution,
        SeedErrorList errors,
        CancellationToken cancellationToken)
    {
        _source = source with { Text = LeadingBlankLines.Trim(source.Text) };
        (_budget, _substitution, _errors, _cancellationToken) = (budget, substitution, errors, cancellationToken);
        _parser = new Parser(new StringReader(_source.Text));
    }

    /// <summary>Reads the documents of a file; those before an error that stops the reading are kept.</summary>
    /// <returns>Whether the file was read to its end.</returns>
    public static bool TryRead(
        Files.SourceText source, TreeBudget budget, ValueSubstitution? substitution,
        SeedErrorList errors, List<SeedNode> documents, CancellationToken cancellationToken)
    {
        int before = documents.Count;
        if (!new SeedTreeReader(source, budget, substitution, errors, cancellationToken).TryReadInto(documents))
        {
            return false;
        }

        if (documents.Count == before)
        {
            errors.Add(source.Start, SeedErrorCodes.NothingToRead, "the file holds no document");
        }

        return true;
    }

    private bool IsJson => _isJson ??= _source.IsJson();

    private bool TryReadInto(List<SeedNode> documents)
    {
        try
        {
            while (Next() is { } current)
            {
                if (current is not DocumentStart)
                {
                    continue;
                }

                _anchors.Clear();
                _toSubstitute.Clear();
                if (ReadNode(Next(), depth: 1, isKey: false) is not { } root)
                {
                    return false;
                }

                Substitute(root);

                // '---' with nothing behind it, before the first document or after the last, says nothing.
                if (root is not ScalarNode { Type: ScalarKind.Null, Text: "" })
                {
                    documents.Add(root);
                }
            }

            return true;
        }
        catch (YamlException exception)
        {
            MalformedYaml problem = MalformedYaml.Explain(_source, exception, _last);
            _errors.Add(problem.Location, SeedErrorCodes.NotYaml, $"this is not well-formed YAML: {problem.Message}");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's way to say that a flow collection ends where it should not.
            _errors.Add(
                _last is null ? _source.Start : PlaceOf(_last.End),
                SeedErrorCodes.NotYaml,
                "this is not well-formed YAML: a '[' or '{' is not closed, or a ',' is missing");
        }

        return false;
    }

    private ParsingEvent? Next()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (!_parser.MoveNext())
        {
            return null;
        }

        _last = _parser.Current!;
        return _last;
    }

    /// <summary>Reads a node; <see langword="null"/> when the file cannot be read on, which is reported.</summary>
    private SeedNode? ReadNode(ParsingEvent? current, int depth, bool isKey)
    {
        if (current is null)
        {
            return null;
        }

        SeedLocation location = PlaceOf(current.Start);
        if (depth > TreeBudget.MaximumDepth)
        {
            return Stop(location, SeedErrorCodes.TooComplex, $"the document nests deeper than {TreeBudget.MaximumDepth} levels");
        }

        if (!_budget.TrySpend(1))
        {
            return StopForBudget(location);
        }

        switch (current)
        {
            case AnchorAlias alias:
                return ReadAlias(alias, location, depth);

            case Scalar scalar:
                SeedNode leaf = ReadScalar(scalar, location, isKey);
                return Anchored(scalar, leaf);

            case SequenceStart start:
                CheckTag(start, location, "seq");
                Announce(start);
                var sequence = new SequenceNode(location);
                while (Next() is not SequenceEnd)
                {
                    if (ReadNode(_parser.Current, depth + 1, isKey: false) is not { } item)
                    {
                        return null;
                    }

                    sequence.Add(item);
                }

                return Anchored(start, sequence);

            case MappingStart start:
                CheckTag(start, location, "map");
                Announce(start);
                var mapping = new MappingNode(location);
                while (Next() is not MappingEnd)
                {
                    if (!ReadEntry(mapping, depth))
                    {
                        return null;
                    }
                }

                // What a template left behind is reported, and is no mapping that anybody meant.
                return Anchored(start, mapping.IsTemplate ? new ScalarNode(location, "", ScalarKind.Broken) : mapping);

            default:
                return Stop(location, SeedErrorCodes.NotYaml, "this is not well-formed YAML");
        }
    }

    private bool ReadEntry(MappingNode mapping, int depth)
    {
        Mark start = _parser.Current!.Start;
        if (ReadNode(_parser.Current, depth + 1, isKey: true) is not { } key || ReadNode(Next(), depth + 1, isKey: false) is not { } value)
        {
            return false;
        }

        if (key is not ScalarNode { Text: var name, Type: var type })
        {
            bool isTemplate = mapping.IsTemplate = start.Index > 0 && string.CompareOrdinal(
                _source.Text, (int)start.Index - 1, Template.Opening, 0, Template.Opening.Length) == 0;
            _errors.Add(
                key.Location, SeedErrorCodes.UnsupportedYaml, $"a key must be a text, not {key.Kind}{(isTemplate ? Template.Hint : "")}");
        }
        else if (type == ScalarKind.Text && string.Equals(name, "<<", StringComparison.Ordinal))
        {
            _errors.Add(
                key.Location,
                SeedErrorCodes.UnsupportedYaml,
                "merge keys (<<) are not part of YAML 1.2: write the fields out, or put what is common into 'defaults'");
        }
        else if (!mapping.TryAdd(new MappingEntry(name, key.Location, value), out SeedLocation first))
        {
            _errors.Add(
                key.Location,
                SeedErrorCodes.DuplicateKey,
                $"the key {Quoted.Of(name)} is there already, at {first.Line}:{first.Column}: remove one of the two");
        }

        return true;
    }

    private SeedNode? ReadAlias(AnchorAlias alias, SeedLocation location, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out SeedNode? target))
        {
            return Stop(location, SeedErrorCodes.UnsupportedYaml, $"there is no anchor '&{alias.Value.Value}' before this alias");
        }

        if (target is null)
        {
            return Stop(location, SeedErrorCodes.UnsupportedYaml, $"the alias '*{alias.Value.Value}' stands inside of what it refers to");
        }

        // Written out, a few lines of aliases of aliases become billions of nodes.
        if (!_budget.TrySpend(target.Size))
        {
            return StopForBudget(location);
        }

        return depth + target.Height - 1 > TreeBudget.MaximumDepth
            ? Stop(location, SeedErrorCodes.TooComplex, $"with this alias the document nests deeper than {TreeBudget.MaximumDepth} levels")
            : target;
    }

    private ScalarNode ReadScalar(Scalar scalar, SeedLocation location, bool isKey)
    {
        string text = Common(scalar.Value);
        if (isKey || _substitution is null || !text.Contains('$', StringComparison.Ordinal))
        {
            return Typed(scalar, location, text, isSubstituted: false);
        }

        // Whether anything is put in, the document may say behind this place.
        var node = new ScalarNode(location, text, ScalarKind.Text);
        _toSubstitute.Add((scalar, node));
        return node;
    }

    /// <summary>
    /// Puts variables and files into the values of a document that was read to its end, unless it says that they are as they stand.
    /// </summary>
    private void Substitute(SeedNode document)
    {
        bool isOff = document is MappingNode mapping
            && mapping.TryGet(ValueSubstitution.SwitchField, out SeedNode? value)
            && value is ScalarNode { Type: ScalarKind.Boolean } flag
            && !CoreSchema.BooleanOf(flag.Text);
        foreach ((Scalar scalar, ScalarNode node) in _toSubstitute)
        {
            string text = node.Text;
            bool isSubstituted = false;
            node.Become(isOff || _substitution!.TryApply(ref text, node.Location, out isSubstituted)
                ? Typed(scalar, node.Location, text, isSubstituted)
                : new ScalarNode(node.Location, "", ScalarKind.Broken));
        }
    }

    /// <summary>Makes a scalar of the type that it has by its tag or, without one, by the way it is written.</summary>
    private ScalarNode Typed(Scalar scalar, SeedLocation location, string text, bool isSubstituted)
    {
        // What a variable holds is a text, whatever it looks like: nobody's environment can change a value's type.
        ScalarKind kind = isSubstituted || scalar.Style != ScalarStyle.Plain ? ScalarKind.Text
            : _substitution is null && IsOlderBoolean(text) ? ScalarKind.Boolean
            : CoreSchema.KindOf(text);
        if (scalar.Tag.IsEmpty)
        {
            bool isCanonical = kind is not (ScalarKind.Integer or ScalarKind.Float) || CoreSchema.IsCanonical(text) || IsJson;
            return new ScalarNode(location, text, kind, isSubstituted, isCanonical);
        }

        ScalarKind[]? allowed = scalar.Tag.Value switch
        {
            "!" or CoreTags + "str" => [],
            CoreTags + "null" => [ScalarKind.Null],
            CoreTags + "bool" => [ScalarKind.Boolean],
            CoreTags + "int" => [ScalarKind.Integer],
            CoreTags + "float" => [ScalarKind.Float, ScalarKind.NotFinite, ScalarKind.Integer],
            _ => null,
        };
        switch (allowed)
        {
            case null:
                ReportTag(scalar, location);
                return new ScalarNode(location, "", ScalarKind.Broken);
            case []:
                return new ScalarNode(location, text, ScalarKind.Text, isSubstituted);
            default:
                ScalarKind tagged = CoreSchema.KindOf(text);
                if (allowed.Contains(tagged))
                {
                    bool isWholeFloat = tagged == ScalarKind.Integer && allowed.Contains(ScalarKind.Float);
                    return new ScalarNode(location, text, isWholeFloat ? ScalarKind.Float : tagged, isSubstituted);
                }

                _errors.Add(
                    location, SeedErrorCodes.WrongType, $"the value is not what its tag !!{scalar.Tag.Value[CoreTags.Length..]} says");
                return new ScalarNode(location, "", ScalarKind.Broken);
        }
    }

    /// <summary>Whether a text is a truth value in YAML 1.1, which files that are no seeds are written in.</summary>
    private static bool IsOlderBoolean(string text) =>
        text is "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON"
            or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF";

    private void CheckTag(NodeEvent node, SeedLocation location, string coreTag)
    {
        if (!node.Tag.IsEmpty
            && !string.Equals(node.Tag.Value, "!", StringComparison.Ordinal)
            && !string.Equals(node.Tag.Value, CoreTags + coreTag, StringComparison.Ordinal))
        {
            ReportTag(node, location);
        }
    }

    private void ReportTag(NodeEvent node, SeedLocation location)
    {
        string tag = node.Tag.Value;
        string shown = tag.StartsWith(CoreTags, StringComparison.Ordinal) ? "!!" + tag[CoreTags.Length..] : tag;
        _errors.Add(location, SeedErrorCodes.UnsupportedYaml, $"seed files have no tag {Quoted.Of(shown)}: remove it");
    }

    private void Announce(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _anchors[node.Anchor.Value] = null;
        }
    }

    private SeedNode Anchored(NodeEvent @event, SeedNode node)
    {
        if (!@event.Anchor.IsEmpty)
        {
            _anchors[@event.Anchor.Value] = node;
        }

        return node;
    }

    private SeedNode? StopForBudget(SeedLocation location) =>
        Stop(
            location,
            SeedErrorCodes.TooComplex,
            $"the seed holds more than {TreeBudget.MaximumNodes} nodes, aliases written out: split it into several runs");

    private SeedNode? Stop(SeedLocation location, string code, string message)
    {
        _errors.Add(location, code, message);
        return null;
    }

    /// <summary>The same few field names, owners and licences stand in a seed a million times; one string each is enough.</summary>
    private string Common(string text)
    {
        if (text.Length > CommonLength)
        {
            return text;
        }

        if (_common.TryGetValue(text, out string? common))
        {
            return common;
        }

        _common.Add(text);
        return text;
    }

    private SeedLocation PlaceOf(Mark mark) => MalformedYaml.PlaceOf(_source, mark);
}
