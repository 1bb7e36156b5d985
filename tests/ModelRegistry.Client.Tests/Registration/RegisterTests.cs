using System.Net;
using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Registration;

/// <summary>Registering models as specified, on either database.</summary>
public abstract class RegisterTests(RegistryDatabase database) : IAsyncLifetime
{
    /// <summary>What something on the way may answer with although the registry has carried the request out.</summary>
    private static readonly (HttpStatusCode Status, string Type, string Body)[] Lies =
    [
        (HttpStatusCode.OK, "text/html", "<html>Log in</html>"),
        (HttpStatusCode.OK, "application/json", "<html>Log in</html>"),
        (HttpStatusCode.Found, "text/html", ""),
        (HttpStatusCode.Created, "application/json", "{}"),
        (HttpStatusCode.Created, "application/json", "[]"),
        (HttpStatusCode.OK, "application/json", """{"items":[],"size":0}"""),
        (HttpStatusCode.Created, "application/json", "{\"id\":"),
        (HttpStatusCode.NoContent, "application/json", ""),
        (HttpStatusCode.BadRequest, "application/json", """{"code":"400","message":"refused"}"""),
        (HttpStatusCode.Forbidden, "text/plain", "Forbidden"),
        (HttpStatusCode.NotFound, "text/plain", "404 page not found"),
        (HttpStatusCode.Conflict, "application/json", """{"code":"409","message":"already exists"}"""),
        (HttpStatusCode.UnprocessableEntity, "application/json", """{"code":"422","message":"refused"}"""),
        (HttpStatusCode.BadGateway, "text/html", "<html>Bad gateway</html>"),
    ];

    private readonly RegistrationFixture _fixture = new(database);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ModelRegistryClient Registry => _fixture.Registry;

    private RecordingHandler Wire => _fixture.Wire;

    private static RegisteredModelSpec Granite { get; } = RegisteredModelSpec.Named("Granite-3.1-8b-Instruct-FP8")
        .OwnedBy("ai-admin").ProvidedBy("IBM").LicensedUnder("apache-2.0")
        .Labelled("granite", "fp8", "validated", "vllm")
        .WithProperty("quantization", "FP8-dynamic")
        .WithVersion("3.1-May2025-Validated", version => version
            .AuthoredBy("ai-admin")
            .WithModelArtifact("s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/", artifact => artifact.InFormat("safetensors")));

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Granite_on_an_empty_registry_takes_one_look_up_and_three_creates()
    {
        RegistrationResult result = await Registry.RegisterAsync(Granite, Cancellation);

        Assert.Equal(
            [
                "GET registered_model?name=Granite-3.1-8b-Instruct-FP8",
                "POST registered_models",
                "POST model_versions",
                $"POST model_versions/{result.Entities[1].Id}/artifacts",
            ],
            Wire.Requests);
        Assert.Equal(
            [AppliedAction.Created, AppliedAction.Created, AppliedAction.Created], result.Entities.Select(entity => entity.Action));
        RegisteredModel model = await Registry.RegisteredModels.GetByNameAsync(Granite.Name, Cancellation);
        Assert.Equal("ai-admin", model.Owner);
        Assert.Equal("IBM", model.Provider);
        Assert.Equal("apache-2.0", model.License);
        Assert.Equal(RegisteredModelState.Live, model.State);
        Assert.All(model.CustomProperties.Values, value => Assert.IsType<MetadataStringValue>(value));
        Assert.Equal(["fp8", "granite", "quantization", "validated", "vllm"], model.CustomProperties.Keys.Order(StringComparer.Ordinal));
        ModelArtifact artifact = await Registry.ModelArtifacts.GetAsync(result.Entities[2].Id, Cancellation);
        Assert.Equal("s3://rhoai-artifacts/granite-3.1-8b-instruct-FP8-dynamic/", artifact.Uri);
        Assert.Equal(Granite.Name, artifact.Name);
    }

    [Fact]
    public async Task The_second_time_three_requests_read_and_nothing_is_written()
    {
        await Registry.RegisterAsync(Granite, Cancellation);
        Wire.Clear();

        RegistrationResult result = await Registry.RegisterAsync(Granite, Cancellation);

        Assert.False(result.HasChanges);
        Assert.Equal(3, result.Entities.Count);
        Assert.Equal(3, Wire.Requests.Count);
        Assert.Empty(Wire.Writes);
    }

