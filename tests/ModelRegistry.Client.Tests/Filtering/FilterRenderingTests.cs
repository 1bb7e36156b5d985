using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client.Tests.Filtering;

/// <summary>What a filter says on the wire, for each kind of list.</summary>
public sealed class FilterRenderingTests
{
    private static readonly double NoNumber = double.NaN;

    private static readonly Func<object>[] NotToBeMade =
    [
        () => RegisteredModelFilter.Name == "'quoted'",
        () => RegisteredModelFilter.Name == "ends in \"",
        () => RegisteredModelFilter.Name == "'",
        () => RegisteredModelFilter.Name == "a\0b",
        () => RegisteredModelFilter.Name == null!,
        () => RegisteredModelFilter.Name.Like("lone\\"),
        () => RegisteredModelFilter.Id == "abc",
        () => RegisteredModelFilter.Id == "-1",
        () => RegisteredModelFilter.Property("") == "x",
        () => RegisteredModelFilter.Property("name") == "x",
        () => RegisteredModelFilter.Property("state") == "x",
        () => RegisteredModelFilter.Property("a`b") == "x",
        () => RegisteredModelFilter.Property("size.int_value") == 3,
        () => RegisteredModelFilter.Property("n") == NoNumber,
        () => ExperimentRunFilter.StartTime > DateTimeOffset.UnixEpoch,
        () => Filter.Raw(" "),
    ];

