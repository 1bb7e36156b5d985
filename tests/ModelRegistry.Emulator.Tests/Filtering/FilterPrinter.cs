using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ModelRegistry.Emulator.Filtering;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Tests.Filtering;

/// <summary>Writes a parsed filter as text that parses to the same again.</summary>
internal static partial class FilterPrinter
{
    /// <summary>Prints an expression.</summary>
    public static string Print(FilterExpression expression)
    {
        var text = new StringBuilder();
        Append(text, expression);
        return text.ToString();
    }

    private static void Append(StringBuilder text, FilterExpression expression)
    {
        switch (expression)
        {
            case FilterExpression.Comparison comparison:
                AppendName(text, comparison.Property);
                text.Append(' ').Append(comparison.Operator).Append(' ');
                AppendValue(text, comparison.Value);
                break;
            case FilterExpression.And and:
                AppendPair(text, and.Left, " AND ", and.Right);
                break;
            case FilterExpression.Or or:
                AppendPair(text, or.Left, " OR ", or.Right);
                break;
        }
    }

    private static void AppendPair(StringBuilder text, FilterExpression left, string word, FilterExpression right)
    {
        text.Append('(');
        Append(text, left);
        text.Append(')').Append(word).Append('(');
        Append(text, right);
        text.Append(')');
    }

    private static void AppendName(StringBuilder text, string name)
    {
        if (PlainName().IsMatch(name))
        {
            text.Append(name);
            return;
        }

        text.Append('`').Append(name.Replace("\\", "\\\\", StringComparison.Ordinal)).Append('`');
    }

    private static void AppendValue(StringBuilder text, object value)
    {
        switch (value)
        {
            case string words:
                string escaped = words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
                text.Append('\'').Append(escaped).Append('\'');
                break;
            case long integer:
                text.Append(integer.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                string digits = GoNumber.FormatDouble(number);
                text.Append(digits.AsSpan().ContainsAny('.', 'e') ? digits : digits + ".0");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case FilterValueList list:
                text.Append('(');
                for (int i = 0; i < list.Values.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    AppendValue(text, list.Values[i]);
                }

                text.Append(')');
                break;
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainName();
}