    [Fact]
    public async Task A_changed_field_is_exactly_one_change()
    {
        await Registry.RegisterAsync(Granite, Cancellation);
        Wire.Clear();

        RegisteredModelPlan plan = await Registry.PlanAsync(Granite.OwnedBy("platform"), Cancellation);

        Assert.Equal([new FieldChange("owner", "ai-admin", "platform")], plan.Changes);
        Assert.Equal(
            [PlannedAction.Update, PlannedAction.Unchanged, PlannedAction.Unchanged], plan.Entities.Select(entity => entity.Action));
        Assert.Empty(Wire.Writes);
        await Registry.ApplyAsync(plan, null, Cancellation);
        Assert.Single(Wire.Writes);
    }

    [Fact]
    public async Task What_others_have_added_survives()
    {
        RegistrationResult first = await Registry.RegisterAsync(Granite, Cancellation);
        RegisteredModel model = await Registry.RegisteredModels.GetAsync(first.ModelId, Cancellation);
        await Registry.RegisteredModels.UpdateAsync(
            model.Id,
            new RegisteredModelUpdate
            {
                Description = "written by a person",
                State = RegisteredModelState.Archived,
                CustomProperties = new Dictionary<string, MetadataValue>(model.CustomProperties, StringComparer.Ordinal)
                {
                    ["_lastModified"] = "today",
                    ["layers"] = MetadataValue.FromJson("""{"n":32}"""),
                },
            },
            Cancellation);

        await Registry.RegisterAsync(Granite.WithProperty("quantization", "INT4"), Cancellation);

        RegisteredModel after = await Registry.RegisteredModels.GetAsync(model.Id, Cancellation);
        Assert.Equal("written by a person", after.Description);
        Assert.Equal(RegisteredModelState.Archived, after.State);
        Assert.Equal("today", after.CustomProperties["_lastModified"]);
        Assert.Equal(MetadataValue.FromJson("""{"n":32}"""), after.CustomProperties["layers"]);
        Assert.Equal("INT4", after.CustomProperties["quantization"]);
    }

    [Fact]
    public async Task An_update_of_another_field_takes_a_struct_property_along()
    {
        RegisteredModelSpec spec = RegisteredModelSpec.Named("m").WithProperty("shape", MetadataValue.FromJson("""{"b":1,"a":[2.0]}"""));
        RegistrationResult first = await Registry.RegisterAsync(spec, Cancellation);
        Assert.False((await Registry.RegisterAsync(spec, Cancellation)).HasChanges);

        await Registry.RegisterAsync(spec.OwnedBy("somebody"), Cancellation);

        RegisteredModel after = await Registry.RegisteredModels.GetAsync(first.ModelId, Cancellation);
        Assert.Equal("somebody", after.Owner);
        Assert.Equal(MetadataValue.FromJson("""{"a":[2],"b":1}"""), after.CustomProperties["shape"]);
    }

    [Fact]
    public async Task A_name_that_is_a_pattern_does_not_hit_another_model()
    {
        await Registry.RegisterAsync(RegisteredModelSpec.Named("model-a").OwnedBy("one"), Cancellation);

        RegistrationResult result = await Registry.RegisterAsync(RegisteredModelSpec.Named("model_a").OwnedBy("two"), Cancellation);

        Assert.Equal(AppliedAction.Created, result.Entities[0].Action);
        Assert.Equal("one", (await Registry.RegisteredModels.GetByNameAsync("model-a", Cancellation)).Owner);
        Assert.Equal("two", (await Registry.RegisteredModels.GetByNameAsync("model_a", Cancellation)).Owner);
    }

