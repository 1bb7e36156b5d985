using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelRegistry.Client.Telemetry;

namespace ModelRegistry.Client.Wire;

/// <summary>A call of an operation, from its request until its response has been read or it has failed: what telemetry tells of.</summary>
internal sealed class OperationCall(Operation operation, Uri? address, TimeProvider timeProvider)
{
    private readonly long _start = timeProvider.GetTimestamp();
    private readonly Activity? _activity = ClientTelemetry.Start(operation, address);

    public Operation Operation => operation;

    /// <summary>Gets or sets the response, once it is there.</summary>
    public HttpResponseMessage? Response { get; set; }

    /// <summary>Reads the body of a response of success.</summary>
    /// <exception cref="ModelRegistryException">The body is not the JSON that belongs to the operation.</exception>
    public T Read<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        T result;
        try
        {
            result = JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The answer is the JSON value null.");
        }
        catch (JsonException exception)
        {
            ModelRegistryException failure = Unreadable(body, exception);
            End(failure);
            throw failure;
        }

        if (result is IOperationResult noted)
        {
            noted.Operation = operation;
        }

        End(null);
        return result;
    }

    /// <summary>Ends the call.</summary>
    public void End(Exception? failure)
    {
        ClientTelemetry.Stop(_activity, operation, address, timeProvider.GetElapsedTime(_start), Response?.StatusCode, failure);
        _activity?.Dispose();
    }

    /// <summary>What a response is that has not the JSON which belongs to the operation.</summary>
    public ModelRegistryException Unreadable(ReadOnlySpan<byte> body, JsonException exception)
    {
        if (body.TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
        {
            return ErrorAnswer.LoginPage(Response!, operation);
        }

        HttpStatusCode status = Response!.StatusCode;
        return new ModelRegistryException(
            $"{operation.Id} was answered with status {(int)status}, but not with the JSON that belongs to it: {exception.Message}", exception)
        {
            Operation = operation.Id,
            Status = status,
            IsOutcomeUnknown = !operation.IsSafe,
        };
    }
}
