using System.Text.RegularExpressions;
using ModelRegistry.Emulator;

namespace SeedJob.Tests;

/// <summary>The main job on its real input.</summary>
public sealed partial class GraniteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Registry => $"embedded:{_folder["granite.json"]}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Apply_creates_three_entities_and_then_changes_nothing()
    {
        Job first = await Job.RunAsync(["apply", Samples.Granite, "--registry", Registry]);

        Assert.Equal(0, first.ExitCode);
        Assert.Equal("", first.Error);
        Assert.Matches(@"^created\s+RegisteredModel\s+id 1\s+Granite-3\.1-8b-Instruct-FP8\n", first.Out);
        Assert.Matches(@"\ncreated\s+ModelVersion\s+id \d+\s+Granite-3\.1-8b-Instruct-FP8/3\.1-May2025-Validated\n", first.Out);
        Assert.Matches(
            @"\ncreated\s+Artifact\s+id \d+\s+Granite-3\.1-8b-Instruct-FP8/3\.1-May2025-Validated/granite-3\.1-8b-instruct-fp8-dynamic\n",
            first.Out);
        Assert.EndsWith("3 created, 0 updated, 0 archived, 0 unchanged\n", first.Out, StringComparison.Ordinal);
        byte[] stored = await File.ReadAllBytesAsync(_folder["granite.json"], TestContext.Current.CancellationToken);

        Job second = await Job.RunAsync(["apply", Samples.Granite, "--registry", Registry]);

        Assert.Equal(0, second.ExitCode);
        Assert.EndsWith("0 created, 0 updated, 0 archived, 3 unchanged\n", second.Out, StringComparison.Ordinal);
        Assert.Equal(stored, await File.ReadAllBytesAsync(_folder["granite.json"], TestContext.Current.CancellationToken));

        Job plan = await Job.RunAsync(["plan", Samples.Granite, "--registry", Registry, "--detailed-exitcode"]);

        Assert.Equal(0, plan.ExitCode);
        Assert.Equal("No changes: the registry is as the seed says (3 unchanged).\n", plan.Out);
    }

    [Fact]
    public async Task A_changed_field_is_planned_as_exactly_that()
    {
        await Job.RunAsync(["apply", Samples.Granite, "--registry", Registry]);
        string changed = _folder.Write(
            "changed.yaml", (await File.ReadAllTextAsync(Samples.Granite, TestContext.Current.CancellationToken)).Replace(
                "provider: IBM", "provider: IBM Research", StringComparison.Ordinal));

        Job plan = await Job.RunAsync(["plan", changed, "--registry", Registry, "--detailed-exitcode"]);

        Assert.Equal(2, plan.ExitCode);
        Assert.Equal(
            """
            ~ update RegisteredModel Granite-3.1-8b-Instruct-FP8 (id 1)
                provider: "IBM" -> "IBM Research"
            Plan: 0 to create, 1 to update, 0 to archive, 2 unchanged.

            """,
            plan.Out);
    }

    [Fact]
    public async Task What_somebody_else_added_survives_the_next_apply()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);
        string url = registry.BaseAddress.ToString();
        await Job.RunAsync(["apply", Samples.Granite, "--registry", url]);
        using var http = new HttpClient();
        Uri model = new(registry.BaseAddress, "/api/model_registry/v1alpha3/registered_models/1");
        string before = await http.GetStringAsync(model, TestContext.Current.CancellationToken);
        string properties = PropertiesPattern().Match(before).Groups["properties"].Value;
        using var patch = new StringContent(
            "{\"customProperties\":{" + properties + ""","reviewed":{"metadataType":"MetadataStringValue","string_value":"yes"}}}""");
        (await http.PatchAsync(model, patch, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        string changed = _folder.Write(
            "changed.yaml", (await File.ReadAllTextAsync(Samples.Granite, TestContext.Current.CancellationToken)).Replace(
                "quantization: FP8-dynamic", "quantization: FP8", StringComparison.Ordinal));

        Job apply = await Job.RunAsync(["apply", changed, "--registry", url]);

        Assert.EndsWith("0 created, 1 updated, 0 archived, 2 unchanged\n", apply.Out, StringComparison.Ordinal);
        string after = await http.GetStringAsync(model, TestContext.Current.CancellationToken);
        Assert.Contains("""
            "reviewed":{"metadataType":"MetadataStringValue","string_value":"yes"}
            """, after, StringComparison.Ordinal);
        Assert.Contains("""
            "quantization":{"metadataType":"MetadataStringValue","string_value":"FP8"}
            """, after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_custom_property_is_a_string_on_the_wire()
    {
        await using ModelRegistryEmulator registry = await ModelRegistryEmulator.StartAsync(
            cancellationToken: TestContext.Current.CancellationToken);

        await Job.RunAsync(["apply", Samples.Granite, "--registry", registry.BaseAddress.ToString()]);

        using var http = new HttpClient();
        string model = await http.GetStringAsync(
            new Uri(registry.BaseAddress, "/api/model_registry/v1alpha3/registered_models/1"), TestContext.Current.CancellationToken);
        MatchCollection kinds = KindPattern().Matches(model);
        Assert.True(kinds.Count >= 6, model);
        Assert.All(kinds, kind => Assert.Equal("MetadataStringValue", kind.Groups["kind"].Value));
        foreach (string label in (string[])["granite", "fp8", "validated", "vllm"])
        {
            Assert.Contains($$"""
                "{{label}}":{"metadataType":"MetadataStringValue","string_value":""}
                """, model, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("\"customProperties\":\\{(?<properties>.*?\\})\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PropertiesPattern();

    [GeneratedRegex("\"metadataType\":\"(?<kind>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KindPattern();
}