    [Theory]
    [InlineData("granite")]
    [InlineData("GRANITE")]
    public async Task A_model_that_differs_only_by_case_is_refused_where_the_registry_takes_it_for_the_same(string name)
    {
        await Registry.RegisterAsync(RegisteredModelSpec.Named("Granite"), Cancellation);
        Wire.Clear();
        if (database == RegistryDatabase.PostgreSql)
        {
            Assert.Equal(
                AppliedAction.Created, (await Registry.RegisterAsync(RegisteredModelSpec.Named(name), Cancellation)).Entities[0].Action);
            return;
        }

        var refused = await Assert.ThrowsAsync<RegistrationRefusedException>(
            () => Registry.RegisterAsync(RegisteredModelSpec.Named(name), Cancellation));

        Assert.Contains("'Granite'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Wire.Writes);
    }

    [Fact]
    public async Task A_model_that_differs_only_by_a_trailing_space_is_a_conflict_where_the_registry_takes_it_for_the_same()
    {
        await Registry.RegisterAsync(RegisteredModelSpec.Named("Granite"), Cancellation);
        if (database == RegistryDatabase.PostgreSql)
        {
            Assert.Equal(
                AppliedAction.Created,
                (await Registry.RegisterAsync(RegisteredModelSpec.Named("Granite "), Cancellation)).Entities[0].Action);
            return;
        }

        var conflict = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => Registry.RegisterAsync(RegisteredModelSpec.Named("Granite "), Cancellation));

        Assert.Equal(ConflictingField.Name, conflict.Field);
    }

    [Fact]
    public async Task A_version_that_differs_only_by_case_is_refused_and_nothing_written()
    {
        await Registry.RegisterAsync(RegisteredModelSpec.Named("m").WithVersion("V1"), Cancellation);
        Wire.Clear();

        var refused = await Assert.ThrowsAsync<RegistrationRefusedException>(
            () => Registry.RegisterAsync(RegisteredModelSpec.Named("m").OwnedBy("x").WithVersion("v1"), Cancellation));

        Assert.Contains("m/v1", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Wire.Writes);
    }

    [Fact]
    public async Task An_archived_model_takes_a_new_version_only_when_it_is_said_to_be_live()
    {
        RegisteredModelSpec archived = RegisteredModelSpec.Named("m").InState(RegisteredModelState.Archived);
        await Registry.RegisterAsync(archived, Cancellation);
        Wire.Clear();

        await Assert.ThrowsAsync<RegistrationRefusedException>(
            () => Registry.RegisterAsync(RegisteredModelSpec.Named("m").WithVersion("v1"), Cancellation));
        await Assert.ThrowsAsync<RegistrationRefusedException>(() => Registry.RegisterAsync(archived.WithVersion("v1"), Cancellation));
        Assert.Empty(Wire.Writes);

        RegistrationResult result = await Registry.RegisterAsync(
            RegisteredModelSpec.Named("m").InState(RegisteredModelState.Live).WithVersion("v1"), Cancellation);

        Assert.Equal([AppliedAction.Updated, AppliedAction.Created], result.Entities.Select(entity => entity.Action));
    }

