using System.Net;
using System.Text;

namespace ModelRegistry.Client.Tests.Registration;

/// <summary>What is read again right before it is written: what was planned may be long ago, and others write too.</summary>
public sealed class RenewalTests : IAsyncLifetime
{
    private readonly RegistrationFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RegisteredModelSpec Model { get; } = RegisteredModelSpec.Named("m")
        .WithVersion("v", version => version.WithModelArtifact("s3://b/1"));

    private static RegistrationOptions Reviewed { get; } = new() { Review = (_, _) => null };

    private ModelRegistryClient Registry => _fixture.Registry;

    private RecordingHandler Wire => _fixture.Wire;

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Nothing_is_read_again_when_nothing_is_written() => await AssertRequestsAsync(Model, [], []);

    [Fact]
    public async Task A_new_model_was_just_made() => await AssertRequestsAsync(
        RegisteredModelSpec.Named("n").WithVersion("1").WithVersion("2"),
        ["POST registered_models", "POST model_versions", "POST model_versions"],
        ["POST registered_models", "POST model_versions", "POST model_versions"]);

    [Fact]
    public async Task A_model_is_read_again_before_it_is_changed() => await AssertRequestsAsync(
        Model.OwnedBy("ann"),
        ["PATCH registered_models/1"],
        ["GET registered_models/1", "PATCH registered_models/1"]);

    [Fact]
    public async Task A_model_is_read_again_before_its_properties_are_sent() => await AssertRequestsAsync(
        Model.Labelled("new"),
        ["GET registered_models/1", "PATCH registered_models/1"],
        ["GET registered_models/1", "PATCH registered_models/1"]);

    [Fact]
    public async Task A_version_is_read_again_before_it_is_changed() => await AssertRequestsAsync(
        WithVersion(version => version.AuthoredBy("bob")),
        ["PATCH model_versions/2"],
        ["GET model_versions/2", "PATCH model_versions/2"]);

    [Fact]
    public async Task A_version_is_read_again_before_its_properties_are_sent() => await AssertRequestsAsync(
        WithVersion(version => version.Labelled("new")),
        ["GET model_versions/2", "PATCH model_versions/2"],
        ["GET model_versions/2", "PATCH model_versions/2"]);

    [Fact]
    public async Task A_model_is_read_again_once_before_versions_are_made_below_it() => await AssertRequestsAsync(
        Model.WithVersion("1").WithVersion("2"),
        ["POST model_versions", "POST model_versions"],
        ["GET registered_models/1", "POST model_versions", "POST model_versions"]);

    [Fact]
    public async Task A_model_that_was_just_changed_is_not_read_again_for_its_versions() => await AssertRequestsAsync(
        Model.OwnedBy("ann").WithVersion("1"),
        ["PATCH registered_models/1", "POST model_versions"],
        ["GET registered_models/1", "PATCH registered_models/1", "POST model_versions"]);

    [Fact]
    public async Task A_version_is_read_again_before_an_artifact_is_made_below_it() => await AssertRequestsAsync(
        WithVersion(version => version.WithDocArtifact("s3://b/card.md")),
        ["POST model_versions/2/artifacts"],
        ["GET model_versions/2", "POST model_versions/2/artifacts"]);

    [Fact]
    public async Task A_version_is_read_again_before_an_artifact_below_it_is_changed() => await AssertRequestsAsync(
        RegisteredModelSpec.Named("m").WithVersion("v", version => version.WithModelArtifact("s3://b/2")),
        ["PATCH artifacts/1"],
        ["GET model_versions/2", "PATCH artifacts/1"]);

    [Fact]
    public async Task A_model_is_read_again_before_it_is_archived_after_its_versions() => await AssertRequestsAsync(
        Model.InState(RegisteredModelState.Archived).WithVersion("1"),
        ["POST model_versions", "GET registered_models/1", "PATCH registered_models/1"],
        ["GET registered_models/1", "POST model_versions", "GET registered_models/1", "PATCH registered_models/1"]);

    [Fact]
    public async Task A_new_model_is_archived_after_its_versions() => await AssertRequestsAsync(
        RegisteredModelSpec.Named("n").InState(RegisteredModelState.Archived).WithVersion("1"),
        ["POST registered_models", "POST model_versions", "GET registered_models/3", "PATCH registered_models/3"],
        ["POST registered_models", "POST model_versions", "GET registered_models/3", "PATCH registered_models/3"]);

    [Fact]
    public async Task What_somebody_has_done_meanwhile_is_not_done_again()
    {
        RegisteredModelPlan plan = await PlanAsync(WithVersion(version => version.AuthoredBy("bob")).OwnedBy("ann"));
        await Registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate { Owner = "ann" }, Cancellation);
        await Registry.ModelVersions.UpdateAsync("2", new ModelVersionUpdate { Author = "bob" }, Cancellation);
        Wire.Clear();

        RegistrationResult result = await Registry.ApplyAsync(plan, Reviewed, Cancellation);

