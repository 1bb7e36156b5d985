using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>A filter made ready for a kind of list. Says how many rows of the server's response an entity makes.</summary>
internal sealed class Filter
{
    private readonly Func<Entity, int> _countRows;

    private Filter(Func<Entity, int> countRows) => _countRows = countRows;

    /// <summary>Prepares a filter; <see langword="null"/> for a blank one.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="type">The type whose field names apply.</param>
    /// <param name="rules">How the database compares text.</param>
    /// <param name="parameters">How many parameters the statement of the list has before those of the filter.</param>
    /// <exception cref="DatabaseErrorException">The database does not take the filter.</exception>
    public static Filter? Compile(string text, EntityType type, TextRules rules, int parameters = 1)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return new Filter(new FilterCompiler(type, rules, parameters).Joined(Parse(text)));
    }

    /// <summary>Parses a filter that is not blank; refuses the request when it does not parse.</summary>
    public static FilterExpression Parse(string text)
    {
        try
        {
            return FilterParser.Parse(text);
        }
        catch (FilterSyntaxException fault)
        {
            throw RegistryException.BadRequest(
                $"invalid filter query syntax: error parsing filter query: {fault.Message}{Hint(fault.Message)}");
        }
    }

    /// <summary>How often an entity is listed: not at all, once, or once for each combination of property rows that match.</summary>
    public int CountRows(Entity entity) => _countRows(entity);

    private static string Hint(string message)
    {
        if (message.Contains("expected Value", StringComparison.Ordinal))
        {
            return ". Hint: String values must be quoted (e.g., name=\"value\"). Numbers and booleans don't need quotes (e.g., id>5, "
                + "active=true)";
        }

        return message.Contains("unexpected token", StringComparison.Ordinal)
            ? ". Check that operators and values are correctly formatted"
            : "";
    }
}
