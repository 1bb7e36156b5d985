namespace ModelRegistry.Client.Wire;

/// <summary>The part of an address that is the API's own, for example <c>api/model_registry/</c> and the version.</summary>
internal static class ApiPath
{
    /// <summary>The API's base: the configured address, and whatever it leaves out.</summary>
    public static Uri Base(Uri address, ModelRegistryApiVersion version, ApiService api)
    {
        string path = address.AbsolutePath.TrimEnd('/') + '/';
        if (EndsIn(path, api.Alpha) || EndsIn(path, api.V1))
        {
            return new Uri(address, path);
        }

        string own = version == ModelRegistryApiVersion.V1 ? api.V1 : api.Alpha;
        return new Uri(address, (EndsIn(path, api.Root) ? path[..^api.Root.Length] : path) + own);
    }

    /// <summary>
    /// The version of the API that a request is for, as its path has it; <see langword="null"/> when there is none in the path.
    /// </summary>
    public static string? VersionOf(Uri? request)
    {
        string path = request is { IsAbsoluteUri: true } ? request.AbsolutePath : "";
        ApiService api = ApiService.Of(request);
        return Contains(path, api.Alpha) ? api.AlphaVersion : Contains(path, api.V1) ? "v1" : null;
    }

    /// <summary>The text behind the API's root that looks like a version which this library does not speak.</summary>
    public static string? Unspoken(Uri address, ApiService api)
    {
        string path = address.AbsolutePath;
        int root = path.LastIndexOf('/' + api.Root, StringComparison.OrdinalIgnoreCase);
        string segment = root < 0 ? "" : path[(root + 1 + api.Root.Length)..].Split('/')[0];
        return segment is [('v' or 'V'), (>= '0' and <= '9'), ..] && segment != api.AlphaVersion && segment != "v1" ? segment : null;
    }

    /// <summary>The version that an address ends in; <see langword="null"/> when it leaves it open.</summary>
    public static ModelRegistryApiVersion? Named(Uri address, ApiService api)
    {
        string path = address.AbsolutePath.TrimEnd('/') + '/';
        return EndsIn(path, api.V1) ? ModelRegistryApiVersion.V1
            : EndsIn(path, api.Alpha) ? ModelRegistryApiVersion.V1Alpha3
            : null;
    }

    /// <summary>Leads a request for the version before <c>v1</c> to <c>v1</c>; any other stays as it is.</summary>
    public static Uri ToV1(Uri request)
    {
        // What Refit escaped stays escaped: a slash in an id or a filter is none of the path's.
        string text = request.AbsoluteUri;
        ApiService api = ApiService.Of(request);
        int query = text.IndexOf('?', StringComparison.Ordinal);
        int path = text.AsSpan(0, query < 0 ? text.Length : query).LastIndexOf('/' + api.Alpha);
        return path < 0 ? request : new Uri(string.Concat(text.AsSpan(0, path + 1), api.V1, text.AsSpan(path + 1 + api.Alpha.Length)));
    }

    /// <summary>
    /// What a path asks for, behind the API's version and from the slash on; the whole path when it is none of the registry's.
    /// </summary>
    public static ReadOnlySpan<char> Resource(string path)
    {
        string api = ApiService.Registry.Root;
        int root = path.LastIndexOf(api, StringComparison.Ordinal);
        int slash = root < 0 ? -1 : path.IndexOf('/', root + api.Length);
        return slash < 0 ? path : path.AsSpan(slash);
    }

    private static bool Contains(string path, string own) => path.Contains('/' + own, StringComparison.Ordinal);

    private static bool EndsIn(string path, string own) => path.EndsWith('/' + own, StringComparison.Ordinal);
}