    [Fact]
    public async Task A_model_that_is_to_be_archived_is_so_after_its_versions()
    {
        RegisteredModelSpec spec = RegisteredModelSpec.Named("m").InState(RegisteredModelState.Archived).WithVersion("v1")
            .WithVersion("v2");
        using var stop = new CancellationTokenSource();
        RegisteredModelPlan plan = await Registry.PlanAsync(spec, Cancellation);
        RegistrationResult stopped = await Registry.ApplyAsync(
            plan, new RegistrationOptions { Stop = stop.Token, OnEntity = entity => Cancel(stop, entity) }, Cancellation);
        Assert.Equal(("m/v2", AppliedAction.NotReached), (stopped.Entities[^1].Path, stopped.Entities[^1].Action));

        RegistrationResult result = await Registry.RegisterAsync(spec, Cancellation);

        Assert.Equal(["v1", "v2"], await Registry.RegisteredModels.ListVersionsAsync(
            result.ModelId, null, Cancellation).Select(version => version.Name).ToListAsync(Cancellation));
        Assert.Equal(RegisteredModelState.Archived, (await Registry.RegisteredModels.GetAsync(result.ModelId, Cancellation)).State);
        Assert.False((await Registry.RegisterAsync(spec, Cancellation)).HasChanges);

        static void Cancel(CancellationTokenSource stop, EntityResult entity)
        {
            if (entity.Kind == EntityKind.ModelVersion)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public async Task Archiving_what_was_just_made_is_told_as_a_change_of_its_own()
    {
        var told = new List<EntityResult>();
        RegisteredModelPlan plan = await Registry.PlanAsync(
            RegisteredModelSpec.Named("m").OwnedBy("ai-admin").InState(RegisteredModelState.Archived).WithVersion("v1"), Cancellation);

        RegistrationResult result = await Registry.ApplyAsync(plan, new RegistrationOptions { OnEntity = told.Add }, Cancellation);

        Assert.Equal(told, result.Entities);
        Assert.Equal([AppliedAction.Created, AppliedAction.Created, AppliedAction.Updated], told.Select(entity => entity.Action));
        Assert.Equal([new FieldChange("owner", null, "ai-admin")], told[0].Changes);
        Assert.Equal("m", told[2].Path);
        Assert.Equal([new FieldChange("state", "LIVE", "ARCHIVED")], told[2].Changes);
    }

    [Theory]
    [InlineData("registered_models")]
    [InlineData("model_versions")]
    [InlineData("artifacts")]
    public async Task A_create_whose_answer_is_lost_is_adopted(string path)
    {
        int spoiled = 0;
        Wire.Spoil = async (request, send) =>
        {
            HttpResponseMessage response = await send();
            if (request.Method != HttpMethod.Post
                || !request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal)
                || spoiled++ > 0)
            {
                return response;
            }

            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.");
        };

        RegistrationResult result = await Registry.RegisterAsync(Granite, Cancellation);

        Assert.Equal(3, result.Entities.Count);
        EntityResult adopted = Assert.Single(result.Entities, entity => entity.Action == AppliedAction.Adopted);
        Assert.NotEmpty(adopted.Changes);
        await AssertGraniteIsThereOnceAsync();
    }

    [Fact]
    public async Task An_update_whose_answer_is_lost_is_told_with_what_it_changed()
    {
        await Registry.RegisterAsync(Granite, Cancellation);
        int spoiled = 0;
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Patch && spoiled++ == 0 ? CutAsync(send) : send();

        RegistrationResult result = await Registry.RegisterAsync(Granite.OwnedBy("you"), Cancellation);

        Assert.Equal(
            [AppliedAction.Updated, AppliedAction.Unchanged, AppliedAction.Unchanged], result.Entities.Select(entity => entity.Action));
        Assert.Equal([new FieldChange("owner", "ai-admin", "you")], result.Entities[0].Changes);
    }

    [Fact]
    public async Task An_archiving_whose_answer_is_lost_is_looked_up()
    {
        int spoiled = 0;
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Patch && spoiled++ == 0 ? CutAsync(send) : send();

        RegistrationResult result = await Registry.RegisterAsync(
            RegisteredModelSpec.Named("m").InState(RegisteredModelState.Archived).WithVersion("v1"), Cancellation);

        Assert.Equal(
            [AppliedAction.Created, AppliedAction.Created, AppliedAction.Updated], result.Entities.Select(entity => entity.Action));
        Assert.Single(Wire.Writes, write => write.StartsWith("PATCH", StringComparison.Ordinal));
        RegisteredModel model = await Registry.RegisteredModels.GetAsync(result.ModelId, Cancellation);
        spoiled = 0;
        Assert.Equal(RegisteredModelState.Live, (await Registry.RegisteredModels.RestoreAsync(model.Id, Cancellation)).State);
    }

    [Fact]
    public async Task A_write_of_which_nobody_can_say_whether_it_was_made_is_told_as_unconfirmed()
    {
        await Registry.RegisterAsync(Granite, Cancellation);
        RegisteredModelPlan plan = await Registry.PlanAsync(Granite.OwnedBy("you"), Cancellation);
        var told = new List<EntityResult>();
        Wire.Spoil = (_, send) => CutAsync(send);

        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(
            () => Registry.ApplyAsync(plan, new RegistrationOptions { OnEntity = told.Add }, Cancellation));

        EntityResult unconfirmed = Assert.Single(told);
        Assert.Equal((AppliedAction.Unconfirmed, plan.Path, plan.Id), (unconfirmed.Action, unconfirmed.Path, unconfirmed.Id));
        Assert.Equal([new FieldChange("owner", "ai-admin", "you")], unconfirmed.Changes);
    }

    [Fact]
    public async Task A_write_that_was_refused_is_not_told_as_unconfirmed()
    {
        RegisteredModelPlan plan = await Registry.PlanAsync(Granite, Cancellation);
        var told = new List<EntityResult>();
        Wire.Spoil = (request, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { RequestMessage = request });

        await Assert.ThrowsAsync<ModelRegistryException>(
            () => Registry.ApplyAsync(plan, new RegistrationOptions { OnEntity = told.Add }, Cancellation));

        Assert.Empty(told);
    }

    [Theory]
    [InlineData("registered_models")]
    [InlineData("model_versions")]
    [InlineData("artifacts")]
    public async Task A_create_that_is_answered_with_anything_but_the_truth_is_adopted(string path)
    {
        foreach ((HttpStatusCode, string, string) lie in Lies)
        {
            await using var fixture = new RegistrationFixture(database);
            await fixture.InitializeAsync();
            int spoiled = 0;
            fixture.Wire.Spoil = async (request, send) =>
            {
                HttpResponseMessage response = await send();
                bool isMeant = request.Method == HttpMethod.Post
                    && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal);
                return isMeant && spoiled++ == 0
                    ? Respond(request, lie)
                    : response;
            };

            RegistrationResult result = await fixture.Registry.RegisterAsync(Granite, Cancellation);

            Assert.Equal(3, result.Entities.Count);
            Assert.NotEmpty(Assert.Single(result.Entities, entity => entity.Action == AppliedAction.Adopted).Changes);
            Assert.Equal(2, result.Entities.Count(entity => entity.Action == AppliedAction.Created));
        }
    }

