using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ModelRegistry.Emulator.Tests;

/// <summary>What the real server was seen to do on PostgreSQL 17 beside the recorded exchanges.</summary>
public sealed class PostgreSqlTests : IAsyncDisposable
{
    private const string Mistyped = "invalid filter query, type mismatch or invalid value in comparison: bad request";

    private readonly ModelRegistryEmulator _registry = ModelRegistryEmulator.Create(new() { Database = RegistryDatabase.PostgreSql });

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public void Names_and_patterns_are_told_apart_by_case()
    {
        _registry.AddRegisteredModel("a");
        _registry.AddRegisteredModel("A");
        _registry.AddRegisteredModel("a ");
        string version = _registry.AddModelVersion("1", "v");
        _registry.AddModelVersion("1", "V");
        _registry.AddModelArtifact(version, "w", "s3://a");
        _registry.AddModelArtifact(version, "W", "s3://a");

        Assert.Equal(["A"], Names("registered_models", "name LIKE \"A\""));
        Assert.Equal(["a", "A"], Names("registered_models", "name ILIKE \"A\""));
        Assert.Equal(["V"], Names("model_versions", "name = \"V\""));
        Assert.Equal(["w"], Names("artifacts", "name = \"w\""));
        Assert.Equal("A", Text(Get("registered_model?name=A"), "name"));
        Assert.Equal(404, _registry.Invoke("GET", "registered_model?name=a++").Status);
    }

    [Fact]
    public void Keys_of_properties_are_told_apart_by_case()
    {
        Post(
            "registered_models",
            """{"name":"m","customProperties":{"k":{"metadataType":"MetadataStringValue","string_value":"1"},"K":{"metadataType":"MetadataStringValue","string_value":"2"}}}""");

        Assert.Equal(["m"], Names("registered_models", "K = \"2\""));
        Assert.Empty(Names("registered_models", "k = \"2\""));
    }

    [Theory]
    [InlineData("owner.string_value = 5")]
    [InlineData("name != true")]
    [InlineData("owner.string_value > 2.5")]
    [InlineData("name IN (\"a\", 5)")]
    [InlineData("name ILIKE 5")]
    [InlineData("externalId = 2.5")]
    [InlineData("id = '1.0'")]
    [InlineData("id IN (1, 'a')")]
    [InlineData("id LIKE 'a'")]
    [InlineData("createTimeSinceEpoch = true")]
    [InlineData("size LIKE 8")]
    [InlineData("size IN (8, 70)")]
    [InlineData("size.double_value = 'big'")]
    [InlineData("flag.bool_value = 1")]
    [InlineData("flag.bool_value = 'maybe'")]
    [InlineData("flag LIKE true")]
    [InlineData("owner = 'x' OR size.int_value = 'big'")]
    [InlineData("owner = ('a', 'b')")]
    [InlineData("id = 2147483648")]
    [InlineData("size > 5000000000")]
    [InlineData("size.int_value < -2147483649.5")]
    public void A_filter_of_the_wrong_type_or_size_is_refused(string filter)
    {
        Assert.Equal((400, $"error listing registered models: {Mistyped}"), List("registered_models", filter));
        Assert.Equal((400, $"error listing metric historys: {Mistyped}"), List("experiment_runs/metric_history", filter));
        (int status, string message) = List("artifacts", filter);
        Assert.Equal(500, status);
        Assert.StartsWith("error listing artifacts: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain(Mistyped, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name = 5", "failed to encode args[1]: unable to encode 5 into text format for text (OID 25): cannot find encode plan")]
    [InlineData(
        "k = 'x' AND state = true",
        "failed to encode args[3]: unable to encode true into binary format for int4 (OID 23): cannot find encode plan")]
    [InlineData("step < 5000000000", "failed to encode args[2]: unable to encode 5000000000 into binary format for int4 (OID 23): "
        + "5000000000 is greater than maximum value for int4")]
    [InlineData("id = 'abc'", "ERROR: invalid input syntax for type integer: \"abc\" (SQLSTATE 22P02)")]
    [InlineData("id = '99999999999'", "ERROR: value \"99999999999\" is out of range for type integer (SQLSTATE 22003)")]
    [InlineData("state IN (\"LIVE\")", "ERROR: invalid input syntax for type integer: \"LIVE\" (SQLSTATE 22P02)")]
    [InlineData("k.double_value = 'x'", "ERROR: invalid input syntax for type double precision: \"x\" (SQLSTATE 22P02)")]
    [InlineData("k.bool_value = 'x'", "ERROR: invalid input syntax for type boolean: \"x\" (SQLSTATE 22P02)")]
    [InlineData("id LIKE 'x'", "ERROR: operator does not exist: integer ~~ unknown (SQLSTATE 42883)")]
    [InlineData("lastUpdateTimeSinceEpoch ILIKE 'x'", "ERROR: operator does not exist: bigint ~~* unknown (SQLSTATE 42883)")]
    public void Lists_of_artifacts_pass_on_what_the_database_says(string filter, string text) =>
        Assert.Equal((500, $"error listing artifacts: {text}"), List("artifacts", filter));

