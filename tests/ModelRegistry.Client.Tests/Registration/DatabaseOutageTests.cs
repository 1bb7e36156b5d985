using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Registration;

/// <summary>The database goes away for a moment at each request of a registration in turn.</summary>
public sealed class DatabaseOutageTests
{
    private static readonly RegisteredModelSpec Spec = new()
    {
        Name = "Granite",
        Description = "new",
        Versions =
        [
            new ModelVersionSpec { Name = "1.0", Artifacts = [new ModelArtifactCreate { Name = "weights", Uri = "s3://bucket/weights" }] },
        ],
    };

    private static readonly RegisteredModelSpec Before = Spec with
    {
        Description = "old",
        Versions =
        [
            new ModelVersionSpec
            {
                Name = "1.0",
                Author = "somebody",
                Artifacts = [new ModelArtifactCreate { Name = "weights", Uri = "s3://bucket/old" }],
            },
        ],
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RegistryDatabase.MariaDb, false)]
    [InlineData(RegistryDatabase.MariaDb, true)]
    [InlineData(RegistryDatabase.PostgreSql, false)]
    [InlineData(RegistryDatabase.PostgreSql, true)]
    public async Task One_failed_request_fails_no_registration(RegistryDatabase database, bool isThere)
    {
        // Where the list that decides works again, what was missed is read again and repeated.
        for (int after = 0; await ApplyAsync(database, isThere, new DatabaseOutage { After = after, Requests = 1 }, null); after++)
        {
        }
    }

    [Theory]
    [InlineData(RegistryDatabase.MariaDb, false)]
    [InlineData(RegistryDatabase.MariaDb, true)]
    [InlineData(RegistryDatabase.PostgreSql, false)]
    [InlineData(RegistryDatabase.PostgreSql, true)]
    public async Task A_longer_outage_is_waited_for(RegistryDatabase database, bool isThere)
    {
        for (int after = 0; ; after++)
        {
            var waited = new List<ModelRegistryException>();
            bool wasMet = await ApplyAsync(database, isThere, new DatabaseOutage { After = after, Requests = 4 }, waited);
            Assert.Equal(wasMet, waited.Count > 0);
            Assert.All(waited, failure => Assert.IsType<ModelRegistryUnavailableException>(failure));
            if (!wasMet)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task What_is_never_found_though_it_was_just_made_is_the_result()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(cancellationToken: Cancellation);
        using ModelRegistryClient registry = Connect(emulator);
        emulator.Faults.Add(new Fault
        {
            Method = "POST",
            Route = "model_versions/{id}/artifacts",
            Times = int.MaxValue,
            Status = System.Net.HttpStatusCode.NotFound,
            ContentType = "application/json",
            Body = """{"code":"Not Found","message":"no model version found for id 2: not found"}""",
        });

        await Assert.ThrowsAsync<ModelRegistryNotFoundException>(() => registry.RegisterAsync(Spec, Cancellation));

        Assert.Equal(
            2,
            emulator.Requests.Count(request => request.Path.EndsWith("/artifacts", StringComparison.Ordinal) && request.Method == "POST"));
    }

    /// <summary>Applies a plan that was made before the outage, and says whether all of the outage was met.</summary>
    private static async Task<bool> ApplyAsync(
        RegistryDatabase database, bool isThere, DatabaseOutage outage, List<ModelRegistryException>? waited)
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(new() { Database = database }, Cancellation);
        using ModelRegistryClient registry = Connect(emulator);
        if (isThere)
        {
            await registry.RegisterAsync(Before, Cancellation);
        }

        RegisteredModelPlan plan = await registry.PlanAsync(Spec, Cancellation);
        emulator.Faults.Add(outage);
        var told = new List<EntityResult>();
        await registry.ApplyAsync(
            plan, new RegistrationOptions { OnEntity = told.Add, WaitForRegistry = waited is null ? null : WaitAsync }, Cancellation);

        bool wasMet = emulator.Faults.Count == 0;
        emulator.Faults.Clear();
        RegistrySnapshot content = emulator.Snapshot();
        Assert.Equal((1, 1, 1), (content.RegisteredModels.Count, content.ModelVersions.Count, content.Artifacts.Count));
        Assert.False((await registry.PlanAsync(Spec, Cancellation)).HasChanges);
        AppliedAction expected = isThere ? AppliedAction.Updated : AppliedAction.Created;
        Assert.Equal(isThere ? 2 : 3, told.Count(entity => entity.Action == expected));
        Assert.DoesNotContain(told, entity => entity.Action is AppliedAction.Unconfirmed or AppliedAction.Adopted);
        return wasMet;

        async Task<bool> WaitAsync(ModelRegistryException failure, CancellationToken cancellationToken)
        {
            waited.Add(failure);
            emulator.Faults.Clear();
            return await Task.FromResult(true);
        }
    }

    private static ModelRegistryClient Connect(ModelRegistryEmulator emulator)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress };
        options.Resilience.Enabled = false;
        return ModelRegistryClient.Create(options);
    }
}
