using ModelRegistry.Seeding;
using SeedJob.Running;

namespace SeedJob.Output;

/// <summary>
/// Where the job writes: results to standard output, what it does to standard error. Everything passes through the mask that hides
/// secrets, wherever it comes from. On a terminal, the last line of standard error can be a status that changes.
/// </summary>
internal sealed class Terminal(JobEnvironment environment)
{
    private const string EraseLine = "\r\u001b[K";

    private readonly Lock _lock = new();
    private SecretMask _secrets = SecretMask.None;
    private string _status = "";

    /// <summary>Gets a value indicating whether results may be coloured.</summary>
    public bool UseColor { get; } = environment.IsTerminal
        && !IsDumb(environment)
        && string.IsNullOrEmpty(environment.Variable("NO_COLOR"));

    /// <summary>Gets how many characters a line of a result has room for; <see langword="null"/> when it has room for any number.</summary>
    public int? Width { get; } = environment.IsTerminal ? environment.Width : null;

    /// <summary>Gets a value indicating whether a status can be shown: a person watches, and the line can be taken back.</summary>
    public bool ShowsStatus { get; } = environment.IsErrorTerminal && !IsDumb(environment);

    public void Hide(SecretMask secrets) => _secrets = secrets;

    public string Masked(string text) => _secrets.Hide(text);

    public string Json(Action<MaskedJson> write, bool indented = false) => MaskedJson.Write(write, _secrets, indented);

    public void WriteResult(string line) => WriteOut($"{Masked(line)}\n");

    public void WriteJsonResult(Action<MaskedJson> write, bool indented) => WriteOut($"{Json(write, indented)}\n");

    /// <summary>Writes a document as it is.</summary>
    public void WriteDocument(string text) => WriteOut(text);

    public void WriteError(string line) => WriteErr($"{Masked(line)}\n");

    public void WriteJsonError(Action<MaskedJson> write) => WriteErr($"{Json(write)}\n");

    /// <summary>Puts another status in the place of the last one; an empty one takes it away.</summary>
    public void ShowStatus(string status)
    {
        if (ShowsStatus)
        {
            lock (_lock)
            {
                Replace("", status);
            }
        }
    }

    public static string Unwritable(IOException exception) => $"The result can't be written to standard output: {exception.Message}";

    private static bool IsDumb(JobEnvironment environment) => environment.Variable("TERM") == "dumb";

    private void WriteOut(string text)
    {
        lock (_lock)
        {
            string status = _status;
            Replace("", "");
            try
            {
                environment.Out.Write(text);
                environment.Out.Flush();
            }
            catch (IOException exception)
            {
                throw new JobException(ExitCode.Failed, Unwritable(exception), exception);
            }

            Replace("", status);
        }
    }

    private void WriteErr(string text)
    {
        lock (_lock)
        {
            Replace(text, _status);
        }
    }

    /// <summary>Takes the status away, writes whole lines where it was, and puts the next status below them.</summary>
    private void Replace(string lines, string status)
    {
        Err((_status.Length > 0 ? EraseLine : "") + lines + status);
        _status = status;
    }

    private void Err(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        try
        {
            environment.Error.Write(text);
            environment.Error.Flush();
        }
        catch (IOException)
        {
            // There is nowhere left to say so, and a log that nobody gets must not keep the registry from being seeded.
        }
    }
}
