using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

#pragma warning disable MA0016 // The copies are the caller's own, and are assigned to what requests hold.
namespace ModelRegistry.Client;

/// <summary>Reads custom properties as the types of .NET, and makes changed copies of them.</summary>
public static class CustomPropertyExtensions
{
    /// <summary>Reads a text.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <returns>The text, or <see langword="null"/> when there is no such property or it holds something else.</returns>
    public static string? GetString(this IReadOnlyDictionary<string, MetadataValue> properties, string name) =>
        Find(properties, name) is MetadataStringValue { Value: var text } ? text : null;

    /// <summary>Reads an integer.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <returns>The number, or <see langword="null"/> when there is no such property or it holds something else.</returns>
    public static int? GetInt32(this IReadOnlyDictionary<string, MetadataValue> properties, string name) =>
        Find(properties, name) is MetadataIntValue { Value: >= int.MinValue and <= int.MaxValue and var number } ? (int)number : null;

    /// <summary>Reads a number, an integer too.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <returns>The number, or <see langword="null"/> when there is no such property or it holds something else.</returns>
    public static double? GetDouble(this IReadOnlyDictionary<string, MetadataValue> properties, string name) =>
        Find(properties, name) switch
        {
            MetadataDoubleValue number => number.Value,
            MetadataIntValue integer => integer.Value,
            _ => null,
        };

    /// <summary>Reads a truth value.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <returns>The truth value, or <see langword="null"/> when there is no such property or it holds something else.</returns>
    public static bool? GetBoolean(this IReadOnlyDictionary<string, MetadataValue> properties, string name) =>
        Find(properties, name) is MetadataBoolValue { Value: var flag } ? flag : null;

    /// <summary>Reads a JSON object.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <returns>The object, or <see langword="null"/> when there is no such property or it holds something else.</returns>
    public static JsonElement? GetJson(this IReadOnlyDictionary<string, MetadataValue> properties, string name) =>
        Find(properties, name) is MetadataStructValue { Value: var json } ? json : null;

    /// <summary>Reads a text.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="value">The text.</param>
    /// <returns>Whether there is such a property that holds a text.</returns>
    public static bool TryGetString(
        this IReadOnlyDictionary<string, MetadataValue> properties, string name, [NotNullWhen(true)] out string? value) =>
        (value = properties.GetString(name)) is not null;

    /// <summary>Reads an integer.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether there is such a property that holds an integer of 32 bits.</returns>
    public static bool TryGetInt32(this IReadOnlyDictionary<string, MetadataValue> properties, string name, out int value) =>
        Try(properties.GetInt32(name), out value);

    /// <summary>Reads a number, an integer too.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether there is such a property that holds a number.</returns>
    public static bool TryGetDouble(this IReadOnlyDictionary<string, MetadataValue> properties, string name, out double value) =>
        Try(properties.GetDouble(name), out value);

    /// <summary>Reads a truth value.</summary>
    /// <param name="properties">The custom properties.</param>
    /// <param name="name">The name of the property; case counts.</param>
    /// <param name="value">The truth value.</param>
    /// <returns>Whether there is such a property that holds a truth value.</returns>
    public static bool TryGetBoolean(this IReadOnlyDictionary<string, MetadataValue> properties, string name, out bool value) =>
        Try(properties.GetBoolean(name), out value);

    /// <summary>
    /// Lists the labels of an entity: the custom properties that hold an empty text, which is how the dashboard keeps them.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The labels in the order of their characters.</returns>
    public static IReadOnlyList<string> GetLabels(this RegistryResource entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return [.. entity.CustomProperties.Where(static property => property.Value is MetadataStringValue { Value: "" })
            .Select(static property => property.Key)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes a copy in which a property is set.</summary>
    /// <param name="properties">The custom properties, which stay as they are.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">Its new value.</param>
    /// <returns>The copy.</returns>
    public static Dictionary<string, MetadataValue> With(
        this IReadOnlyDictionary<string, MetadataValue> properties, string name, MetadataValue value)
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(value);
        return new Dictionary<string, MetadataValue>(properties, StringComparer.Ordinal) { [name] = value };
    }

    /// <summary>Makes a copy without a property.</summary>
    /// <param name="properties">The custom properties, which stay as they are.</param>
    /// <param name="name">The name of the property.</param>
    /// <returns>The copy; one that is the same when there is no such property.</returns>
    public static Dictionary<string, MetadataValue> Without(this IReadOnlyDictionary<string, MetadataValue> properties, string name)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var copy = new Dictionary<string, MetadataValue>(properties, StringComparer.Ordinal);
        copy.Remove(name);
        return copy;
    }

    private static MetadataValue? Find(IReadOnlyDictionary<string, MetadataValue> properties, string name)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return properties.GetValueOrDefault(name);
    }

    private static bool Try<T>(T? found, out T value)
        where T : struct
    {
        value = found.GetValueOrDefault();
        return found.HasValue;
    }
}
