using System.Text.Json;
using System.Text.Json.Serialization;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Wire;

public sealed class JsonContextsTests
{
    [Fact]
    public void Every_part_of_the_API_reads_and_writes_JSON_by_the_same_rules()
    {
        Type[] contexts =
        [
            .. typeof(ModelRegistryClient).Assembly.GetTypes().Where(type => type.BaseType == typeof(JsonSerializerContext)),
        ];
        Assert.Equal(
            [typeof(ArtifactsJson), typeof(CatalogJson), typeof(ExperimentsJson), typeof(ModelsJson), typeof(ServingJson)],
            contexts.OrderBy(context => context.Name, StringComparer.Ordinal));
        Assert.All(contexts, context =>
        {
            JsonSerializerOptions options = ((JsonSerializerContext)context.GetProperty("Default")!.GetValue(null)!).Options;
            Assert.Same(JsonNamingPolicy.CamelCase, options.PropertyNamingPolicy);
            Assert.Equal(JsonIgnoreCondition.WhenWritingNull, options.DefaultIgnoreCondition);
            Assert.Equal(JsonNumberHandling.Strict, options.NumberHandling);
            Assert.True(options.RespectNullableAnnotations);
        });
    }
}
