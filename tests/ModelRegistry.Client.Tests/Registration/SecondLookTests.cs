using System.Net;

namespace ModelRegistry.Client.Tests.Registration;

/// <summary>What is said and done after a write that failed, when the registry is looked at again.</summary>
public sealed class SecondLookTests : IAsyncLifetime
{
    private readonly RegistrationFixture _fixture = new();
    private readonly List<EntityResult> _told = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ModelRegistryClient Registry => _fixture.Registry;

    private RecordingHandler Wire => _fixture.Wire;

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_conflict_that_a_second_look_does_not_explain_is_not_written_a_third_time()
    {
        await Registry.RegisterAsync(RegisteredModelSpec.Named("one").WithExternalId("x-1"), Cancellation);
        Wire.Clear();

        await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => Registry.RegisterAsync(RegisteredModelSpec.Named("two").WithExternalId("x-1"), Cancellation));

        Assert.Equal(2, Wire.Writes.Count);
    }

    [Fact]
    public async Task A_refusal_is_not_written_again()
    {
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Get ? send() : Refuse(request);
        await Assert.ThrowsAsync<ModelRegistryException>(() => ApplyAsync(RegisteredModelSpec.Named("m")));
        Assert.Single(Wire.Writes);
    }

    [Fact]
    public async Task A_model_without_versions_is_archived_as_it_is_made()
    {
        await ApplyAsync(RegisteredModelSpec.Named("m").InState(RegisteredModelState.Archived));
        Assert.Equal(["POST registered_models"], Wire.Writes);
        Assert.Equal(RegisteredModelState.Archived, (await Registry.RegisteredModels.GetByNameAsync("m", Cancellation)).State);
    }

    [Fact]
    public async Task A_creation_of_which_nobody_knows_has_no_id()
    {
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Get && Wire.Writes.Count == 0 ? send() : Cut();
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => ApplyAsync(RegisteredModelSpec.Named("m")));
        Assert.Equal((AppliedAction.Unconfirmed, ""), (Assert.Single(_told).Action, _told[0].Id));
    }

    [Fact]
    public async Task A_creation_that_was_looked_up_and_is_not_there_has_no_line()
    {
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Get ? send() : Cut();
        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => ApplyAsync(RegisteredModelSpec.Named("m")));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_creation_that_is_not_there_has_no_line_when_the_next_one_is_refused()
    {
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Get ? send() : Wire.Writes.Count == 1 ? Cut() : Refuse(request);
        await Assert.ThrowsAsync<ModelRegistryException>(() => ApplyAsync(RegisteredModelSpec.Named("m")));
        Assert.Equal(2, Wire.Writes.Count);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task What_was_adopted_and_then_changed_is_told_as_both()
    {
        Wire.Spoil = async (request, send) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return await send();
            }

            Wire.Spoil = null;
            (await send()).Dispose();
            await SetOwnerAsync("somebody");
            return await Cut();
        };

        await ApplyAsync(RegisteredModelSpec.Named("m").OwnedBy("ann").ProvidedBy("IBM"));

        Assert.Equal([AppliedAction.Adopted, AppliedAction.Updated], _told.Select(told => told.Action));
        Assert.Equal([new FieldChange("provider", null, "IBM"), new FieldChange("owner", null, "ann")], _told[0].Changes);
        Assert.Equal([new FieldChange("owner", "somebody", "ann")], _told[1].Changes);
        Assert.Equal("ann", (await Registry.RegisteredModels.GetByNameAsync("m", Cancellation)).Owner);
    }

    [Fact]
    public async Task A_lost_update_that_was_carried_out_has_its_own_line()
    {
        await ApplyAsync(RegisteredModelSpec.Named("m"));
        _told.Clear();
        Wire.Spoil = async (request, send) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return await send();
            }

            Wire.Spoil = null;
            (await send()).Dispose();
            await SetOwnerAsync("somebody");
            return await Cut();
        };

        await ApplyAsync(RegisteredModelSpec.Named("m").OwnedBy("ann").ProvidedBy("IBM"));

        Assert.Equal([AppliedAction.Updated, AppliedAction.Updated], _told.Select(told => told.Action));
        Assert.Contains(new FieldChange("provider", null, "IBM"), _told[0].Changes);
        Assert.Equal([new FieldChange("owner", "somebody", "ann")], _told[1].Changes);
    }

    [Fact]
    public async Task What_was_unchanged_at_first_and_is_changed_later_is_in_the_result_once()
    {
        await ApplyAsync(RegisteredModelSpec.Named("m").OwnedBy("ann"));
        Wire.Spoil = async (request, send) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return await send();
            }

            Wire.Spoil = null;
            await SetOwnerAsync("somebody");
            return await Cut();
        };

        RegistrationResult result = await ApplyAsync(RegisteredModelSpec.Named("m").OwnedBy("ann").WithVersion("v"));

        Assert.Equal(
            [("m", AppliedAction.Updated), ("m/v", AppliedAction.Created)], result.Entities.Select(entity => (entity.Path, entity.Action)));
    }

    private async Task<RegistrationResult> ApplyAsync(RegisteredModelSpec spec) =>
        await Registry.ApplyAsync(
            await Registry.PlanAsync(spec, Cancellation), new RegistrationOptions { OnEntity = _told.Add }, Cancellation);

    private async Task SetOwnerAsync(string owner)
    {
        RegisteredModel model = await Registry.RegisteredModels.GetByNameAsync("m", Cancellation);
        await Registry.RegisteredModels.UpdateAsync(model.Id, new RegisteredModelUpdate { Owner = owner }, Cancellation);
    }

    private static Task<HttpResponseMessage> Cut() =>
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.");

    private static Task<HttpResponseMessage> Refuse(HttpRequestMessage request) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { RequestMessage = request });
}
