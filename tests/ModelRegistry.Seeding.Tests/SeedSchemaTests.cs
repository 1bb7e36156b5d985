using Json.Schema;

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

        Assert.True(
            string.Equals(File.ReadAllText(SchemaPath), generated, StringComparison.Ordinal),
            $"The field tables have changed: copy {written} to {SchemaPath}.");
    }

    [Fact]
    public void A_misspelt_keyword_in_the_schema_is_found()
    {
        string misspelt = SeedSchema.ToJson().Replace("\"maxLength\"", "\"maxLenght\"", StringComparison.Ordinal);
        Assert.Contains(
            "maxLenght", Assert.Throws<JsonSchemaException>(() => StrictSchema.Read(misspelt)).Message, StringComparison.Ordinal);
    }

    // JSON is YAML, so what the reader and the schema say about the same text can be compared.
    [Theory]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m"}]}""", true)]
    [InlineData(
        """{"formatVersion":1,"set":"s","defaults":{"model":{"owner":"o"},"version":{"author":"a"},"artifact":{"storageKey":"k"}},"models":[{"name":"m"}]}""",
        true)]
    [InlineData(
        """{"formatVersion":1,"policy":{"artifactUris":{"allow":["s3://b/**"]},"licenses":{"allow":["mit"]},"requiredLabels":[],"requiredProperties":{"model":[],"version":[]}},"models":[{"name":"m","license":"MIT"}]}""",
        true)]
    [InlineData("""{"formatVersion":1,"models":[{"name":1.10,"versions":[{"name":2}]}]}""", true)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","state":"${STATE:-LIVE}"}]}""", true)]
    [InlineData(
        """{"formatVersion":1,"models":[{"name":"m","labels":["a"],"customProperties":{"s":"x","i":1,"d":1.5,"b":true,"o":{"a":[null]},"w":{"metadataType":"MetadataIntValue","int_value":"1"},"e":99999999999.5}}]}""",
        true)]
    [InlineData(
        """{"formatVersion":1,"models":[{"name":"m","versions":[{"name":"v","artifacts":[{"modelFormatName":"onnx"},{"artifactType":"doc-artifact"},{"artifactType":"dataset-artifact","digest":"d"}]}]}]}""",
        true)]
    [InlineData("""{"formatVersion":2,"models":[{"name":"m"}]}""", false)]
    [InlineData("""{"models":[{"name":"m"}]}""", false)]
    [InlineData("""{"formatVersion":1,"model":[{"name":"m"}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":""}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","ownr":"x"}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","owner":null}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","owner":true}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","state":"live"}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","labels":"a"}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","labels":["_seedSet"]}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","customProperties":{"experiment_id":"x"}}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","customProperties":{"a":["x"]}}]}""", true)]
    [InlineData("""{"formatVersion":1,"substitution":false,"models":[{"name":"${X}"}]}""", true)]
    [InlineData("""{"formatVersion":1,"substitution":"false","models":[{"name":"m"}]}""", false)]
    [InlineData(
        """{"formatVersion":1,"models":[{"name":"m","customProperties":{"_registeredFromUri":"x","_registeredFromDigest":"y"}}]}""", true)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","customProperties":{"_lastModified":"x"}}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","labels":["_artifactDigest"]}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","labels":["x_lastModified"]}]}""", true)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","customProperties":{"a":null}}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","customProperties":{"a":2147483648}}]}""", false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","customProperties":{"a":{"metadataType":"MetadataIntValue"}}}]}""", false)]
    [InlineData(
        """{"formatVersion":1,"models":[{"name":"m","customProperties":{"a":{"metadataType":"MetadataProtoValue","proto_value":"x"}}}]}""",
        false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","versions":[{"name":"v","artifacts":[{"digest":"d"}]}]}]}""", false)]
    [InlineData(
        """{"formatVersion":1,"models":[{"name":"m","versions":[{"name":"v","artifacts":[{"artifactType":"doc-artifact","storageKey":"k"}]}]}]}""",
        false)]
    [InlineData("""{"formatVersion":1,"models":[{"name":"m","versions":[{"name":"v","artifacts":[{"artifactType":"metric"}]}]}]}""", false)]
    [InlineData("""{"formatVersion":1,"defaults":{"model":{"name":"x"}},"models":[{"name":"m"}]}""", false)]
    [InlineData("""{"formatVersion":1,"defaults":{"artifact":{"uri":"s3://b"}},"models":[{"name":"m"}]}""", false)]
    [InlineData("""{"formatVersion":1,"policy":{"artifactUris":{}},"models":[{"name":"m"}]}""", false)]
    public async Task The_schema_and_the_reader_agree(string json, bool isGood)
    {
        JsonSchema schema = StrictSchema.Read(SeedSchema.ToJson());
        SeedReadResult result = await Seeds.ReadAsync(json);
        Assert.Equal((isGood, isGood), (schema.Accepts(json), result.Seed is not null));
    }
}
