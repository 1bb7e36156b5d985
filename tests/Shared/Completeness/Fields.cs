using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using ModelRegistry.Client;

namespace ModelRegistry.Tests.Shared.Completeness;

/// <summary>
/// The fields of the client's types, found by reflection, so that a field that is added to a type and forgotten somewhere fails a test
/// without anybody having thought of it there.
/// </summary>
internal static class Fields
{
    /// <summary>The states that the server gives by itself: a field that was not sent must not look as if it had been.</summary>
    private static readonly HashSet<string> ServerDefaults = new(["UNKNOWN", "LIVE", "DEPLOYED", "RUNNING"], StringComparer.Ordinal);

    /// <summary>
    /// The public fields that can be set, in order of their names. <see cref="ResourceUpdate.MergeProperties"/> is none: it is a second way
    /// to set the custom properties.
    /// </summary>
    public static IReadOnlyList<PropertyInfo> Of(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(field => field.SetMethod?.IsPublic == true && field.Name != nameof(ResourceUpdate.MergeProperties))
            .OrderBy(field => field.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<string> NamesOf(Type type) => [.. Of(type).Select(field => field.Name)];

    /// <summary>The name in JSON, in seeds and in plans.</summary>
    public static string JsonName(string field) => char.ToLowerInvariant(field[0]) + field[1..];

    /// <summary>Makes a value that a field can have.</summary>
    /// <param name="field">The field.</param>
    /// <param name="variant">1 or 2: which of two values that differ.</param>
    public static object Value(PropertyInfo field, int variant)
    {
        Type type = ValueType(field);
        if (type == typeof(string))
        {
            return Text(field.Name, variant);
        }

        if (type == typeof(IReadOnlyList<string>))
        {
            return new[] { $"{field.Name} {variant}", $"{field.Name}, other" };
        }

        if (type == typeof(IReadOnlyDictionary<string, MetadataValue>) || type == typeof(Dictionary<string, MetadataValue>))
        {
            return Properties(variant);
        }

        if (type == typeof(DateTimeOffset))
        {
            // In alphabetical order the end comes before the start, which the server refuses.
            return DateTimeOffset.FromUnixTimeMilliseconds(
                1_700_000_000_123 + (variant * 1000) + (field.Name.StartsWith("End", StringComparison.Ordinal) ? 60_000 : 0));
        }

        if (type == typeof(double))
        {
            return variant + 0.25;
        }

        return type == typeof(long) ? (object)(variant + 40L) : State(type, variant);
    }

    /// <summary>Custom properties of every kind that can be written, none of them the same in both variants.</summary>
    public static IReadOnlyDictionary<string, MetadataValue> Properties(int variant)
    {
        var properties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal)
        {
            ["a text"] = $"text {variant}",
            ["boolean"] = variant == 1,
            ["double"] = variant + 0.5,
            ["integer"] = variant,
            ["label"] = variant == 1 ? "" : "no label",
            ["struct"] = MetadataValue.FromJson($$"""{"n":{{variant}},"list":["<é>"]}"""),
        };
        Type[] kinds = [.. typeof(MetadataValue).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MetadataValue)))];
        Type[] written =
        [
            .. properties.Values.Select(value => value.GetType()).Distinct(),
            typeof(MetadataProtoValue),
            typeof(MetadataUnknownValue),
        ];
        return kinds.Length == written.Length && kinds.All(written.Contains)
            ? properties
            : throw new InvalidOperationException(
                $"There are other kinds of custom properties than these: {string.Join(", ", kinds.Except(written))}");
    }

    /// <summary>Makes an object with all of its fields set but those that are left out.</summary>
    public static T Fill<T>(T target, int variant, Func<PropertyInfo, object?>? value = null, params IEnumerable<string> except)
        where T : class
    {
        HashSet<string> leftOut = new(except, StringComparer.Ordinal);
        foreach (PropertyInfo field in Of(target.GetType()).Where(field => !leftOut.Contains(field.Name)))
        {
            field.SetValue(target, value?.Invoke(field) ?? Value(field, variant));
        }

        return target;
    }

    /// <summary>What the fields of an object hold, a text for each, so that two can be compared and the difference be read.</summary>
    public static IReadOnlyDictionary<string, string> Show(object source, params IEnumerable<string> only)
    {
        HashSet<string> names = new(only, StringComparer.Ordinal);
        return Of(source.GetType()).Where(field => names.Count == 0 || names.Contains(field.Name))
            .ToDictionary(field => field.Name, field => ShowValue(field.GetValue(source)), StringComparer.Ordinal);
    }

    /// <summary>Says which fields are not as they should be.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual) =>
    [
        .. expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(field => expected.GetValueOrDefault(field) != actual.GetValueOrDefault(field))
            .Select(field =>
                $"{field} is {actual.GetValueOrDefault(field, "missing")} instead of {expected.GetValueOrDefault(field, "missing")}"),
    ];

    public static string ShowValue(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        DateTimeOffset time => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        // The server keeps a struct's keys in an order of its own.
        MetadataStructValue structure => Sorted(JsonNode.Parse(structure.ToString())!),
        MetadataValue metadata => $"{metadata.MetadataType} {metadata}",
        IReadOnlyDictionary<string, MetadataValue> properties =>
            "{" + string.Join(
                ", ",
                properties.OrderBy(property => property.Key, StringComparer.Ordinal)
                    .Select(property => $"{property.Key}: {ShowValue(property.Value)}")) + "}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(ShowValue))}]",
        _ when value.GetType().Namespace == typeof(MetadataValue).Namespace && value.GetType().IsClass =>
            $"({string.Join("; ", Show(value).Select(field => $"{field.Key} = {field.Value}"))})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Sorted(JsonNode node) => node is JsonObject properties
        ? "{" + string.Join(
            ',',
            properties.OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => $"{property.Key}:{Sorted(property.Value!)}")) + "}"
        : node.ToJsonString();

    private static Type ValueType(PropertyInfo field) => Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;

    private static string Text(string field, int variant) => field switch
    {
        "Uri" or "Logo" or "LicenseLink" => $"https://example.com/{field}/{variant}",
        _ => $"{field} {variant}",
    };

    private static object State(Type type, int variant)
    {
        object[] states =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(state => state.PropertyType == type).Select(
                state => state.GetValue(null)!)
                    .OrderBy(state => ServerDefaults.Contains(state.ToString()!)).ThenBy(state => state.ToString(), StringComparer.Ordinal),
        ];
        return states.Length > 1
            ? states[variant - 1]
            : throw new NotSupportedException($"What values can a {type.Name} have? Say so in {nameof(Fields)}.{nameof(Value)}.");
    }
}
