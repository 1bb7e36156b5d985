namespace ModelRegistry.Client;

/// <summary>
/// The caller is not known or not allowed (status 401 or 403), or a login page came instead of the registry's response (a redirect or an
/// HTML page). The server itself never says so: it is the proxy in front of it. It is thrown as well when there is no token to send: the
/// token file can't be read, or the callback for the token failed or took too long.
/// </summary>
public sealed class ModelRegistryUnauthorizedException : ModelRegistryException
{
    /// <summary>Makes an exception with a default message.</summary>
    public ModelRegistryUnauthorizedException()
        : base("The registry does not let this caller in.")
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">Why the caller was not let in.</param>
    public ModelRegistryUnauthorizedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    /// <param name="message">Why the caller was not let in.</param>
    /// <param name="innerException">The cause.</param>
    public ModelRegistryUnauthorizedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
