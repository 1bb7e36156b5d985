using System.Text.Json;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// Refuses what is JSON of the right types and yet can't be a response of the server, where it would fail later, far from its cause.
/// </summary>
internal static class ResponseCheck
{
    /// <exception cref="JsonException">The response is a page or an entity that can't be used.</exception>
    public static T Checked<T>(T response)
    {
        switch (response)
        {
            case RegistryResource or ICheckedResponse:
                Check(response, "$");
                break;
            case IListResponse { Items: var items }:
                for (int i = 0; i < items.Count; i++)
                {
                    Check(items[i], $"$.items[{i}]");
                }

                break;
        }

        return response;
    }

    private static void Check(object? resource, string place)
    {
        string? fault = resource switch
        {
            null => "is null where an entity must be",
            // Such an id can't be asked for: it would lead to another path.
            RegistryResource { Id: "" or "." or ".." } entity => $"has the id '{entity.Id}', which is none",
            RegisteredModel { Language: { } languages } when languages.Any(text => text is null) => "has null among its languages",
            RegisteredModel { Tasks: { } tasks } when tasks.Any(text => text is null) => "has null among its tasks",
            ICheckedResponse itself => itself.Fault,
            _ => null,
        };
        if (fault is not null)
        {
            throw new JsonException($"{place} {fault}.");
        }
    }
}
