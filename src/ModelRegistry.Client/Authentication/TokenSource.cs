namespace ModelRegistry.Client.Authentication;

/// <summary>Where the bearer token comes from. It is asked for every attempt, so that a token can be renewed at any time.</summary>
internal abstract class TokenSource
{
    public static TokenSource? From(ModelRegistryClientOptions options) => options switch
    {
        { Token: { } token } => new Fixed(token),
        { TokenFile: { } path } => new FileTokenSource(path),
        { TokenProvider: { } provider } => new Callback(provider),
        _ => null,
    };

    /// <summary>Gets the token to send, or <see langword="null"/> for none.</summary>
    public abstract ValueTask<string?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Says that a token was refused. Returns whether another one may be had.</summary>
    public virtual bool Refused(string token) => false;

    /// <summary>Whether a text can be sent as a bearer token: visible ASCII characters, at least one.</summary>
    public static bool IsOneToken(ReadOnlySpan<char> token) => !token.IsEmpty && !token.ContainsAnyExceptInRange('!', '~');

    private sealed class Fixed(string token) : TokenSource
    {
        private readonly string _token = token.Trim();

        public override ValueTask<string?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_token);
    }

    private sealed class Callback(Func<CancellationToken, ValueTask<string?>> provider) : TokenSource
    {
        public override async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
        {
            string? token = (await AskAsync(cancellationToken).ConfigureAwait(false))?.Trim();

            // The HTTP stack would refuse such a header with an exception that is not ours.
            return token is null || IsOneToken(token)
                ? token
                : throw new ModelRegistryUnauthorizedException("The TokenProvider returned a string that is not one token: it is empty, or "
                    + "holds white space or other characters than ASCII ones.");
        }

        public override bool Refused(string token) => true;

        private async ValueTask<string?> AskAsync(CancellationToken cancellationToken)
        {
            try
            {
                // The callback need not heed the token, but the call's limits hold all the same.
                ValueTask<string?> pending = provider(cancellationToken);
                return pending.IsCompletedSuccessfully
                    ? pending.Result
                    : await pending.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new TokenNotGivenException(
                    "the TokenProvider gave no token in time, and without one nothing is sent.", exception, cancellationToken);
            }
            catch (Exception exception)
            {
                // Whatever it throws is not the registry's failure. Its text may hold a secret, so it stays in the cause.
                throw new ModelRegistryUnauthorizedException(
                    $"The TokenProvider failed with {exception.GetType().Name}, and without a token nothing is sent.", exception);
            }
        }
    }
}