    public static TheoryData<Filter<RegisteredModel>, string> OnModels() => new()
    {
        { RegisteredModelFilter.Name == "m", "name = \"m\"" },
        { RegisteredModelFilter.Name != "m", "name != \"m\"" },
        { RegisteredModelFilter.Name.Like("Granite%"), "name LIKE \"Granite%\"" },
        { RegisteredModelFilter.Name.ILike("granite%"), "name ILIKE \"granite%\"" },
        { RegisteredModelFilter.Name.StartsWith("100%_"), "name LIKE \"100\\\\%\\\\_%\"" },
        { RegisteredModelFilter.Name.Contains("a\\b"), "name LIKE \"%a\\\\\\\\b%\"" },
        { RegisteredModelFilter.Name.In("a", "b", "c"), "name = \"a\" OR name = \"b\" OR name = \"c\"" },
        { RegisteredModelFilter.Name.In(), "id IN ()" },
        { RegisteredModelFilter.Id == "7", "id = 7" },
        { RegisteredModelFilter.Id.In("7", "8"), "id = 7 OR id = 8" },
        { RegisteredModelFilter.ExternalId >= "x", "externalId >= \"x\"" },
        { RegisteredModelFilter.CreateTime > DateTimeOffset.UnixEpoch, "createTimeSinceEpoch > 0" },
        { RegisteredModelFilter.LastUpdateTime <= DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), "lastUpdateTimeSinceEpoch <= "
            + "1700000000123" },
        { RegisteredModelFilter.State == RegisteredModelState.Live, "state = \"LIVE\"" },
        { RegisteredModelFilter.LibraryName == "vllm", "library_name = \"vllm\"" },
        { RegisteredModelFilter.LicenseLink == "l", "license_link = \"l\"" },
        { RegisteredModelFilter.Property("quantization") == "FP8-dynamic" & RegisteredModelFilter.Name.Like("Granite%"), "quantization = "
            + "\"FP8-dynamic\" AND name LIKE \"Granite%\"" },
        { RegisteredModelFilter.Property("a b") == "x", "`a b` = \"x\"" },
        { RegisteredModelFilter.Property("a.b") == "x", "`a.b` = \"x\"" },
        { RegisteredModelFilter.Property("1st") == "x", "`1st` = \"x\"" },
        { RegisteredModelFilter.Property("back\\slash") == "x", "`back\\\\slash` = \"x\"" },
        { RegisteredModelFilter.Property("ok") == true, "ok = true" },
        { RegisteredModelFilter.Property("ok") != false, "ok != false" },
        { RegisteredModelFilter.Property("n") == 8, "n = 8" },
        { RegisteredModelFilter.Property("n") > -8, "n > -8" },
        { RegisteredModelFilter.Property("n") >= 2.0, "n >= 2" },
        { RegisteredModelFilter.Property("n") >= 2.5, "n >= 2.5 OR n >= 3" },
        { RegisteredModelFilter.Property("n") < -2.5, "n < -2.5 OR n <= -3" },
        { RegisteredModelFilter.Property("n") == 2.5, "n = 2.5" },
        { RegisteredModelFilter.Property("n") != 2.5, "n != 2.5 OR n <= 2 OR n >= 3" },
        { RegisteredModelFilter.Property("n") < 5e9, "n < 5000000000.0 OR n <= 2147483647" },
        { RegisteredModelFilter.Property("n") > 5e9, "n > 5000000000.0" },
        { RegisteredModelFilter.Property("n") > -1e300, "n > -1E+300 OR n >= -2147483648" },
        { RegisteredModelFilter.Property("n") != 5e9, "n != 5000000000.0 OR n <= 2147483647" },
        { RegisteredModelFilter.Property("n") > 1e-9, "n > 1E-09 OR n >= 1" },
        { RegisteredModelFilter.Property("n") == -0.0, "n = 0" },
        { RegisteredModelFilter.Property("n").In(1, 2.5), "n = 1 OR n = 2.5" },
        { RegisteredModelFilter.Property("n") >= 2.5 & RegisteredModelFilter.Name == "m", "(n >= 2.5 OR n >= 3) AND name = \"m\"" },
        { RegisteredModelFilter.Name == "a" | RegisteredModelFilter.Name == "b" & RegisteredModelFilter.Owner == "c", "name = \"a\" OR "
            + "name = \"b\" AND owner = \"c\"" },
        { (RegisteredModelFilter.Name == "a" | RegisteredModelFilter.Name == "b") & RegisteredModelFilter.Owner == "c", "(name = \"a\" OR "
            + "name = \"b\") AND owner = \"c\"" },
        { Filter.All(RegisteredModelFilter.Name == "a", RegisteredModelFilter.Owner == "b", Filter.Any(
            RegisteredModelFilter.Provider == "c",
            RegisteredModelFilter.Provider == "d")), "name = \"a\" AND owner = \"b\" AND (provider = \"c\" OR provider = \"d\")" },
        { RegisteredModelFilter.Name == "it's", "name = \"it's\"" },
        { RegisteredModelFilter.Name == "say \"hi\" twice", "name = \"say \\\"hi\\\" twice\"" },
        { RegisteredModelFilter.Name == "back\\", "name = \"back\\\\\"" },
        { RegisteredModelFilter.Name == "\\'x", "name = \"\\\\'x\"" },
        { RegisteredModelFilter.Name == "", "name = \"\"" },
        { RegisteredModelFilter.Name == " OR 1=1 -- ", "name = \" OR 1=1 -- \"" },
        { RegisteredModelFilter.Name == " OR ' AND \"b", "name = \" OR ' AND \\\"b\"" },
        { Filter.Raw("owner = 'a' OR owner = 'b'"), "owner = 'a' OR owner = 'b'" },
        { Filter.Raw("owner = 'a' OR owner = 'b'") & RegisteredModelFilter.Name == "m", "(owner = 'a' OR owner = 'b') AND name = \"m\"" },
        { Filter.Raw("owner = 'a' -- a comment") & RegisteredModelFilter.Name == "m", "(owner = 'a' -- a comment\n) AND name = \"m\"" },
    };

    public static TheoryData<Filter<ModelVersion>, string> OnVersions() => new()
    {
        { ModelVersionFilter.Name == "v1", "name LIKE \"%:v1\"" },
        { ModelVersionFilter.Name == "v_1%", "name LIKE \"%:v\\\\_1\\\\%\"" },
        { ModelVersionFilter.Name == "a:b", "name LIKE \"%:a:b\"" },
        { ModelVersionFilter.Name.Like("%1"), "name LIKE \"%:%1\"" },
        { ModelVersionFilter.Name.Like("a:%"), "name LIKE \"%:a:%\"" },
        { ModelVersionFilter.Name.ILike("V1"), "name ILIKE \"%:V1\"" },
        { ModelVersionFilter.Name.In("v1", "v2"), "name LIKE \"%:v1\" OR name LIKE \"%:v2\"" },
        { ModelVersionFilter.RegisteredModelId == "7", "registered_model_id = 7" },
        { ModelVersionFilter.Author == "ann", "author = \"ann\"" },
    };

    public static TheoryData<Filter<Artifact>, string> OnArtifacts() => new()
    {
        { ArtifactFilter.State.In(ArtifactState.Live, ArtifactState.Pending), "state = \"LIVE\" OR state = \"PENDING\"" },
        { ArtifactFilter.Uri.StartsWith("s3://bucket/"), "uri LIKE \"s3://bucket/%\"" },
        { ArtifactFilter.ModelFormatName == "safetensors", "model_format_name = \"safetensors\"" },
        { ArtifactFilter.MetricValue > 0.5, "value > 0.5 OR value >= 1" },
        { ArtifactFilter.MetricStep == 3, "step = 3" },
        { ArtifactFilter.MetricStep >= -2147483648, "step >= -2147483648" },
        { ArtifactFilter.MetricStep == 2.5, "id IN ()" },
        { ArtifactFilter.MetricStep != 2.5, "step >= -2147483648" },
        { ArtifactFilter.MetricStep < 2.5, "step <= 2" },
        { ArtifactFilter.MetricStep <= -2.5, "step <= -3" },
        { ArtifactFilter.MetricStep > 2.5, "step >= 3" },
        { ArtifactFilter.MetricStep >= -2.5, "step >= -2" },
        { ArtifactFilter.MetricStep == 5e9, "id IN ()" },
        { ArtifactFilter.MetricStep != -5e9, "step >= -2147483648" },
        { ArtifactFilter.MetricStep < 5e9, "step <= 2147483647" },
        { ArtifactFilter.MetricStep <= -5e9, "id IN ()" },
        { ArtifactFilter.MetricStep > 2147483647.5, "id IN ()" },
        { ArtifactFilter.MetricStep >= -1e300, "step >= -2147483648" },
        { ArtifactFilter.MetricStep.In(1, 2.5, 3), "step = 1 OR id IN () OR step = 3" },
        { ArtifactFilter.MetricStep == 2.5 & ArtifactFilter.State == ArtifactState.Live, "id IN () AND state = \"LIVE\"" },
        { ArtifactFilter.MetricTimestamp >= DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), "timestamp.string_value >= "
            + "\"1700000000123\"" },
        { ArtifactFilter.ParameterValue == "0.1", "value.string_value = \"0.1\"" },
        { ArtifactFilter.ExperimentRunId == "3", "experiment_run_id = 3" },
    };

    public static TheoryData<Filter<RegisteredModel>, Filter<RegisteredModel>> ByName => new()
    {
        { RegisteredModelFilter.Owner.EqualTo("a"), RegisteredModelFilter.Owner == "a" },
        { RegisteredModelFilter.Owner.NotEqualTo("a"), RegisteredModelFilter.Owner != "a" },
        { RegisteredModelFilter.Owner.LessThan("a"), RegisteredModelFilter.Owner < "a" },
        { RegisteredModelFilter.Owner.LessThanOrEqualTo("a"), RegisteredModelFilter.Owner <= "a" },
        { RegisteredModelFilter.Owner.GreaterThan("a"), RegisteredModelFilter.Owner > "a" },
        { RegisteredModelFilter.Owner.GreaterThanOrEqualTo("a"), RegisteredModelFilter.Owner >= "a" },
        { RegisteredModelFilter.Property("k").EqualTo("a"), RegisteredModelFilter.Property("k") == "a" },
        { RegisteredModelFilter.Property("k").NotEqualTo(true), RegisteredModelFilter.Property("k") != true },
        { RegisteredModelFilter.Property("k").LessThan(2.5), RegisteredModelFilter.Property("k") < 2.5 },
        { RegisteredModelFilter.Property("k").LessThanOrEqualTo(2), RegisteredModelFilter.Property("k") <= 2 },
        { RegisteredModelFilter.Property("k").GreaterThan("a"), RegisteredModelFilter.Property("k") > "a" },
        { RegisteredModelFilter.Property("k").GreaterThanOrEqualTo(2), RegisteredModelFilter.Property("k") >= 2 },
        { RegisteredModelFilter.State.EqualTo(RegisteredModelState.Live), RegisteredModelFilter.State == RegisteredModelState.Live },
        { RegisteredModelFilter.Id.EqualTo("1").And(
            RegisteredModelFilter.Name.EqualTo("m")), RegisteredModelFilter.Id == "1" & RegisteredModelFilter.Name == "m" },
        { RegisteredModelFilter.Id.EqualTo("1").Or(
            RegisteredModelFilter.Name.EqualTo("m")), RegisteredModelFilter.Id == "1" | RegisteredModelFilter.Name == "m" },
    };

    [Theory]
    [MemberData(nameof(ByName))]
    public void Methods_say_what_operators_say(Filter<RegisteredModel> method, Filter<RegisteredModel> operation) =>
        Assert.Equal(operation.ToString(), method.ToString());

    [Theory]
    [MemberData(nameof(OnModels))]
    public void For_models(Filter<RegisteredModel> filter, string expected)
    {
        Assert.Equal(expected, filter.Render(FilterTarget.RegisteredModels));
        Assert.Equal(expected, filter.ToString());
    }

    [Theory]
    [MemberData(nameof(OnVersions))]
    public void For_versions(Filter<ModelVersion> filter, string expected) =>
        Assert.Equal(expected, filter.Render(FilterTarget.ModelVersions));

    [Theory]
    [MemberData(nameof(OnArtifacts))]
    public void For_artifacts(Filter<Artifact> filter, string expected) => Assert.Equal(expected, filter.Render(FilterTarget.Artifacts));

    [Fact]
    public void For_metric_histories()
    {
        Assert.Equal(@"name LIKE ""%:acc\\_\\______________""", (MetricFilter.Name == "acc").Render(FilterTarget.MetricHistory));
        Assert.Equal(@"name LIKE ""%:a%\\_\\______________""", MetricFilter.Name.StartsWith("a").Render(FilterTarget.MetricHistory));
    }

    [Fact]
    public void What_the_server_has_no_form_for_is_refused() => Assert.All(NotToBeMade, make => Assert.ThrowsAny<ArgumentException>(make));

    [Fact]
    public void What_the_server_gets_wrong_is_refused_by_the_list()
    {
        using ModelRegistryClient registry = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = new Uri("http://localhost:1") });
        Action[] lists =
        [
            () => registry.ModelVersions.ListAsync(ModelVersionFilter.Name != "x"),
            () => registry.ModelVersions.ListAsync(ModelVersionFilter.Author == "x" | ModelVersionFilter.Name < "x"),
            () => registry.ExperimentRuns.ListAsync(ExperimentRunFilter.Name != "x"),
            () => registry.Artifacts.ListAsync(new() { Filter = ArtifactFilter.Name != "x" }),
            () => registry.ExperimentRuns.ListMetricHistoryAsync("1", new() { Filter = MetricFilter.Name >= "x" }),
        ];
        Assert.All(
            lists, list => Assert.Contains("parent's id", Assert.Throws<NotSupportedException>(list).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_raw_filter_stands_on_every_list_that_takes_one()
    {
        using ModelRegistryClient registry = ModelRegistryClient.Create(
            new ModelRegistryClientOptions { BaseAddress = new Uri("http://localhost:1") });
        RawFilter raw = Filter.Raw("name = 'x'");
        Assert.NotNull(registry.RegisteredModels.ListAsync(raw));
        Assert.NotNull(registry.RegisteredModels.ListAsync(new() { Filter = raw }));
        Assert.NotNull(registry.RegisteredModels.ListVersionsAsync("1", new() { Filter = raw }));
        Assert.NotNull(registry.ModelVersions.ListAsync(raw));
        Assert.NotNull(registry.ModelVersions.ListArtifactsAsync("1", new() { Filter = raw }));
        Assert.NotNull(registry.Artifacts.ListAsync(new() { Filter = raw }));
        Assert.NotNull(registry.Experiments.ListAsync(raw));
        Assert.NotNull(registry.Experiments.ListRunsAsync("1", raw));
        Assert.NotNull(registry.ExperimentRuns.ListAsync(raw));
        Assert.NotNull(registry.ExperimentRuns.ListMetricHistoryAsync("1", new() { Filter = raw }));
        Assert.Equal("name = 'x'", raw.ToString());
        Assert.Null((Filter<ModelVersion>?)(RawFilter?)null);
    }

    [Fact]
    public void A_long_list_of_values_makes_no_deep_tree() =>
        Assert.EndsWith(
            "id = 99999",
            RegisteredModelFilter.Id.In(Enumerable.Range(0, 100_000).Select(id => $"{id}")).Render(FilterTarget.RegisteredModels),
            StringComparison.Ordinal);
}
