using System.Net;
using System.Net.Http.Headers;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Resilience;

/// <summary>
/// What has become of one write, wherever and however often it is sent: handlers of the application may repeat or hedge requests, and clone
/// them.
/// </summary>
/// <remarks>
/// A sending is recognised by the request's options, which a careful clone keeps, or else by the execution context it is made in, its
/// method and its path. A different request that a handler sends meanwhile, such as one for a token, is none of ours.
/// </remarks>
internal sealed class WriteTicket
{
    private static readonly AsyncLocal<WriteTicket?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly Uri _address;
    private State _state;
    private AuthenticationHeaderValue? _refusedToken;
    private TaskCompletionSource? _ended;

    private WriteTicket(Operation operation, Uri address)
    {
        Operation = operation;
        _address = address;
    }

    private enum State
    {
        /// <summary>Not sent, or sent and certainly not carried out: it may be sent.</summary>
        Open,

        /// <summary>Being sent.</summary>
        Sending,

        /// <summary>Sent, and carried out for all that is known, or refused for good.</summary>
        Over,
    }

    /// <summary>Gets a value indicating whether the caller's execution context is that of a write, or came from one.</summary>
    public static bool IsInCall => Ambient.Value is not null;

    public Operation Operation { get; }

    /// <summary>Gets the server's own word on why the last sending failed, whatever happened to the response afterwards.</summary>
    public ModelRegistryException? Refusal { get; private set; }

    /// <summary>Gets how the sending failed without a response.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Gets the status of a response that was a success.</summary>
    public HttpStatusCode? Success { get; private set; }

    /// <summary>Gets a value indicating whether the write may have been carried out, for all that its sendings tell.</summary>
    public bool MayBeDone
    {
        get
        {
            lock (_lock)
            {
                return _state == State.Sending || (_state == State.Over && Refusal is null or { IsOutcomeUnknown: true });
            }
        }
    }

    /// <summary>Begins a write, or goes on with one, in the execution context of the caller.</summary>
    public static WriteTicket Begin(Operation operation, HttpRequestMessage request, WriteTicket? begun)
    {
        WriteTicket ticket = begun ?? new WriteTicket(operation, request.RequestUri!);
        Ambient.Value = ticket;
        return ticket;
    }

    /// <summary>Finds the write that a request is a sending of.</summary>
    public static WriteTicket? Of(HttpRequestMessage request)
    {
        if (OperationCall.Of(request)?.Write is { } carried)
        {
            return carried;
        }

        // A handler may lead the request through another host or below another path, but what it asks for stands at the end.
        WriteTicket? ambient = Ambient.Value;
        return request.RequestUri is { IsAbsoluteUri: true } uri && ambient?.IsFor(uri.AbsolutePath) == true ? ambient : null;
    }

    /// <summary>Whether the write may be sent now. While it is being sent, waits for the end of that.</summary>
    public async ValueTask<bool> TryBeginSendingAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task ended;
            lock (_lock)
            {
                if (_state != State.Sending)
                {
                    // A hedge that was late with the token that has been refused meanwhile would only be in the way of one with a newer.
                    bool isOpen = _state == State.Open && (_refusedToken is null || !_refusedToken.Equals(request.Headers.Authorization));
                    if (isOpen)
                    {
                        _state = State.Sending;
                        Refusal = null;
                    }

                    return isOpen;
                }

                ended = (_ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The sending certainly was not carried out: there may be another.</summary>
    public void Reopen() => End(State.Open);

    /// <summary>The sending was not carried out for its token: there may be another with another token.</summary>
    public void Reopen(AuthenticationHeaderValue? refusedToken, ModelRegistryException refusal)
    {
        _refusedToken = refusedToken;
        Refusal = refusal;
        End(State.Open);
    }

    public void Succeed(HttpStatusCode status)
    {
        Success = status;
        End(State.Over);
    }

    public void Refuse(ModelRegistryException refusal)
    {
        Refusal = refusal;
        End(State.Over);
    }

    public void Fail(Exception failure)
    {
        Failure = failure;
        End(State.Over);
    }

    private void End(State state)
    {
        TaskCompletionSource? ended;
        lock (_lock)
        {
            _state = state;
            ended = _ended;
            _ended = null;
        }

        ended?.TrySetResult();
    }

    // Under whichever version of the API: the client may move over between two sendings.
    private bool IsFor(string path) => path.AsSpan().EndsWith(ApiPath.Resource(_address.AbsolutePath));
}
