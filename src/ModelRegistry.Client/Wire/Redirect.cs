namespace ModelRegistry.Client.Wire;

/// <summary>Redirects that are no login page.</summary>
internal static class Redirect
{
    /// <summary>Explains a redirect from plain HTTP to the same place over TLS; <see langword="null"/> for any other.</summary>
    public static ModelRegistryException? ToTls(HttpResponseMessage response, Operation operation)
    {
        if (response.RequestMessage?.RequestUri is not { Scheme: "http" } from
            || response.Headers.Location is not { IsAbsoluteUri: true, Scheme: "https" } to
            || !string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
            || (to.AbsolutePath != "/" && !string.Equals(from.AbsolutePath, to.AbsolutePath, StringComparison.Ordinal)))
        {
            return null;
        }

        string address = to.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        return new ModelRegistryException(
            $"{operation.Id} was redirected from http to https (status {(int)response.StatusCode}){ProxyResponse.Through(response)}: the "
                + $"registry is at {address}. Use that as its address.")
        {
            Operation = operation.Id,
            StatusCode = response.StatusCode,
        };
    }
}
