using System.Net;

namespace ModelRegistry.Artifacts.Web;

/// <summary>Asks a web server for the head of what is at an address.</summary>
internal sealed class WebServer(HttpSender http)
{
    public async Task<ArtifactCheck> CheckAsync(string uri, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out Uri? address) || address.UserInfo.Length > 0)
        {
            throw new CheckException(ArtifactStatus.NotCheckable, "it is no address of a web server, or has a user name or password in it");
        }

        HttpSender.Response response = await http.SendAsync(HttpMethod.Head, address, null, [], cancellationToken).ConfigureAwait(false);
        if (response.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            // Only the head of the response is read here, too.
            response = await http.SendAsync(HttpMethod.Get, address, null, [], cancellationToken).ConfigureAwait(false);
        }

        return response.Status switch
        {
            HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.NoContent => new ArtifactCheck
            {
                Uri = uri,
                Status = ArtifactStatus.Found,
                Bytes = response.ContentHeaders.ContentLength,
                MediaType = response.ContentHeaders.ContentType?.MediaType,
                ChangeTime = response.ContentHeaders.LastModified,
            },
            HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                throw new CheckException(ArtifactStatus.Missing, $"{address.Authority} responds with {(int)response.Status}"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                throw new CheckException(ArtifactStatus.Refused, $"{address.Authority} responds with {(int)response.Status}"),
            var status => throw new CheckException(ArtifactStatus.Unreachable, $"{address.Authority} responds with {(int)status}"),
        };
    }
}
