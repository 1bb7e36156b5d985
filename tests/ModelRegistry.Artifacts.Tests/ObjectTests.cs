using ModelRegistry.Artifacts.Tests.Support;

namespace ModelRegistry.Artifacts.Tests;

/// <summary>What object stores and web servers say.</summary>
public sealed class ObjectTests
{
    [Fact]
    public async Task A_folder_is_counted_and_what_only_begins_like_it_is_not()
    {
        await using FauxS3 store = await FauxS3.StartAsync();
        await store.PutAsync(
            "models", ("granite/config.json", "{}"), ("granite/model-1.safetensors", "12345"),
            ("granite/sub/model-2.safetensors", "67"), ("granite-evil/x.safetensors", "evil"));
        using ArtifactChecker checker = For(store);

        ArtifactCheck withSlash = await CheckAsync(checker, "s3://models/granite/", "safetensors");
        ArtifactCheck without = await CheckAsync(checker, "s3://models/granite");

        Assert.Equal((ArtifactStatus.Found, 3, 9L), (withSlash.Status, withSlash.Objects, withSlash.Bytes));
        Assert.NotNull(withSlash.ChangeTime);
        Assert.StartsWith("listing-sha256:", withSlash.Digest, StringComparison.Ordinal);
        Assert.Equal((withSlash.Objects, withSlash.Bytes, withSlash.Digest), (without.Objects, without.Bytes, without.Digest));
    }

    [Fact]
    public async Task One_object_is_found_by_its_name()
    {
        await using FauxS3 store = await FauxS3.StartAsync();
        await store.PutAsync("models", ("granite.gguf", "1234"), ("granite.gguf.sig", "x"));
        using ArtifactChecker checker = For(store);

        ArtifactCheck check = await CheckAsync(checker, "s3://models/granite.gguf", "gguf");

        Assert.Equal((ArtifactStatus.Found, 1, 4L), (check.Status, check.Objects, check.Bytes));
    }

    [Fact]
    public async Task Another_content_is_another_digest()
    {
        await using FauxS3 store = await FauxS3.StartAsync();
        using ArtifactChecker checker = For(store);
        await store.PutAsync("models", ("granite/model.safetensors", "12345"));
        ArtifactCheck before = await CheckAsync(checker, "s3://models/granite/");
        await store.PutAsync("models", ("granite/model.safetensors", "54321"));
        ArtifactCheck after = await CheckAsync(checker, "s3://models/granite/");

        Assert.Equal(before.Bytes, after.Bytes);
        Assert.NotEqual(before.Digest, after.Digest);
    }

    [Theory]
    [InlineData("safetensors", ArtifactStatus.Different)]
    [InlineData("onnx", ArtifactStatus.Found)]
    [InlineData("ONNX", ArtifactStatus.Found)]
    [InlineData("something of ours", ArtifactStatus.Found)]
    [InlineData(null, ArtifactStatus.Found)]
    public async Task A_file_of_the_declared_format_has_to_be_there(string? format, ArtifactStatus status)
    {
        await using FauxS3 store = await FauxS3.StartAsync();
        await store.PutAsync("models", ("granite/model.onnx", "12345"));
        using ArtifactChecker checker = For(store);

        Assert.Equal(status, (await CheckAsync(checker, "s3://models/granite/", format)).Status);
    }

    [Theory]
    [InlineData("s3://models/llama/")]
    [InlineData("s3://models/gran")]
    [InlineData("s3://nowhere/granite/")]
    public async Task What_is_not_there_is_missing(string uri)
    {
        await using FauxS3 store = await FauxS3.StartAsync();
        await store.PutAsync("models", ("granite/model.onnx", "12345"));
        using ArtifactChecker checker = For(store);

        Assert.Equal(ArtifactStatus.Missing, (await CheckAsync(checker, uri)).Status);
    }

    [Fact]
    public async Task More_objects_than_a_page_holds_are_counted()
    {
        await using FauxS3 store = await FauxS3.StartAsync();
        await store.PutAsync("models", [.. Enumerable.Range(0, 1005).Select(number => ($"granite/{number:0000}.bin", "x"))]);
        using ArtifactChecker checker = For(store);

        Assert.Equal(1005, (await CheckAsync(checker, "s3://models/granite/")).Objects);
    }

    [Fact]
    public async Task The_endpoint_of_the_URI_comes_before_that_of_the_options()
    {
        await using FauxS3 store = await FauxS3.StartAsync();
        await store.PutAsync("models", ("granite/model.onnx", "12345"));
        using var checker = new ArtifactChecker(
            new ArtifactCheckerOptions { S3Endpoint = new Uri("http://127.0.0.1:1"), S3Credentials = Credentials, Attempts = 1 });

        ArtifactCheck named = await CheckAsync(
            checker, $"s3://models/granite/?endpoint={Uri.EscapeDataString(store.Address.AbsoluteUri)}&defaultRegion=us-east-1");
        ArtifactCheck other = await CheckAsync(checker, "s3://models/granite/");

        Assert.Equal(ArtifactStatus.Found, named.Status);
        Assert.Equal(ArtifactStatus.Unreachable, other.Status);
    }

