using System.Globalization;

namespace ModelRegistry.Emulator.Operations;

/// <summary>Which versions of the API a registry serves, and what it says about <c>v1alpha3</c>, which is to go.</summary>
internal sealed class ServedVersions(RegistryServerVersion server)
{
    public const string AlphaNeedsSuccessor =
        $"{nameof(AlphaSunset)} and {nameof(AlphaGone)} are for a server that has v1: "
        + $"leave {nameof(ModelRegistryEmulatorOptions.ServerVersion)} at {nameof(RegistryServerVersion.Current)}.";

    private static readonly Response Gone = Response.Error(
        410, "Gone", $"the v1alpha3 API has been removed, use {RouteTable.V1.BasePath} instead");

    private volatile Announcement? _sunset;
    private volatile bool _alphaGone;

    /// <summary>The server whose operations are offered.</summary>
    public RegistryServerVersion Server => server;

    /// <summary>When v1alpha3 will go; <see langword="null"/> to say nothing about it.</summary>
    public DateTimeOffset? AlphaSunset
    {
        get => _sunset?.Date;
        set => _sunset = value is { } date && RequireSuccessor() ? new Announcement(date) : null;
    }

    /// <summary>Whether v1alpha3 has gone.</summary>
    public bool AlphaGone
    {
        get => _alphaGone;
        set => _alphaGone = value && RequireSuccessor();
    }

    /// <summary>The path of a version that is served and has gone least of all.</summary>
    public string BasePath => _alphaGone ? RouteTable.V1.BasePath : RouteTable.V1Alpha3.BasePath;

    /// <summary>The operations below a path; <see langword="null"/> when no version that is or was served has that path.</summary>
    public RouteTable? Find(string path)
    {
        if (RouteTable.V1Alpha3.Covers(path))
        {
            return server == RegistryServerVersion.V02 ? RouteTable.V1Alpha3WithoutExperiments : RouteTable.V1Alpha3;
        }

        return server == RegistryServerVersion.Current && RouteTable.V1.Covers(path) ? RouteTable.V1 : null;
    }

    /// <summary>The response that says that a version has gone; <see langword="null"/> while it has not.</summary>
    public Response? Refuse(RouteTable version) => _alphaGone && version.IsAlpha ? Gone : null;

    /// <summary>Adds to a response that the version which gave it will go.</summary>
    public Response Announce(Response response, RouteTable version) =>
        _sunset is { } sunset && version.IsAlpha ? response with { Sunset = sunset.HttpDate } : response;

    private bool RequireSuccessor() =>
        server == RegistryServerVersion.Current ? true : throw new InvalidOperationException(AlphaNeedsSuccessor);

    private sealed record Announcement(DateTimeOffset Date)
    {
        public string HttpDate { get; } = Date.ToString("R", CultureInfo.InvariantCulture);
    }
}
