using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Filtering;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Tests.Filtering;

/// <summary>Filters out of chance.</summary>
public sealed class FilterFuzzTests
{
    private static readonly string[] Fragments =
    [
        "name", "state", "a.b", "`x y`", "=", "!=", "<>", ">=", "<=", "<", ">",
        "LIKE", "ILIKE", "IN", "AND", "OR", "(", ")", ",", ".", "'v'", "\"w\"",
        "'", "\"", "`", "\\", "1", "-2", "3.5", "4e5", "true", "FALSE", "-- c", "\n",
        " ", "é", "🚀", "%", "_", "null", "string_value", ".int_value", "\u00a0", "\0",
    ];

    [Fact]
    public void Text_by_chance_parses_or_is_refused() =>
        Check(Gen.ListOf(Gen.Elements(Fragments)).Select(static parts => string.Join(' ', parts)), ParsesOrIsRefused);

    [Fact]
    public void Unspaced_text_by_chance_parses_or_is_refused() =>
        Check(Gen.ListOf(Gen.Elements(Fragments)).Select(static parts => string.Concat(parts)), ParsesOrIsRefused);

    [Fact]
    public void Characters_by_chance_parse_or_are_refused() =>
        Check(ArbMap.Default.GeneratorFor<string>().Where(static text => text is not null), ParsesOrIsRefused);

    [Fact]
    public void Printing_and_parsing_gives_the_same_filter() =>
        Check(Expressions(4), static expression => Assert.Equal(expression, FilterParser.Parse(FilterPrinter.Print(expression))));

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_end_the_process()
    {
        string text = new string('(', 200_000) + "name = 'x'" + new string(')', 200_000);

        var refusal = Assert.Throws<RegistryException>(() => Filter.Compile(text, EntityTypes.RegisteredModel, TextRules.MariaDb));

        Assert.Equal(400, refusal.Status);
    }

    [Theory]
    [InlineData(" AND ")]
    [InlineData(" OR ")]
    public void A_long_chain_is_evaluated(string word)
    {
        string text = string.Join(word, Enumerable.Repeat("name = 'v'", 50_000));

        Assert.Equal(1, Filter.Compile(text, EntityTypes.RegisteredModel, TextRules.MariaDb)!.CountRows(Sample));
    }

    private static void Check<T>(Gen<T> generator, Action<T> property) =>
        Prop.ForAll(generator.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20261122, 7));

    private static void ParsesOrIsRefused(string text)
    {
        foreach (TextRules rules in (TextRules[])[TextRules.MariaDb, TextRules.PostgreSql])
        {
            try
            {
                Filter? filter = Filter.Compile(text, EntityTypes.RegisteredModel, rules);
                Assert.True(filter is null || filter.CountRows(Sample) >= 0);
            }
            catch (RegistryException refusal)
            {
                Assert.Equal(400, refusal.Status);
                Assert.StartsWith("invalid filter query syntax: error parsing filter query: ", refusal.Message, StringComparison.Ordinal);
            }
            catch (DatabaseErrorException error)
            {
                Assert.Equal(rules.IsExact, error.LooksMistyped);
            }
        }
    }

    private static Entity Sample { get; } = new()
    {
        Type = EntityTypes.RegisteredModel,
        Id = 1,
        StoredName = "v",
        CreateTime = 1,
        UpdateTime = 1,
        Values = new object?[EntityTypes.RegisteredModel.Fields.Count],
    };

    private static Gen<FilterExpression> Expressions(int depth)
    {
        Gen<FilterExpression> leaf =
            from property in Properties()
            from comparison in Gen.Elements("=", "!=", "<>", ">=", "<=", ">", "<", "LIKE", "ILIKE", "IN")
            from value in Values()
            select (FilterExpression)new FilterExpression.Comparison(property, comparison, value);
        if (depth == 0)
        {
            return leaf;
        }

        Gen<FilterExpression> inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Two().Select(static pair => (FilterExpression)new FilterExpression.And(pair.Item1, pair.Item2)),
            inner.Two().Select(static pair => (FilterExpression)new FilterExpression.Or(pair.Item1, pair.Item2)));
    }

    private static Gen<string> Properties() =>
        Gen.Elements("name", "a.b.c", "k.string_value", "with space", "dash-ed", "AND", "ünï", "back\\slash", "_x1");

    private static Gen<object> Values() =>
        Gen.OneOf(Scalars(), Gen.ListOf(Scalars()).Select(static values => (object)new FilterValueList([.. values])));

    private static Gen<object> Scalars() => Gen.OneOf(
        Texts().Select(static text => (object)text),
        ArbMap.Default.GeneratorFor<long>().Select(static number => (object)number),
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(static number => (object)number),
        Gen.Elements(true, false).Select(static flag => (object)flag));

    // Quotes at either end are beyond the language: the server trims them away.
    private static Gen<string> Texts() => Gen.ListOf(Gen.Elements("a", "B", " ", "%", "_", "é", "🚀", "it's", "say \"x\" now", "1"))
        .Select(static parts => string.Concat(parts))
        .Where(static text => text.Trim('\'', '"') == text && text.EnumerateRunes().All(static rune => rune != Rune.ReplacementChar));
}
