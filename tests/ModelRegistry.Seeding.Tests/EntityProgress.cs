using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

/// <summary>Passes each entity on as soon as it has been dealt with.</summary>
internal sealed class EntityProgress(Action<EntityResult> add) : IProgress<SeedProgress>
{
    public void Report(SeedProgress value)
    {
        if (value.Entity is { } entity)
        {
            add(entity);
        }
    }
}
