using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Resilience;

/// <summary>Whatever is put around the client, no write is carried out twice, and the caller hears what became of the one.</summary>
public sealed class ForeignHandlerTests : IAsyncLifetime
{
    private ModelRegistryEmulator _emulator = null!;

    public static TheoryData<string, bool> Surrounding => Surroundings.Names();

    private IEnumerable<RecordedRequest> Writes => _emulator.Requests.Where(request => request.Method is "POST" or "PATCH");

    public async ValueTask InitializeAsync() => _emulator =
        await ModelRegistryEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Theory]
    [MemberData(nameof(Surrounding))]
    public async Task An_artifact_whose_answer_is_lost_is_made_once(string surrounding, bool resilient)
    {
        await using ServiceProvider provider = Provide(surrounding, resilient);
        IModelRegistryClient registry = provider.GetRequiredService<IModelRegistryClient>();
        _emulator.Faults.Add(new Fault { Method = "POST", Effect = FaultEffect.CutAfter });

        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.Artifacts.CreateAsync(new DocArtifactCreate { Name = "a" }));

        Assert.True(exception.IsOutcomeUnknown);
        Assert.StartsWith("createArtifact got no response from ", exception.Message, StringComparison.Ordinal);
        Assert.Single(Writes);
        Assert.Single(await registry.Artifacts.ListAsync().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Surrounding))]
    public async Task A_model_whose_answer_is_lost_is_no_conflict_with_itself(string surrounding, bool resilient)
    {
        await using ServiceProvider provider = Provide(surrounding, resilient);
        IModelRegistryClient registry = provider.GetRequiredService<IModelRegistryClient>();
        _emulator.Faults.Add(new Fault { Method = "POST", Effect = FaultEffect.CutAfter });

        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));
        Assert.True(exception.IsOutcomeUnknown);
        Assert.Single(Writes);

        RegisteredModel model = await registry.RegisteredModels.GetByNameAsync("m");
        _emulator.Faults.Add(new Fault { Method = "PATCH", Effect = FaultEffect.CutAfter });
        Assert.True((await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.UpdateAsync(model.Id, new RegisteredModelUpdate { Owner = "o" }))).IsOutcomeUnknown);
        Assert.Equal(["POST", "PATCH"], Writes.Select(write => write.Method));
    }

    [Theory]
    [MemberData(nameof(Surrounding))]
    public async Task A_server_that_always_fails_gets_a_write_once_and_its_word_is_passed_on(string surrounding, bool resilient)
    {
        await using ServiceProvider provider = Provide(surrounding, resilient);
        IModelRegistryClient registry = provider.GetRequiredService<IModelRegistryClient>();
        _emulator.Faults.Add(
            new Fault { Method = "POST", Times = int.MaxValue, Status = HttpStatusCode.InternalServerError, Body = "out of order" });

        ModelRegistryUnavailableException exception = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));

        Assert.Equal(
            (HttpStatusCode.InternalServerError, "out of order", true),
            (exception.StatusCode, exception.ServerMessage, exception.IsOutcomeUnknown));
        Assert.Single(Writes);
    }

    [Theory]
    [MemberData(nameof(Surrounding))]
    public async Task A_conflict_stays_one(string surrounding, bool resilient)
    {
        await using ServiceProvider provider = Provide(surrounding, resilient);
        IModelRegistryClient registry = provider.GetRequiredService<IModelRegistryClient>();
        await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });

        ModelRegistryConflictException exception = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));

        Assert.Equal((ConflictingField.Name, false), (exception.Field, exception.IsOutcomeUnknown));
        Assert.Equal(2, Writes.Count());
    }

    [Theory]
    [MemberData(nameof(Surrounding))]
    public async Task A_write_that_was_not_taken_on_is_sent_again(string surrounding, bool resilient)
    {
        await using ServiceProvider provider = Provide(surrounding, resilient);
        _emulator.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.TooManyRequests });
        Task Create() => provider.GetRequiredService<IRegisteredModels>().CreateAsync(new RegisteredModelCreate { Name = "m" });
        if (string.Equals(surrounding, "a clone in a context of its own", StringComparison.Ordinal))
        {
            // Such a handler leaves nothing behind by which its clone could be told from a second sending.
            ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(Create);
            Assert.False(exception.IsOutcomeUnknown);
            Assert.Contains("rebuilt the request without its options", exception.Message, StringComparison.Ordinal);
            Assert.Single(Writes);
            return;
        }

        await Create();
        Assert.Equal(2, Writes.Count());
    }

    [Theory]
    [MemberData(nameof(Surrounding))]
    public async Task Reads_are_repeated_at_will(string surrounding, bool resilient)
    {
        await using ServiceProvider provider = Provide(surrounding, resilient);
        _emulator.Faults.Add(new Fault { Effect = FaultEffect.CutBefore, Times = 2 });
        IRegisteredModels models = provider.GetRequiredService<IRegisteredModels>();
        Assert.Empty(await models.ListAsync().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Surrounding))]
    public async Task An_expired_token_is_renewed(string surrounding, bool resilient)
    {
        int asked = 0;
        await using ServiceProvider provider = Surroundings.Provide(
            surrounding,
            _emulator.BaseAddress,
            resilient,
            options => options.TokenProvider = _ => ValueTask.FromResult<string?>($"t{++asked}"));
        _emulator.Faults.Add(new Fault { Method = "POST", Status = HttpStatusCode.Unauthorized });
        await provider.GetRequiredService<IModelRegistryClient>().RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" });
        Assert.Equal((2, 2), (Writes.Count(), asked));
    }

    private ServiceProvider Provide(string surrounding, bool resilient) =>
        Surroundings.Provide(surrounding, _emulator.BaseAddress, resilient);
}
