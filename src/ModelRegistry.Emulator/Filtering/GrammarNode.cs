namespace ModelRegistry.Emulator.Filtering;

/// <summary>What became of matching a node: no match, a match with a tree, or an error that names what was expected.</summary>
internal readonly record struct GrammarResult(bool Matched, IReadOnlyList<SyntaxNode> Nodes, FilterSyntaxException? Error)
{
    public static readonly GrammarResult None = new(false, [], null);

    public static GrammarResult Match(IReadOnlyList<SyntaxNode> nodes) => new(true, nodes, null);

    public static GrammarResult Fail(FilterSyntaxException error) => new(false, [], error);
}

/// <summary>A node of the tree that the grammar makes: a rule with its parts, or a token.</summary>
internal sealed record SyntaxNode(string Rule, FilterToken Token, IReadOnlyList<SyntaxNode> Parts);

/// <summary>
/// A node of the grammar. The nodes match as those of the server's parser library do, one token of lookahead and the choice of the deepest
/// error included, because its error messages are part of the contract.
/// </summary>
internal abstract class GrammarNode
{
    /// <summary>Tries to match at the cursor.</summary>
    public abstract GrammarResult Parse(GrammarCursor cursor);

    /// <summary>How an error message writes what was expected.</summary>
    public abstract string Expectation { get; }
}

/// <summary>Matches a token of a kind.</summary>
internal sealed class TokenNode(FilterTokenKind kind, string name) : GrammarNode
{
    public override string Expectation => $"<{name}>";

    public override GrammarResult Parse(GrammarCursor cursor)
    {
        FilterToken token = cursor.Peek();
        if (token.Kind != kind)
        {
            return GrammarResult.None;
        }

        cursor.Take();
        return GrammarResult.Match([new SyntaxNode("", token, [])]);
    }
}

/// <summary>Matches a token by its text, whatever its kind.</summary>
internal sealed class LiteralNode(string text) : GrammarNode
{
    public override string Expectation => $"\"{text}\"";

    public override GrammarResult Parse(GrammarCursor cursor)
    {
        FilterToken token = cursor.Peek();
        if (token.Kind == FilterTokenKind.End || token.Text != text)
        {
            return GrammarResult.None;
        }

        cursor.Take();
        return GrammarResult.Match([new SyntaxNode("", token, [])]);
    }
}

/// <summary>Matches one node after the other. When the first does not match, neither does the sequence; a later miss is an error.</summary>
internal sealed class SequenceNode(params GrammarNode[] parts) : GrammarNode
{
    public override string Expectation => Rest(0);

    public override GrammarResult Parse(GrammarCursor cursor)
    {
        var nodes = new List<SyntaxNode>();
        for (int i = 0; i < parts.Length; i++)
        {
            GrammarResult result = parts[i].Parse(cursor);
            if (result.Error is not null)
            {
                return result;
            }

            if (!result.Matched)
            {
                return i == 0 ? GrammarResult.None : GrammarResult.Fail(cursor.Unexpected(Rest(i)));
            }

            nodes.AddRange(result.Nodes);
        }

        return GrammarResult.Match(nodes);
    }

    private string Rest(int from) => string.Join(' ', parts.Skip(from).Select(static part => part.Expectation));
}

/// <summary>Matches the first alternative that matches.</summary>
internal sealed class ChoiceNode(params GrammarNode[] alternatives) : GrammarNode
{
    public override string Expectation => $"({string.Join(" | ", alternatives.Select(static a => a.Expectation))})";

    public override GrammarResult Parse(GrammarCursor cursor)
    {
        FilterSyntaxException? error = null;
        int deepest = 0;
        foreach (GrammarNode alternative in alternatives)
        {
            GrammarCursor branch = cursor.Branch();
            GrammarResult result = alternative.Parse(branch);
            if (result.Error is not null)
            {
                if (cursor.Stops(result.Error, branch))
                {
                    return result;
                }

                if (branch.Position >= deepest)
                {
                    error = result.Error;
                    deepest = branch.Position;
                }
            }
            else if (result.Matched)
            {
                cursor.Accept(branch);
                return result;
            }
        }

        if (error is null)
        {
            return GrammarResult.None;
        }

        cursor.Note(error);
        return GrammarResult.Fail(error);
    }
}

/// <summary>Matches a node any number of times, or at most once.</summary>
internal sealed class OptionalNode(GrammarNode inner, bool repeated) : GrammarNode
{
    public override string Expectation => $"({inner.Expectation}){(repeated ? "*" : "?")}";

    public override GrammarResult Parse(GrammarCursor cursor)
    {
        var nodes = new List<SyntaxNode>();
        do
        {
            GrammarCursor branch = cursor.Branch();
            GrammarResult result = inner.Parse(branch);
            if (result.Error is not null)
            {
                cursor.Note(result.Error);
                if (cursor.Stops(result.Error, branch))
                {
                    return result;
                }

                break;
            }

            cursor.Accept(branch);
            if (!result.Matched)
            {
                break;
            }

            nodes.AddRange(result.Nodes);
        }
        while (repeated);

        return GrammarResult.Match(nodes);
    }
}

/// <summary>Matches a named rule, which error messages mention by its name.</summary>
internal sealed class RuleNode(string name) : GrammarNode
{
    /// <summary>What the rule stands for; set once, as rules refer to each other.</summary>
    public GrammarNode? Body { get; set; }

    public override string Expectation => name;

    public override GrammarResult Parse(GrammarCursor cursor)
    {
        cursor.EnsureStack();
        GrammarResult result = Body!.Parse(cursor);
        if (result.Error is not null)
        {
            cursor.Note(result.Error);
            return result;
        }

        return result.Matched ? GrammarResult.Match([new SyntaxNode(name, default, result.Nodes)]) : GrammarResult.None;
    }
}
