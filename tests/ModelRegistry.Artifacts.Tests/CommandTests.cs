using System.Text.Json;
using ModelRegistry.Artifacts.Tests.Support;

namespace ModelRegistry.Artifacts.Tests;

/// <summary>
/// <c>seed-job artifacts</c>, <c>verify --artifacts</c> and <c>apply --require-artifacts</c>, against a real image registry.
/// </summary>
public sealed class CommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DockerRegistry? _images;

    private string Registry => $"embedded:{_folder["registry.json"]}";

    private string Host => _images!.Host;

    public async ValueTask InitializeAsync() => _images = await DockerRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_images is not null)
        {
            await _images.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task The_artifacts_of_a_seed_are_asked_about_without_any_registry()
    {
        string digest = await _images!.PushAsync("models/granite", "1.5", "the weights");
        string seed = Seed($"oci://{Host}/models/granite:1.5", "hf://RedHatAI/granite:main");

        Job job = await RunAsync("artifacts", seed, "--output", "json");

        Assert.True(job.ExitCode == 0, job.ToString());
        using JsonDocument result = JsonDocument.Parse(job.Out);
        JsonElement first = result.RootElement.GetProperty("artifacts")[0];
        Assert.Equal("found", first.GetProperty("status").GetString());
        Assert.Equal("granite-0/1.0", first.GetProperty("path").GetString());
        Assert.Equal(digest, first.GetProperty("digest").GetString());
        Assert.Equal(13, first.GetProperty("bytes").GetInt64());
        Assert.Equal(1, result.RootElement.GetProperty("artifactCounts").GetProperty("not-checkable").GetInt32());
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("json")]
    public async Task What_is_missing_is_a_failure(string format)
    {
        await _images!.PushAsync("models/granite", "1.5", "the weights");
        string seed = Seed($"oci://{Host}/models/granite:1.5", $"oci://{Host}/models/granite:9");

        Job artifacts = await RunAsync("artifacts", seed, "--output", format);
        Job apply = await RunAsync("apply", seed, "--require-artifacts", "--registry", Registry);
        bool wroteNothing = !File.Exists(_folder["registry.json"]);
        Job plainApply = await RunAsync("apply", seed, "--registry", Registry);
        Job plainVerify = await RunAsync("verify", seed, "--registry", Registry);
        Job verify = await RunAsync("verify", seed, "--artifacts", "--registry", Registry, "--output", format);

        Assert.Equal((1, ""), (artifacts.ExitCode, artifacts.Error));
        Assert.Contains("missing", artifacts.Out, StringComparison.Ordinal);
        Assert.Equal((1, ""), (apply.ExitCode, apply.Out));
        Assert.Contains(
            $"error: granite-1/1.0: missing: oci://{Host}/models/granite:9: {Host} has no models/granite with 9\n",
            apply.Error,
            StringComparison.Ordinal);
        Assert.EndsWith("1 of 2 artifacts were not found as they should be. Nothing was written.\n", apply.Error, StringComparison.Ordinal);
        Assert.True(wroteNothing);
        Assert.Equal((0, 0), (plainApply.ExitCode, plainVerify.ExitCode));
        Assert.Equal(2, verify.ExitCode);
        Assert.Contains("missing", verify.Out, StringComparison.Ordinal);
        if (format == "json")
        {
            using JsonDocument result = JsonDocument.Parse(verify.Out);
            Assert.False(result.RootElement.GetProperty("hasChanges").GetBoolean());
            Assert.Equal("missing", result.RootElement.GetProperty("artifacts")[1].GetProperty("status").GetString());
        }
    }

    [Theory]
    [InlineData(503, 4)]
    [InlineData(403, 5)]
    public async Task A_registry_that_fails_or_refuses_has_its_own_exit_code(int status, int code)
    {
        await using StubServer images = await StubServer.StartAsync(status);
        string seed = Seed($"oci://{images.Host}/models/granite:1.5");

        foreach (string[] command in (string[][])[["artifacts"], ["apply", "--require-artifacts", "--registry", Registry]])
        {
            Job job = await Job.RunAsync([.. command, seed, "--plain-http", images.Host]);

            Assert.True(job.ExitCode == code, job.ToString());
        }

        Job apply = await RunAsync("apply", seed, "--registry", Registry);
        Job verify = await Job.RunAsync(["verify", seed, "--artifacts", "--registry", Registry, "--plain-http", images.Host]);
        Assert.True(apply.ExitCode == 0, apply.ToString());
        Assert.True(verify.ExitCode == code, verify.ToString());
    }

    [Fact]
    public async Task A_tag_that_moved_between_two_runs_is_found_and_kept_until_it_is_accepted()
    {
        string first = await _images!.PushAsync("models/granite", "1.5", "the weights");
        Job apply = await RunAsync("apply", Seed($"oci://{Host}/models/granite:1.5"), "--registry", Registry);
        Assert.True(apply.ExitCode == 0, apply.ToString());

        Job recorded = await RunAsync("artifacts", "--registry", Registry, "--record", "--audit-log", _folder["audit.jsonl"]);
        byte[] afterFirst = await File.ReadAllBytesAsync(_folder["registry.json"], TestContext.Current.CancellationToken);
        Job again = await RunAsync("artifacts", "--registry", Registry, "--record", "--audit-log", _folder["audit.jsonl"]);
        byte[] afterSecond = await File.ReadAllBytesAsync(_folder["registry.json"], TestContext.Current.CancellationToken);
        string second = await _images.PushAsync("models/granite", "1.5", "other weights");
        Job moved = await RunAsync("artifacts", "--registry", Registry, "--record");
        Job stillMoved = await RunAsync("artifacts", "--registry", Registry);
        Job accepted = await RunAsync("artifacts", "--registry", Registry, "--record", "--accept", "--audit-log", _folder["audit.jsonl"]);
        Job after = await RunAsync("artifacts", "--registry", Registry);

        Assert.Equal((0, ""), (recorded.ExitCode, recorded.Error));
        Assert.Contains("\n    recorded\n", recorded.Out, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        Assert.DoesNotContain("recorded", again.Out, StringComparison.Ordinal);
        Assert.Equal(afterFirst, afterSecond);
        Assert.All([moved, stillMoved], job =>
        {
            Assert.Equal(1, job.ExitCode);
            Assert.Contains(
                $"the recorded digest is {first}, and now it is {second}: what was vetted is not what is there",
                job.Out,
                StringComparison.Ordinal);
        });
        Assert.Equal((0, 0), (accepted.ExitCode, after.ExitCode));
        Assert.Contains($"recorded in the place of {first}", accepted.Out, StringComparison.Ordinal);
        string[] audit = await File.ReadAllLinesAsync(_folder["audit.jsonl"], TestContext.Current.CancellationToken);
        Assert.Equal(2, audit.Length);
        Assert.Contains($"\"before\":{{\"customProperties._artifactDigest\":null", audit[0], StringComparison.Ordinal);
        Assert.Contains($"\"customProperties._artifactDigest\":\"{second}\"", audit[1], StringComparison.Ordinal);
        string written = string.Join('\n', audit);
        Assert.Contains("\"customProperties._artifactBytes\":\"15\"", written, StringComparison.Ordinal);
        Assert.Contains("\"customProperties._artifactChangedAt\":\"2026-05-01T12:00:00Z\"", written, StringComparison.Ordinal);

        // It says what was found here, not what a seed wants to be there.
        Job export = await Job.RunAsync(["export", "--registry", Registry]);
        Assert.DoesNotContain("_artifact", export.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Pinning_twice_gives_the_same_bytes_and_changes_nothing_but_the_digests(string newLine)
    {
        string digest = await _images!.PushAsync("models/granite", "1.5", "the weights");
        string uri = $"oci://{Host}/models/granite:1.5";
        string seed = $$"""
            # oci://{{Host}}/models/granite:1.5 is what this is about
            formatVersion: 1
            models:
              - name: plain   # spaces and comments stay
                versions:
                  - name: "1.0"
                    artifacts:
                      # uri: {{uri}}
                      - uri: {{uri}}   # here
                        modelFormatName: safetensors
              - { name: flow, versions: [{ name: "1.0", artifacts: [{uri: "{{uri}}"}, {name: second, uri: '{{uri}}'}] }] }
              - name: pinned-before
                versions: [{ name: "1.0", artifacts: [{ uri: "oci://{{Host}}/models/granite@{{digest}}" }] }]
              - name: elsewhere
                versions: [{ name: "1.0", artifacts: [{ uri: "pvc://claim/model" }] }]

            """.ReplaceLineEndings(newLine);
        string file = _folder.Write("seed.yaml", "\uFEFF" + seed);

        Job first = await RunAsync("artifacts", file, "--pin", "--registry", Registry);
        string once = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        byte[] bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        Job second = await RunAsync("artifacts", file, "--pin", "--registry", Registry);

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Equal(
            seed.Replace($"- uri: {uri} ", $"- uri: {uri}@{digest} ", StringComparison.Ordinal)
                .Replace($"{{uri: \"{uri}\"}}", $"{{uri: \"{uri}@{digest}\"}}", StringComparison.Ordinal)
                .Replace($"'{uri}'", $"'{uri}@{digest}'", StringComparison.Ordinal),
            once);
        Assert.Equal("\uFEFF"u8.ToArray(), bytes[..3]);
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.DoesNotContain("pinned in", second.Out, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_version_that_is_registered_is_not_pinned()
    {
        string digest = await _images!.PushAsync("models/granite", "1.5", "the weights");
        string seed = Seed($"oci://{Host}/models/granite:1.5");
        byte[] before = await File.ReadAllBytesAsync(seed, TestContext.Current.CancellationToken);
        Job apply = await RunAsync("apply", seed, "--registry", Registry);
        Assert.True(apply.ExitCode == 0, apply.ToString());

        Job job = await RunAsync("artifacts", seed, "--pin", "--registry", Registry);

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Contains(
            $"not pinned, since the version is registered: give oci://{Host}/models/granite:1.5@{digest} to a new version",
            job.Out,
            StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(seed, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_URI_that_is_not_written_out_is_not_pinned_and_that_is_said()
    {
        string digest = await _images!.PushAsync("models/granite", "1.5", "the weights");
        string seed = _folder.Write("seed.yaml", $$"""
            formatVersion: 1
            models: [{ name: granite, versions: [{ name: "1.0", artifacts: [{ uri: "oci://${HOST}/models/granite:1.5" }] }] }]
            """);
        byte[] before = await File.ReadAllBytesAsync(seed, TestContext.Current.CancellationToken);

        Job job = await Job.RunAsync(
            ["artifacts", seed, "--pin", "--registry", Registry, "--plain-http", Host], new Dictionary<string, string> { ["HOST"] = Host });

        Assert.True(job.ExitCode == 0, job.ToString());
        Assert.Contains(
            $"not pinned, since its URI is not written out in {seed}: write oci://{Host}/models/granite:1.5@{digest}",
            job.Out,
            StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(seed, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_archived_is_not_asked_about()
    {
        Job apply = await RunAsync("apply", Seed($"oci://{Host}/models/gone:1"), "--registry", Registry);
        Assert.True(apply.ExitCode == 0, apply.ToString());
        Job live = await RunAsync("artifacts", "--registry", Registry);
        Job archive = await Job.RunAsync(["archive", "granite-0", "--registry", Registry]);
        Assert.True(archive.ExitCode == 0, archive.ToString());

        Job archived = await RunAsync("artifacts", "--registry", Registry);

        Assert.Equal(1, live.ExitCode);
        Assert.Equal((0, "No model artifact to ask about.\n"), (archived.ExitCode, archived.Out));
    }

    [Theory]
    [InlineData("--pin writes into seed files", "--pin")]
    [InlineData("--accept is for --record", "--accept")]
    [InlineData("No registry is named", "--record")]
    [InlineData("The pull secret /nowhere is not there", "--pull-secret", "/nowhere", "--registry", "embedded")]
    [InlineData("--rewrite is 'x'", "--rewrite", "x", "--registry", "embedded")]
    [InlineData("--s3-endpoint is 'x'", "--s3-endpoint", "x", "--registry", "embedded")]
    [InlineData("--s3-addressing is 'x'", "--s3-addressing", "x", "--registry", "embedded")]
    [InlineData("--request-timeout is '0s'", "--request-timeout", "0s", "--registry", "embedded")]
    [InlineData("/ holds no file AWS_ACCESS_KEY_ID", "--s3-credentials", "/", "--registry", "embedded")]
    [InlineData("The CA file /nowhere can't be used", "--artifact-ca-file", "/nowhere", "--registry", "embedded")]
    public async Task Options_that_make_no_sense_are_refused(string error, params string[] arguments)
    {
        Job job = await Job.RunAsync(["artifacts", .. arguments]);

        Assert.Equal((3, ""), (job.ExitCode, job.Out));
        Assert.Contains(error, job.Error, StringComparison.Ordinal);
    }

    private Task<Job> RunAsync(params string[] arguments) =>
        Job.RunAsync(arguments[0] is "artifacts" || arguments.Contains("--artifacts") || arguments.Contains("--require-artifacts")
            ? [.. arguments, "--plain-http", Host]
            : arguments);

    private string Seed(params string[] uris) => _folder.Write(
        "seed.yaml",
        "formatVersion: 1\npolicy: { artifactUris: { allow: ['hf://RedHatAI/**', '**'] } }\nmodels:\n"
        + string.Concat(uris.Select((uri, index) => $"  - name: granite-{index}\n    versions: [{{ name: \"1.0\", artifacts: [{{ uri: "
            + $"\"{uri}\" }}] }}]\n")));
}