    [Theory]
    [InlineData(403, ArtifactStatus.Refused, 1)]
    [InlineData(404, ArtifactStatus.Missing, 1)]
    [InlineData(503, ArtifactStatus.Unreachable, 2)]
    public async Task A_store_that_refuses_or_fails_is_told(int status, ArtifactStatus expected, int attempts)
    {
        await using StubServer store = await StubServer.StartAsync(status);
        using var checker = new ArtifactChecker(
            new ArtifactCheckerOptions { S3Endpoint = store.Address, S3Credentials = Credentials, Attempts = 2 });

        ArtifactCheck check = await CheckAsync(checker, "s3://models/granite/");

        Assert.Equal(expected, check.Status);
        Assert.Contains(store.Host, check.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, store.Requests.Count);
        Assert.All(store.Credentials, header => Assert.DoesNotContain("secret-of-the-test", header, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_for_a_store_do_not_follow_a_redirect()
    {
        await using StubServer other = await StubServer.StartAsync(200);
        await using StubServer store = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = other.Address.AbsoluteUri;
            return Task.CompletedTask;
        });
        using var checker = new ArtifactChecker(
            new ArtifactCheckerOptions { S3Endpoint = store.Address, S3Credentials = Credentials, Attempts = 1 });

        ArtifactCheck check = await CheckAsync(checker, "s3://models/granite/");

        Assert.Equal(ArtifactStatus.Unreachable, check.Status);
        Assert.Contains("responds with 307, a redirect, which is not followed", check.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Without_credentials_a_store_is_asked_anonymously()
    {
        await using StubServer store = await StubServer.StartAsync(403);
        using var checker = new ArtifactChecker(new ArtifactCheckerOptions { S3Endpoint = store.Address, S3Credentials = _ => null });

        await CheckAsync(checker, "s3://models/granite/");

        Assert.Empty(store.Credentials);
    }

    [Theory]
    [InlineData("s3:///granite")]
    [InlineData("s3://models/granite/?endpoint=ftp%3A%2F%2Fx")]
    [InlineData("s3://models/granite/?endpoint=https%3A%2F%2Fuser%3Ahunter2%40x")]
    public async Task What_names_no_bucket_or_no_store_is_told(string uri)
    {
        using var checker = new ArtifactChecker(new ArtifactCheckerOptions { S3Credentials = Credentials });

        ArtifactCheck check = await CheckAsync(checker, uri);

        Assert.Equal(ArtifactStatus.NotCheckable, check.Status);
        Assert.DoesNotContain("hunter2", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_server_is_asked_for_the_head()
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.ContentLength = 1234;
            context.Response.ContentType = "application/octet-stream";
            context.Response.Headers.LastModified = "Fri, 01 May 2026 12:00:00 GMT";
            return Task.CompletedTask;
        });
        using var checker = new ArtifactChecker();

        ArtifactCheck check = await CheckAsync(checker, new Uri(server.Address, "/model.gguf").AbsoluteUri);

        Assert.Equal((ArtifactStatus.Found, 1234L, "application/octet-stream"), (check.Status, check.Bytes, check.MediaType));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), check.ChangeTime);
        Assert.Equal(["HEAD /model.gguf -"], server.Requests);
    }

    [Theory]
    [InlineData(404, ArtifactStatus.Missing)]
    [InlineData(410, ArtifactStatus.Missing)]
    [InlineData(401, ArtifactStatus.Refused)]
    [InlineData(403, ArtifactStatus.Refused)]
    [InlineData(418, ArtifactStatus.Unreachable)]
    public async Task A_web_server_that_refuses_is_told(int status, ArtifactStatus expected)
    {
        await using StubServer server = await StubServer.StartAsync(status);
        using var checker = new ArtifactChecker();

        Assert.Equal(expected, (await CheckAsync(checker, server.Address.AbsoluteUri)).Status);
    }

    [Fact]
    public async Task A_web_server_without_heads_is_asked_for_the_thing_itself()
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Method == "HEAD" ? 405 : 200;
            return Task.CompletedTask;
        });
        using var checker = new ArtifactChecker();

        Assert.Equal(ArtifactStatus.Found, (await CheckAsync(checker, server.Address.AbsoluteUri)).Status);
        Assert.Equal(["HEAD / -", "GET / -"], server.Requests);
    }

    private static ArtifactChecker For(FauxS3 store) =>
        new(new ArtifactCheckerOptions { S3Endpoint = store.Address, S3Credentials = Credentials });

    private static string? Credentials(string name) => name switch
    {
        "AWS_ACCESS_KEY_ID" => "key-of-the-test",
        "AWS_SECRET_ACCESS_KEY" => "secret-of-the-test",
        _ => null,
    };

    private static Task<ArtifactCheck> CheckAsync(ArtifactChecker checker, string uri, string? format = null) =>
        checker.CheckAsync(uri, format, TestContext.Current.CancellationToken);
}