    [Fact]
    public async Task A_create_that_is_answered_with_anything_but_the_truth_is_unconfirmed_when_it_cannot_be_looked_up()
    {
        foreach ((HttpStatusCode, string, string) lie in Lies)
        {
            Wire.Spoil = null;
            RegisteredModelSpec spec = RegisteredModelSpec.Named($"m{Wire.Requests.Count}").OwnedBy("me");
            RegisteredModelPlan plan = await Registry.PlanAsync(spec, Cancellation);
            var told = new List<EntityResult>();
            bool isAway = false;
            Wire.Spoil = async (request, send) =>
            {
                if (isAway)
                {
                    throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
                }

                isAway = true;
                (await send()).Dispose();
                return Respond(request, lie);
            };

            await Assert.ThrowsAnyAsync<ModelRegistryException>(
                () => Registry.ApplyAsync(plan, new RegistrationOptions { OnEntity = told.Add }, Cancellation));

            EntityResult unconfirmed = Assert.Single(told);
            Assert.Equal((AppliedAction.Unconfirmed, plan.Path), (unconfirmed.Action, unconfirmed.Path));
        }
    }

    [Theory]
    [InlineData(false, AppliedAction.Adopted)]
    [InlineData(true, AppliedAction.Unconfirmed)]
    public async Task A_create_that_is_sent_twice_on_the_way_is_told_once(bool isAwayThen, AppliedAction action)
    {
        RegisteredModelPlan plan = await Registry.PlanAsync(RegisteredModelSpec.Named("m").OwnedBy("me"), Cancellation);
        var told = new List<EntityResult>();
        int sent = 0;
        Wire.Spoil = async (request, send) =>
        {
            if (++sent > 1 && isAwayThen)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
            }

            HttpResponseMessage response = await send();
            return request.Method == HttpMethod.Post
                ? Respond(request, (HttpStatusCode.Conflict, "application/json", """{"code":"409","message":"already exists"}"""))
                : response;
        };

        Exception? failure = await Record.ExceptionAsync(
            () => Registry.ApplyAsync(plan, new RegistrationOptions { OnEntity = told.Add }, Cancellation));

