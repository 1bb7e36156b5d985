using System.Text;
using ModelRegistry.Client;
using ModelRegistry.Seeding.Files;
using SeedJob.Running;

namespace SeedJob.Output;

/// <summary>One line of JSON for each change: who changed what, when, and from what to what.</summary>
/// <remarks>
/// Each line is appended in one piece, so that several jobs can share a file. When a line can't be written, <see cref="Broken"/> is
/// cancelled: what can't be recorded is not to be done.
/// </remarks>
internal sealed class AuditLog : IDisposable
{
    private readonly CancellationTokenSource _broken = new();
    private readonly Terminal _terminal;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly string _actor;
    private readonly string? _set;
    private readonly Stream? _file;
    private bool _endsInHalfALine;
    private string? _problem;

    /// <summary>Opens an audit log: a file to append to, or <c>-</c> for standard output.</summary>
    /// <exception cref="JobException">The file can't be opened.</exception>
    public AuditLog(string path, Terminal terminal, TimeProvider time, string actor, string? set)
    {
        (_path, _terminal, _time, _actor, _set) = (path, terminal, time, actor, set);
        try
        {
            _file = path == "-" ? null : AppendedFile.Open(path, out _endsInHalfALine);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobException(
                ExitCode.BadInput, $"The audit log {path} can't be opened: {FileProblem.ReasonOf(exception)}", exception);
        }
    }

    /// <summary>Gets a token that is cancelled when a line could not be written.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Gets a value indicating whether the lines go to standard output.</summary>
    public bool IsStandardOutput => _file is null;

    public void Write(string operation, EntityKind kind, string path, string id, IReadOnlyList<FieldChange> changes)
    {
        string line = _terminal.Json(json =>
        {
            json.WriteStartObject();
            json.WriteTime("time", _time.GetUtcNow());
            json.WriteString("actor", _actor);
            json.WriteString("set", _set);
            json.WriteString("operation", operation);
            json.WriteString("entity", kind.ToString());
            json.WriteString("path", path);
            json.WriteString("id", id);
            json.WriteFields("before", changes.Select(change => (change.Field, change.Before)));
            json.WriteFields("after", changes.Select(change => (change.Field, (string?)change.After)));
            json.WriteEndObject();
        });
        try
        {
            if (_file is null)
            {
                _terminal.WriteDocument($"{line}\n");
            }
            else
            {
                // A disk that was full has cut the last line of an earlier run; it must not take this one with it.
                _file.Write(Encoding.UTF8.GetBytes(_endsInHalfALine ? $"\n{line}\n" : $"{line}\n"));
                _endsInHalfALine = false;
            }
        }
        catch (Exception exception) when (exception is IOException or JobException)
        {
            _problem ??= $"The audit log {_path} can't be written, so nothing further was begun; what was applied stays. First change that "
                + $"is not in it: {operation} {kind} {path} (id {id}). {FileProblem.ReasonOf(exception)}";
            _broken.Cancel();
        }
    }

    /// <summary>Says that lines are missing, if that is so.</summary>
    /// <exception cref="JobException">A line could not be written.</exception>
    public void ThrowIfBroken()
    {
        if (_problem is { } problem)
        {
            throw new JobException(ExitCode.Failed, problem);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _broken.Dispose();
    }
}
