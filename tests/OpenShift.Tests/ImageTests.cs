using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenShift.Tests;

public sealed partial class ImageTests
{
    private static readonly XElement Project = XElement.Load(Path.Combine(Repository.Root, "src", "SeedJob", "SeedJob.csproj"));
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(Repository.Root, "src", "SeedJob", "Dockerfile"));

    [Fact]
    public void The_base_is_one_exact_version_without_a_shell_and_the_same_for_both_ways_to_build()
    {
        Assert.Matches(ExactBase(), Property("ContainerBaseImage"));
        Assert.Equal(Property("ContainerBaseImage"), Argument("BASE"));
    }

    [Fact]
    public void Both_ways_to_build_run_the_job_as_the_same_user_other_than_root()
    {
        Assert.Equal("1654:0", Property("ContainerUser"));
        Assert.Contains("\nUSER 1654:0\n", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Dockerfile_speaks_of_this_version()
    {
        string version = XElement.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

        Assert.Contains($"org.opencontainers.image.version=\"{version}\"", Dockerfile, StringComparison.Ordinal);
    }

    private static string Property(string name) => Project.Descendants(name).Single().Value;

    private static string Argument(string name) =>
        Dockerfile.Split('\n').Single(line => line.StartsWith($"ARG {name}=", StringComparison.Ordinal)).Split('=')[1];

    [GeneratedRegex(
        @"^mcr\.microsoft\.com/dotnet/runtime-deps:10\.0\.[0-9]+-noble-chiseled(@sha256:[0-9a-f]{64})?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExactBase();
}
