using System.Net;
using System.Text;
using System.Text.Json;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>
/// Secrets of hostile characters, wherever a seed can put them. Each has words in it that no encoder changes: where none of them shows,
/// the secret shows in no form. The seeds of chance are fixed.
/// </summary>
public sealed class SecretFuzzTests : IDisposable
{
    private const string NameCharacters = "\"'\\<>&+/%$#@|*_~`[]{}():;=?!^,. \u00a0é€\u2028\u2029\u202e\u200b漢";
    private const string TextCharacters = NameCharacters + "\t\n\r\u0001\u007f\u0085";
    private const string UriCharacters = "-._~!$&'()*+,;=:@";
    private const string WordCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _words = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task No_output_shows_any_part_of_a_secret(int chance)
    {
        var random = new Random(chance);
        string name = Secret(random, NameCharacters);
        string text = Secret(random, TextCharacters);
        string uri = Secret(random, UriCharacters);
        string password = Secret(random, NameCharacters);
        _folder.Write("name", name);
        _folder.Write("text", text);
        _folder.Write("uri", uri);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PW"] = password, ["SEED_SECRET_VARIABLES"] = "PW" };
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string[] common = ["--registry", registry.BaseAddress.ToString(), "--termination-log", _folder["status"], "--allow-uri-change"];
        string[] audited = [.. common, "--audit-log", _folder["audit"]];

        foreach (int value in (int[])[1, 2])
        {
            string seed = _folder.Write("seed.yaml", Seed(value));
            foreach (string format in (string[])["text", "json", "markdown"])
            {
                await RunAsync(0, ["plan", seed, "--output", format, .. common]);
                await RunAsync(2, ["verify", seed, "--output", format, .. common]);
            }

            await RunAsync(0, ["apply", seed, "--output", value == 1 ? "json" : "text", .. audited]);
            await RunAsync(0, ["verify", seed, "--output", "markdown", .. common]);
        }

        // What the server says about a refusal can hold what it was sent, in whatever form.
        foreach (string said in (string[])[
            text,
            password,
            $"{{\"k\":{JsonSerializer.Serialize(text, TextContext.Default.String)}}}",
            GoEscaped(name),
            GoEscaped(GoEscaped(password)),
            Uri.EscapeDataString(text),
        ])
        {
            registry.Faults.Add(new Fault
            {
                Method = "PATCH",
                Status = HttpStatusCode.BadRequest,
                ContentType = "application/json",
                Body = $$"""{"code":"Bad Request","message":{{JsonSerializer.Serialize($"no {said} here", TextContext.Default.String)}}}""",
            });
            await RunAsync(1, [
                "apply",
                _folder.Write("seed.yaml", Seed(3)),
                "--output",
                "markdown",
                "--log-format",
                chance % 2 == 0 ? "json" : "text",
                .. audited,
            ]);
        }

        await RunAsync(3, ["apply", _folder.Write("bad.yaml", Seed(4).Replace("owner:", "state:", StringComparison.Ordinal).Replace(
            "  description:", "  maturityy:", StringComparison.Ordinal)), .. common]);

        string audit = await File.ReadAllTextAsync(_folder["audit"], TestContext.Current.CancellationToken);
        AssertNoSecret(audit, "the audit log");
        Assert.Contains("customProperties.l-***", audit, StringComparison.Ordinal);
        Assert.All(audit.Split('\n', StringSplitOptions.RemoveEmptyEntries), AssertJson);
        // They did go to the registry.
        Job export = await Job.RunAsync(["export", "--registry", registry.BaseAddress.ToString()]);
        Assert.All(_words, word => Assert.Contains(word, export.Out, StringComparison.Ordinal));

        async Task RunAsync(int code, string[] arguments)
        {
            Job job = await Job.RunAsync(arguments, variables);

            Assert.True(job.ExitCode == code, $"{string.Join(' ', arguments)}: {job}");
            AssertNoSecret(job.Out + job.Error, string.Join(' ', arguments));
            AssertNoSecret(
                await File.ReadAllTextAsync(_folder["status"], TestContext.Current.CancellationToken),
                $"the termination log of {string.Join(' ', arguments)}");
            if (arguments[Array.IndexOf(arguments, "--output") + 1] == "json")
            {
                AssertJson(job.Out);
            }
        }
    }

    /// <summary>As Go's encoding/json escapes the inside of a text.</summary>
    private static string GoEscaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static void AssertJson(string text) =>
        JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false }).Dispose();

    private static string Pick(Random random, string characters, int count) => string.Concat(random.GetItems(characters.AsSpan(), count));

    private string Seed(int value) => $$"""
        formatVersion: 1
        set: vetted
        models:
          - name: "n-${file:{{_folder["name"]}}}"
            description: "{{value}} ${file:{{_folder["text"]}}}"
            owner: "${PW}"
            labels: ["${file:{{_folder["name"]}}}", "l-${PW}", "${PW}"]
            customProperties:
              plain: "${file:{{_folder["text"]}}}{{value}}"
              s: { k: "${file:{{_folder["text"]}}}", v: {{value}}, deep: { list: [a, "x ${file:{{_folder["text"]}}} y", { q: "${PW}" }] } }
            versions:
              - name: "v ${PW}"
                description: "${file:{{_folder["text"]}}}"
                artifacts:
                  - uri: "s3://bucket/${file:{{_folder["uri"]}}}/{{value}}"
                    customProperties: { s: { k: ["${file:{{_folder["name"]}}}"], v: {{value}} } }

        """;

    /// <summary>Hostile characters between words, with a word at neither end, or at both.</summary>
    private string Secret(Random random, string characters)
    {
        var secret = new StringBuilder();
        int words = random.Next(1, 4);
        for (int i = 0; i < words; i++)
        {
            string word = Pick(random, WordCharacters, 9);
            _words.Add(word);
            secret.Append(i > 0 || random.Next(2) == 0 ? Pick(random, characters, random.Next(1, 6)) : "").Append(word);
        }

        // Names have no space at their ends, and files lose their line breaks there.
        return $"{secret}{Pick(random, characters, random.Next(4))}".Trim();
    }

    private void AssertNoSecret(string text, string where) =>
        Assert.All(_words, word => Assert.False(text.Contains(word, StringComparison.Ordinal), $"{where} shows {word}:\n{text}"));
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class TextContext : System.Text.Json.Serialization.JsonSerializerContext;
