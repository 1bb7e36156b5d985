using System.Reflection;
using ModelRegistry.Emulator;
using ModelRegistry.Tests.Shared.Completeness;

namespace ModelRegistry.Client.Tests.Completeness;

/// <summary>
/// Every field of every specification is sent when the thing is made, compared when it is there, and changed when it differs.
/// </summary>
public sealed class SpecCompletenessTests : IAsyncLifetime
{
    private ModelRegistryEmulator _emulator = null!;
    private ModelRegistryClient _registry = null!;

    public static TheoryData<string> Kinds => [.. SpecKind.All.Select(kind => kind.Name)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        _registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = _emulator.BaseAddress });
    }

    public async ValueTask DisposeAsync()
    {
        _registry.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_can_be_changed_can_be_specified(string name)
    {
        SpecKind kind = SpecKind.Named(name);
        Assert.Equal(Fields.NamesOf(kind.UpdateType), kind.Fields.Select(field => field.Name));
    }

    [Fact]
    public void What_can_be_specified_is_of_some_kind()
    {
        foreach (IGrouping<Type, SpecKind> kinds in SpecKind.All.GroupBy(kind => kind.SpecType))
        {
            IEnumerable<string> known = kinds.SelectMany(kind => kind.Fields).Select(field => field.Name);
            Assert.Equal(
                Identity(kinds.Key),
                Fields.NamesOf(kinds.Key).Except(known).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Every_field_that_is_specified_is_in_the_registry()
    {
        RegisteredModelSpec spec = SpecKind.MakeFull();
        await _registry.RegisterAsync(spec, Cancellation);
        foreach (SpecKind kind in SpecKind.All)
        {
            Assert.DoesNotContain("null", kind.Show(kind.PartOf(spec)).Values);
            Assert.Empty(Fields.Differences(kind.Show(kind.PartOf(spec)), kind.Show(await ReadAsync(kind))));
        }

        Assert.False((await _registry.PlanAsync(spec, Cancellation)).HasChanges);
    }

    /// <summary>With versions, a model is archived only when they are made; without, everything is in its creation.</summary>
    [Fact]
    public async Task So_is_every_field_of_a_model_without_versions()
    {
        SpecKind kind = SpecKind.Named("model");
        RegisteredModelSpec spec = SpecKind.MakeFull() with { Versions = [] };
        await _registry.RegisterAsync(spec, Cancellation);
        Assert.Empty(Fields.Differences(kind.Show(spec), kind.Show(await ReadAsync(kind))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_field_is_planned_by_its_name_and_changed_alone(string name)
    {
        SpecKind changing = SpecKind.Named(name);
        RegisteredModelSpec spec = SpecKind.MakeFull();
        await _registry.RegisterAsync(spec, Cancellation);
        foreach (PropertyInfo field in changing.Fields)
        {
            string before = Fields.Show(changing.PartOf(spec))[field.Name];
            object value = changing.Value(field, 2);
            spec = changing.With(spec, field, value);

            RegisteredModelPlan plan = await _registry.PlanAsync(spec, Cancellation);
            EntityPlan changed = Assert.Single(plan.Entities, entity => entity.Action != PlannedAction.Unchanged);
            Assert.Equal(PlannedAction.Update, changed.Action);
            Assert.Equal(Names(field, value), changed.Changes.Select(change => change.Field));
            Assert.All(changed.Changes, change => Assert.NotEqual(change.Before, change.After));
            if (value is string text)
            {
                Assert.Equal((before, text), ($"\"{changed.Changes.Single().Before}\"", changed.Changes.Single().After));
            }

            await _registry.ApplyAsync(plan, null, Cancellation);
            foreach (SpecKind kind in SpecKind.All)
            {
                Assert.Empty(Fields.Differences(kind.Show(kind.PartOf(spec)), kind.Show(await ReadAsync(kind))));
            }

            Assert.False((await _registry.PlanAsync(spec, Cancellation)).HasChanges);
        }
    }

    /// <summary>What is not specified is not touched, field by field.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_field_that_is_not_specified_stays(string name)
    {
        SpecKind kind = SpecKind.Named(name);
        RegisteredModelSpec full = SpecKind.MakeFull();
        await _registry.RegisterAsync(full, Cancellation);
        foreach (PropertyInfo field in kind.Fields)
        {
            object? nothing = field.Name == nameof(RegisteredModelSpec.CustomProperties) ? new Dictionary<string, MetadataValue>() : null;
            Assert.False((await _registry.PlanAsync(kind.With(full, field, nothing), Cancellation)).HasChanges, field.Name);
        }
    }

    private static IEnumerable<string> Names(PropertyInfo field, object value) =>
        value is IReadOnlyDictionary<string, MetadataValue> properties
            ? properties.Keys.Order(StringComparer.Ordinal).Select(property => $"customProperties.{property}")
            : [Fields.JsonName(field.Name)];

    private static string[] Identity(Type spec) => spec switch
    {
        _ when spec == typeof(RegisteredModelSpec) => ["AbsentProperties", "Name", "Versions"],
        _ when spec == typeof(ModelVersionSpec) => ["AbsentProperties", "Artifacts", "Name"],
        _ => ["Name"],
    };

    private async Task<RegistryResource> ReadAsync(SpecKind kind)
    {
        RegisteredModel model = await _registry.RegisteredModels.GetByNameAsync("full", Cancellation);
        if (kind.Name == "model")
        {
            return model;
        }

        ModelVersion version = await _registry.ModelVersions.GetByNameAsync(model.Id, "1.0", Cancellation);
        return kind.Name == "version"
            ? version
            : await _registry.ModelVersions.ListArtifactsAsync(version.Id, null, Cancellation).SingleAsync(
                artifact => artifact.ArtifactType.Value == kind.Name, Cancellation);
    }
}
