using ModelRegistry.Client.Filtering;

namespace ModelRegistry.Client.Tests.Filtering;

/// <summary>What a filter says on the wire, for each kind of list.</summary>
public sealed class FilterRenderingTests
{
    private static readonly double NoNumber = double.NaN;

    private static readonly Func<Filter>[] NotToBeMade =
    [
        () => Filter.Name == "'quoted'",
        () => Filter.Name == "ends in \"",
        () => Filter.Name == "'",
        () => Filter.Name == "a\0b",
        () => Filter.Name == null!,
        () => Filter.Name.Like("lone\\"),
        () => Filter.Id == "abc",
        () => Filter.Id == "-1",
        () => Filter.Property("") == "x",
        () => Filter.Property("name") == "x",
        () => Filter.Property("state") == "x",
        () => Filter.Property("a`b") == "x",
        () => Filter.Property("size.int_value") == 3,
        () => Filter.Property("n") == NoNumber,
        () => Filter.StartTime > DateTimeOffset.UnixEpoch,
        () => Filter.Raw(" "),
    ];

    public static TheoryData<Filter, string> OnModels() => new()
    {
        { Filter.Name == "m", "name = \"m\"" },
        { Filter.Name != "m", "name != \"m\"" },
        { Filter.Name.Like("Granite%"), "name LIKE \"Granite%\"" },
        { Filter.Name.ILike("granite%"), "name ILIKE \"granite%\"" },
        { Filter.Name.StartsWith("100%_"), "name LIKE \"100\\\\%\\\\_%\"" },
        { Filter.Name.Contains("a\\b"), "name LIKE \"%a\\\\\\\\b%\"" },
        { Filter.Name.In("a", "b", "c"), "name = \"a\" OR name = \"b\" OR name = \"c\"" },
        { Filter.Name.In(), "id IN ()" },
        { Filter.Id == "7", "id = 7" },
        { Filter.Id.In("7", "8"), "id = 7 OR id = 8" },
        { Filter.ExternalId >= "x", "externalId >= \"x\"" },
        { Filter.CreateTime > DateTimeOffset.UnixEpoch, "createTimeSinceEpoch > 0" },
        { Filter.LastUpdateTime <= DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), "lastUpdateTimeSinceEpoch <= 1700000000123" },
        { Filter.State == "LIVE", "state = \"LIVE\"" },
        { Filter.LibraryName == "vllm", "library_name = \"vllm\"" },
        { Filter.LicenseLink == "l", "license_link = \"l\"" },
        { Filter.Property("quantization") == "FP8-dynamic" & Filter.Name.Like("Granite%"), "quantization = \"FP8-dynamic\" AND name LIKE \"Granite%\"" },
        { Filter.Property("a b") == "x", "`a b` = \"x\"" },
        { Filter.Property("a.b") == "x", "`a.b` = \"x\"" },
        { Filter.Property("1st") == "x", "`1st` = \"x\"" },
        { Filter.Property("back\\slash") == "x", "`back\\\\slash` = \"x\"" },
        { Filter.Property("ok") == true, "ok = true" },
        { Filter.Property("ok") != false, "ok != false" },
        { Filter.Property("n") == 8, "n = 8" },
        { Filter.Property("n") > -8, "n > -8" },
        { Filter.Property("n") >= 2.0, "n >= 2" },
        { Filter.Property("n") >= 2.5, "n >= 2.5 OR n >= 3" },
        { Filter.Property("n") < -2.5, "n < -2.5 OR n <= -3" },
        { Filter.Property("n") == 2.5, "n = 2.5" },
        { Filter.Property("n") != 2.5, "n != 2.5 OR n <= 2 OR n >= 3" },
        { Filter.Property("n") < 5e9, "n < 5000000000.0 OR n <= 2147483647" },
        { Filter.Property("n") > 5e9, "n > 5000000000.0" },
        { Filter.Property("n") > -1e300, "n > -1E+300 OR n >= -2147483648" },
        { Filter.Property("n") != 5e9, "n != 5000000000.0 OR n <= 2147483647" },
        { Filter.Property("n") > 1e-9, "n > 1E-09 OR n >= 1" },
        { Filter.Property("n") == -0.0, "n = 0" },
        { Filter.Property("n").In(1, 2.5), "n = 1 OR n = 2.5" },
        { Filter.Property("n") >= 2.5 & Filter.Name == "m", "(n >= 2.5 OR n >= 3) AND name = \"m\"" },
        { Filter.Name == "a" | Filter.Name == "b" & Filter.Owner == "c", "name = \"a\" OR name = \"b\" AND owner = \"c\"" },
        { (Filter.Name == "a" | Filter.Name == "b") & Filter.Owner == "c", "(name = \"a\" OR name = \"b\") AND owner = \"c\"" },
        { Filter.All(Filter.Name == "a", Filter.Owner == "b", Filter.Any(Filter.Provider == "c", Filter.Provider == "d")), "name = \"a\" AND owner = \"b\" AND (provider = \"c\" OR provider = \"d\")" },
        { Filter.Name == "it's", "name = \"it's\"" },
        { Filter.Name == "say \"hi\" twice", "name = \"say \\\"hi\\\" twice\"" },
        { Filter.Name == "back\\", "name = \"back\\\\\"" },
        { Filter.Name == "\\'x", "name = \"\\\\'x\"" },
        { Filter.Name == "", "name = \"\"" },
        { Filter.Name == " OR 1=1 -- ", "name = \" OR 1=1 -- \"" },
        { Filter.Name == " OR ' AND \"b", "name = \" OR ' AND \\\"b\"" },
        { Filter.Raw("owner = 'a' OR owner = 'b'"), "owner = 'a' OR owner = 'b'" },
        { Filter.Raw("owner = 'a' OR owner = 'b'") & Filter.Name == "m", "(owner = 'a' OR owner = 'b') AND name = \"m\"" },
        { Filter.Raw("owner = 'a' -- a comment") & Filter.Name == "m", "(owner = 'a' -- a comment\n) AND name = \"m\"" },
    };

    public static TheoryData<Filter, string> OnVersions() => new()
    {
        { Filter.Name == "v1", "name LIKE \"%:v1\"" },
        { Filter.Name == "v_1%", "name LIKE \"%:v\\\\_1\\\\%\"" },
        { Filter.Name == "a:b", "name LIKE \"%:a:b\"" },
        { Filter.Name.Like("%1"), "name LIKE \"%:%1\"" },
        { Filter.Name.Like("a:%"), "name LIKE \"%:a:%\"" },
        { Filter.Name.ILike("V1"), "name ILIKE \"%:V1\"" },
        { Filter.Name.In("v1", "v2"), "name LIKE \"%:v1\" OR name LIKE \"%:v2\"" },
        { Filter.RegisteredModelId == "7", "registered_model_id = 7" },
        { Filter.Author == "ann", "author = \"ann\"" },
    };

    public static TheoryData<Filter, string> OnArtifacts() => new()
    {
        { Filter.State.In("LIVE", "PENDING"), "state = \"LIVE\" OR state = \"PENDING\"" },
        { Filter.Uri.StartsWith("s3://bucket/"), "uri LIKE \"s3://bucket/%\"" },
        { Filter.ModelFormatName == "safetensors", "model_format_name = \"safetensors\"" },
        { Filter.MetricValue > 0.5, "value > 0.5 OR value >= 1" },
        { Filter.MetricStep == 3, "step = 3" },
        { Filter.MetricStep >= -2147483648, "step >= -2147483648" },
        { Filter.MetricStep == 2.5, "id IN ()" },
        { Filter.MetricStep != 2.5, "step >= -2147483648" },
        { Filter.MetricStep < 2.5, "step <= 2" },
        { Filter.MetricStep <= -2.5, "step <= -3" },
        { Filter.MetricStep > 2.5, "step >= 3" },
        { Filter.MetricStep >= -2.5, "step >= -2" },
        { Filter.MetricStep == 5e9, "id IN ()" },
        { Filter.MetricStep != -5e9, "step >= -2147483648" },
        { Filter.MetricStep < 5e9, "step <= 2147483647" },
        { Filter.MetricStep <= -5e9, "id IN ()" },
        { Filter.MetricStep > 2147483647.5, "id IN ()" },
        { Filter.MetricStep >= -1e300, "step >= -2147483648" },
        { Filter.MetricStep.In(1, 2.5, 3), "step = 1 OR id IN () OR step = 3" },
        { Filter.MetricStep == 2.5 & Filter.State == "LIVE", "id IN () AND state = \"LIVE\"" },
        { Filter.MetricTimestamp >= DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), "timestamp.string_value >= \"1700000000123\"" },
        { Filter.ParameterValue == "0.1", "value.string_value = \"0.1\"" },
        { Filter.ExperimentRunId == "3", "experiment_run_id = 3" },
    };

    [Theory]
    [MemberData(nameof(OnModels))]
    public void For_models(Filter filter, string expected)
    {
        Assert.Equal(expected, filter.Render(FilterTarget.RegisteredModels));
        Assert.Equal(expected, filter.ToString());
    }

    [Theory]
    [MemberData(nameof(OnVersions))]
    public void For_versions(Filter filter, string expected) => Assert.Equal(expected, filter.Render(FilterTarget.ModelVersions));

    [Theory]
    [MemberData(nameof(OnArtifacts))]
    public void For_artifacts(Filter filter, string expected) => Assert.Equal(expected, filter.Render(FilterTarget.Artifacts));

    [Fact]
    public void For_metric_histories()
    {
        Assert.Equal(@"name LIKE ""%:acc\\_\\______________""", (Filter.Name == "acc").Render(FilterTarget.MetricHistory));
        Assert.Equal(@"name LIKE ""%:a%\\_\\______________""", Filter.Name.StartsWith("a").Render(FilterTarget.MetricHistory));
    }

    [Fact]
    public void What_the_server_has_no_form_for_is_refused() => Assert.All(NotToBeMade, make => Assert.ThrowsAny<ArgumentException>(make));

    [Fact]
    public void What_the_server_gets_wrong_is_refused()
    {
        foreach (FilterTarget target in (FilterTarget[])[FilterTarget.ModelVersions, FilterTarget.ExperimentRuns, FilterTarget.Artifacts, FilterTarget.MetricHistory])
        {
            Assert.Contains("parent's id", Assert.Throws<NotSupportedException>(() => (Filter.Name != "x").Render(target)).Message, StringComparison.Ordinal);
            Assert.Throws<NotSupportedException>(() => (Filter.Owner == "x" | Filter.Name < "x").Render(target));
        }

        Assert.Contains("Registered models have no author", Assert.Throws<NotSupportedException>(() => (Filter.Author == "x").Render(FilterTarget.RegisteredModels)).Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => (Filter.Provider == "x").Render(FilterTarget.ModelVersions));
    }

    [Fact]
    public void Lists_that_ignore_filters_refuse_them()
    {
        using ModelRegistryClient registry = ModelRegistryClient.Create(new ModelRegistryClientOptions { BaseAddress = new Uri("http://localhost:1") });
        var options = new ListOptions { Filter = Filter.Raw("name = 'x'") };
        Assert.Throws<NotSupportedException>(() => registry.ModelArtifacts.ListAsync(options));
        Assert.Throws<NotSupportedException>(() => registry.ServingEnvironments.ListAsync(options));
        Assert.Throws<NotSupportedException>(() => registry.ServingEnvironments.ListInferenceServicesAsync("1", options));
        Assert.Throws<NotSupportedException>(() => registry.InferenceServices.ListAsync(options));
        Assert.Throws<NotSupportedException>(() => registry.InferenceServices.ListServesAsync("1", options));
        Assert.NotNull(registry.Artifacts.ListAsync(new ArtifactListOptions { Filter = options.Filter }));
    }

    [Fact]
    public void A_long_list_of_values_makes_no_deep_tree() =>
        Assert.EndsWith("id = 99999", Filter.Id.In(Enumerable.Range(0, 100_000).Select(id => $"{id}")).Render(FilterTarget.RegisteredModels), StringComparison.Ordinal);
}
