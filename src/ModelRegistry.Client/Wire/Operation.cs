using System.Diagnostics;

namespace ModelRegistry.Client.Wire;

/// <summary>One operation of the published contract.</summary>
/// <param name="Id">Its <c>operationId</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path below the API's base, with at most one <c>{hole}</c>; also the low-cardinality label of traces and metrics.</param>
/// <param name="QueryNames">The names of its query parameters.</param>
internal sealed record Operation(string Id, HttpMethod Method, string Template, params IReadOnlyList<string> QueryNames)
{
    private readonly int _hole = Template.IndexOf('{', StringComparison.Ordinal);
    private readonly int _afterHole = Template.IndexOf('}', StringComparison.Ordinal) + 1;

    /// <summary>Gets a value indicating whether the path names an entity by its id.</summary>
    public bool HasId => _hole >= 0;

    /// <summary>Gets a value indicating whether the operation changes nothing, so that it can be sent again at will.</summary>
    public bool IsSafe => Method == HttpMethod.Get;

    /// <summary>Starts a request of an operation whose path has no hole.</summary>
    public ApiRequest Request()
    {
        Debug.Assert(_hole < 0, "The path has a hole to fill.");
        return new ApiRequest(this, Template);
    }

    /// <summary>Starts a request with the id that fills the hole of the path.</summary>
    /// <exception cref="ArgumentException">The id is empty, or is a path segment that would lead elsewhere.</exception>
    public ApiRequest Request(string id)
    {
        Debug.Assert(_hole >= 0, "The path has no hole to fill.");
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id is "." or "..")
        {
            throw new ArgumentException($"'{id}' is not an id: in a path it would lead elsewhere.", nameof(id));
        }

        return new ApiRequest(this, string.Concat(Template.AsSpan(0, _hole), Uri.EscapeDataString(id), Template.AsSpan(_afterHole)));
    }
}
