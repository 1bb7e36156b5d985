using System.IO.Compression;
using System.Xml.Linq;
using Packages.Tests.Support;

namespace Packages.Tests;

/// <summary>What is in the packages, and what they say of themselves.</summary>
[Trait("Category", "Slow")]
public sealed class PackageTests(PackageFeed feed)
{
    private const string Extensions = "Microsoft.Extensions.";

    public static TheoryData<string> Ids => [
        "ModelRegistry.Client",
        "ModelRegistry.Seeding",
        "ModelRegistry.Emulator",
        "ModelRegistry.Artifacts",
        "ModelRegistry.Aspire",
        "ModelRegistry.Aspire.Hosting",
        "ModelRegistry.SeedJob",
    ];

    [Fact(Timeout = 600_000)]
    public async Task All_packages_are_made_without_a_warning()
    {
        string said = await feed.ReadyAsync();
        Assert.DoesNotContain("warning ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("missing a readme", said, StringComparison.Ordinal);
        Assert.Equal(
            Ids.Select(id => id.Data).SelectMany(id => new[] { $"{id}.{feed.Version}.nupkg", $"{id}.{feed.Version}.snupkg" })
                .Append($"ModelRegistry.Templates.{feed.Version}.nupkg").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(feed.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Ids))]
    public async Task Each_has_its_own_readme_a_licence_and_symbols(string id)
    {
        await feed.ReadyAsync();
        XElement nuspec = feed.Nuspec(id);
        Assert.Equal("Apache-2.0", (string?)nuspec.Element("license"));
        Assert.Equal("expression", (string?)nuspec.Element("license")?.Attribute("type"));
        Assert.Equal("README.md", (string?)nuspec.Element("readme"));
        Assert.False(string.IsNullOrWhiteSpace((string?)nuspec.Element("description")));

        Assert.Equal("icon.png", (string?)nuspec.Element("icon"));
        string? address = (string?)nuspec.Element("projectUrl");
        Assert.True(Uri.TryCreate(address, UriKind.Absolute, out Uri? project) && project.Scheme == "https", address);
        Assert.Equal($"{address}/blob/main/CHANGELOG.md", (string?)nuspec.Element("releaseNotes"));

        using ZipArchive package = feed.Open(id);
        Assert.NotNull(package.GetEntry("icon.png"));
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        string name = id == "ModelRegistry.SeedJob" ? "seed-job" : id;
        Assert.Equal($"# {name}", await readme.ReadLineAsync());

        using ZipArchive symbols = feed.Open(id, "snupkg");
        Assert.Contains(symbols.Entries, entry => entry.Name == $"{name}.pdb");
    }

    [Fact(Timeout = 600_000)]
    public async Task The_client_depends_on_extensions_polly_and_refit_alone()
    {
        await feed.ReadyAsync();
        string[] dependencies = Dependencies("ModelRegistry.Client");
        Assert.Superset(
            new HashSet<string>
            {
                "Microsoft.Extensions.Http",
                "Microsoft.Extensions.Options",
                "Microsoft.Extensions.Logging.Abstractions",
                "Polly.Core",
                "Refit",
            },
            dependencies.ToHashSet());
        Assert.All(dependencies, dependency => Assert.True(
            dependency is "Polly.Core" or "Refit" || dependency.StartsWith(Extensions, StringComparison.Ordinal), dependency));
        Assert.Equal(
            ["lib/net10.0/ModelRegistry.Client.dll", "lib/net10.0/ModelRegistry.Client.xml"],
            Libraries("ModelRegistry.Client"));
    }

    [Fact(Timeout = 600_000)]
    public async Task Seeding_adds_a_yaml_parser_to_what_the_client_needs()
    {
        await feed.ReadyAsync();
        string[] dependencies = Dependencies("ModelRegistry.Seeding");
        Assert.Equal(
            ["ModelRegistry.Client", "YamlDotNet"],
            dependencies.Except(Dependencies("ModelRegistry.Client")).Order(StringComparer.Ordinal));
        Assert.Equal(feed.Version, Elements(
            "ModelRegistry.Seeding",
            "dependency").Single(element => (string?)element.Attribute("id") == "ModelRegistry.Client").Attribute("version")?.Value);
        Assert.Equal(
            ["lib/net10.0/ModelRegistry.Seeding.dll", "lib/net10.0/ModelRegistry.Seeding.xml"],
            Libraries("ModelRegistry.Seeding"));
    }

    [Fact(Timeout = 600_000)]
    public async Task The_emulator_needs_the_framework_and_a_yaml_parser_and_never_the_client()
    {
        await feed.ReadyAsync();
        Assert.Equal(["YamlDotNet"], Dependencies("ModelRegistry.Emulator"));
        Assert.Equal(
            ["Microsoft.AspNetCore.App"],
            Elements("ModelRegistry.Emulator", "frameworkReference").Select(element => (string?)element.Attribute("name")));
        Assert.Equal(
            ["lib/net10.0/ModelRegistry.Emulator.dll", "lib/net10.0/ModelRegistry.Emulator.xml"],
            Libraries("ModelRegistry.Emulator"));
    }

    [Fact(Timeout = 600_000)]
    public async Task The_integrations_of_Aspire_name_what_their_users_need_beside_them()
    {
        await feed.ReadyAsync();
        string[] service = Dependencies("ModelRegistry.Aspire");
        Assert.Equal(
            ["ModelRegistry.Client", "OpenTelemetry.Extensions.Hosting"],
            service.Where(dependency => !dependency.StartsWith(Extensions, StringComparison.Ordinal)).Except(
                Dependencies("ModelRegistry.Client")).Order(StringComparer.Ordinal));
        string[] host = Dependencies("ModelRegistry.Aspire.Hosting");
        Assert.Superset(new HashSet<string> { "Aspire.Hosting", "ModelRegistry.Emulator", "ModelRegistry.Seeding" }, host.ToHashSet());
        Assert.DoesNotContain("Aspire.Hosting.AppHost", host);
    }

    [Fact(Timeout = 600_000)]
    public async Task Artifacts_needs_the_S3_of_AWS_alone()
    {
        await feed.ReadyAsync();
        Assert.Equal(["AWSSDK.S3"], Dependencies("ModelRegistry.Artifacts"));
        Assert.Equal(
            ["lib/net10.0/ModelRegistry.Artifacts.dll", "lib/net10.0/ModelRegistry.Artifacts.xml"],
            Libraries("ModelRegistry.Artifacts"));
    }

    [Fact(Timeout = 600_000)]
    public async Task The_job_is_a_tool_with_the_embedded_registry()
    {
        await feed.ReadyAsync();
        Assert.Empty(Dependencies("ModelRegistry.SeedJob"));
        Assert.Equal(
            ["DotnetTool"], Elements("ModelRegistry.SeedJob", "packageType").Select(element => (string?)element.Attribute("name")));

        using ZipArchive package = feed.Open("ModelRegistry.SeedJob");
        string[] files = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.Contains("tools/net10.0/any/ModelRegistry.Emulator.dll", files);
        Assert.DoesNotContain(
            files, file => file.Contains("/runtimes/", StringComparison.Ordinal) || file.EndsWith(".so", StringComparison.Ordinal));

        await using Stream settings = await package.GetEntry("tools/net10.0/any/DotnetToolSettings.xml")!.OpenAsync(
            TestContext.Current.CancellationToken);
        XElement command = XDocument.Load(settings).Descendants("Command").Single();
        Assert.Equal("seed-job", (string?)command.Attribute("Name"));
        Assert.Equal("dotnet", (string?)command.Attribute("Runner"));
    }

    private IEnumerable<XElement> Elements(string id, string name) => feed.Nuspec(id).Descendants(name);

    private string[] Dependencies(string id) => [.. Elements(id, "dependency").Select(element => (string)element.Attribute("id")!)];

    private string[] Libraries(string id)
    {
        using ZipArchive package = feed.Open(id);
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }
}
