using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>
/// Lets a <c>%00</c> in a path through to the registry, which has a response for it. Kestrel refuses such a path before any application
/// sees it, so the bytes of the request line are changed on their way in, and changed back when the path is read.
/// </summary>
internal sealed class NullPathBytes : PipeReader, IDuplexPipe
{
    // Never valid in UTF-8, so Kestrel leaves it encoded.
    private const string StandIn = "%C1";
    private const int MaxLineLength = 8192;

    private static readonly object ItemKey = new();

    private readonly IDuplexPipe _transport;
    private bool _changed;
    private bool _readingBody;

    private NullPathBytes(IDuplexPipe transport) => _transport = transport;

    /// <inheritdoc/>
    public PipeReader Input => this;

    /// <inheritdoc/>
    public PipeWriter Output => _transport.Output;

    /// <summary>Puts itself between a connection and Kestrel.</summary>
    public static Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var pipe = new NullPathBytes(connection.Transport);
        connection.Items[ItemKey] = pipe;
        connection.Transport = pipe;
        return next(connection);
    }

    /// <summary>Gives a path back what was changed in it, and says that from here on the connection carries the request's body.</summary>
    public static string Restore(HttpContext context, string path)
    {
        if (Of(context) is not { } pipe)
        {
            return path;
        }

        pipe._readingBody = true;
        bool changed = pipe._changed;
        pipe._changed = false;
        return changed ? path.Replace(StandIn, "%00", StringComparison.Ordinal) : path;
    }

    /// <summary>Says that the body has been read: what comes next is another request line.</summary>
    public static void BodyRead(HttpContext context)
    {
        if (Of(context) is { } pipe)
        {
            pipe._readingBody = false;
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await _transport.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
        Change(result.Buffer);
        return result;
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        bool read = _transport.Input.TryRead(out result);
        if (read)
        {
            Change(result.Buffer);
        }

        return read;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => _transport.Input.AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => _transport.Input.AdvanceTo(consumed, examined);

    /// <inheritdoc/>
    public override void CancelPendingRead() => _transport.Input.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => _transport.Input.Complete(exception);

    private static NullPathBytes? Of(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(ItemKey, out object? pipe) == true ? (NullPathBytes?)pipe : null;

    private void Change(ReadOnlySequence<byte> buffer)
    {
        ReadOnlySpan<byte> first = buffer.FirstSpan;
        int lineEnd = first[..Math.Min(first.Length, MaxLineLength)].IndexOf((byte)'\n');
        if (_readingBody || lineEnd < 0)
        {
            return;
        }

        ReadOnlySpan<byte> line = first[..lineEnd];
        int pathStart = line.IndexOf(" /"u8);
        int protocol = line.LastIndexOf(" HTTP/1."u8);
        if (pathStart < 0 || protocol <= pathStart)
        {
            return;
        }

        int query = line[pathStart..protocol].IndexOf((byte)'?');
        Span<byte> path = MemoryMarshal.AsMemory(buffer.First)[pathStart..(query < 0 ? protocol : pathStart + query)].Span;
        while (path.IndexOf("%00"u8) is >= 0 and var at)
        {
            "C1"u8.CopyTo(path[(at + 1)..]);
            _changed = true;
        }
    }
}
