using System.Globalization;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>Parses filters.</summary>
internal static class FilterParser
{
    private static readonly RuleNode Root = BuildGrammar();

    /// <summary>Parses a filter that is not blank.</summary>
    /// <exception cref="FilterSyntaxException">The filter does not parse.</exception>
    public static FilterExpression Parse(string text)
    {
        var cursor = new GrammarCursor(FilterLexer.Split(text));
        GrammarResult result = Root.Parse(cursor);
        if (result.Error is not null)
        {
            throw result.Error;
        }

        if (!result.Matched || cursor.Peek().Kind != FilterTokenKind.End)
        {
            throw cursor.Deepest(cursor.Unexpected());
        }

        return ToExpression(result.Nodes[0]);
    }

    private static RuleNode BuildGrammar()
    {
        var expression = new RuleNode("Expression");
        var or = new RuleNode("OrExpression");
        var and = new RuleNode("AndExpression");
        var term = new RuleNode("Term");
        var comparison = new RuleNode("Comparison");
        var property = new RuleNode("PropertyRef");
        var value = new RuleNode("Value");
        var list = new RuleNode("ValueList");
        var single = new RuleNode("SingleValue");

        static GrammarNode Literals(params string[] texts) => new ChoiceNode([.. texts.Select(static text => new LiteralNode(text))]);
        static GrammarNode[] Scalars() =>
        [
            new TokenNode(FilterTokenKind.Text, "string"), new TokenNode(FilterTokenKind.Integer, "int"),
            new TokenNode(FilterTokenKind.Float, "float"), Literals("true", "false", "TRUE", "FALSE"),
        ];

        expression.Body = or;
        or.Body = new SequenceNode(and, new OptionalNode(new SequenceNode(new LiteralNode("OR"), and), repeated: true));
        and.Body = new SequenceNode(term, new OptionalNode(new SequenceNode(new LiteralNode("AND"), term), repeated: true));
        term.Body = new ChoiceNode(new SequenceNode(new LiteralNode("("), expression, new LiteralNode(")")), comparison);
        comparison.Body = new SequenceNode(property, Literals("=", "!=", "<>", ">=", "<=", ">", "<", "LIKE", "ILIKE", "IN"), value);
        property.Body = new ChoiceNode(
            new TokenNode(FilterTokenKind.QuotedIdentifier, "escapedident"),
            new SequenceNode(
                new TokenNode(FilterTokenKind.Identifier, "ident"),
                new OptionalNode(
                    new SequenceNode(new LiteralNode("."), new TokenNode(FilterTokenKind.Identifier, "ident")), repeated: true),
                new OptionalNode(
                    new SequenceNode(
                        new LiteralNode("."), Literals("string_value", "double_value", "int_value", "bool_value", "array_value")),
                    repeated: false)));
        value.Body = new ChoiceNode([.. Scalars(), list]);
        list.Body = new SequenceNode(
            new LiteralNode("("),
            new OptionalNode(
                new SequenceNode(
                    single, new OptionalNode(new SequenceNode(new LiteralNode(","), single), repeated: true)), repeated: false),
            new LiteralNode(")"));
        single.Body = new ChoiceNode(Scalars());
        return expression;
    }

    private static FilterExpression ToExpression(SyntaxNode node)
    {
        switch (node.Rule)
        {
            case "OrExpression":
                return Fold(node, static (left, right) => new FilterExpression.Or(left, right));
            case "AndExpression":
                return Fold(node, static (left, right) => new FilterExpression.And(left, right));
            case "Comparison":
                object value = ToValue(node.Parts[2].Parts[0]);
                return new FilterExpression.Comparison(ToName(node.Parts[0]), node.Parts[1].Token.Text, value);
            default:
                // Expression and Term: the rule inside, parentheses aside.
                return ToExpression(node.Parts.First(static part => part.Rule.Length > 0));
        }
    }

    private static FilterExpression Fold(SyntaxNode node, Func<FilterExpression, FilterExpression, FilterExpression> join) =>
        node.Parts.Where(static part => part.Rule.Length > 0).Select(ToExpression).Aggregate(join);

    private static string ToName(SyntaxNode property)
    {
        FilterToken first = property.Parts[0].Token;
        if (first.Kind != FilterTokenKind.QuotedIdentifier)
        {
            return string.Concat(property.Parts.Select(static part => part.Token.Text));
        }

        return first.Text.Trim('`').Replace("\\.", ".", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
    }

    private static object ToValue(SyntaxNode node)
    {
        if (node.Rule.Length > 0)
        {
            return new FilterValueList(
                [.. node.Parts.Where(static part => part.Rule.Length > 0).Select(static part => ToValue(part.Parts[0]))]);
        }

        FilterToken token = node.Token;
        return token.Kind switch
        {
            FilterTokenKind.Text => Unquote(token.Text),
            FilterTokenKind.Integer => (object)ToInteger(token),
            FilterTokenKind.Float => ToDouble(token),
            _ => token.Text is "true" or "TRUE",
        };
    }

    // The server trims every quote of either kind from both ends before it resolves the escapes.
    private static string Unquote(string quoted) => quoted.Trim('\'', '"')
        .Replace("\\\"", "\"", StringComparison.Ordinal)
        .Replace("\\'", "'", StringComparison.Ordinal)
        .Replace("\\\\", "\\", StringComparison.Ordinal);

    // A leading zero makes a number octal.
    private static long ToInteger(FilterToken token)
    {
        ReadOnlySpan<char> digits = token.Text.AsSpan().TrimStart("+-");
        bool negative = token.Text[0] == '-';
        int radix = digits.Length > 1 && digits[0] == '0' ? 8 : 10;
        Int128 magnitude = 0;
        foreach (char digit in digits)
        {
            int value = digit - '0';
            if (value >= radix)
            {
                throw InvalidNumber(token, "integer", "invalid syntax");
            }

            magnitude = (magnitude * radix) + value;
            if (magnitude > (Int128)long.MaxValue + 1)
            {
                throw InvalidNumber(token, "integer", "value out of range");
            }
        }

        Int128 signed = negative ? -magnitude : magnitude;
        return signed <= long.MaxValue ? (long)signed : throw InvalidNumber(token, "integer", "value out of range");
    }

    private static double ToDouble(FilterToken token)
    {
        double number = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : throw InvalidNumber(token, "float", "value out of range");
    }

    private static FilterSyntaxException InvalidNumber(FilterToken token, string kind, string reason) =>
        new(
            token.Line,
            token.Column,
            $"Value.{(kind == "float" ? "Float" : "Integer")}: invalid {kind} {GoText.Quote(token.Text)}: {reason}");
}
