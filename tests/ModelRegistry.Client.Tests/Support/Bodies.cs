namespace ModelRegistry.Client.Tests.Support;

/// <summary>Bodies that a registry answers.</summary>
internal static class Bodies
{
    public const string Model =
        """{"createTimeSinceEpoch":"1700000000000","customProperties":{},"id":"1","lastUpdateTimeSinceEpoch":"1700000000001","name":"m","state":"LIVE"}""";
    public const string Version = """{"customProperties":{},"id":"2","name":"v","registeredModelId":"1","state":"LIVE"}""";
    public const string ModelArtifact = """{"artifactType":"model-artifact","customProperties":{},"id":"3","name":"a","uri":"s3://b/k"}""";
    public const string Environment = """{"customProperties":{},"id":"4","name":"e"}""";
    public const string Service =
        """{"customProperties":{},"desiredState":"DEPLOYED","id":"5","name":"s","registeredModelId":"1","servingEnvironmentId":"4"}""";
    public const string Serve = """{"customProperties":{},"id":"6","lastKnownState":"UNKNOWN","modelVersionId":"2","name":"serve"}""";
    public const string Experiment = """{"customProperties":{},"id":"7","name":"x","state":"LIVE"}""";
    public const string Run = """{"customProperties":{},"experimentId":"7","id":"8","name":"r","state":"LIVE","status":"RUNNING"}""";
    public const string Metric = """{"artifactType":"metric","customProperties":{},"id":"9","name":"acc","value":0.5}""";

    public static string List(params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"nextPageToken":"","pageSize":100,"size":{{items.Length}}}""";

    public static string Page(string nextPageToken, params string[] items) =>
        $$"""{"items":[{{string.Join(',', items)}}],"nextPageToken":"{{nextPageToken}}","pageSize":100,"size":{{items.Length}}}""";
}
