using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelRegistry.Client;
using ModelRegistry.Emulator;

namespace ModelRegistry.Seeding.Tests.Docs;

/// <summary>The code of <c>docs/seeding.md</c>, between its markers. It runs against a registry over HTTP.</summary>
public sealed class SeedingSnippets : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seeds-");

    public SeedingSnippets() => File.WriteAllText(Path.Combine(_folder.FullName, "granite.yaml"), """
        formatVersion: 1
        set: vetted
        models: [{ name: granite, versions: [{ name: '1', artifacts: [{ uri: 's3://models/granite/' }] }] }]
        """);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_run_and_what_it_did()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        (Uri address, string seeds, CancellationToken cancellationToken) =
            (emulator.BaseAddress, _folder.FullName, TestContext.Current.CancellationToken);

        #region run
        using ModelRegistryClient registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = address });
        var runner = new SeedRunner(registry, new SeedRunnerOptions { Prune = true });

        SeedResult result = await runner.RunAsync(SeedSource.Files(seeds), cancellationToken: cancellationToken);
        foreach (SeedFailure failure in result.Failures)
        {
            Console.Error.WriteLine(failure); // which model, and why
        }

        Console.WriteLine(result); // 3 created, 0 updated, 0 archived, 0 unchanged
        result.EnsureSucceeded(); // or an exception that shows all failures
        #endregion
        Assert.Equal("3 created, 0 updated, 0 archived, 0 unchanged", result.ToString());

        #region plan
        SeedPlan plan = await runner.PlanAsync(SeedSource.Files(seeds), cancellationToken);
        foreach (EntityPlan entity in plan.Entities.Where(entity => entity.Action != PlannedAction.Unchanged))
        {
            Console.WriteLine(entity); // for example: Update RegisteredModel granite (owner)
        }

        foreach (RegistrationRefusal refusal in plan.Refusals)
        {
            Console.WriteLine($"{refusal.Kind}: {refusal}");
        }

        if (!plan.IsRefused)
        {
            result = await runner.ApplyAsync(plan, cancellationToken: cancellationToken);
        }
        #endregion
        Assert.False(plan.HasChanges);
        Assert.True(result.IsSuccess);

        #region sources
        SeedSource files = SeedSource.Files("seeds/", "more/*.yaml");
        SeedSource resource = SeedSource.Stream(() => Assembly.GetExecutingAssembly().GetManifestResourceStream("seed.yaml")!);
        SeedSource code = SeedSource.Models(
            RegisteredModelSpec.Named("granite").WithVersion("1", v => v.WithModelArtifact("s3://models/granite/")));
        #endregion
        Assert.NotNull(files);
        Assert.NotNull(resource);
        Assert.False((await new SeedRunner(registry).PlanAsync(code, cancellationToken)).HasChanges);
    }

    [Fact]
    public async Task Progress_and_a_graceful_stop()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        using ModelRegistryClient registry = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = emulator.BaseAddress });
        (string seeds, CancellationToken cancellationToken) = (_folder.FullName, TestContext.Current.CancellationToken);

        #region stop
        var runner = new SeedRunner(registry, new SeedRunnerOptions { Grace = TimeSpan.FromSeconds(15) });
        var progress = new Progress<SeedProgress>(now => Console.WriteLine($"{now.Done} of {now.Total} models {now.Entity}"));

        SeedResult result = await runner.RunAsync(SeedSource.Files(seeds), progress, cancellationToken);
        if (result.IsStopped)
        {
            Console.WriteLine($"{result.NotReached.Count()} models were not reached: run again to go on");
        }
        #endregion
        Assert.True(result.IsSuccess);
    }

    [Fact]
    public async Task An_application_that_seeds_before_it_serves()
    {
        await using ModelRegistryEmulator emulator = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        (string[] args, Uri address, string seeds) = ((string[])["--urls", "http://127.0.0.1:0"], emulator.BaseAddress, _folder.FullName);

        #region startup
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddModelRegistryClient(options => options.BaseAddress = address);
        builder.Services.AddModelRegistrySeedingAtStartup(SeedSource.Files(seeds), options => options.Prune = true);

        await using WebApplication app = builder.Build();
        app.MapGet("/models", async (IModelRegistryClient registry, CancellationToken cancellationToken) =>
            string.Join('\n', await registry.RegisteredModels.ListAsync(cancellationToken: cancellationToken)
                .Select(model => model.Name).ToListAsync(cancellationToken)));
        #endregion
        app.Services.GetRequiredService<ILoggerFactory>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        Assert.Equal("granite", await http.GetStringAsync(new Uri($"{app.Urls.First()}/models"), TestContext.Current.CancellationToken));

        #region inject
        SeedRunner runner = app.Services.GetRequiredService<SeedRunner>(); // AddModelRegistrySeeding adds it without seeding anything
        #endregion
        Assert.NotNull(runner);
    }
}
