using System.Text.Json;

namespace SeedJob.Tests;

/// <summary>What is wrong with a seed, as people, programs and pull requests get to see it.</summary>
public sealed class SeedReportTests : IDisposable
{
    private const string Bad = """
        formatVersion: 1
        models:
          - name: granite
            ownr: x
            description: $$x$$
          - name: ''
        """;

    private const string Warned = "formatVersion: 1\nmodels:\n  - name: granite\n    description: $$x$$\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("validate")]
    [InlineData("plan")]
    [InlineData("apply")]
    [InlineData("apply", "--dry-run")]
    [InlineData("verify")]
    public async Task Errors_are_json_where_json_is_asked_for(params string[] command)
    {
        string file = _folder.Write("bad.yaml", Bad);

        Job job = await Job.RunAsync([.. command, file, "--output", "json"], OnRegistry(command));

        Assert.Equal(3, job.ExitCode);
        JsonElement result = JsonElement.Parse(job.Out);
        Assert.False(result.GetProperty("valid").GetBoolean());
        Assert.Equal([$"SEED020 {file} 4 5", $"SEED040 {file} 6 11"], result.GetProperty("errors").EnumerateArray().Select(Show));
        Assert.Equal([$"SEED100 {file} 5 18"], result.GetProperty("warnings").EnumerateArray().Select(Show));
        Assert.Equal("unknown field 'ownr' in the model (did you mean 'owner'?)", result.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Contains($"error: {file}:4:5: SEED020 unknown field", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_is_missing_is_an_error_of_that_kind_too()
    {
        Job job = await Job.RunAsync(["validate", _folder["none.yaml"], "--output", "json"]);

        Assert.Equal(3, job.ExitCode);
        Assert.Equal([$"SEED002 {_folder["none.yaml"]} 1 1"], JsonElement.Parse(job.Out).GetProperty("errors").EnumerateArray().Select(Show));
    }

    [Fact]
    public async Task A_good_seed_is_counted()
    {
        Job job = await Job.RunAsync(["validate", _folder.Write("good.yaml", Seeds.Of(2)), "--output", "json"]);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        JsonElement result = JsonElement.Parse(job.Out);
        Assert.True(result.GetProperty("valid").GetBoolean());
        Assert.Equal(["models 2", "versions 2", "artifacts 2"], result.GetProperty("counts").EnumerateObject().Select(count => $"{count.Name} {count.Value.GetInt32()}"));
        Assert.Equal((0, 0), (result.GetProperty("errors").GetArrayLength(), result.GetProperty("warnings").GetArrayLength()));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("plan")]
    [InlineData("apply")]
    [InlineData("apply", "--dry-run")]
    public async Task Warnings_are_in_the_log_and_in_the_json(params string[] command)
    {
        string file = _folder.Write("warned.yaml", Warned);

        Job job = await Job.RunAsync([.. command, file, "--output", "json"], OnRegistry(command));

        Assert.Equal(0, job.ExitCode);
        Assert.Equal([$"SEED100 {file} 4 18"], JsonElement.Parse(job.Out).GetProperty("warnings").EnumerateArray().Select(Show));
        Assert.Contains($"warning: {file}:4:18: SEED100 '$$' is no escape any more", job.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("apply")]
    public async Task Errors_are_annotations_where_github_is_asked_for(string command)
    {
        string file = _folder.Write("50%, really: bad.yaml", Bad);

        Job job = await Job.RunAsync([command, file, "--output", "github"], OnRegistry([command]));

        string shown = $"{_folder.Path}/50%25%2C really%3A bad.yaml";
        Assert.Equal(3, job.ExitCode);
        Assert.Equal(
            $"""
            ::error file={shown},line=4,col=5,title=SEED020::unknown field 'ownr' in the model (did you mean 'owner'?)
            ::error file={shown},line=6,col=11,title=SEED040::'name' is empty
            ::warning file={shown},line=5,col=18,title=SEED100::'$$' is no escape any more, and each '$' stands for itself: write one '$' where one is meant

            """,
            job.Out);
        Assert.Equal("error: The seed has 2 errors. Nothing was written.\n", job.Error);
    }

    [Fact]
    public async Task An_annotation_is_one_line_whatever_is_in_it()
    {
        Job job = await Job.RunAsync(["validate", _folder.Write("a\n::error::b.yaml", "formatVersion: 1\nmodels:\n  - name: m\n    \"x%0A\\n::error::y\": z\n"), "--output", "github"]);

        Assert.Equal($@"::error file={_folder.Path}/a\n%3A%3Aerror%3A%3Ab.yaml,line=4,col=5,title=SEED020::unknown field 'x%250A\n::error::y' in the model" + "\n", job.Out);
    }

    [Fact]
    public async Task A_good_seed_says_so_beside_its_annotations()
    {
        string file = _folder.Write("warned.yaml", Warned);

        Job job = await Job.RunAsync(["validate", file, "--output", "github"]);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        Assert.StartsWith($"::warning file={file},line=4,col=18,title=SEED100::", job.Out, StringComparison.Ordinal);
        Assert.EndsWith("\nValid: 1 model, 0 versions, 0 artifacts.\n", job.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("github")]
    public async Task A_password_in_an_address_is_shown_nowhere_and_a_container_is(string format)
    {
        string uris = string.Join(", ", ((string[])["s3://user:hunter2@bucket/x", "abfss://user:hunter2@account/x", "abfss://models@account/../x"]).Select(uri => $"{{ name: a{uri.Length}, uri: '{uri}' }}"));
        string seed = _folder.Write("seed.yaml", $"formatVersion: 1\nmodels: [{{ name: m, versions: [{{ name: v, artifacts: [{uris}] }}] }}]\n");

        Job job = await Job.RunAsync(["validate", seed, "--output", format]);

        Assert.Equal(3, job.ExitCode);
        Assert.DoesNotContain("hunter2", job.Out + job.Error, StringComparison.Ordinal);
        Assert.Contains("abfss://models@account/../x", job.Out + job.Error, StringComparison.Ordinal);
    }

    private static string Show(JsonElement found) =>
        $"{found.GetProperty("code").GetString()} {found.GetProperty("file").GetString()} {found.GetProperty("line").GetInt32()} {found.GetProperty("column").GetInt32()}";

    private static Dictionary<string, string>? OnRegistry(string[] command) =>
        command[0] == "validate" ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["MODEL_REGISTRY_URL"] = "embedded" };
}
