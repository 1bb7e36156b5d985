using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Registration;

/// <summary>Names that the server takes for patterns are found exactly, whatever else the registry holds.</summary>
public sealed class PatternNamesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<RegistryDatabase, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<RegistryDatabase, string, string>();
            foreach (RegistryDatabase database in Enum.GetValues<RegistryDatabase>())
            {
                pairs.Add(database, "a_b", "axb");
                pairs.Add(database, "100%", "100 percent");
                pairs.Add(database, "%", "anything");
                pairs.Add(database, @"back\slash", "backslash");
                pairs.Add(database, @"ends in\", "ends in");
                pairs.Add(database, @"ends in\", "ends in%");
                pairs.Add(database, @"a\_b", "a_b");
                pairs.Add(database, "b", "a:b");
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task One_that_only_matches_is_neither_it_nor_in_its_way(RegistryDatabase database, string name, string other)
    {
        await using var fixture = new RegistrationFixture(database);
        await fixture.InitializeAsync();
        ModelRegistryClient registry = fixture.Registry;
        RegistrationResult others = await registry.RegisterAsync(Named(other), Cancellation);
        Assert.Null(await registry.RegisteredModels.FindByNameAsync(name, Cancellation));
        Assert.Null(await registry.ModelVersions.FindByNameAsync(others.Entities[0].Id, name, Cancellation));
        Assert.Null(await registry.Artifacts.FindByNameAsync(others.Entities[1].Id, name, Cancellation));

        RegistrationResult first = await registry.RegisterAsync(Named(name), Cancellation);
        RegistrationResult both = await registry.RegisterAsync(
            RegisteredModelSpec.Named(other).WithVersion(
                name, version => version.WithDocArtifact("s3://b/2", doc => doc.Named(name))), Cancellation);
        RegistrationResult again = await registry.RegisterAsync(Named(name), Cancellation);

        Assert.All(first.Entities, entity => Assert.Equal(AppliedAction.Created, entity.Action));
        Assert.Equal(
            [AppliedAction.Unchanged, AppliedAction.Created, AppliedAction.Created], both.Entities.Select(entity => entity.Action));
        Assert.All(again.Entities, entity => Assert.Equal(AppliedAction.Unchanged, entity.Action));
        Assert.Equal(first.Entities[0].Id, (await registry.RegisteredModels.GetByNameAsync(name, Cancellation)).Id);
        Assert.Equal(first.Entities[1].Id, (await registry.ModelVersions.GetByNameAsync(first.Entities[0].Id, name, Cancellation)).Id);
        Assert.Equal(first.Entities[2].Id, (await registry.Artifacts.FindByNameAsync(first.Entities[1].Id, name, Cancellation))?.Id);
    }

    private static RegisteredModelSpec Named(string name) =>
        RegisteredModelSpec.Named(name).WithVersion(name, version => version.WithDocArtifact("s3://b/1", doc => doc.Named(name)));
}