    [Theory]
    [InlineData("id = '1'")]
    [InlineData("id = ' +1 '")]
    [InlineData("id IN ('1', 9)")]
    [InlineData("flag.bool_value = 'yes'")]
    [InlineData("flag.bool_value = ' T '")]
    [InlineData("flag = true")]
    [InlineData("size = 8")]
    [InlineData("size.double_value < 9")]
    [InlineData("size.double_value < '8.5e0'")]
    [InlineData("createTimeSinceEpoch > 5000000000")]
    [InlineData("createTimeSinceEpoch > '5000000000'")]
    [InlineData("name IN ('m', 'n')")]
    public void What_fits_the_column_is_compared(string filter)
    {
        Post(
            "registered_models",
            """{"name":"m","customProperties":{"flag":{"metadataType":"MetadataBoolValue","bool_value":true},"size":{"metadataType":"MetadataDoubleValue","double_value":8}}}""");

        Assert.Equal(["m"], Names("registered_models", filter));
    }

    [Theory]
    [InlineData("step = 2.5", "2")]
    [InlineData("step >= 2.5", "2,3")]
    [InlineData("step > 2.5", "3")]
    [InlineData("step <= -0.5", "0")]
    [InlineData("value >= 2.5", "3")]
    [InlineData("id = 3.9", "0")]
    public void A_fraction_is_cut_off_where_the_column_holds_integers(string filter, string steps)
    {
        string version = _registry.AddModelVersion(_registry.AddRegisteredModel("m"), "v");
        foreach (int step in (int[])[2, 3, 0])
        {
            Post($"model_versions/{version}/artifacts", string.Create(
                CultureInfo.InvariantCulture, $$"""{"artifactType":"metric","name":"m{{step}}","value":{{step}},"step":{{step}}}"""));
        }

        JsonElement list = Get("artifacts?artifactType=metric&filterQuery=" + Uri.EscapeDataString(filter));

        Assert.Equal(
            steps,
            string.Join(',', list.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("step").GetRawText())));
    }

    [Theory]
    [InlineData("0:", "")]
    [InlineData("0:0:0", "")]
    [InlineData("0:1x", "&orderBy=CREATE_TIME")]
    [InlineData("0:99999999999", "")]
    [InlineData("0:99999999999999999999", "&orderBy=LAST_UPDATE_TIME")]
    public void A_page_token_that_does_not_fit_its_column_is_refused(string token, string order)
    {
        string query = "nextPageToken=" + Uri.EscapeDataString(Convert.ToBase64String(Encoding.ASCII.GetBytes(token))) + order;

        Assert.Equal((400, $"error listing model versions: {Mistyped}"), Refused($"model_versions?{query}"));
        Assert.Equal(500, Refused($"artifacts?{query}").Status);
        Assert.Equal(500, Refused($"model_artifacts?{query}").Status);
    }

    [Fact]
    public void A_time_beyond_32_bits_is_a_good_page_token()
    {
        _registry.AddRegisteredModel("m");
        string token = Uri.EscapeDataString(Convert.ToBase64String("0:99999999999"u8));

        Assert.Equal(200, _registry.Invoke("GET", $"registered_models?orderBy=CREATE_TIME&nextPageToken={token}").Status);
    }

    [Fact]
    public void An_empty_step_id_is_refused()
    {
        Assert.Equal((400, $"error listing metric historys: {Mistyped}"), Refused("experiment_runs/metric_history?stepIds=1,,2"));
        Assert.Equal(200, _registry.Invoke("GET", "experiment_runs/metric_history?stepIds=1,+2").Status);
    }

    [Fact]
    public void A_name_that_ends_in_a_backslash_fails_once_there_is_one_to_compare_with()
    {
        const string metric = """{"artifactType":"metric","name":"acc\\","value":1}""";
        const string failure = "error listing artifacts: ERROR: LIKE pattern must not end with escape character (SQLSTATE 22025)";
        string version = _registry.AddModelVersion(_registry.AddRegisteredModel("m\\"), "v");
        string artifacts = $"model_versions/{version}/artifacts";
        Post(artifacts, metric);

        RegistryResponse again = _registry.Invoke("POST", artifacts, metric);

        Assert.Equal((500, failure), (again.Status, Message(again)));
        Assert.Equal((500, failure), Refused($"artifact?parentResourceId={version}&name=acc%5C"));
        Assert.Equal((400, $"error listing registered models: {Mistyped}"), Refused("registered_model?name=m%5C"));
        Assert.Equal((400, $"error listing registered models: {Mistyped}"), List("registered_models", "name LIKE 'm%\\\\'"));
        Assert.Equal(404, _registry.Invoke("GET", "registered_model?name=other%5C").Status);
        Assert.Single(_registry.Snapshot().Artifacts);
    }

    [Fact]
    public void A_uri_must_fit_the_index()
    {
        string version = _registry.AddModelVersion(_registry.AddRegisteredModel("m"), "v");
        string random = Random(2700);
        string Body(string kind, string uri) => $$"""{"artifactType":"{{kind}}","uri":"{{uri}}"}""";

        Assert.All([
            ("model-artifact", "model artifact"),
            ("doc-artifact", "doc artifact"),
            ("dataset-artifact", "dataset"),
        ], ((string Kind, string Word) type) =>
        {
            RegistryResponse reply = _registry.Invoke("POST", $"model_versions/{version}/artifacts", Body(type.Kind, random));
            Assert.Equal(
                (500, $"error saving {type.Word}: ERROR: index row size 2712 exceeds btree version 4 maximum 2704 for index "
                    + "\"idx_artifact_uri\" (SQLSTATE 54000)"),
                (reply.Status, Message(reply)));
        });
        Assert.Empty(_registry.Snapshot().Artifacts);

        Post("artifacts", Body("model-artifact", random[..2692]));
        Post("artifacts", Body("model-artifact", string.Concat(Enumerable.Repeat("s3://bucket/granite/", 500))));
        RegistryResponse patched = _registry.Invoke(
            "PATCH", $"model_artifacts/{_registry.Snapshot().Artifacts[0].Id}", $$"""{"uri":"{{random}}"}""");
        Assert.Equal(500, patched.Status);
    }

    [Fact]
    public void An_over_long_value_is_refused_in_the_words_of_the_database()
    {
        const string tooLong = "ERROR: value too long for type character varying(255) (SQLSTATE 22001)";
        string name = new('n', 256);
        string version = _registry.AddModelVersion(_registry.AddRegisteredModel("m"), "v");

        Assert.Equal((500, $"error saving registered model: {tooLong}"), Posted("registered_models", $$"""{"name":"{{name}}"}"""));
        Assert.Equal(
            (500, $"error saving registered model: {tooLong}"), Posted("registered_models", $$"""{"name":"n","externalId":"{{name}}"}"""));
        Assert.Equal(
            (500, $"error saving metric: {tooLong}"),
            Posted($"model_versions/{version}/artifacts", $$"""{"artifactType":"metric","name":"{{name}}","value":1}"""));
        Assert.Equal(
            (500, $"error creating property {name}: {tooLong}"),
            Posted(
                "registered_models",
                $$"""{"name":"n","customProperties":{"{{name}}":{"metadataType":"MetadataBoolValue","bool_value":true} } }"""));

        (int Status, string Message) Posted(string path, string body)
        {
            RegistryResponse reply = _registry.Invoke("POST", path, body);
            return (reply.Status, Message(reply));
        }
    }

    [Theory]
    [InlineData("CREATE_TIME", "ASC")]
    [InlineData("CREATE_TIME", "DESC")]
    [InlineData("LAST_UPDATE_TIME", "DESC")]
    public async Task Pages_by_time_lose_and_repeat_items_whose_times_are_equal(string orderBy, string sortOrder)
    {
        Assert.Equal((60, 60), await PageAsync(RegistryDatabase.MariaDb));
        (int items, int different) = await PageAsync(RegistryDatabase.PostgreSql);
        Assert.InRange(different, 20, 59);
        Assert.True(items > different, "Nothing was repeated.");

        async Task<(int Items, int Different)> PageAsync(RegistryDatabase database)
        {
            var clock = new FakeTimeProvider();
            await using var registry = ModelRegistryEmulator.Create(new() { Database = database, TimeProvider = clock });
            for (int i = 0; i < 60; i++)
            {
                if (i % 12 == 0)
                {
                    clock.Advance(TimeSpan.FromSeconds(1));
                }

                registry.AddRegisteredModel(string.Create(CultureInfo.InvariantCulture, $"m{i}"));
            }

            var names = new List<string>();
            string token = "";
            do
            {
                RegistryResponse page = registry.Invoke(
                    "GET",
                    $"registered_models?pageSize=7&orderBy={orderBy}&sortOrder={sortOrder}&nextPageToken={Uri.EscapeDataString(token)}");
                using JsonDocument json = JsonDocument.Parse(page.Body);
                names.AddRange(json.RootElement.GetProperty("items").EnumerateArray().Select(static item => item.Text("name")));
                token = json.RootElement.Text("nextPageToken");
            }
            while (token.Length > 0);

            return (names.Count, names.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public async Task Texts_are_in_the_order_of_their_code_points_or_of_a_language()
    {
        Assert.Equal("_,a,b", await BetweenAsync(linguistic: false, "owner >= '_' AND owner < 'c'"));
        Assert.Equal("A,B,_,a,b,ä", await BetweenAsync(linguistic: true, "owner >= '_' AND owner < 'c'"));
        Assert.Equal("A,a,ä", await BetweenAsync(linguistic: true, "owner >= 'a' AND owner < 'b'"));
        Assert.Equal("B", await BetweenAsync(linguistic: true, "owner > 'b'"));
        Assert.Equal("b", await BetweenAsync(linguistic: true, "owner = 'b'"));
        var refusal = Assert.Throws<ArgumentException>(() => ModelRegistryEmulator.Create(new() { LinguisticOrder = true }));
        Assert.StartsWith("Only PostgreSQL can order texts as a language does", refusal.Message, StringComparison.Ordinal);

        static async Task<string> BetweenAsync(bool linguistic, string filter)
        {
            await using var registry = ModelRegistryEmulator.Create(
                new() { Database = RegistryDatabase.PostgreSql, LinguisticOrder = linguistic });
            foreach (string owner in (string[])["A", "B", "_", "a", "b", "ä"])
            {
                Assert.Equal(201, registry.Invoke("POST", "registered_models", $$"""{"name":"{{owner}}","owner":"{{owner}}"}""").Status);
            }

            using JsonDocument list = JsonDocument.Parse(
                registry.Invoke("GET", "registered_models?filterQuery=" + Uri.EscapeDataString(filter)).Body);
            return string.Join(',', list.RootElement.GetProperty("items").EnumerateArray().Select(static item => item.Text("name")));
        }
    }

    [Fact]
    public void An_unknown_database_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelRegistryEmulator.Create(new() { Database = (RegistryDatabase)7 }));

    // Letters and digits that hardly repeat themselves, so that they can't be compressed.
    private static string Random(int length)
    {
        var random = new Random(7);
        return string.Concat(
            Enumerable.Range(0, length).Select(_ => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[random.Next(62)]));
    }

    private string[] Names(string path, string filter) =>
    [
        .. Get($"{path}?filterQuery={Uri.EscapeDataString(filter)}").GetProperty("items").EnumerateArray().Select(
            static item => item.Text("name")),
    ];

    private (int Status, string Message) List(string path, string filter) => Refused($"{path}?filterQuery={Uri.EscapeDataString(filter)}");

    private (int Status, string Message) Refused(string path)
    {
        RegistryResponse reply = _registry.Invoke("GET", path);
        return (reply.Status, Message(reply));
    }

    private JsonElement Get(string path)
    {
        RegistryResponse reply = _registry.Invoke("GET", path);
        Assert.True(reply.Status == 200, reply.Body);
        using JsonDocument json = JsonDocument.Parse(reply.Body);
        return json.RootElement.Clone();
    }

    private void Post(string path, string body)
    {
        RegistryResponse reply = _registry.Invoke("POST", path, body);
        Assert.True(reply.Status is 200 or 201, reply.Body);
    }

    private static string Message(RegistryResponse reply)
    {
        using JsonDocument json = JsonDocument.Parse(reply.Body);
        return Text(json.RootElement, "message");
    }

    private static string Text(JsonElement json, string member) => json.Text(member);
}
