using System.Globalization;
using System.Text;
using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>The column that a list is ordered by.</summary>
internal enum ListOrder
{
    /// <summary>By id.</summary>
    Id,

    /// <summary>By the time of creation.</summary>
    CreateTime,

    /// <summary>By the time of the last update.</summary>
    UpdateTime,
}

/// <summary>Page size, order and place of a list request.</summary>
internal sealed record ListOptions(int PageSize, ListOrder Order, bool Descending, ListCursor? Cursor)
{
    /// <summary>Reads the options; a bad page size or token refuses the request, a bad order is ignored.</summary>
    public static ListOptions Read(GoQuery query)
    {
        int pageSize = 0;
        if (query["pageSize"] is { Length: > 0 } size)
        {
            if (!GoNumber.TryParseInteger(size, 32, out long parsed, out string error))
            {
                throw RegistryException.BadRequest($"invalid numeric string: {error}");
            }

            pageSize = (int)parsed;
        }

        ListOrder order = query["orderBy"] switch
        {
            "CREATE_TIME" => ListOrder.CreateTime,
            "LAST_UPDATE_TIME" => ListOrder.UpdateTime,
            _ => ListOrder.Id,
        };
        ListCursor? cursor = query["nextPageToken"] is { Length: > 0 } token ? ListCursor.Decode(token) : null;
        return new ListOptions(pageSize, order, query["sortOrder"] == "DESC", cursor);
    }

    /// <summary>The value of an entity in the column of the order.</summary>
    public long KeyOf(Entity entity) => Order switch
    {
        ListOrder.CreateTime => entity.CreateTime,
        ListOrder.UpdateTime => entity.UpdateTime,
        _ => entity.Id,
    };
}

/// <summary>The place where a page ended: the id and the value in the column of the order.</summary>
internal sealed record ListCursor(int Id, string Value)
{
    private const int MaxTokenBytes = 1024;

    /// <summary>The value as the database compares it with a number.</summary>
    public double Number { get; } = NumericText.Prefix(Value);

    /// <summary>Reads a token.</summary>
    public static ListCursor Decode(string token) =>
        TryDecode(token, out string fault) ?? throw RegistryException.BadRequest($"invalid nextPageToken: {fault}");

    /// <summary>Reads a token; <see langword="null"/> when it is none, and <paramref name="fault"/> is the server's reason.</summary>
    public static ListCursor? TryDecode(string token, out string fault)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(token);
        fault = "invalid cursor format";
        if (bytes.Length > MaxTokenBytes || !GoBase64.TryDecode(bytes, out byte[] decoded, out fault))
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(decoded);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        fault = "invalid cursor format";
        return colon >= 0 && GoNumber.TryParseInteger(text[..colon], 32, out long id, out fault)
            ? new ListCursor((int)id, text[(colon + 1)..])
            : null;
    }

    /// <summary>The token for the page after an entity.</summary>
    public static string Encode(int id, long value) => Encode(id, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The token for the page after an entity.</summary>
    public static string Encode(int id, string value) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}:{value}")));

    /// <summary>Whether an entity comes after the cursor.</summary>
    public bool IsBefore(Entity entity, ListOptions options)
    {
        double key = options.KeyOf(entity);
        return options.Descending
            ? key < Number || (key == Number && entity.Id < Id)
            : key > Number || (key == Number && entity.Id > Id);
    }
}
