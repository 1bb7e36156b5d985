namespace ModelRegistry.Seeding.Tests;

public class SeedSchemaTests
{
    private static string SchemaPath => Path.Combine(Seeds.Repository, "schemas", "seed.v1.schema.json");

    [Fact]
    public void The_committed_schema_is_the_generated_one()
    {
        string generated = SeedSchema.ToJson();
        string written = Path.Combine(AppContext.BaseDirectory, "seed.v1.schema.json");
        File.WriteAllText(written, generated);

        Assert.True(string.Equals(File.ReadAllText(SchemaPath), generated, StringComparison.Ordinal), $"The field tables have changed: copy {written} to {SchemaPath}.");
    }
}
