using System.Text.Json.Serialization;

namespace ModelRegistry.Client.Wire;

/// <summary>
/// What a catalog responds with. It is apart from the contexts of the registry, so that who calls no catalog has none of it.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CatalogModel))]
[JsonSerializable(typeof(CatalogArtifact))]
[JsonSerializable(typeof(CatalogModelArtifact))]
[JsonSerializable(typeof(CatalogMetricsArtifact))]
[JsonSerializable(typeof(UnknownCatalogArtifact))]
[JsonSerializable(typeof(CatalogFilterOptions))]
[JsonSerializable(typeof(ListResponse<CatalogSource>), TypeInfoPropertyName = "CatalogSourceList")]
[JsonSerializable(typeof(ListResponse<CatalogLabel>), TypeInfoPropertyName = "CatalogLabelList")]
[JsonSerializable(typeof(ListResponse<CatalogModel>), TypeInfoPropertyName = "CatalogModelList")]
[JsonSerializable(typeof(ListResponse<CatalogArtifact>), TypeInfoPropertyName = "CatalogArtifactList")]
internal sealed partial class CatalogJson : JsonSerializerContext;
