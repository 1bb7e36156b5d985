using System.Text;

namespace ModelRegistry.Seeding.Tests;

/// <summary>Mounted ConfigMaps and Secrets that the kubelet replaces while they are read: what is read is of one state.</summary>
public sealed class MountedFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("seed-").FullName;
    private readonly Dictionary<string, int> _states = new(StringComparer.Ordinal);

    public static TheoryData<string, bool> Paths
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string paths in (string[])
            [
                "- mount", "- mount/", "- mount/*.yaml", "- mount/**", "- mount/..data",
                "- mount/..data/*.yaml", "- link", "- link/*.yaml", "- data",
                "mount/a.yaml - mount/b.yaml", "- mount/a.yaml mount/sub/b.yaml",
                "mount/..data/a.yaml - mount/b.yaml", "link/a.yaml - link/b.yaml",
                "a.yaml - mount/b.yaml", "mount/sub - mount/a.yaml", "data/a.yaml - data/b.yaml",
            ])
            {
                data.Add(paths, false);
                data.Add(paths, true);
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task What_is_replaced_half_way_is_read_of_one_state(string paths, bool isRemoved)
    {
        Mount("mount", Models("1", "a.yaml", "b.yaml", "sub/b.yaml"));
        Link("link", "mount");
        Link("data", "mount/..data");
        Link("a.yaml", "mount/a.yaml");

        SeedReadResult result = await ReadAsync(
            paths.Split(' '),
            () => Mount("mount", Models("2", "a.yaml", "b.yaml", "sub/b.yaml"), isRemoved));

        Assert.Empty(result.Errors.Select(error => error.ToString()));
        Assert.Equal([isRemoved ? "2" : "1"], DescriptionsOf(result));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_keys_are_those_of_the_state_that_is_read(bool isRemoved)
    {
        Mount("mount", Models("1", "a.yaml", "b.yaml"));

        SeedReadResult result = await ReadAsync(["-", "mount"], () => Mount("mount", Models("2", "b.yaml", "c.yaml"), isRemoved));

        Assert.Equal(
            isRemoved ? ["piped", "mount/b.yaml 2", "mount/c.yaml 2"] : ["piped", "mount/a.yaml 1", "mount/b.yaml 1"],
            result.Seed!.Models.Select(model => model.Spec.Name));
    }

    [Fact]
    public async Task Keys_whose_links_are_not_made_or_taken_away_yet_are_those_of_the_state()
    {
        Mount("mount", Models("1", "a.yaml", "b.yaml"));
        // The kubelet has turned the link and comes to those of the keys next.
        Mount("mount", Models("2", "b.yaml", "c.yaml"), linksKeys: false);
        File.WriteAllText(Full("mount/own.yaml"), Model("own", "2"));

        SeedReadResult result = await ReadAsync(["mount"], () => { });

        Assert.Equal(["mount/b.yaml 2", "mount/c.yaml 2", "own"], result.Seed!.Models.Select(model => model.Spec.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_policy_is_of_the_state_that_the_seed_is_of(bool isRemoved)
    {
        Mount("mount", new() { ["seed.yaml"] = Model("a", "1", "none"), ["policy.yaml"] = Policy("none") });

        SeedReadResult result = await ReadAsync(
            ["mount/seed.yaml", "-"],
            () => Mount("mount", new() { ["seed.yaml"] = Model("a", "2", "other"), ["policy.yaml"] = Policy("other") }, isRemoved),
            options => options with { PolicyFile = Full("mount/policy.yaml") },
            license: isRemoved ? "other" : "none");

        Assert.Equal(isRemoved ? "other" : "none", Assert.Single(Assert.Single(result.Seed!.Policies).AllowedLicenses!));
        Assert.Equal([isRemoved ? "2" : "1"], DescriptionsOf(result));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Several_mounted_directories_are_each_of_one_state(bool isRemoved)
    {
        Mount("one", Models("1", "a.yaml", "b.yaml"));
        Mount("two", Models("1", "c.yaml", "d.yaml"));

        SeedReadResult result = await ReadAsync(
            ["one/a.yaml", "two/c.yaml", "-", "two/d.yaml", "one/b.yaml"],
            () =>
            {
                Mount("one", Models("2", "a.yaml", "b.yaml"), isRemoved);
                Mount("two", Models("2", "c.yaml", "d.yaml"), isRemoved);
            });

        Assert.Empty(result.Errors.Select(error => error.ToString()));
        Assert.Equal([isRemoved ? "2" : "1"], DescriptionsOf(result));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Values_of_one_Secret_are_of_one_state(bool isRemoved)
    {
        Mount("secret", new() { ["user"] = "user 1", ["password"] = "password 1" });
        bool isReplaced = false;

        SeedReadResult result = await ReadAsync(
            ["-"],
            () => { },
            options => options with
            {
                StandardInput = new MemoryStream(Encoding.UTF8.GetBytes(
                    Model("m", $"${{file:{Full("secret/user")}}} ${{BETWEEN}} ${{file:{Full("secret/password")}}}"))),
                Variables = _ =>
                {
                    if (!isReplaced)
                    {
                        isReplaced = true;
                        Mount("secret", new() { ["user"] = "user 2", ["password"] = "password 2" }, isRemoved);
                    }

                    return "and";
                },
            });

        Assert.Empty(result.Errors.Select(error => error.ToString()));
        Assert.Equal(isRemoved ? "user 2 and password 2" : "user 1 and password 1", Assert.Single(result.Seed!.Models).Spec.Description);
    }

    [Fact]
    public async Task Messages_name_files_as_they_were_given()
    {
        Mount("mount", new() { ["a.yaml"] = "formatVersion: 2\n" });
        Link("link", "mount");

        SeedReadResult result = await ReadAsync(["link", "mount/a.yaml", "mount/none.yaml"], () => { });

        Assert.Equal(
            [$"{Full("link/a.yaml")}:1:16 SEED024", $"{Full("mount/a.yaml")}:1:16 SEED024", $"{Full("mount/none.yaml")} SEED002"],
            result.Errors.Select(error => $"{error.Location} {error.Code}"));
    }

    [Fact]
    public async Task What_never_stays_as_it_is_is_given_up()
    {
        int state = 0;
        Mount("mount", new() { ["a.yaml"] = Model("m", $"${{file:{Full("secret/value")}}} ${{BETWEEN}}") });
        Mount("secret", new() { ["value"] = "0" });

        SeedReadResult result = await ReadAsync(
            ["mount"],
            () => { },
            options => options with
            {
                Variables = _ =>
                {
                    state++;
                    Mount("secret", new() { ["value"] = $"{state}" }, isRemoved: true);
                    return "x";
                },
            });

        Assert.Equal(20, state);
        Assert.Equal(
            $"{Full("mount")}: SEED003 the files were replaced while they were read, 20 times in a row: read them again when they "
                + "stay as they are",
            Assert.Single(result.Errors).ToString());
    }

    private static string Model(string name, string description, string? license = null) =>
        $"formatVersion: 1\nmodels: [{{ name: \"{name}\", description: "
            + $"\"{description}\"{(license is null ? "" : $", license: {license}")} }}]\n";

    private static string Policy(string license) => $"formatVersion: 1\npolicy: {{ licenses: {{ allow: [{license}] }} }}\n";

    private static Dictionary<string, string> Models(string state, params string[] keys) =>
        keys.ToDictionary(key => key, key => Model($"mount/{key} {state}", state), StringComparer.Ordinal);

    private static string[] DescriptionsOf(SeedReadResult result) =>
        [.. result.Seed!.Models.Select(model => model.Spec).Where(spec => spec.Name != "piped").Select(spec => spec.Description!)
            .Distinct(StringComparer.Ordinal)];

    private string Full(string path) => Path.Combine(_directory, path);

    private void Link(string name, string target) => File.CreateSymbolicLink(Full(name), target);

    /// <summary>Lays files out as the kubelet's atomic writer does, in the place of those that are there.</summary>
    private void Mount(string mount, Dictionary<string, string> files, bool isRemoved = false, bool linksKeys = true)
    {
        int state = _states[mount] = _states.GetValueOrDefault(mount) + 1;
        foreach ((string key, string content) in files)
        {
            string path = Full($"{mount}/..{state}/{key}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        File.Delete(Full($"{mount}/..data"));
        Link($"{mount}/..data", $"..{state}");
        string[] keys = [.. files.Keys.Select(key => key.Split('/')[0]).Distinct(StringComparer.Ordinal)];
        foreach (string path in linksKeys
            ? Directory.GetFileSystemEntries(Full(mount)).Where(path => !Path.GetFileName(path).StartsWith('.')).ToArray()
            : [])
        {
            File.Delete(path);
        }

        foreach (string key in linksKeys ? keys : [])
        {
            Link($"{mount}/{key}", $"..data/{key}");
        }

        if (isRemoved)
        {
            Directory.Delete(Full($"{mount}/..{state - 1}"), recursive: true);
        }
    }

    /// <summary>Reads paths; what replaces the files happens while the standard input is read.</summary>
    private Task<SeedReadResult> ReadAsync(
        string[] paths, Action replace, Func<SeedReaderOptions, SeedReaderOptions>? change = null, string? license = null)
    {
        var options = new SeedReaderOptions
        {
            Paths = [.. paths.Select(path => path == "-" ? path : Full(path))],
            StandardInput = new SlowInput(replace, Encoding.UTF8.GetBytes(Model("piped", "0", license))),
        };
        return SeedReader.ReadAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    /// <summary>A standard input during whose reading something happens, once.</summary>
    private sealed class SlowInput(Action meanwhile, byte[] content) : MemoryStream(content)
    {
        private Action? _meanwhile = meanwhile;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Interlocked.Exchange(ref _meanwhile, null)?.Invoke();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
