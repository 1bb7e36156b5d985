using Microsoft.Extensions.Logging;

namespace ModelRegistry.Client.Wire;

/// <summary>Which version of the API one client speaks by now, and what the server has announced about it.</summary>
internal sealed class ApiSwitch
{
    private readonly ModelRegistryApiVersion _configured;
    private readonly ILogger _logger;
    private readonly ApiService _api;
    private volatile bool _isV1;
    private int _isMoved;
    private int _isAnnounced;

    public ApiSwitch(ModelRegistryClientOptions options, ILogger logger, ApiService api)
    {
        _configured = options.ApiVersion;
        _logger = logger;
        _api = api;
        _isV1 = (ApiPath.Named(options.BaseAddress!, api) ?? _configured) == ModelRegistryApiVersion.V1;
    }

    /// <summary>Leads a request to the version that is spoken by now.</summary>
    /// <exception cref="ExperimentsNotServedException">That version does not have the operation.</exception>
    public void Direct(HttpRequestMessage request)
    {
        if (!_isV1)
        {
            return;
        }

        ThrowIfNotServed(request);
        request.RequestUri = ApiPath.ToV1(request.RequestUri!);
    }

    /// <summary>Refuses an operation that the version does not have which is spoken by now.</summary>
    /// <exception cref="ExperimentsNotServedException">The operation is one on experiments.</exception>
    public void ThrowIfNotServed(HttpRequestMessage request)
    {
        if (_isV1 && Operation.Of(request) is { IsOnExperiments: true } operation)
        {
            throw new ExperimentsNotServedException(
                $"{operation.Id} was not sent: API v1 has no experiments. Only v1alpha3 has them: set "
                + $"{nameof(ModelRegistryClientOptions)}.{nameof(ModelRegistryClientOptions.ApiVersion)} to "
                + $"{nameof(ModelRegistryApiVersion.V1Alpha3)} for a registry that still serves it.");
        }
    }

    /// <summary>
    /// Whether a request that got 410 Gone is to be sent again on <c>v1</c>, which then is spoken from here on. So it is for each of those
    /// that were under way together.
    /// </summary>
    public bool MovesOver(HttpRequestMessage request)
    {
        if (_configured != ModelRegistryApiVersion.Auto || ApiPath.VersionOf(request.RequestUri) != _api.AlphaVersion)
        {
            return false;
        }

        _isV1 = true;
        if (Interlocked.Exchange(ref _isMoved, 1) == 0)
        {
            Log.MovedToV1(_logger, _api.Noun, _api.AlphaVersion);
        }

        return true;
    }

    /// <summary>Notices that the server announces the end of the version that it has just responded in.</summary>
    public void Notice(HttpResponseMessage response, OperationCall call)
    {
        if (!ApiDeprecation.IsIn(response))
        {
            return;
        }

        bool isFirst = Interlocked.Exchange(ref _isAnnounced, 1) == 0;
        if (!isFirst && !call.IsHeard)
        {
            return;
        }

        string version = ApiPath.VersionOf(call.Request.RequestUri) ?? _api.AlphaVersion;
        ApiDeprecation deprecation = ApiDeprecation.Read(response);
        call.Deprecated(version, deprecation.Sunset);
        if (isFirst)
        {
            string advice = (_configured, version == _api.AlphaVersion) switch
            {
                (_, false) => "A newer release of this client will be needed.",
                (ModelRegistryApiVersion.Auto, _) => "This client moves over to v1 by itself on that day.",
                _ => "Set the API version to Auto or V1 before that day.",
            };
            Log.ApiDeprecated(_logger, _api.Noun, version, deprecation.Sunset, deprecation.Successor, advice);
        }
    }
}
