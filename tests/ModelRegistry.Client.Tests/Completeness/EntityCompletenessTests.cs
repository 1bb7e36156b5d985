using System.Reflection;
using ModelRegistry.Client.Tests.Support;
using ModelRegistry.Tests.Shared.Completeness;

namespace ModelRegistry.Client.Tests.Completeness;

/// <summary>Every field of every entity goes to the server and comes back, when it is made and when it is changed.</summary>
public sealed class EntityCompletenessTests(EmulatedRegistry emulated)
{
    public static TheoryData<string> All => [.. EntityCase.All.Keys];

    public static TheoryData<string> Changeable =>
        [.. EntityCase.All.Where(entity => entity.Value.UpdateType is not null).Select(entity => entity.Key)];

    [Fact]
    public void Every_type_has_a_case()
    {
        Assert.Equal(
            Subtypes(typeof(ResourceCreate)).Except([nameof(RegisteredModelSpec), nameof(ModelVersionSpec)]),
            EntityCase.All.Values.Select(entity => entity.CreateType.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Subtypes(typeof(ResourceUpdate)),
            EntityCase.All.Values.Select(entity => entity.UpdateType?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Subtypes(typeof(RegistryResource)).Where(type => type != nameof(UnknownArtifact)),
            EntityCase.All.Values.Select(entity => entity.Entity.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_can_be_read_can_be_made_and_what_can_be_made_can_be_changed(string kind)
    {
        EntityCase entity = EntityCase.All[kind];
        Assert.Equal(Fields.NamesOf(entity.Entity), Fields.NamesOf(entity.CreateType).Concat(entity.Given).Order(StringComparer.Ordinal));
        if (entity.UpdateType is not null)
        {
            Assert.Equal(
                Fields.NamesOf(entity.CreateType), Fields.NamesOf(entity.UpdateType).Concat(entity.Fixed).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_field_that_is_given_comes_back(string kind)
    {
        EntityCase entity = EntityCase.All[kind];
        Surroundings around = await Surroundings.MakeAsync(emulated.Client, emulated.Unique);
        ResourceCreate create = Make(entity, around, (field, variant) => Fields.Value(field, variant) switch
        {
            IReadOnlyDictionary<string, MetadataValue> properties when !entity.TakesStructs =>
                properties.Where(property => property.Value is not MetadataStructValue).ToDictionary(StringComparer.Ordinal),
            var value => value,
        });
        IReadOnlyDictionary<string, string> wanted = Fields.Show(create);
        Assert.DoesNotContain("null", wanted.Values);

        RegistryResource created = await entity.Create(around, create);
        Assert.Empty(Fields.Differences(wanted, Fields.Show(await entity.Read(around, created.Id), wanted.Keys)));
    }

    [Theory]
    [MemberData(nameof(Changeable))]
    public async Task Every_field_changes_alone(string kind)
    {
        EntityCase entity = EntityCase.All[kind];
        Surroundings around = await Surroundings.MakeAsync(emulated.Client, emulated.Unique);
        // An entity that holds a struct can't be updated without its custom properties.
        RegistryResource created = await entity.Create(around, Make(entity, around, (field, variant) =>
            field.Name == nameof(ResourceCreate.CustomProperties)
                ? new Dictionary<string, MetadataValue> { ["kept"] = "as it is" }
                : Fields.Value(field, variant)));
        IReadOnlyDictionary<string, string> before = Fields.Show(created);
        foreach (PropertyInfo field in Fields.Of(entity.UpdateType!))
        {
            object value = around.Reference(field.Name, 2) ?? Unique(field, Fields.Value(field, 2));
            var update = (ResourceUpdate)Activator.CreateInstance(entity.UpdateType!)!;
            field.SetValue(update, value);

            RegistryResource updated = await entity.Update!(around, created.Id, update);
            Dictionary<string, string> expected = before.ToDictionary(StringComparer.Ordinal);
            expected[field.Name] = Fields.ShowValue(value);
            Assert.NotEqual(before[field.Name], expected[field.Name]);
            IReadOnlyDictionary<string, string> after = Fields.Show(updated);
            expected[nameof(updated.LastUpdateTime)] = after[nameof(updated.LastUpdateTime)];
            Assert.Empty(Fields.Differences(expected, after));
            Assert.Empty(Fields.Differences(after, Fields.Show(await entity.Read(around, created.Id))));
            before = after;

            // The properties go back, since those of all kinds are in the way of every other update.
            if (field.Name == nameof(ResourceUpdate.CustomProperties))
            {
                var back = (ResourceUpdate)Activator.CreateInstance(entity.UpdateType!)!;
                field.SetValue(back, new Dictionary<string, MetadataValue>(created.CustomProperties));
                before = Fields.Show(await entity.Update(around, created.Id, back));
            }
        }
    }

    private ResourceCreate Make(EntityCase entity, Surroundings around, Func<PropertyInfo, int, object> value) =>
        Fields.Fill(
            (ResourceCreate)Activator.CreateInstance(entity.CreateType)!,
            1,
            field => around.Reference(field.Name, 1) ?? Unique(field, value(field, 1)));

    /// <summary>Names and external ids are unique in the registry that all tests share.</summary>
    private object Unique(PropertyInfo field, object value) =>
        field.Name is "Name" or "ExternalId" ? emulated.Unique((string)value) : value;

    private static IEnumerable<string> Subtypes(Type type) =>
        type.Assembly.GetTypes().Where(other => other.IsSubclassOf(type) && !other.IsAbstract).Select(other => other.Name)
            .Order(StringComparer.Ordinal);
}
