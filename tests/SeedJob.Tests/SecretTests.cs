using System.Text.Json;
using ModelRegistry.Emulator;
using SeedJob.Output;

namespace SeedJob.Tests;

/// <summary>Secrets go to the registry, and to nowhere else.</summary>
public sealed class SecretTests : IDisposable
{
    private const string FromFile = "Kx7\"quoted\\&<z€>";
    private const string FromVariable = "hunter2-hunter2";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal)
    {
        ["PASSPHRASE"] = FromVariable,
        ["OTHER"] = "",
        ["SEED_SECRET_VARIABLES"] = "OTHER, PASSPHRASE",
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    public async Task No_output_shows_a_secret(string format)
    {
        string seed = SeedWithSecrets();
        string registry = $"embedded:{_folder["data"]}";

        foreach (string command in (string[])["plan", "apply", "verify"])
        {
            string[] files = command == "apply" ? ["--audit-log", _folder["audit"]] : [];
            Job job = await Job.RunAsync(
                [command, seed, "--registry", registry, "--output", format, "--log-format",
                "json", "--termination-log", _folder["status"], .. files], _variables);

            Assert.True(job.ExitCode == 0, job.ToString());
            AssertNoSecret(job.Out + job.Error + File.ReadAllText(_folder["status"]));
        }

        string audit = File.ReadAllText(_folder["audit"]);
        AssertNoSecret(audit);
        Assert.Contains("***", audit, StringComparison.Ordinal);
        // It did go to the registry.
        Assert.Contains(FromVariable, File.ReadAllText(_folder["data"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_one_character_tears_no_JSON_apart()
    {
        string seed = _folder.Write("seed.yaml", "formatVersion: 1\nmodels:\n  - name: one\n    description: 'x${S}y'\n    owner: ${S}\n");
        foreach (string secret in (string[])["\"", ",", ":", "e", "1", "{", "\\"])
        {
            Job job = await Job.RunAsync(
                ["apply", seed, "--registry", "embedded", "--output", "json", "--audit-log", _folder["audit"]],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["S"] = secret, ["SEED_SECRET_VARIABLES"] = "S" });

            Assert.True(job.ExitCode == 0, job.ToString());
            using JsonDocument result = JsonDocument.Parse(job.Out);
            Assert.Contains(
                "***",
                result.RootElement.GetProperty("entities")[0].GetProperty("changes")[0].GetProperty("after").GetString(),
                StringComparison.Ordinal);
        }

        Assert.All(
            await File.ReadAllLinesAsync(_folder["audit"], TestContext.Current.CancellationToken),
            line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task A_secret_that_is_a_label_or_lies_in_a_struct_shows_nowhere()
    {
        const string Secret = "hun\"ter<2>&+pw\\x";
        string registry = $"embedded:{_folder["data"]}";
        string file = _folder.Write("secret", Secret);
        foreach (int value in (int[])[1, 2])
        {
            string seed = _folder.Write("seed.yaml", $$"""
                formatVersion: 1
                models:
                  - name: one
                    description: "{{value}}"
                    labels: ["${file:{{file}}}", "l-${PASSPHRASE}", "${PASSPHRASE}"]
                    customProperties: { s: { k: "${file:{{file}}}", v: {{value}} } }

                """);
            foreach (string[] arguments in (string[][])[
                ["plan", "--output", "json"],
                ["plan", "--output", "text"],
                ["plan", "--output", "markdown"],
                ["apply", "--audit-log", _folder["audit"]],
            ])
            {
                Job job = await Job.RunAsync([.. arguments, seed, "--registry", registry], _variables);

                Assert.True(job.ExitCode == 0, job.ToString());
                Assert.All(["hun", "pw"], part => Assert.DoesNotContain(part, job.Out, StringComparison.Ordinal));
            }
        }

        string audit = await File.ReadAllTextAsync(_folder["audit"], TestContext.Current.CancellationToken);
        Assert.All(["hun", "pw"], part => Assert.DoesNotContain(part, audit, StringComparison.Ordinal));
        // Each change has a name of its own, though two of the names are secrets.
        Assert.Equal(
            """{"description":"1","customProperties.***":"","customProperties.*** (2)":"","customProperties.l-***":"","customProperties.s":"{\"k\":\"***\",\"v\":1}"}""",
            JsonDocument.Parse(audit.Split('\n')[0]).RootElement.GetProperty("after").ToString());
        Assert.Equal(
            """{"description":"2","customProperties.s":"{\"k\":\"***\",\"v\":2}"}""",
            JsonDocument.Parse(audit.Split('\n')[1]).RootElement.GetProperty("after").ToString());
    }

    [Fact]
    public async Task A_registry_that_repeats_a_secret_in_its_refusal_does_not_make_it_known()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        registry.Faults.Add(new Fault
        {
            Method = "POST",
            Status = System.Net.HttpStatusCode.BadRequest,
            ContentType = "application/json",
            Body = $$"""{"code":"Bad Request","message":"no {{FromVariable}} here"}""",
        });

        Job job = await Job.RunAsync(
            ["apply", SeedWithSecrets(), "--registry", registry.BaseAddress.ToString(), "--termination-log", _folder["status"]],
            _variables);

        Assert.Equal(1, job.ExitCode);
        Assert.Contains("no *** here", job.Error, StringComparison.Ordinal);
        AssertNoSecret(job.Out + job.Error + await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_mistake_in_the_job_itself_is_told_with_its_place_but_without_secrets()
    {
        Job job = await Job.RunAsync(
            ["apply", SeedWithSecrets(), "--registry", "embedded", "--termination-log", _folder["status"]],
            _variables,
            adjust: environment => environment with { Time = new BrokenTime() });

        Assert.Equal(1, job.ExitCode);
        Assert.Contains("a mistake in seed-job", job.Error, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: the clock says ***", job.Error, StringComparison.Ordinal);
        Assert.Contains(nameof(RunLog), job.Error, StringComparison.Ordinal);
        AssertNoSecret(job.Out + job.Error + await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("plan")]
    [InlineData("apply")]
    [InlineData("verify")]
    public async Task A_secret_variable_that_is_not_defined_is_refused_since_a_misspelt_name_hides_nothing(string command)
    {
        string[] registry = command == "validate" ? [] : ["--registry", "embedded"];
        Job job = await Job.RunAsync(
            [command, SeedWithSecrets(), "--secret-variables", "PASSPHRSE,PASSPHRASE,PW", .. registry], _variables);

        Assert.True(job.ExitCode == 3, job.ToString());
        Assert.Equal(
            "error: --secret-variables names PASSPHRSE and PW, and there are no such variables, so nothing could be hidden: correct the "
                + "names, set the variables (empty ones will do), or leave them out.\n",
            job.Error);
        Assert.Equal("", job.Out);

        _variables["SEED_SECRET_VARIABLES"] = "pw";
        Job single = await Job.RunAsync([command, SeedWithSecrets(), .. registry], _variables);

        Assert.Equal(3, single.ExitCode);
        Assert.StartsWith("error: SEED_SECRET_VARIABLES names pw, and there is no such variable,", single.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mount/token")]
    [InlineData("mount/..data/token")]
    [InlineData("mount/..2026_01_01/token")]
    [InlineData("mount/nowhere/../token")]
    [InlineData("link")]
    [InlineData("folder/token")]
    [InlineData("up")]
    public async Task The_jobs_own_token_goes_into_no_registry_by_whatever_path(string path)
    {
        // As the kubelet lays it out, and other ways to it.
        Directory.CreateDirectory(_folder["mount/..2026_01_01"]);
        _folder.Write("mount/..2026_01_01/token", "the-jobs-own-token");
        File.CreateSymbolicLink(_folder["mount/..data"], "..2026_01_01");
        File.CreateSymbolicLink(_folder["mount/token"], "..data/token");
        File.CreateSymbolicLink(_folder["link"], _folder["mount/token"]);
        File.CreateSymbolicLink(_folder["folder"], "mount");
        File.CreateSymbolicLink(_folder["up"], "mount/..data/../token");
        string seed = _folder.Write("seed.yaml", $"formatVersion: 1\nmodels:\n  - name: one\n    description: ${{file:{_folder[path]}}}\n");
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string[] remote = ["--registry", registry.BaseAddress.ToString(), "--token-file", _folder["mount/token"]];

        foreach (string[] arguments in (string[][])[
            ["plan", seed, .. remote],
            ["apply", seed, .. remote],
            ["verify", seed, .. remote],
            ["validate", seed],
        ])
        {
            Job job = await Job.RunAsync(
                arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["MODEL_REGISTRY_TOKEN_FILE"] = _folder["link"] });

            Assert.True(job.ExitCode == 3, job.ToString());
            Assert.StartsWith(
                $"error: {seed}:4:18: SEED012 the file '{_folder[path]}' cannot be used: it holds a credential of this process, which must "
                    + "not go into a registry\n",
                job.Error,
                StringComparison.Ordinal);
        }

        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task Another_file_beside_the_token_may_be_read()
    {
        string seed = _folder.Write(
            "seed.yaml", $"formatVersion: 1\nmodels:\n  - name: one\n    description: ${{file:{_folder.Write("other", "text")}}}\n");

        Job job = await Job.RunAsync(
            ["apply", seed, "--registry", "embedded", "--token-file", _folder.Write("token", "the-jobs-own-token")]);

        Assert.True(job.ExitCode == 0, job.ToString());
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("plan")]
    [InlineData("apply")]
    [InlineData("verify")]
    public async Task Values_from_files_can_be_switched_off(string command)
    {
        string[] registry = command == "validate" ? [] : ["--registry", "embedded"];
        string seed = SeedWithSecrets();
        var off = new Dictionary<string, string>(_variables, StringComparer.Ordinal) { ["SEED_NO_FILE_VALUES"] = "true" };

        Job byOption = await Job.RunAsync([command, seed, "--no-file-values", .. registry], _variables);
        Job byVariable = await Job.RunAsync([command, seed, .. registry], off);
        Job back = await Job.RunAsync([command, seed, "--no-file-values=false", .. registry], off);

        Assert.All([byOption, byVariable], job =>
        {
            Assert.True(job.ExitCode == 3, job.ToString());
            Assert.Contains("SEED012", job.Error, StringComparison.Ordinal);
            Assert.Contains("reading files into values is switched off", job.Error, StringComparison.Ordinal);
        });
        Assert.True(back.ExitCode == (command == "verify" ? 2 : 0), back.ToString());
    }

    private string SeedWithSecrets()
    {
        string file = _folder.Write("secret", FromFile);
        return _folder.Write("seed.yaml", $$"""
            formatVersion: 1
            models:
              - name: one
                description: "before ${file:{{file}}} after"
                owner: ${PASSPHRASE}
                customProperties:
                  plain: ${file:{{file}}}
                  nested: { inside: "${PASSPHRASE}", other: "${file:{{file}}}" }
                versions:
                  - name: v-${PASSPHRASE}
                    artifacts:
                      - uri: s3://bucket/${PASSPHRASE}/

            """);
    }

    private static void AssertNoSecret(string text)
    {
        foreach (string form in (string[])[
            FromFile,
            JsonEncodedText.Encode(FromFile).Value,
            FromFile.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal),
            "Kx7",
            FromVariable,
        ])
        {
            Assert.DoesNotContain(form, text, StringComparison.Ordinal);
        }
    }

    private sealed class BrokenTime : TimeProvider
    {
        public override long GetTimestamp() => throw new InvalidOperationException($"the clock says {FromVariable}");
    }
}
