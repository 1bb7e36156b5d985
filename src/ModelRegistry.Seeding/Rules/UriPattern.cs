using ModelRegistry.Seeding.Files;

namespace ModelRegistry.Seeding.Rules;

/// <summary>
/// A pattern of allowed artifact URIs: <c>s3://bucket/**</c>. Scheme, host and path are matched each for itself, so that a wildcard in
/// one cannot swallow another. A query in the URI counts only when the pattern has one.
/// </summary>
internal sealed class UriPattern
{
    private const string Everything = "**";

    private readonly UriParts _parts;
    private readonly bool _isEverything;
    private readonly Glob? _container;
    private readonly Glob _authority;
    private readonly Glob _path;
    private readonly Glob _decodedPath;

    private UriPattern(string pattern, UriParts parts)
    {
        _isEverything = string.Equals(pattern, Everything, StringComparison.Ordinal);
        _parts = parts;
        string authority = (parts.Authority ?? "").ToLowerInvariant();
        bool hasOpenEnd = parts.Path.Length == 0 && authority.EndsWith(Everything, StringComparison.Ordinal);
        _container = parts.Container is { } container ? new Glob(container.ToLowerInvariant(), questionMarkIsWildcard: false) : null;
        _authority = new Glob(authority, questionMarkIsWildcard: false);
        string path = hasOpenEnd ? Everything : parts.Path;
        _path = new Glob(path + parts.Query, questionMarkIsWildcard: false);
        _decodedPath = new Glob(UriRules.Decode(path) + parts.Query, questionMarkIsWildcard: false);
    }

    /// <summary>Gets whether the pattern names a public model hub itself, rather than covering it by a wildcard.</summary>
    public bool NamesHub => !_isEverything && PublicHubs.Find(_parts) is not null;

    public static TextProblem? Check(string pattern)
    {
        if (TextRules.CheckText(pattern) is { } badText)
        {
            return badText;
        }

        if (string.Equals(pattern, Everything, StringComparison.Ordinal))
        {
            return null;
        }

        // What no URI can be like, whatever the wildcards stand for, is a mistake and not a pattern.
        string example = pattern.Replace(Everything, "x/x", StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal);
        return UriRules.CheckArtifactUri(example) is { } problem
            ? problem with { Message = $"is no pattern of URIs, such as s3://bucket/**: it {problem.Message}" }
            : null;
    }

    public static UriPattern Parse(string pattern) => new(pattern, UriParts.Split(pattern) ?? new UriParts("", null, "", ""));

    public bool Allows(UriParts uri)
    {
        if (_isEverything)
        {
            return true;
        }

        if (!string.Equals(uri.Scheme, _parts.Scheme, StringComparison.Ordinal) || (uri.Authority is null) != (_parts.Authority is null))
        {
            return false;
        }

        // A pattern without a container allows all that the account has.
        if (_container?.IsMatch((uri.Container ?? "").ToLowerInvariant()) == false)
        {
            return false;
        }

        // The path has to be allowed as it stands and with its escapes undone, whichever of the two its reader looks at.
        string query = _parts.Query.Length > 0 ? uri.Query : "";
        return _authority.IsMatch(Normalized(uri))
            && _path.IsMatch(uri.Path + query)
            && _decodedPath.IsMatch(UriRules.Decode(uri.Path) + query);
    }

    private static string Normalized(UriParts uri)
    {
        string authority = (uri.Authority ?? "").ToLowerInvariant();
        return authority.EndsWith('.') ? authority.TrimEnd('.') : authority;
    }
}
