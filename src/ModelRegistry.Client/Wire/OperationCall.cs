using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Resilience;
using ModelRegistry.Client.Telemetry;
using Refit;

namespace ModelRegistry.Client.Wire;

/// <summary>A call of an operation, from its request until its response has been read or it has failed.</summary>
internal sealed class OperationCall
{
    private static readonly HttpRequestOptionsKey<OperationCall> Key = new("ModelRegistry.Client.Call");

    private readonly Uri _address;
    private readonly TimeProvider _timeProvider;
    private readonly Activity? _activity;

    /// <summary>Begins a call, and notes it on the request, where also a clone finds it that copies the options.</summary>
    public OperationCall(HttpRequestMessage request, Uri address, Route route, TimeProvider timeProvider)
    {
        Request = request;
        Operation = Operation.Of(request);
        Route = route;
        _address = address;
        _timeProvider = timeProvider;
        Started = timeProvider.GetTimestamp();
        _activity = ClientTelemetry.Start(Operation, address);

        // A handler of the application that stands even above the client's own may send the request again: that goes on with its write.
        Write = Operation.IsSafe ? null : WriteTicket.Begin(Operation, request, Of(request)?.Write);

        // Nobody reads this option of Refit's, and the next one takes its place instead of making the dictionary grow.
        ((IDictionary<string, object?>)request.Options).Remove(HttpRequestMessageOptions.InterfaceType);
        request.Options.Set(Key, this);
    }

    public HttpRequestMessage Request { get; }

    public Operation Operation { get; }

    /// <summary>Gets the way to the registry.</summary>
    public Route Route { get; }

    public long Started { get; }

    /// <summary>Gets what has become of the write; <see langword="null"/> for an operation that changes nothing.</summary>
    public WriteTicket? Write { get; }

    /// <summary>Gets or sets the response, once it is there.</summary>
    public HttpResponseMessage? Response { get; set; }

    /// <summary>Finds the call that a request is made for.</summary>
    public static OperationCall? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out OperationCall? call) ? call : null;

    /// <summary>Reads the body of a successful response, and ends the call.</summary>
    /// <exception cref="ModelRegistryException">The body is not the JSON that belongs to the operation.</exception>
    public T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        T result;
        try
        {
            result = ResponseCheck.Checked(
                JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The response is the JSON value null."));
        }
        catch (JsonException exception)
        {
            ModelRegistryException failure = Unreadable(body, exception);
            End(failure);
            throw failure;
        }

        if (result is IListResponse list)
        {
            list.Operation = Operation;
        }

        End(null);
        return result;
    }

    /// <summary>What a successful response is whose body is not the JSON that belongs to the operation.</summary>
    public ModelRegistryException Unreadable(ReadOnlySpan<byte> body, JsonException exception)
    {
        if (body.TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
        {
            return ErrorResponse.LoginPage(Response!, Operation);
        }

        HttpStatusCode status = Response!.StatusCode;
        return new ModelRegistryException(
            $"{Operation.Id} got status {(int)status}, but not the JSON that belongs to it: {exception.Message}", exception)
        {
            Operation = Operation.Id,
            StatusCode = status,
            IsOutcomeUnknown = !Operation.IsSafe,
        };
    }

    /// <summary>Gets a value indicating whether somebody listens to what <see cref="Deprecated"/> tells.</summary>
    public bool IsHeard => ClientTelemetry.HearsOfDeprecation(_activity);

    /// <summary>Tells telemetry that the registry announces the end of the version of the API.</summary>
    public void Deprecated(string version, string sunset) => ClientTelemetry.Deprecated(_activity, _address, version, sunset);

    /// <summary>Ends the call and its telemetry.</summary>
    public void End(Exception? failure)
    {
        ClientTelemetry.Stop(_activity, Operation, _address, _timeProvider.GetElapsedTime(Started), Response?.StatusCode, failure);
        _activity?.Dispose();
    }
}
