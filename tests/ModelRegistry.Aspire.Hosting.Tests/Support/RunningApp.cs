using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRegistry.Aspire.Hosting.Tests.Support;

/// <summary>An app host that runs in this process for a test.</summary>
internal sealed class RunningApp(DistributedApplication application) : IAsyncDisposable
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ResourceNotificationService Notifications => application.ResourceNotifications;

    public ResourceCommandService Commands => application.ResourceCommands;

    public static async Task<RunningApp> StartAsync(Action<IDistributedApplicationBuilder> build)
    {
        IDistributedApplicationTestingBuilder builder = DistributedApplicationTestingBuilder.Create();
        build(builder);
        DistributedApplication application = await builder.BuildAsync(CancellationToken);
        await application.StartAsync(CancellationToken);
        return new RunningApp(application);
    }

    public async Task<Uri> HealthyAsync(string name)
    {
        await Notifications.WaitForResourceHealthyAsync(name, WaitBehavior.StopOnResourceUnavailable, CancellationToken);
        return application.GetEndpoint(name);
    }

    public async Task<string?> ConnectionStringAsync(string name) => await application.GetConnectionStringAsync(name, CancellationToken);

    public async Task<CustomResourceSnapshot> StateAsync(string name, string state) =>
        (await Notifications.WaitForResourceAsync(name, current => current.Snapshot.State?.Text == state, CancellationToken)).Snapshot;

    /// <summary>Reads a resource's log up to the first line that says something, that line included.</summary>
    public async Task<IReadOnlyList<string>> LogUntilAsync(string name, string text)
    {
        ResourceLoggerService logs = application.Services.GetRequiredService<ResourceLoggerService>();
        IResource resource = application.Services.GetRequiredService<DistributedApplicationModel>()
            .Resources.Single(resource => resource.Name == name);
        List<string> lines = [];
        await foreach (IReadOnlyList<LogLine> batch in logs.WatchAsync(resource).WithCancellation(CancellationToken))
        {
            foreach (LogLine line in batch)
            {
                lines.Add(line.Content);
                if (line.Content.Contains(text, StringComparison.Ordinal))
                {
                    return lines;
                }
            }
        }

        return lines;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
