namespace ModelRegistry.Seeding.Tests;

public class DuplicateTests
{
    [Fact]
    public async Task A_second_declaration_names_both_places()
    {
        SeedReadResult result = await Seeds.ReadAsync("""
            formatVersion: 1
            models:
              - name: granite
              - description: the same again
                name: granite
              - name: GRANITE
            """);
        Assert.Equal(
            [
                "<stdin>:5:11: SEED060 the model 'granite' is declared already, at <stdin>:3:11: declare it once",
                "<stdin>:6:11: SEED060 the model 'GRANITE' differs from 'granite', at <stdin>:3:11, only in case or accents, which do not "
                    + "count in a registry on MariaDB: rename one of them",
            ],
            result.Errors.Select(error => error.ToString()),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("versions: [{ name: v }, { name: w },\n{ name: V }]", "5:13 SEED061")]
    [InlineData("versions: [{ name: v, artifacts: [{ name: a },\n{ name: A }] }]", "5:13 SEED062")]
    [InlineData("versions: [{ name: v, artifacts: [{ name: M },\n{ uri: s3://b/x }] }]", "5:5 SEED062")]
    [InlineData("versions: [{ name: v, artifacts: [{ uri: s3://b/y },\n{ uri: s3://b/x }] }]", "5:5 SEED062")]
    [InlineData("externalId: e\nversions: [{ name: v, externalId: E }]", "5:39 SEED063")]
    [InlineData(
        "versions: [{ name: v, artifacts: [{ name: a, externalId: e }] },\n{ name: w, artifacts: [{ name: a, externalId: e }] }]",
        "5:51 SEED063")]
    public async Task What_the_registry_would_take_for_one_is_refused(string lines, string error)
    {
        Assert.Equal([error], await Seeds.ReadBadAsync(Seeds.Model(lines)));
    }

    [Theory]
    [InlineData("externalId: e\nversions: [{ name: v, artifacts: [{ externalId: e }] }]")]
    [InlineData("versions: [{ name: v, artifacts: [{ name: a }, { name: a, artifactType: doc-artifact }] }]")]
    [InlineData("versions: [{ name: v, artifacts: [{ name: a }] }, { name: w, artifacts: [{ name: a }] }]")]
    public async Task What_the_registry_keeps_apart_is_accepted(string lines) => await Seeds.ReadGoodAsync(Seeds.Model(lines));

    [Fact]
    public async Task An_unreadable_name_is_not_a_duplicate()
    {
        Assert.Equal(["2:18 SEED040", "2:32 SEED040"], await Seeds.ReadBadAsync("formatVersion: 1\nmodels: [{ name: '' }, { name: '' }]"));
    }
}
