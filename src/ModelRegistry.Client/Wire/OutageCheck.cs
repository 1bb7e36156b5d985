using System.Net;
using System.Text.Json.Serialization.Metadata;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Sends requests, and tells an outage of the registry's database from what its answers seem to say. While the database is away the
/// server answers "not found" for every id and, on PostgreSQL, "invalid filter query" for every list. Where an answer can mean both, a
/// list of one item decides: it needs nothing but the database.
/// </summary>
internal sealed class OutageCheck(ApiPipeline pipeline)
{
    public async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.SendAsync(request, answerType, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryException answer) when (IsMasked(answer))
        {
            if (!request.Selects)
            {
                const string reason = "Nothing in the request can be wrong so: the registry's database is away or has no connection left.";
                throw Outage(answer, reason, null);
            }

            await ThrowIfAwayAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryException answer) when (IsUnread(answer, request.Operation))
        {
            await ThrowIfAwayAsync(answer, cancellationToken).ConfigureAwait(false);
            throw;
        }

        // The database is there: now the answer means what it says.
        return await pipeline.SendAsync(request, answerType, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the answer is "not found" for something that the server first reads by its id.</summary>
    private static bool IsUnread(ModelRegistryException answer, Operation operation) => answer switch
    {
        ModelRegistryNotFoundException => operation.HasId || !operation.IsSafe || DatabaseErrors.IsAboutAnId(answer.ServerMessage),
        { Status: HttpStatusCode.BadRequest } => DatabaseErrors.IsUnreadArtifact(answer.ServerMessage),
        _ => false,
    };

    private static bool IsMasked(ModelRegistryException answer) =>
        answer.Status == HttpStatusCode.BadRequest && DatabaseErrors.IsMasked(answer.ServerMessage);

    private async Task ThrowIfAwayAsync(ModelRegistryException answer, CancellationToken cancellationToken)
    {
        try
        {
            ApiRequest one = Operations.GetRegisteredModels.Request().Query("pageSize", "1");
            await pipeline.SendAsync(one, RegistryJson.Default.RegisteredModelList, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelRegistryUnavailableException exception)
        {
            throw Outage(answer, $"It says nothing about the request: a list of one item fails too ({exception.Message}).", exception);
        }
        catch (ModelRegistryException exception) when (IsMasked(exception))
        {
            throw Outage(answer, "It says nothing about the request: the registry's database is away, a list of one item fails too.", exception);
        }
        catch (ModelRegistryException)
        {
            // Whoever may not list learns nothing from trying; the answer stands as it is.
        }
    }

    private static ModelRegistryUnavailableException Outage(ModelRegistryException answer, string reason, ModelRegistryException? cause) =>
        new($"{answer.Message}. {reason}", cause ?? answer)
        {
            Operation = answer.Operation,
            Status = answer.Status,
            ServerMessage = answer.ServerMessage,
            RetryAfter = cause?.RetryAfter,
            // All of these answers come from reading, before anything is written.
            IsOutcomeUnknown = false,
        };
}
