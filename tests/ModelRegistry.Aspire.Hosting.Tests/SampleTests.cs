using System.Reflection;
using Aspire.Hosting.Testing;
using ModelRegistry.Tests.Shared;

namespace ModelRegistry.Aspire.Hosting.Tests;

/// <summary>The sample's app host runs as it stands, with its service.</summary>
[Trait("Category", "Slow")]
public sealed class SampleTests
{
    [Fact]
    public void The_page_shows_the_sample_as_it_is()
    {
        string root = Path.Combine(SourceTree.FolderOf("ModelRegistry.Aspire.Hosting.Tests.csproj"), "..", "..");
        string page = File.ReadAllText(Path.Combine(root, "docs", "aspire.md"));
        foreach (string file in (string[])["samples/aspire/AppHost/AppHost.cs", "samples/aspire/Service/Program.cs"])
        {
            Assert.Contains(
                $"<!-- file: {file} -->\n```csharp\n{File.ReadAllText(Path.Combine(root, file))}```\n", page, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task The_service_of_the_sample_lists_what_is_vetted()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        IDistributedApplicationTestingBuilder builder =
            await DistributedApplicationTestingBuilder.CreateAsync(Assembly.Load("AppHost").EntryPoint!.DeclaringType!, cancellationToken);
        await using DistributedApplication application = await builder.BuildAsync(cancellationToken);
        await application.StartAsync(cancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(
            "service", WaitBehavior.StopOnResourceUnavailable, cancellationToken);
        using HttpClient service = application.CreateHttpClient("service");
        Assert.Equal("Granite-3.1-8b-Instruct-FP8", await service.GetStringAsync("/models", cancellationToken));
    }
}
