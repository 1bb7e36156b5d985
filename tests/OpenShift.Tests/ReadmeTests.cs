using System.Text.RegularExpressions;
using SeedJob;

namespace OpenShift.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Deployment, "README.md"));

    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    [InlineData("overlays/gate")]
    public async Task The_README_names_every_object(string overlay) =>
        Assert.Empty(
            from manifest in await Kustomize.RenderAsync(overlay)
            where !manifest.Name.StartsWith("model-registry-seeds-", StringComparison.Ordinal)
                && !Readme.Split('\n').Any(line => line.StartsWith('|') && line.Contains(manifest.Kind, StringComparison.Ordinal) && line.Contains($"`{manifest.Name}`", StringComparison.Ordinal))
            select manifest.ToString());

    [Fact]
    public async Task Bash_can_read_every_command()
    {
        string[] blocks = [.. BashBlock().Matches(Readme).Select(match => match.Groups["code"].Value)];
        Assert.NotEmpty(blocks);
        foreach (string block in blocks)
        {
            (int code, _, string error) = await Processes.RunAsync("bash", ["-n", "-c", block]);
            Assert.True(code == 0, $"{error}\n{block}");
        }
    }

    [Fact]
    public void What_the_README_links_to_is_there() =>
        Assert.Empty(
            from Match link in Link().Matches(Readme)
            let target = link.Groups["target"].Value
            where target[0] == '#'
                ? !Readme.Contains($"# {target[1..].Replace('-', ' ')}\n", StringComparison.OrdinalIgnoreCase)
                : !Path.Exists(Path.Combine(Repository.Deployment, target))
            select target);

    [Fact]
    public void The_seed_jobs_commands_exist() =>
        Assert.Empty(SeedJobCommand().Matches(Readme).Select(match => match.Groups["name"].Value).Except(SeedJobApp.Commands.Select(command => command.Name.Split(' ')[0])));

    [GeneratedRegex(@"^ *```bash\n(?<code>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BashBlock();

    [GeneratedRegex(@"\]\((?!http)(?<target>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(--project src/SeedJob --|seed-job) (?<name>[a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SeedJobCommand();
}
