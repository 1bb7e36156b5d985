using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Store;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>The operations of the API, a method for each or for each kind. Bodies are decoded before the store's gate is entered.</summary>
internal sealed partial class RegistryOperations(
    EntityStore store, EntityWriter writer, Func<Task> kept, RegistryServerVersion server = RegistryServerVersion.Current)
{
    /// <summary>Reads an entity by the id in the path.</summary>
    public Response Get(EntityType type, ApiRequest request)
    {
        int id = Identifiers.Parse(request.Id, type.IdLabel);
        lock (store.Gate)
        {
            return Found(200, Require(type, id, request.Id));
        }
    }

    /// <summary>Creates an entity that stands on its own.</summary>
    public Response Create(EntityType type, ApiRequest request)
    {
        RequestBody body = DecodeCreate(request, type.CreateShape, type);
        string name = body.Text("name")!;
        return Write(
            request, () => Found(201, writer.Insert(type, name, body, withDefaults: true, parent: null, () => NameTaken(type, name))));
    }

    /// <summary>Patches an entity whose update has no rules of its own.</summary>
    public Response Patch(EntityType type, ApiRequest request)
    {
        RequestBody body = BodyDecoder.DecodeStrictly(request.Body, type.UpdateShape, server);
        int id = Identifiers.Parse(request.Id, type.IdLabel);
        return Write(request, () =>
        {
            Entity existing = Require(type, id, request.Id);
            return Found(200, writer.Update(existing, body, withDefaults: true, parent: null, () => NameTaken(type, existing.Name)));
        });
    }

    private static Response Found(int status, Entity entity) => Response.Json(status, entity.Json);

    private static RegistryException NameTaken(EntityType type, string name) =>
        RegistryException.Conflict($"{type.Label} with name {name} already exists");

    private static RegistryException Missing(EntityType type, string id) =>
        RegistryException.NotFound($"no {type.MissingLabel} found for id {id}");

    private RequestBody DecodeCreate(ApiRequest request, WireShape shape, EntityType type)
    {
        RequestBody body = BodyDecoder.DecodeStrictly(request.Body, shape, server);
        RequireFields(type, body);
        return body;
    }

    private static void RequireFields(EntityType type, RequestBody body)
    {
        if (type.NameRequired && string.IsNullOrEmpty(body.Text("name")))
        {
            throw RegistryException.Required("name");
        }

        foreach (FieldDefinition field in type.Fields)
        {
            if (field.Use.HasFlag(FieldUse.Required) && string.IsNullOrEmpty(body.Text(field.Name)))
            {
                throw RegistryException.Required(field.Name);
            }
        }
    }

    private Entity Require(EntityType type, int id, string asSent) => store.Find(type, id) ?? throw Missing(type, asSent);

    // Also a refused request may have written before it was refused.
    private Response Write(ApiRequest request, Func<Response> operation)
    {
        lock (store.Gate)
        {
            try
            {
                return operation();
            }
            finally
            {
                request.Durable = kept();
            }
        }
    }
}
