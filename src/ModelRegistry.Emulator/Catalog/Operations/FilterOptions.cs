using System.Text;
using System.Text.Json;
using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The values that filters may use, as the service gathers them from its tables of properties.</summary>
internal static class FilterOptions
{
    // Properties with longer or more values than these are not for choosing from.
    private const int LongestValue = 100;
    private const int MostValues = 49;

    /// <summary>The response for a catalog.</summary>
    public static Response Of(CatalogContent content, SortedDictionary<string, YamlMap> namedQueries)
    {
        var options = new SortedDictionary<string, Option>(Utf8Order.Instance);
        Gather(options, content.Models, "", static name => name is not ("source_id" or "logo" or "license_link"));
        IEnumerable<CatalogArtifact> artifacts = content.Models.SelectMany(static model => model.Artifacts);
        foreach (IGrouping<string, CatalogArtifact> type in artifacts.GroupBy(static artifact => artifact.Type, StringComparer.Ordinal))
        {
            Gather(options, type, "artifacts.", static name => name is not ("metricsType" or "model_id"));
        }

        var output = new JsonOutput(4096);
        output.BeginObject();
        output.Name("filters");
        output.BeginObject();
        foreach ((string name, Option option) in options)
        {
            output.Name(name);
            option.Write(output);
        }

        output.EndObject();
        if (namedQueries.Count > 0)
        {
            output.Name("namedQueries");
            WriteQueries(output, namedQueries, options);
        }

        output.EndObject();
        output.EndLine();
        return Response.JsonLine(200, output.Written);
    }

    private static void Gather(
        SortedDictionary<string, Option> options, IEnumerable<CatalogEntity> entities, string prefix, Func<string, bool> isOffered)
    {
        var gathered = new Dictionary<(string Name, bool IsCustom), Values>();
        foreach (CatalogEntity entity in entities)
        {
            foreach (PropertyRow row in entity.Properties)
            {
                if (!isOffered(row.Name))
                {
                    continue;
                }

                if (!gathered.TryGetValue((row.Name, row.IsCustom), out Values? values))
                {
                    values = new Values();
                    gathered.Add((row.Name, row.IsCustom), values);
                }

                values.Add(row);
            }
        }

        foreach (((string name, bool isCustom), Values values) in gathered)
        {
            foreach ((string column, Option option) in values.Options())
            {
                options[isCustom ? $"{prefix}{name}.{column}" : prefix + name] = option;
            }
        }
    }

    private static void WriteQueries(
        JsonOutput output, SortedDictionary<string, YamlMap> namedQueries, SortedDictionary<string, Option> options)
    {
        output.BeginObject();
        foreach ((string name, YamlMap filters) in namedQueries)
        {
            output.Name(name);
            output.BeginObject();
            foreach ((string field, YamlTree filter) in filters.Members)
            {
                var map = (YamlMap)filter;
                output.Name(field);
                output.BeginObject();
                output.Text("operator", ((YamlScalar)map["operator"]!).AsText);
                output.Name("value");
                // "min" and "max" stand for the ends of the field's range.
                if (map["value"] is YamlScalar { Value: "min" or "max" } end
                    && options.TryGetValue(field, out Option? option) && option.Texts is null)
                {
                    output.Number(end.Text == "min" ? option.Min : option.Max);
                }
                else
                {
                    map["value"]!.Write(output);
                }

                output.EndObject();
            }

            output.EndObject();
        }

        output.EndObject();
    }

    /// <summary>What a filter may compare with: texts, or a range of numbers.</summary>
    private sealed record Option(IReadOnlyCollection<string>? Texts, double Min = 0, double Max = 0)
    {
        public void Write(JsonOutput output)
        {
            output.BeginObject();
            if (Texts is null)
            {
                output.Name("range");
                output.BeginObject();
                output.Number("max", Max);
                output.Number("min", Min);
                output.EndObject();
                output.Text("type", "number");
            }
            else
            {
                output.Text("type", "string");
                output.Name("values");
                output.BeginArray();
                foreach (string text in Texts)
                {
                    output.Text(text);
                }

                output.EndArray();
            }

            output.EndObject();
        }
    }

    /// <summary>The values of one property of all entities of a kind.</summary>
    private sealed class Values
    {
        private readonly SortedSet<string> _texts = new(Utf8Order.Instance);
        private readonly SortedSet<string> _items = new(Utf8Order.Instance);
        private readonly SortedSet<double> _numbers = [];
        private readonly SortedSet<int> _integers = [];

        public void Add(PropertyRow row)
        {
            if (row.Number is { } number)
            {
                _numbers.Add(number);
            }
            else if (row.Integer is { } integer)
            {
                _integers.Add(integer);
            }
            else if (row.Text is { Length: > 0 } text && !TryAddItems(text))
            {
                _texts.Add(text);
            }
        }

        public IEnumerable<(string Column, Option Option)> Options()
        {
            if (IsForChoosing(_texts))
            {
                yield return ("string_value", new Option(_texts));
            }

            if (IsForChoosing(_items))
            {
                yield return ("array_value", new Option(_items));
            }

            if (_numbers.Count > 0)
            {
                yield return ("double_value", new Option(null, _numbers.Min, _numbers.Max));
            }

            if (_integers.Count > 0)
            {
                yield return ("int_value", new Option(null, _integers.Min, _integers.Max));
            }
        }

        private static bool IsForChoosing(SortedSet<string> values) =>
            values.Count is > 0 and <= MostValues && values.Max(static value => value.EnumerateRunes().Count()) <= LongestValue;

        // A text that is a JSON array stands for its items.
        private bool TryAddItems(string text)
        {
            if (!text.AsSpan().TrimStart().StartsWith('['))
            {
                return false;
            }

            try
            {
                using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
                foreach (JsonElement item in document.RootElement.EnumerateArray())
                {
                    if (item.ValueKind != JsonValueKind.Null)
                    {
                        _items.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());
                    }
                }

                return true;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
