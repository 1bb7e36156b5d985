namespace ModelRegistry.Seeding.Tests;

public class SeedErrorCodeTests
{
    private static readonly string Long = new('x', 300);

    public static TheoryData<string, string> Examples => new()
    {
        { "SEED001", "formatVersion: 1" },
        { "SEED004", "\0" },
        { "SEED005", new string(' ', 17 * 1024 * 1024) },
        { "SEED006", "a: b: c" },
        { "SEED007", new string('[', 100) },
        { "SEED008", "a: 1\na: 2" },
        { "SEED009", "a: !x y" },
        { "SEED010", "a: ${NOBODY}" },
        { "SEED011", "a: ${" },
        { "SEED012", "a: ${file:/does/not/exist}" },
        { "SEED020", Seeds.Model("ownr: x") },
        { "SEED021", "models: []" },
        { "SEED022", "[]" },
        { "SEED023", Seeds.Model("owner:") },
        { "SEED024", "formatVersion: 2" },
        { "SEED025", Seeds.Model("state: live") },
        { "SEED026", Seeds.Artifact("digest: x") },
        { "SEED027", "formatVersion: 1\nset: a\n---\nformatVersion: 1\nset: b" },
        { "SEED028", Seeds.Model("customProperties: { a: { metadataType: MetadataIntValue } }") },
        { "SEED029", "formatVersion: 1\nmodels: [" + string.Concat(Enumerable.Repeat("{}, ", 10_001)) + "]" },
        { "SEED040", Seeds.Model("externalId: ''") },
        { "SEED041", Seeds.Model($"externalId: {Long}") },
        { "SEED042", Seeds.Model("description: \"\\0\"") },
        { "SEED043", Seeds.Model("labels: [_seedSet]") },
        { "SEED044", Seeds.Model("customProperties: { a: .inf }") },
        { "SEED045", Seeds.Artifact("uri: x") },
        { "SEED046", Seeds.Model("labels: [a, A]") },
        { "SEED060", "formatVersion: 1\nmodels: [{ name: a }, { name: a }]" },
        { "SEED061", Seeds.Model("versions: [{ name: a }, { name: a }]") },
        { "SEED062", Seeds.Version("artifacts: [{ name: a }, { name: a }]") },
        { "SEED063", Seeds.Model("externalId: e\nversions: [{ name: a, externalId: e }]") },
        { "SEED080", "formatVersion: 1\npolicy: { artifactUris: { allow: [] } }\nmodels: [{ name: m, versions: [{ name: v, artifacts: [{ "
            + "uri: 's3://b' }] }] }]" },
        { "SEED081", Seeds.Artifact("uri: hf://a/b") },
        { "SEED082", "formatVersion: 1\npolicy: { licenses: { allow: [] } }\nmodels: [{ name: m }]" },
        { "SEED083", "formatVersion: 1\npolicy: { requiredLabels: [a] }\nmodels: [{ name: m }]" },
        { "SEED084", "formatVersion: 1\npolicy: { requiredProperties: { model: [a] } }\nmodels: [{ name: m }]" },
        { "SEED085", "formatVersion: 1\npolicy: { artifactUris: { allow: ['**'], pinned: true } }\nmodels: [{ name: m, versions: [{ name: "
            + "v, artifacts: [{ uri: 'oci://r/a:1' }] }] }]" },
        { "SEED086", "formatVersion: 1\npolicy: { origins: { allow: [{ kind: catalog }] } }\nmodels: [{ name: m, versions: [{ name: v, "
            + "artifacts: [{ uri: 's3://b' }] }] }]" },
        { "SEED087", "formatVersion: 1\npolicy: { origins: { allow: [] } }\nmodels: [{ name: m, versions: [{ name: v, artifacts: [{ uri: "
            + "'s3://b', modelSourceKind: catalog }] }] }]" },
    };

    public static TheoryData<string, string> WarningExamples => new()
    {
        { "SEED100", Seeds.Model("description: $$") },
        { "SEED101", Seeds.Model("customProperties: { a: { metadataType: MetadataStructValue, struct_value: {} } }") },
        { "SEED109", Seeds.Model("tasks: [" + string.Concat(Enumerable.Repeat("$$,\n      ", 1_001)) + "]") },
    };

    [Theory]
    [MemberData(nameof(WarningExamples))]
    public async Task A_warning_is_reported(string code, string yaml)
    {
        SeedReadResult result = await Seeds.ReadAsync(yaml);
        Assert.NotNull(result.Seed);
        Assert.Contains(result.Warnings, warning => string.Equals(warning.Code, code, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_warning_can_happen() =>
        Assert.Equal(
            SeedWarningCodes.All.Select(code => code.Code), WarningExamples.Select(example => example.Data.Item1), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_code_is_reported(string code, string yaml)
    {
        SeedReadResult result = await Seeds.ReadAsync(yaml);
        Assert.Contains(result.Errors, error => string.Equals(error.Code, code, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_code_can_happen()
    {
        // These two take files: see SeedFileTests.
        Assert.Equal(
            SeedErrorCodes.All.Select(code => code.Code),
            Examples.Select(example => example.Data.Item1).Concat(["SEED002", "SEED003"]).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}
