using ModelRegistry.Emulator.Entities;

namespace ModelRegistry.Emulator.Tests.Entities;

public sealed class EntityTypeTests
{
    /// <summary>Bodies are told apart by their shape, so that two of the same kind must never go about, whoever asks first.</summary>
    [Fact]
    public void Shapes_are_made_once_however_many_ask_at_the_same_time()
    {
        for (int i = 0; i < 300; i++)
        {
            var type = new EntityType("Fresh", EntityTableKind.Artifact, Naming.Plain, "fresh");
            object[][] shapes = new object[8][];
            using var together = new Barrier(shapes.Length);
            Thread[] askers = [.. shapes.Select((_, asker) => new Thread(() =>
            {
                together.SignalAndWait(TestContext.Current.CancellationToken);
                shapes[asker] = [type.CreateShape, type.UpdateShape, type.FullShape, type.OutputOrder];
            }))];
            Array.ForEach(askers, asker => asker.Start());
            Array.ForEach(askers, asker => asker.Join());

            Assert.All(shapes, mine => Assert.Equal(shapes[0], mine, ReferenceEqualityComparer.Instance));
        }
    }
}
