namespace ModelRegistry.Client.Authentication;

/// <summary>
/// A token in a file that somebody else renews, as the kubelet does with a projected token: the file is a link whose target is swapped.
/// </summary>
internal sealed class FileTokenSource(string path) : TokenSource
{
    /// <summary>Far more than any server takes in a header.</summary>
    private const int MaxBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private (DateTime Written, long Length) _stamp;
    private string? _token;

    public override ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            (DateTime Written, long Length) stamp = Stamp();
            if (_token is null || stamp != _stamp)
            {
                _token = Read();
                _stamp = stamp;
            }

            return ValueTask.FromResult<string?>(_token);
        }
    }

    public override bool Refused(string token)
    {
        lock (_lock)
        {
            string now = Read();
            bool renewed = !string.Equals(now, token, StringComparison.Ordinal);
            _token = now;
            return renewed;
        }
    }

    // The time and length of the link's target; the link itself does not change when the token does.
    private (DateTime Written, long Length) Stamp()
    {
        try
        {
            return (new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) ?? new FileInfo(path)) is FileInfo { Exists: true } file
                ? (file.LastWriteTimeUtc, file.Length)
                : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }
    }

    private ModelRegistryUnauthorizedException Unreadable(Exception exception) =>
        new($"The token file {path} can't be read: {exception.Message}", exception);

    private string Read()
    {
        string token;
        try
        {
            using var text = new StreamReader(new MemoryStream(BoundedFile.Read(path, MaxBytes)));
            token = text.ReadToEnd().Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(exception);
        }

        if (token.Length == 0)
        {
            throw new ModelRegistryUnauthorizedException($"The token file {path} is empty.");
        }

        // The HTTP stack would refuse such a header with an exception that is not ours.
        return IsOneToken(token)
            ? token
            : throw new ModelRegistryUnauthorizedException(
                $"The token file {path} holds white space or other characters than ASCII ones inside its text, so it is not one token.");
    }
}
