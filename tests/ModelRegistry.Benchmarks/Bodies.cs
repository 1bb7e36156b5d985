using System.Globalization;

namespace ModelRegistry.Benchmarks;

/// <summary>What a registry answers.</summary>
internal static class Bodies
{
    public static string Model(int id) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"createTimeSinceEpoch":"1700000000000","customProperties":{"fp8":{"metadataType":"MetadataStringValue","string_value":""},"quantization":{"metadataType":"MetadataStringValue","string_value":"FP8-dynamic"},"size":{"int_value":"8","metadataType":"MetadataIntValue"},"score":{"double_value":0.75,"metadataType":"MetadataDoubleValue"},"validated":{"bool_value":true,"metadataType":"MetadataBoolValue"}},"description":"A model of eight billion parameters","externalId":"granite-{{{id}}}","id":"{{{id}}}","language":["en","de"],"lastUpdateTimeSinceEpoch":"1700000000001","license":"apache-2.0","name":"Granite-3.1-8b-Instruct-FP8-{{{id}}}","owner":"ai-admin","provider":"IBM","state":"LIVE","tasks":["text-generation"]}""");

    public static string List(int count) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"items":[{{string.Join(',', Enumerable.Range(1, count).Select(Model))}}],"nextPageToken":"","pageSize":{{count}},"size":{{count}}}""");
}