        Assert.Equal(isAwayThen, failure is ModelRegistryUnavailableException);
        Assert.Equal(action, Assert.Single(told).Action);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, 3)]
    [InlineData(HttpStatusCode.BadRequest, 1)]
    [InlineData(HttpStatusCode.Conflict, 2)]
    public async Task What_was_looked_up_in_vain_after_the_last_attempt_is_not_unconfirmed(HttpStatusCode status, int attempts)
    {
        RegisteredModelPlan plan = await Registry.PlanAsync(Granite, Cancellation);
        Wire.Clear();
        var told = new List<EntityResult>();
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Post
            ? Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request })
            : send();

        await Assert.ThrowsAnyAsync<ModelRegistryException>(
            () => Registry.ApplyAsync(plan, new RegistrationOptions { OnEntity = told.Add }, Cancellation));

        Assert.Empty(told);
        Assert.Equal(attempts, Wire.Writes.Count);
        Assert.StartsWith("GET", Wire.Requests[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_is_about_another_entity_is_not_acted_upon()
    {
        await Registry.RegisterAsync(RegisteredModelSpec.Named("other"), Cancellation);
        int spoiled = 0;
        Wire.Spoil = async (request, send) =>
        {
            HttpResponseMessage response = await send();
            return request.Method == HttpMethod.Post && spoiled++ == 0
                ? Respond(request, (HttpStatusCode.Created, "application/json", """{"id":"1","name":"other"}"""))
                : response;
        };

        await Registry.RegisterAsync(Granite, Cancellation);

        Assert.Empty(await Registry.RegisteredModels.ListVersionsAsync("1", null, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_word_that_breaks_off_does_not_say_that_a_model_is_not_there()
    {
        RegisteredModelSpec spec = RegisteredModelSpec.Named("a_b");
        await Registry.RegisterAsync(spec, Cancellation);
        Wire.Spoil = (request, send) => request.RequestUri!.AbsolutePath.EndsWith("/registered_model", StringComparison.Ordinal)
            ? Task.FromResult(Respond(request, (HttpStatusCode.NotFound, "application/json", """{"code":"404","message":"multiple mod""")))
            : send();

        Assert.False((await Registry.PlanAsync(spec, Cancellation)).HasChanges);
    }

    [Fact]
    public async Task A_plan_that_is_made_on_the_way_is_reviewed_as_the_first_one_is()
    {
        RegisteredModelPlan plan = await Registry.PlanAsync(Granite, Cancellation);
        int reviewed = 0;
        Wire.Spoil = async (request, send) =>
        {
            if (request.Method == HttpMethod.Post && Wire.Writes.Count == 1)
            {
                var theirs = new RegisteredModelCreate { Name = Granite.Name, Owner = "somebody" };
                await Registry.RegisteredModels.CreateAsync(theirs, Cancellation);
            }

            return await send();
        };

        RegistrationRefusedException refused = await Assert.ThrowsAsync<RegistrationRefusedException>(
            () => Registry.ApplyAsync(plan, new RegistrationOptions { Review = Review }, Cancellation));

        Assert.Equal($"{Granite.Name}: it is taken. Take another.", refused.Message);
        Assert.Equal(new RefusalKind("Taken"), Assert.Single(refused.Refusals).Kind);
        Assert.All(refused.Registration!.Entities, entity => Assert.Equal(AppliedAction.NotReached, entity.Action));
        Assert.Equal(2, reviewed);
        Assert.DoesNotContain(Wire.Writes, write => write.StartsWith("PATCH", StringComparison.Ordinal));

        RegistrationRefusal? Review(EntityPlan entity, EntityPlan? parent)
        {
            if (parent is not null)
            {
                return null;
            }

            reviewed++;
            return entity.Id is null ? null : new RegistrationRefusal(
                new RefusalKind("Taken"), entity.Path, "it is taken", "Take another.");
        }
    }

    [Fact]
    public async Task A_registry_that_goes_away_is_waited_for_when_somebody_waits()
    {
        RegisteredModelPlan plan = await Registry.PlanAsync(Granite, Cancellation);
        bool isAway = false;
        Wire.Spoil = (request, send) =>
        {
            isAway |= request.Method == HttpMethod.Post
                && request.RequestUri!.AbsolutePath.EndsWith("model_versions", StringComparison.Ordinal)
                && Wire.Writes.Count == 2;
            return isAway ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.") : send();
        };
        var waited = new List<ModelRegistryException>();

        RegistrationResult result = await Registry.ApplyAsync(plan, new RegistrationOptions { WaitForRegistry = Wait }, Cancellation);

        Assert.Single(waited);
        Assert.Equal(
            [AppliedAction.Created, AppliedAction.Created, AppliedAction.Created], result.Entities.Select(entity => entity.Action));
        await AssertGraniteIsThereOnceAsync();

        Task<bool> Wait(ModelRegistryException failure, CancellationToken cancellationToken)
        {
            waited.Add(failure);
            isAway = false;
            return Task.FromResult(true);
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public async Task A_registry_that_stays_away_is_not_waited_for_without_end(bool goOn, int expected)
    {
        RegisteredModelPlan plan = await Registry.PlanAsync(Granite, Cancellation);
        Wire.Spoil = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");
        int waited = 0;

        await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => Registry.ApplyAsync(
            plan,
            new RegistrationOptions
            {
                WaitForRegistry = (_, _) =>
                {
                    waited++;
                    return Task.FromResult(goOn);
                },
            },
            Cancellation));

        Assert.Equal(expected, waited);
    }

    [Theory]
    [InlineData("registered_models")]
    [InlineData("model_versions")]
    [InlineData("artifacts")]
    public async Task A_create_that_got_lost_on_the_way_is_sent_again(string path)
    {
        int spoiled = 0;
        Wire.Spoil = (request, send) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal) && spoiled++ == 0
                ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.")
                : send();

        RegistrationResult result = await Registry.RegisterAsync(Granite, Cancellation);

        Assert.All(result.Entities, entity => Assert.Equal(AppliedAction.Created, entity.Action));
        await AssertGraniteIsThereOnceAsync();
    }

    [Fact]
    public async Task What_another_writer_makes_in_between_is_adopted_and_brought_to_what_is_specified()
    {
        bool interfered = false;
        Wire.Spoil = async (request, send) =>
        {
            if (request.Method == HttpMethod.Post && !interfered)
            {
                interfered = true;
                await Registry.RegisteredModels.CreateAsync(
                    new RegisteredModelCreate { Name = Granite.Name, Owner = "somebody", Maturity = "draft" }, Cancellation);
            }

            return await send();
        };

        RegistrationResult result = await Registry.RegisterAsync(Granite, Cancellation);

        Assert.Equal(AppliedAction.Updated, result.Entities[0].Action);
        RegisteredModel model = await Registry.RegisteredModels.GetByNameAsync(Granite.Name, Cancellation);
        Assert.Equal(("ai-admin", "draft"), (model.Owner, model.Maturity));
        await AssertGraniteIsThereOnceAsync();
    }

    [Fact]
    public async Task A_write_that_never_gets_an_answer_ends_after_a_few_attempts()
    {
        Wire.Spoil = (request, send) => request.Method == HttpMethod.Post
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError) { RequestMessage = request })
            : send();

        var failed = await Assert.ThrowsAsync<ModelRegistryUnavailableException>(() => Registry.RegisterAsync(Granite, Cancellation));

        Assert.Equal("createRegisteredModel", failed.Operation);
        Assert.Equal(3, Wire.Writes.Count);
    }

    [Fact]
    public async Task An_external_id_that_is_taken_is_a_conflict_that_names_it()
    {
        await Registry.RegisterAsync(RegisteredModelSpec.Named("one").WithExternalId("x-1"), Cancellation);

        var conflict = await Assert.ThrowsAsync<ModelRegistryConflictException>(
            () => Registry.RegisterAsync(
                RegisteredModelSpec.Named("two").WithExternalId(database == RegistryDatabase.PostgreSql ? "x-1" : "X-1"), Cancellation));

        Assert.Equal(ConflictingField.ExternalId, conflict.Field);
    }

    [Fact]
    public async Task Stopping_between_two_writes_leaves_the_rest_for_the_next_run()
    {
        using var stop = new CancellationTokenSource();
        RegisteredModelPlan plan = await Registry.PlanAsync(Granite, Cancellation);

        RegistrationResult stopped = await Registry.ApplyAsync(
            plan, new RegistrationOptions { Stop = stop.Token, OnEntity = _ => stop.Cancel() }, Cancellation);

        Assert.Equal(
            [AppliedAction.Created, AppliedAction.NotReached, AppliedAction.NotReached], stopped.Entities.Select(entity => entity.Action));
        Assert.False(stopped.IsComplete);
        Assert.Single(Wire.Writes);
        RegistrationResult result = await Registry.RegisterAsync(Granite, Cancellation);
        Assert.Equal(
            [AppliedAction.Unchanged, AppliedAction.Created, AppliedAction.Created], result.Entities.Select(entity => entity.Action));
    }

    [Fact]
    public async Task Data_sets_of_one_name_are_not_made_twice()
    {
        RegisteredModelSpec spec = RegisteredModelSpec.Named("m").WithVersion(
            "v", version => version.WithDataSet("s3://b/data", data => data.Named("train")));
        int spoiled = 0;
        Wire.Spoil = async (request, send) =>
        {
            HttpResponseMessage response = await send();
            if (request.Method == HttpMethod.Post
                && request.RequestUri!.AbsolutePath.EndsWith("artifacts", StringComparison.Ordinal)
                && spoiled++ == 0)
            {
                response.Dispose();
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.");
            }

            return response;
        };

        RegistrationResult result = await Registry.RegisterAsync(spec, Cancellation);

        Assert.Single(await Registry.ModelVersions.ListArtifactsAsync(result.Entities[1].Id, null, Cancellation).ToListAsync(Cancellation));
        Assert.False((await Registry.RegisterAsync(spec, Cancellation)).HasChanges);
    }

    [Fact]
    public async Task An_artifact_that_a_run_made_stays_the_runs()
    {
        Experiment experiment = await Registry.Experiments.CreateAsync(new ExperimentCreate { Name = "e" }, Cancellation);
        ExperimentRun run = await Registry.ExperimentRuns.CreateAsync(experiment.Id, new ExperimentRunCreate { Name = "r" }, Cancellation);
        Artifact made = await Registry.ExperimentRuns.UpsertArtifactAsync(
            run.Id,
            new ModelArtifactCreate
            {
                Name = "weights",
                Uri = "s3://b/1",
                State = ArtifactState.Live,
                CustomProperties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { ["k"] = "v" },
            },
            null,
            Cancellation);
        RegisteredModelSpec spec = RegisteredModelSpec.Named("m").WithVersion("v", version => version.WithModelArtifact(
            "s3://b/2", artifact => artifact.Named("weights").WithExternalId("x").WithProperty("n", 1)));
        await Registry.RegisterAsync(RegisteredModelSpec.Named("m").WithVersion("v"), Cancellation);
        ModelVersion version = Assert.Single(await Registry.ModelVersions.ListAsync(null, Cancellation).ToListAsync(Cancellation));
        await Registry.ModelVersions.UpsertArtifactAsync(version.Id, new ModelArtifactCreate { ExternalId = "x" }, made.Id, Cancellation);
        await Registry.ExperimentRuns.UpsertArtifactAsync(
            run.Id, new ModelArtifactCreate
            {
                CustomProperties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { ["k"] = "v" },
            }, made.Id, Cancellation);

        await Registry.RegisterAsync(spec, Cancellation);

        ModelArtifact after = await Registry.ModelArtifacts.GetAsync(made.Id, Cancellation);
        Assert.Equal((run.Id, experiment.Id), (after.ExperimentRunId, after.ExperimentId));
        Assert.Equal(("s3://b/2", ArtifactState.Live), (after.Uri, after.State));
        Assert.Equal(["k", "n"], after.CustomProperties.Keys.Order(StringComparer.Ordinal));
        Assert.False((await Registry.RegisterAsync(spec, Cancellation)).HasChanges);
    }

    private async Task AssertGraniteIsThereOnceAsync()
    {
        Wire.Spoil = null;
        RegisteredModel model = Assert.Single(await Registry.RegisteredModels.ListAsync(null, Cancellation).ToListAsync(Cancellation));
        ModelVersion version = Assert.Single(
            await Registry.RegisteredModels.ListVersionsAsync(model.Id, null, Cancellation).ToListAsync(Cancellation));
        Assert.Single(await Registry.ModelVersions.ListArtifactsAsync(version.Id, null, Cancellation).ToListAsync(Cancellation));
        Wire.Clear();
        Assert.False((await Registry.RegisterAsync(Granite, Cancellation)).HasChanges);
        Assert.Empty(Wire.Writes);
    }

    private static HttpResponseMessage Respond(HttpRequestMessage request, (HttpStatusCode Status, string Type, string Body) lie) =>
        new(lie.Status) { RequestMessage = request, Content = new StringContent(lie.Body, System.Text.Encoding.UTF8, lie.Type) };

    /// <summary>The request is carried out, and its response is lost.</summary>
    private static async Task<HttpResponseMessage> CutAsync(Func<Task<HttpResponseMessage>> send)
    {
        (await send()).Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut.");
    }
}
