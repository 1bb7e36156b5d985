using System.Text;

namespace ModelRegistry.Emulator.Hosting;

/// <summary>Keeps the last requests. Bodies stay bytes until somebody looks.</summary>
internal sealed class RequestLog(int capacity)
{
    private const int MaxBodyBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = new();

    public void Add(string method, string path, string query, ReadOnlyMemory<byte> body, int status, bool hadAuthorization)
    {
        if (capacity == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_entries.Count == capacity)
            {
                _entries.Dequeue();
            }

            ReadOnlyMemory<byte> kept = body.Length <= MaxBodyBytes ? body : body[..MaxBodyBytes].ToArray();
            _entries.Enqueue(new Entry(method, path, query, kept, status, hadAuthorization));
        }
    }

    public IReadOnlyList<RecordedRequest> ToList()
    {
        lock (_gate)
        {
            return [.. _entries.Select(static e => new RecordedRequest(
                e.Method, e.Path, e.Query, Encoding.UTF8.GetString(e.Body.Span), e.Status, e.HadAuthorization))];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    private readonly record struct Entry(
        string Method, string Path, string Query, ReadOnlyMemory<byte> Body, int Status, bool HadAuthorization);
}
