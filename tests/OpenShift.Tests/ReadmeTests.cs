using System.Text.RegularExpressions;
using SeedJob;

namespace OpenShift.Tests;

public sealed partial class ReadmeTests
{
    private const string EditorLine = "# yaml-language-server: $schema=";
    private const string Seed = "granite-3.1-8b-instruct-fp8.yaml";
    private static readonly string[] OldStep =
    [
        "gitops/step-04-model-registry/base/seed-job.yaml",
        "steps/step-04-model-registry/deploy.sh",
        "gitops/argocd/app-of-apps/step-04-model-registry.yaml",
    ];

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
                && !Readme.Split('\n').Any(line => line.StartsWith('|')
                    && line.Contains(manifest.Kind, StringComparison.Ordinal)
                    && line.Contains($"`{manifest.Name}`", StringComparison.Ordinal))
            select manifest.ToString());

    [Fact]
    public async Task Bash_can_read_every_command()
    {
        string[] blocks = [.. BashBlocks()];
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
        Assert.Empty(SeedJobCommand().Matches(Readme).Select(match => match.Groups["name"].Value).Except(
            SeedJobApp.Commands.Select(command => command.Name.Split(' ')[0])));

    [Fact]
    public async Task The_tree_holds_these_files_and_no_others()
    {
        (int code, string files, string error) = await Processes.RunAsync("git", ["-C", Repository.Deployment, "ls-files"]);
        Assert.True(code == 0, error);

        Assert.Equal(
            files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            TreeFiles().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_seed_names_the_schema_for_the_editor()
    {
        string[] seeds = [.. Repository.DeploymentFiles().Where(file => file.Contains("/seeds/", StringComparison.Ordinal))];
        Assert.NotEmpty(seeds);
        foreach (string seed in seeds)
        {
            string line = (await File.ReadAllLinesAsync(seed, TestContext.Current.CancellationToken))[0];
            Assert.StartsWith(EditorLine, line, StringComparison.Ordinal);
            Assert.Equal(
                Path.Combine(Repository.Root, "schemas", "seed.v1.schema.json"),
                Path.GetFullPath(line[EditorLine.Length..], Path.GetDirectoryName(seed)!));
        }
    }

    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    public async Task Running_the_seed_job_alone_brings_all_it_needs_and_nothing_of_registry_and_database(string overlay)
    {
        Assert.Contains("oc apply -k \"$STEP/overlays/$OVERLAY\" -l app=model-registry-seed\n", Readme, StringComparison.Ordinal);
        Manifest[] applied =
        [
            .. from manifest in await Kustomize.RenderAsync(overlay)
               where manifest.Labels.GetValueOrDefault("app") == "model-registry-seed"
               select manifest,
        ];
        Manifest job = Assert.Single(applied, manifest => manifest.Kind == "Job");

        Assert.Contains(
            applied, manifest => manifest.Kind == "ServiceAccount" && manifest.Name == job.Pod!.Text("spec.serviceAccountName"));
        Assert.All(
            job.Pod!.Items("spec.volumes").Select(volume => volume.Find("configMap.name")?.ToString()).OfType<string>(),
            name => Assert.Contains(applied, manifest => manifest.Kind == "ConfigMap" && manifest.Name == name));
        Assert.All(
            applied, manifest => Assert.Contains(manifest.Kind, (string[])["ConfigMap", "Job", "Role", "RoleBinding", "ServiceAccount"]));
    }

    [Fact]
    public void The_database_is_one_exact_build()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Deployment, "base", "database", "kustomization.yaml"));
        Manifest kustomization = Assert.Single(Manifest.ParseAll(text));

        Assert.Matches(@"^[0-9]+\.[0-9]+-[0-9]+$", Assert.Single(kustomization.Root.Items("images")).Text("newTag"));
    }

    // In a repository that has the old step's files, by the README's own commands.
    [Fact]
    public async Task The_tree_goes_into_a_repository_that_has_the_old_step()
    {
        string commands = BashBlocks().Single(code => code.Contains("DEMO=${DEMO:-", StringComparison.Ordinal));
        DirectoryInfo demo = Directory.CreateTempSubdirectory("demo-");
        try
        {
            string Demo(params string[] parts) => Path.Combine([demo.FullName, .. parts]);
            foreach (string old in OldStep)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Demo(old))!);
                await File.WriteAllTextAsync(Demo(old), "old: true\n", TestContext.Current.CancellationToken);
            }

            await Processes.RunAsync("git", ["-C", demo.FullName, "init", "--quiet"]);

            (int code, string status, string error) = await Processes.RunAsync(
                "bash",
                ["-euc", $"cd '{Repository.Root}'\n{commands}"],
                [
                    new("DEMO", demo.FullName),
                    new("REPO_URL", "https://git.example.com/demo.git"),
                    new("STEP", "samples/openshift/step-04-model-registry"),
                ]);

            Assert.True(code == 0, error);
            Assert.Contains("gitops/step-04-model-registry/base/seed-job/job.yaml", status, StringComparison.Ordinal);
            Assert.Equal("", string.Concat(Directory.EnumerateFiles(demo.FullName, "seed-job.yaml", SearchOption.AllDirectories)));
            string text = await File.ReadAllTextAsync(Demo(OldStep[2]), TestContext.Current.CancellationToken);
            Manifest application = Assert.Single(Manifest.ParseAll(text));
            Assert.Equal("https://git.example.com/demo.git", application.Text("spec.source.repoURL"));
            Assert.Equal(await NamesAsync(Overlays.Demo), await NamesAsync(Demo(application.Text("spec.source.path"))));
            string seed = Demo("gitops", "step-04-model-registry", "base", "seed-job", "seeds", Seed);
            string line = (await File.ReadAllLinesAsync(seed, TestContext.Current.CancellationToken))[0];
            Assert.True(File.Exists(Path.GetFullPath(line[EditorLine.Length..], Path.GetDirectoryName(seed)!)), line);
            // Without a cluster the script is found, and ends at its first check.
            (code, string said, error) = await Processes.RunAsync("bash", [Demo("steps", "step-04-model-registry", "deploy.sh"), "none"]);
            Assert.Equal(1, code);
            Assert.Contains("no overlay 'none'", said + error, StringComparison.Ordinal);
        }
        finally
        {
            demo.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> BashBlocks() => BashBlock().Matches(Readme).Select(match => match.Groups["code"].Value);

    // Without the seeds' ConfigMap, whose name has a hash of their content.
    private static async Task<string[]> NamesAsync(string directory) =>
        [.. (await Kustomize.RenderAsync(directory)).Where(manifest => manifest.Kind != "ConfigMap").Select(
            manifest => manifest.ToString())];

    private static IEnumerable<string> TreeFiles()
    {
        var path = new List<string>();
        foreach (Match line in TreeLine().Matches(Readme))
        {
            int depth = line.Groups["indent"].Length / 4;
            path.RemoveRange(depth, path.Count - depth);
            path.Add(line.Groups["name"].Value);
            if (!path[^1].EndsWith('/'))
            {
                yield return string.Concat(path);
            }
        }
    }

    [GeneratedRegex(
        @"^(?<indent>(│   |    )*)[├└]── (?<name>\S+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex TreeLine();

    [GeneratedRegex(
        @"^ *```bash\n(?<code>.*?)^ *```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex BashBlock();

    [GeneratedRegex(@"\]\((?!http)(?<target>[^)]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(--project src/SeedJob --|seed-job) (?<name>[a-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SeedJobCommand();
}
