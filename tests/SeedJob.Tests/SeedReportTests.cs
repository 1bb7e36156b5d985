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
        Assert.Equal(
            "unknown field 'ownr' in the model (did you mean 'owner'?)",
            result.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Contains($"error: {file}:4:5: SEED020 unknown field", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_is_missing_has_no_line()
    {
        string file = _folder["none.yaml"];
        Job text = await Job.RunAsync(["validate", file]);
        Assert.Equal((3, $"error: {file}: SEED002 there is no such file or directory"), (text.ExitCode, text.Error.Split('\n')[0]));

        JsonElement found = JsonElement.Parse((await Job.RunAsync(["validate", file, "--output", "json"])).Out).GetProperty("errors")[0];
        Assert.Equal(["code", "file", "message"], found.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("SEED002", file), (found.GetProperty("code").GetString(), found.GetProperty("file").GetString()));

        Assert.Equal(
            $"::error file={file},title=SEED002::there is no such file or directory\n",
            (await Job.RunAsync(["validate", file, "--output", "github"])).Out);

        JsonElement place = Results((await Job.RunAsync(["validate", file, "--output", "sarif"])).Out).Single().GetProperty("locations")[0]
            .GetProperty("physicalLocation");
        Assert.Equal(["artifactLocation"], place.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task Errors_and_warnings_are_sarif_where_that_is_asked_for()
    {
        string file = _folder.Write("50%, bad.yaml", Bad);
        Job job = await Job.RunAsync(["validate", file, "--output", "sarif"]);
        Assert.Equal(3, job.ExitCode);
        JsonElement log = JsonElement.Parse(job.Out);
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        JsonElement driver = log.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver");
        Assert.Equal("seed-job", driver.GetProperty("name").GetString());
        string[] rules = [.. driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()!)];
        Assert.Equal(["SEED020", "SEED040", "SEED100"], rules);
        Assert.Equal(
            [
                "error SEED020 4:5 unknown field 'ownr' in the model (did you mean 'owner'?)",
                "error SEED040 6:11 'name' is empty",
                "warning SEED100 5:18 '$$' is no escape any more, and each '$' stands for itself: write one '$' where one is meant",
            ],
            Results(job.Out).Select(result =>
            {
                JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                JsonElement region = place.GetProperty("region");
                Assert.Equal(
                    $"file://{_folder.Path}/50%25,%20bad.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
                Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()]);
                return $"{result.GetProperty("level").GetString()} {result.GetProperty("ruleId").GetString()} "
                    + $"{region.GetProperty("startLine").GetInt32()}:{region.GetProperty("startColumn").GetInt32()} "
                    + $"{result.GetProperty("message").GetProperty("text").GetString()}";
            }));
    }

    [Fact]
    public async Task A_relative_path_stays_relative_in_sarif_and_a_good_seed_has_no_results()
    {
        Job missing = await Job.RunAsync(["validate", "no such/seed.yaml", "--output", "sarif"]);
        Assert.Equal(
            "no%20such/seed.yaml",
            Results(missing.Out)
                .Single()
                .GetProperty("locations")[0]
                .GetProperty("physicalLocation")
                .GetProperty("artifactLocation")
                .GetProperty("uri")
                .GetString());

        Job good = await Job.RunAsync(["validate", _folder.Write("good.yaml", Seeds.Of(2)), "--output", "sarif"]);
        Assert.Equal((0, ""), (good.ExitCode, good.Error));
        Assert.Empty(Results(good.Out));
    }

    [Fact]
    public async Task A_good_seed_is_counted()
    {
        Job job = await Job.RunAsync(["validate", _folder.Write("good.yaml", Seeds.Of(2)), "--output", "json"]);

        Assert.Equal((0, ""), (job.ExitCode, job.Error));
        JsonElement result = JsonElement.Parse(job.Out);
        Assert.True(result.GetProperty("valid").GetBoolean());
        Assert.Equal(
            ["models 2", "versions 2", "artifacts 2"],
            result.GetProperty("counts").EnumerateObject().Select(count => $"{count.Name} {count.Value.GetInt32()}"));
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
        Job job = await Job.RunAsync([
            "validate",
            _folder.Write("a\n::error::b.yaml", "formatVersion: 1\nmodels:\n  - name: m\n    \"x%0A\\n::error::y\": z\n"),
            "--output",
            "github",
        ]);

        Assert.Equal(
            $@"::error file={_folder.Path}/a\n%3A%3Aerror%3A%3Ab.yaml,line=4,col=5,title=SEED020::"
                + @"unknown field 'x%250A\n::error::y' in the model" + "\n", job.Out);
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
        string uris = string.Join(
            ", ", ((string[])["s3://user:hunter2@bucket/x", "abfss://user:hunter2@account/x", "abfss://models@account/../x"]).Select(
                uri => $"{{ name: a{uri.Length}, uri: '{uri}' }}"));
        string seed = _folder.Write(
            "seed.yaml", $"formatVersion: 1\nmodels: [{{ name: m, versions: [{{ name: v, artifacts: [{uris}] }}] }}]\n");

        Job job = await Job.RunAsync(["validate", seed, "--output", format]);

        Assert.Equal(3, job.ExitCode);
        Assert.DoesNotContain("hunter2", job.Out + job.Error, StringComparison.Ordinal);
        Assert.Contains("abfss://models@account/../x", job.Out + job.Error, StringComparison.Ordinal);
    }

    private static JsonElement.ArrayEnumerator Results(string sarif) =>
        JsonElement.Parse(sarif).GetProperty("runs")[0].GetProperty("results").EnumerateArray();

    private static string Show(JsonElement found) =>
        $"{found.GetProperty("code").GetString()} {found.GetProperty("file").GetString()} {found.GetProperty("line").GetInt32()} "
            + $"{found.GetProperty("column").GetInt32()}";

    private static Dictionary<string, string>? OnRegistry(string[] command) =>
        command[0] == "validate" ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["MODEL_REGISTRY_URL"] = "embedded" };
}
