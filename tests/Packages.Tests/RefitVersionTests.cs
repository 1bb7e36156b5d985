using System.Security;
using System.Xml.Linq;
using ModelRegistry.Emulator;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>
/// An application gets one Refit, the newest that any of its packages asks for. The others that use Refit, built against an older one, run
/// on that of the client.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RefitVersionTests(PackageFeed feed)
{
    private static readonly string[] Versions = ["14.0.1", "15.2.0", "16.3.0"];

    [Fact(Timeout = 600_000)]
    public async Task Libraries_built_against_older_versions_run_beside_the_client()
    {
        await feed.ReadyAsync();
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(feed.Consumer, "refit"));
        string libraries = Path.Combine(folder.FullName, "libraries");
        foreach (string version in Versions)
        {
            await PackAsync(folder, version, libraries);
        }

        string said = await RunAsync(folder, libraries, $$"""
            {{string.Concat(Versions.Select(version => $"#:package {NameOf(version)}@1.0.0\n"))}}#:package ModelRegistry.Client@{{feed.Version}}
            using ModelRegistry.Client;

            var address = new Uri("{{registry.BaseAddress}}");
            using ModelRegistryClient registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = address });
            await registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "by the client" });
            {{string.Concat(Versions.Select(version => $"Console.WriteLine(await {NameOf(version)}.Models.TryAsync(address));\n"))}}
            Console.WriteLine((await registry.RegisteredModels.GetByNameAsync("by 14")).Owner);
            """);

        string ours = (string)XElement.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => (string?)package.Attribute("Include") == "Refit").Attribute("Version")!;
        Assert.Equal(
            [
                .. Versions.Select(version => $"built against {Major(version)}, runs on {ours}: found 'by the client', made 'by "
                    + $"{Major(version)}', refused with Conflict"),
                "somebody",
            ],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(4, registry.Snapshot().RegisteredModels.Count);
    }

    private static string Major(string version) => version[..2];

    private static string NameOf(string version) => $"BuiltAgainstRefit{Major(version)}";

    /// <summary>Packs a library with a small Refit interface of its own, generated and compiled with the Refit of that version.</summary>
    private static async Task PackAsync(DirectoryInfo folder, string version, string output)
    {
        DirectoryInfo library = folder.CreateSubdirectory(NameOf(version));
        await File.WriteAllTextAsync(Path.Combine(library.FullName, $"{NameOf(version)}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Refit" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(library.FullName, "Models.cs"), $$$"""
            using System.Net;
            using System.Reflection;
            using Refit;

            namespace {{{NameOf(version)}}};

            public sealed record ModelCreate(string Name, string Owner);

            public sealed record Model(string Id, string Name);

            public sealed record ModelList(IReadOnlyList<Model> Items);

            public interface IModels
            {
                [Get("/api/model_registry/v1alpha3/registered_models")]
                Task<ModelList> ListAsync([Query] string filterQuery, CancellationToken cancellationToken);

                [Post("/api/model_registry/v1alpha3/registered_models")]
                [Headers("Accept: application/json")]
                Task<Model> CreateAsync([Body] ModelCreate model, CancellationToken cancellationToken);

                [Get("/api/model_registry/v1alpha3/registered_models/{id}")]
                Task<IApiResponse<Model>> GetAsync(string id, CancellationToken cancellationToken);
            }

            public static class Models
            {
                public static async Task<string> TryAsync(Uri registry)
                {
                    using var http = new HttpClient { BaseAddress = registry };
                    IModels models = RestService.For<IModels>(http);
                    Model found = (await models.ListAsync("name = 'by the client'", CancellationToken.None)).Items.Single();
                    Model made = await models.CreateAsync(new ModelCreate("by {{{Major(version)}}}", "somebody"), CancellationToken.None);
                    using IApiResponse<Model> got = await models.GetAsync(made.Id, CancellationToken.None);
                    string refused = "not refused";
                    try
                    {
                        await models.CreateAsync(new ModelCreate("by {{{Major(version)}}}", "somebody"), CancellationToken.None);
                    }
                    catch (ApiException exception)
                    {
                        refused = $"refused with {exception.StatusCode}";
                    }

                    AssemblyName builtAgainst = typeof(Models).Assembly.GetReferencedAssemblies().Single(name => name.Name == "Refit");
                    string runsOn = typeof(RestService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
                    return $"built against {builtAgainst.Version!.Major}, runs on {runsOn}: found '{found.Name}', made '{got.Content!.Name}', {refused}";
                }
            }
            """);
        Command pack = await Command.RunAsync(
            "dotnet", ["pack", "--output", output, "-nodeReuse:false"], library.FullName, TestContext.Current.CancellationToken);
        Assert.True(pack.ExitCode == 0, pack.Text);
    }

    private static async Task<string> RunAsync(DirectoryInfo folder, string libraries, string program)
    {
        DirectoryInfo application = folder.CreateSubdirectory("application");
        await File.WriteAllTextAsync(Path.Combine(application.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="libraries" value="{SecurityElement.Escape(libraries)}" />
              </packageSources>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(application.FullName, "application.cs"), program, TestContext.Current.CancellationToken);
        Command run = await Command.RunAsync(
            "dotnet", ["run", "application.cs"], application.FullName, TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.Text);
        return run.Output;
    }
}