        Assert.Equal(["GET registered_models/1", "GET model_versions/2"], Wire.Requests);
        Assert.False(result.HasChanges);
        Assert.Equal(3, result.Entities.Count);
    }

    [Fact]
    public async Task Properties_that_somebody_has_added_meanwhile_are_kept()
    {
        RegisteredModelPlan plan = await PlanAsync(WithVersion(version => version.WithProperty("ours", 2)).WithProperty("ours", 1));
        var theirs = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { ["theirs"] = "x" };
        await Registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate { CustomProperties = theirs }, Cancellation);
        await Registry.ModelVersions.UpdateAsync("2", new ModelVersionUpdate { CustomProperties = theirs }, Cancellation);

        await Registry.ApplyAsync(plan, null, Cancellation);

        RegisteredModel model = await Registry.RegisteredModels.GetAsync("1", Cancellation);
        Assert.Equal(["ours", "theirs"], model.CustomProperties.Keys.Order(StringComparer.Ordinal));
        ModelVersion version = await Registry.ModelVersions.GetAsync("2", Cancellation);
        Assert.Equal(["ours", "theirs"], version.CustomProperties.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("version")]
    [InlineData("new version")]
    [InlineData("new artifact")]
    [InlineData("archived")]
    public async Task What_is_read_again_is_reviewed_and_nothing_is_written_when_that_refuses(string what)
    {
        RegisteredModelPlan plan = await PlanAsync(what switch
        {
            "model" => Model.OwnedBy("ann"),
            "version" => WithVersion(version => version.AuthoredBy("bob")),
            "new version" => Model.WithVersion("1"),
            "new artifact" => WithVersion(version => version.WithDocArtifact("s3://b/card.md")),
            _ => Model.InState(RegisteredModelState.Archived),
        });
        await Registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate { Provider = "theirs" }, Cancellation);
        await Registry.ModelVersions.UpdateAsync("2", new ModelVersionUpdate { Description = "theirs" }, Cancellation);
        Wire.Clear();

        RegistrationRefusedException refused = await Assert.ThrowsAsync<RegistrationRefusedException>(
            () => Registry.ApplyAsync(plan, new RegistrationOptions { Review = Review }, Cancellation));

        Assert.Equal("taken", Assert.Single(refused.Refusals).Reason);
        Assert.Empty(Wire.Writes);

        static RegistrationRefusal? Review(EntityPlan entity, EntityPlan? parent) =>
            entity is RegisteredModelPlan { Actual.Provider: "theirs" } or ModelVersionPlan { Actual.Description: "theirs" }
                ? new RegistrationRefusal(new RefusalKind("Taken"), entity.Path, "taken", "")
                : null;
    }

    [Theory]
    [InlineData("model")]
    [InlineData("version")]
    public async Task What_somebody_changes_at_the_same_moment_is_changed_back_up_to_three_times(string what)
    {
        RegisteredModelPlan plan = await PlanAsync(what == "model"
            ? Model.OwnedBy("ann").DescribedAs("ours")
            : WithVersion(version => version.AuthoredBy("ann").DescribedAs("ours")));
        await Registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate { Owner = "ann" }, Cancellation);
        await Registry.ModelVersions.UpdateAsync("2", new ModelVersionUpdate { Author = "ann" }, Cancellation);
        Wire.Clear();
        int round = 0;
        Wire.Spoil = async (request, send) =>
        {
            if (request.Method == HttpMethod.Patch)
            {
                // Each time another field than the one that is being written.
                round++;
                Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>? spoil = Wire.Spoil;
                Wire.Spoil = null;
                (string? owner, string? description) = round % 2 == 1 ? ("theirs", (string?)null) : (null, "theirs");
                await (what == "model"
                    ? (Task)Registry.RegisteredModels.UpdateAsync(
                        "1", new RegisteredModelUpdate { Owner = owner, Description = description }, Cancellation)
                    : Registry.ModelVersions.UpdateAsync(
                        "2", new ModelVersionUpdate { Author = owner, Description = description }, Cancellation));
                Wire.Spoil = spoil;
            }

            return await send();
        };

        await Registry.ApplyAsync(plan, Reviewed, Cancellation);

        Assert.Equal(3, round);
    }

    [Theory]
    [InlineData("registered_models", """{"id":"1","name":"other","state":"LIVE"}""", "RegisteredModel m")]
    [InlineData("model_versions", """{"id":"2","name":"other","registeredModelId":"1","state":"LIVE"}""", "ModelVersion m/v")]
    public async Task A_reading_that_is_about_another_entity_ends_it(string path, string body, string entity)
    {
        RegisteredModelPlan plan = await PlanAsync(WithVersion(version => version.AuthoredBy("bob")).OwnedBy("ann"));
        Wire.Clear();
        Wire.Spoil = (request, send) => IsFor(request, HttpMethod.Get, path) ? Task.FromResult(Response(request, body)) : send();

        ModelRegistryException failure = await Assert.ThrowsAsync<ModelRegistryException>(
            () => Registry.ApplyAsync(plan, Reviewed, Cancellation));

        Assert.StartsWith($"The response to a request for {entity} is about another one: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'other'", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsOutcomeUnknown);
        Assert.DoesNotContain(Wire.Writes, write => write.Contains(path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("registered_models", """{"id":"1","name":"other","state":"LIVE"}""")]
    [InlineData("model_versions", """{"id":"2","name":"other","registeredModelId":"1","state":"LIVE"}""")]
    public async Task A_response_to_a_write_that_is_about_another_entity_says_nothing_about_the_write(string path, string body)
    {
        RegisteredModelPlan plan = await PlanAsync(WithVersion(version => version.AuthoredBy("bob")).OwnedBy("ann"));
        var told = new List<EntityResult>();
        var failures = new List<ModelRegistryException>();
        Wire.Spoil = (request, send) => IsFor(request, HttpMethod.Patch, path) ? Task.FromResult(Response(request, body)) : send();

        await Assert.ThrowsAsync<ModelRegistryException>(() => Registry.ApplyAsync(
            plan, new RegistrationOptions { OnEntity = told.Add, OnFailure = NoteAsync }, Cancellation));

        // Looked up each time, and never there.
        Assert.Equal(3, failures.Count);
        Assert.All(failures, failure => Assert.True(failure.IsOutcomeUnknown));
        Assert.DoesNotContain(told, entity => entity.Action == AppliedAction.Unconfirmed);

        Task NoteAsync(ModelRegistryException failure, CancellationToken cancellationToken)
        {
            failures.Add(failure);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 8)]
    [InlineData(null, 3)]
    public async Task A_registry_that_responds_is_waited_for_longer_than_one_that_does_not(HttpStatusCode? status, int expected)
    {
        RegisteredModelPlan plan = await PlanAsync(Model.OwnedBy("ann"));
        Wire.Spoil = (request, _) => status is { } given
            ? Task.FromResult(new HttpResponseMessage(given) { RequestMessage = request })
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
        int waited = 0;

        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => Registry.ApplyAsync(plan, Waiting(() => waited++), Cancellation));

        Assert.Equal(expected, waited);
    }

    [Fact]
    public async Task Each_time_it_is_found_there_waiting_begins_anew_but_the_same_write_does_not_fail_without_end()
    {
        RegisteredModelPlan plan = await PlanAsync(Model.OwnedBy("ann"));
        Wire.Clear();
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Patch
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.")
            : send();
        int waited = 0;

        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => Registry.ApplyAsync(plan, Waiting(() => waited++), Cancellation));

        Assert.Equal(8, waited);
        Assert.Equal(9, Wire.Writes.Count);
    }

    [Fact]
    public async Task Nobody_waits_who_has_been_told_to_stop()
    {
        RegisteredModelPlan plan = await PlanAsync(Model.OwnedBy("ann"));
        using var stop = new CancellationTokenSource();
        Wire.Spoil = (_, _) =>
        {
            stop.Cancel();
            throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
        };
        int waited = 0;

        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => Registry.ApplyAsync(plan, Waiting(() => waited++) with { Stop = stop.Token }, Cancellation));

        Assert.Equal(0, waited);
    }

    private static RegistrationOptions Waiting(Action note) => new()
    {
        WaitForRegistry = (_, _) =>
        {
            note();
            return Task.FromResult(true);
        },
    };

    private static RegisteredModelSpec WithVersion(Func<ModelVersionSpec, ModelVersionSpec> describe) =>
        Model with { Versions = [describe(Model.Versions[0])] };

    private static bool IsFor(HttpRequestMessage request, HttpMethod method, string path) =>
        request.Method == method && request.RequestUri!.AbsolutePath.Contains($"/{path}/", StringComparison.Ordinal);

    private static HttpResponseMessage Response(HttpRequestMessage request, string body) =>
        new(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private async Task<RegisteredModelPlan> PlanAsync(RegisteredModelSpec spec)
    {
        await Registry.RegisterAsync(Model, Cancellation);
        return await Registry.PlanAsync(spec, Cancellation);
    }

    /// <summary>Applies a plan in a registry that holds the model already, without and with somebody who reviews.</summary>
    private static async Task AssertRequestsAsync(RegisteredModelSpec spec, string[] alone, string[] reviewed)
    {
        (RegistrationOptions? Options, string[] Expected)[] cases = [(null, alone), (Reviewed, reviewed)];
        foreach ((RegistrationOptions? options, string[] expected) in cases)
        {
            await using var fixture = new RegistrationFixture();
            await fixture.InitializeAsync();
            await fixture.Registry.RegisterAsync(Model, Cancellation);
            RegisteredModelPlan plan = await fixture.Registry.PlanAsync(spec, Cancellation);
            fixture.Wire.Clear();

            await fixture.Registry.ApplyAsync(plan, options, Cancellation);

            Assert.Equal(expected, fixture.Wire.Requests);
            Assert.False((await fixture.Registry.PlanAsync(spec, Cancellation)).HasChanges);
        }
    }
}
