using ModelRegistry.Emulator.Entities;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <content>Model versions.</content>
internal sealed partial class RegistryOperations
{
    /// <summary>Creates a version of the model that the body names; whether that model exists is not checked.</summary>
    public Response CreateVersion(ApiRequest request)
    {
        RequestBody body = DecodeCreate(request, EntityTypes.ModelVersion.CreateShape, EntityTypes.ModelVersion);
        return Write(request, () => Found(201, InsertVersion(body, body.Text("registeredModelId")!)));
    }

    /// <summary>Creates a version below the model in the path, or updates and moves the one that the body's id names.</summary>
    public Response CreateVersionBelow(ApiRequest request)
    {
        RequestBody body = DecodeCreate(request, EntityTypes.ModelVersion.FullShape, EntityTypes.ModelVersion);
        body.Set("registeredModelId", request.Id);
        return Write(
            request, () => Found(201, body.Text("id") is { } id ? MoveVersion(body, id, request.Id) : InsertVersion(body, request.Id)));
    }

    private Entity InsertVersion(RequestBody body, string model)
    {
        EntityType type = EntityTypes.ModelVersion;
        string name = body.Text("name")!;
        int parent = Identifiers.ParseProperty(model);
        return writer.Insert(type, Identifiers.Prefixed(model, name), body, withDefaults: true, parent, () => NameTaken(type, name));
    }

    private Entity MoveVersion(RequestBody body, string id, string model)
    {
        EntityType type = EntityTypes.ModelVersion;
        Entity existing = Require(type, Identifiers.Parse(id, type.IdLabel), id);
        return writer.Update(existing, body, withDefaults: true, Identifiers.ParseProperty(model), () => NameTaken(type, existing.Name));
    }
}
