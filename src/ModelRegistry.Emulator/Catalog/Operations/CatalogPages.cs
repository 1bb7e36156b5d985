using ModelRegistry.Emulator.Operations;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextPageToken">The token for the next page; empty on the last.</param>
/// <param name="PageSize">The size that the page may have.</param>
internal sealed record CatalogPage<T>(IReadOnlyList<T> Items, string NextPageToken, int PageSize)
{
    /// <summary>The response that holds the page.</summary>
    /// <param name="write">Writes an item.</param>
    /// <param name="writeRest">Writes members behind the others.</param>
    public Response ToResponse(Action<JsonOutput, T> write, Action<JsonOutput>? writeRest = null)
    {
        var output = new JsonOutput(4096);
        output.BeginObject();
        output.Name("items");
        output.BeginArray();
        foreach (T item in Items)
        {
            write(output, item);
        }

        output.EndArray();
        output.Text("nextPageToken", NextPageToken);
        output.Number("pageSize", PageSize);
        output.Number("size", Items.Count);
        writeRest?.Invoke(output);
        output.EndObject();
        output.EndLine();
        return Response.JsonLine(200, output.Written);
    }
}

/// <summary>The paging of lists that come out of the database.</summary>
/// <param name="Size">How many items a page may have; 0 for all.</param>
/// <param name="Cursor">The place where the page before ended.</param>
internal sealed record CatalogPaging(int Size, ListCursor? Cursor)
{
    private const int DefaultSize = 10;

    /// <summary>Reads page size and token; a bad one refuses the request.</summary>
    public static CatalogPaging Read(GoQuery query)
    {
        int size = ReadSize(query["pageSize"], "invalid pageSize");
        ListCursor? cursor = null;
        if (query["nextPageToken"] is { Length: > 0 } token)
        {
            cursor = ListCursor.TryDecode(token, out string fault) ?? throw RegistryException.Plain($"invalid nextPageToken: {fault}");
        }

        return new CatalogPaging(size, cursor);
    }

    /// <summary>Reads a page size, and checks a token that is an offset; a bad one refuses the request.</summary>
    public static CatalogPaging ReadOffset(GoQuery query)
    {
        int size = ReadSize(query["pageSize"], "invalid pageSize");
        string token = query["nextPageToken"];
        if (token.Length > 0 && (token[0] is '+' or '-' || !GoNumber.TryParseInteger(token, 32, out _, out _)))
        {
            string reason = token.AsSpan().ContainsAnyExceptInRange('0', '9') ? "invalid syntax" : "value out of range";
            throw RegistryException.Plain(
                $"invalid nextPageToken: must be a non-negative integer (0..{int.MaxValue}), got {GoText.Quote(token)}: "
                + $"strconv.ParseUint: parsing {GoText.Quote(token)}: {reason}");
        }

        return new CatalogPaging(size, null);
    }

    /// <summary>Reads a page size.</summary>
    /// <param name="text">The text; empty for the default.</param>
    /// <param name="fault">What a text that is no number is called.</param>
    public static int ReadSize(string text, string fault)
    {
        if (text.Length == 0)
        {
            return DefaultSize;
        }

        if (!GoNumber.TryParseInteger(text, 32, out long size, out string error))
        {
            throw RegistryException.Plain($"{fault}: {error}");
        }

        return size >= 1 ? (int)size : throw RegistryException.Plain($"pageSize must be at least 1, got {size}");
    }

    /// <summary>The page of a list, whose entities count as often as the filter has rows for them.</summary>
    public CatalogPage<T> Of<T>(IEnumerable<T> entities, CatalogFilter? filter, CatalogOrder order)
        where T : CatalogEntity
    {
        var rows = new List<T>();
        foreach (T entity in entities)
        {
            if (Cursor is not null && !order.IsAfter(entity, Cursor))
            {
                continue;
            }

            int count = filter?.CountRows(entity) ?? 1;
            for (int i = 0; i < count; i++)
            {
                rows.Add(entity);
            }
        }

        rows.Sort(order.Compare);
        if (Size == 0 || rows.Count <= Size)
        {
            return new CatalogPage<T>(rows, "", Size);
        }

        rows.RemoveRange(Size, rows.Count - Size);
        return new CatalogPage<T>(rows, order.TokenAfter(rows[^1]), Size);
    }
}

/// <summary>The paging of lists that the service keeps in memory: sources, labels and previews.</summary>
/// <param name="Size">How many items a page may have.</param>
/// <param name="Value">The value that the last item of the page before is ordered by; <see langword="null"/> on the first page.</param>
/// <param name="Id">The id of that item.</param>
internal sealed record MemoryPaging(int Size, string? Value, string Id)
{
    private static readonly string[] Orders = ["CREATE_TIME", "LAST_UPDATE_TIME", "ID", "NAME"];

    /// <summary>Reads order, page size and token; a bad one refuses the request.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isOrdered">Whether the list has an order that may be asked for.</param>
    public static MemoryPaging Read(GoQuery query, bool isOrdered = false)
    {
        if (isOrdered && query["orderBy"] is { Length: > 0 } orderBy && Array.IndexOf(Orders, orderBy) < 0)
        {
            throw RegistryException.Plain($"unsupported order by field: {orderBy}");
        }

        if (query["sortOrder"] is { Length: > 0 } sortOrder and not ("ASC" or "DESC"))
        {
            throw RegistryException.Plain($"unsupported sort order field: {sortOrder}");
        }

        return ReadPage(query);
    }

    /// <summary>Reads page size and token.</summary>
    public static MemoryPaging ReadPage(GoQuery query)
    {
        int size = CatalogPaging.ReadSize(query["pageSize"], "error converting page size to int32");
        if (query["nextPageToken"] is not { Length: > 0 } token)
        {
            return new MemoryPaging(size, null, "");
        }

        if (!GoBase64.TryDecode(System.Text.Encoding.UTF8.GetBytes(token), out byte[] decoded, out string fault))
        {
            throw RegistryException.Plain($"invalid nextPageToken: invalid token encoding: {fault}");
        }

        string text = System.Text.Encoding.UTF8.GetString(decoded);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0
            ? new MemoryPaging(size, text[..colon], text[(colon + 1)..])
            : throw RegistryException.Plain("invalid nextPageToken: invalid token format");
    }

    /// <summary>The page of an ordered list.</summary>
    /// <param name="items">The list.</param>
    /// <param name="key">The value that an item is ordered by, and its id.</param>
    public CatalogPage<T> Of<T>(IReadOnlyList<T> items, Func<T, (string Value, string Id)> key)
    {
        int start = 0;
        for (int i = 0; Value is not null && i < items.Count; i++)
        {
            (string value, string id) = key(items[i]);
            if (id.Length > 0 && id == Id && value == Value)
            {
                start = i + 1;
                break;
            }
        }

        int end = Math.Min(items.Count, start + Math.Min(Size, items.Count));
        T[] page = [.. items.Skip(start).Take(end - start)];
        string token = "";
        if (end < items.Count && page.Length > 0 && key(page[^1]) is { Id.Length: > 0 } last)
        {
            token = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{last.Value}:{last.Id}"));
        }

        return new CatalogPage<T>(page, token, Size);
    }
}
