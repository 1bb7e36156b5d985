using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using ModelRegistry.Client.Tests.Support;

namespace ModelRegistry.Client.Tests.Wire;

/// <summary>What something on the way does to responses without being asked.</summary>
public sealed class UnaskedTests
{
    // Long enough to take less when it is compressed.
    private static readonly string Model = Bodies.Model.Replace(
        "\"name\":", $"\"readme\":\"{new string('x', 5000)}\",\"name\":", StringComparison.Ordinal);

    public static TheoryData<string, bool> Encodings() => new()
    {
        { "gzip", true }, { "gzip", false }, { "x-gzip", true }, { "GZIP", true },
        { "deflate", true }, { "identity", true }, { "deflate, gzip", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task A_compressed_body_is_read(string encoding, bool resilience)
    {
        string? asked = null;
        byte[] body = Compress(Model, encoding);
        await using var server = new RawServer(async connection =>
        {
            asked = await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: "
                + $"{encoding}\r\nContent-Length: {body.Length}\r\n\r\n");
            await connection.WriteAsync(body);
            await connection.UntilClosedAsync();
        });
        using ModelRegistryClient registry = Connect(server.Address, resilience);
        RegisteredModel model = await registry.RegisteredModels.GetAsync("1");
        Assert.Equal(("m", 5000), (model.Name, model.Readme!.Length));
        Assert.DoesNotContain("Accept-Encoding", asked, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_length_on_the_way_is_not_that_of_the_body()
    {
        // As long on the way as the buffer that is read into first, which is then full before the body is whole.
        string digits = string.Concat(
            Enumerable.Range(1, 400).Select(static i => (i * 7919L * 7919L % 10007).ToString(CultureInfo.InvariantCulture)));
        byte[] body = Enumerable.Range(1, digits.Length)
            .Select(length => Compress(
                Bodies.Model.Replace("\"m\"", $"\"m\",\"readme\":\"{digits[..length]}\"", StringComparison.Ordinal), "gzip"))
            .First(static compressed => compressed.Length == 256);
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n");
            await connection.WriteAsync(body);
            await connection.UntilClosedAsync();
        });
        using ModelRegistryClient registry = Connect(server.Address, resilience: false);
        Assert.Equal("m", (await registry.RegisteredModels.GetAsync("1")).Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_compressed_error_is_read(bool resilience)
    {
        byte[] body = Compress("""{"code":"Bad Request","message":"gone"}""", "gzip");
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Encoding: "
                + $"gzip\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n");
            await connection.WriteAsync(body);
            await connection.WriteAsync("\r\n0\r\n\r\n");
            await connection.UntilClosedAsync();
        });
        using ModelRegistryClient registry = Connect(server.Address, resilience);
        Assert.Equal(
            "gone", (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"))).ServerMessage);
    }

    [Theory]
    [InlineData("gzip", "not gzip", 200)]
    [InlineData("br", "x", 200)]
    [InlineData("deflate", "not zlib", 200)]
    [InlineData("zstd", "x", 200)]
    [InlineData("gzip, gzip, gzip", "x", 200)]
    [InlineData("gzip", "not gzip", 400)]
    [InlineData("zstd", "x", 400)]
    public async Task One_that_can_t_be_read_is_told(string encoding, string body, int status)
    {
        await using var server = RawServer.Saying($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Encoding: "
            + $"{encoding}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        using ModelRegistryClient registry = Connect(server.Address, resilience: true);
        ModelRegistryException exception = await Assert.ThrowsAsync<ModelRegistryException>(
            () => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" }));
        Assert.Equal((false, status == 200), (exception.IsTransient, exception.IsOutcomeUnknown));
        Assert.Contains(
            status == 200 ? "with a body that can't be read" : "failed with status 400", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Accepted);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task One_that_breaks_off_is_told(string encoding)
    {
        byte[] body = Compress(Bodies.Model, encoding)[..^30];
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: "
                + $"{encoding}\r\nContent-Length: {body.Length}\r\n\r\n");
            await connection.WriteAsync(body);
            await connection.UntilClosedAsync();
        });
        using ModelRegistryClient registry = Connect(server.Address, resilience: false);
        await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"));
    }

    [Theory]
    [InlineData("https://registry.test/api/model_registry/v1alpha3/registered_models/1", "https://registry.test")]
    [InlineData(
        "https://ann:S3cr3t@registry.test:8443/api/model_registry/v1alpha3/registered_models/1?S3cr3t", "https://registry.test:8443")]
    [InlineData("https://REGISTRY.test/", "https://registry.test")]
    public async Task A_redirect_to_https_is_told_as_that(string location, string address)
    {
        foreach (HttpStatusCode status in (HttpStatusCode[])[
            HttpStatusCode.MovedPermanently,
            HttpStatusCode.Found,
            HttpStatusCode.TemporaryRedirect,
            HttpStatusCode.PermanentRedirect,
        ])
        {
            ModelRegistryException exception = await RedirectAsync(location, status);
            Assert.Equal(typeof(ModelRegistryException), exception.GetType());
            Assert.Equal($"getRegisteredModel was redirected from http to https (status {(int)status}): the registry is at {address}. Use "
                + "that as its address.", exception.Message);
            Assert.Equal(status, exception.StatusCode);
        }
    }

    [Theory]
    [InlineData("https://login.test/api/model_registry/v1alpha3/registered_models/1")]
    [InlineData("https://registry.test/oauth/start")]
    [InlineData("http://registry.test/api/model_registry/v1alpha3/registered_models/1")]
    public async Task Another_redirect_is_still_that_of_a_login_page(string location) =>
        Assert.IsType<ModelRegistryUnauthorizedException>(await RedirectAsync(location, HttpStatusCode.Found));

    [Fact]
    public async Task A_field_of_a_later_server_is_told_with_its_version()
    {
        string message = await RefuseAsync(
            "json: unknown field \\\"maturity\\\"",
            registry => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m", Maturity = "x" }));
        Assert.EndsWith("json: unknown field \"maturity\". The registry knows maturity from v0.2.19 of Model Registry on, so this one is "
            + "older: update it, or leave the field out", message, StringComparison.Ordinal);
        Assert.Contains(
            "from v0.2.19 of",
            await RefuseAsync(
                "json: unknown field \\\"readme\\\"",
                registry => registry.RegisteredModels.UpdateAsync("1", new RegisteredModelUpdate { Readme = "x" })),
            StringComparison.Ordinal);
        Assert.Contains(
            "knows modelSourceKind from v0.2.16 of",
            await RefuseAsync(
                "json: unknown field \\\"modelSourceKind\\\"",
                registry => registry.ModelArtifacts.CreateAsync(new ModelArtifactCreate { Name = "a", ModelSourceKind = "x" })),
            StringComparison.Ordinal);
        Assert.Contains(
            "knows modelSourceId from v0.2.16 of",
            await RefuseAsync(
                "json: unknown field \\\"modelSourceId\\\"",
                registry => registry.ModelVersions.UpsertArtifactAsync("2", new ModelArtifactCreate { Name = "a", ModelSourceId = "x" })),
            StringComparison.Ordinal);

        // These never were fields of theirs.
        Assert.EndsWith(
            "unknown field \"bogus\"",
            await RefuseAsync(
                "json: unknown field \\\"bogus\\\"",
                registry => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" })),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "unknown field \"maturity\"",
            await RefuseAsync(
                "json: unknown field \\\"maturity\\\"",
                registry => registry.RegisteredModels.CreateVersionAsync("1", new ModelVersionCreate { Name = "m" })),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "unknown field \"modelSourceId\"",
            await RefuseAsync(
                "json: unknown field \\\"modelSourceId\\\"",
                registry => registry.RegisteredModels.CreateAsync(new RegisteredModelCreate { Name = "m" })),
            StringComparison.Ordinal);
    }

    private static async Task<string> RefuseAsync(string said, Func<ModelRegistryClient, Task> call)
    {
        using var network = new ScriptedHandler(_ => ScriptedHandler.Error(HttpStatusCode.BadRequest, said));
        using ModelRegistryClient registry = TestClient.Over(network);
        return (await Assert.ThrowsAsync<ModelRegistryException>(() => call(registry))).Message;
    }

    private static async Task<ModelRegistryException> RedirectAsync(string location, HttpStatusCode status)
    {
        using var network = new ScriptedHandler(_ => new HttpResponseMessage(status) { Headers = { Location = new Uri(location) } });
        using ModelRegistryClient registry = TestClient.Over(network);
        return await Assert.ThrowsAnyAsync<ModelRegistryException>(() => registry.RegisteredModels.GetAsync("1"));
    }

    private static ModelRegistryClient Connect(Uri address, bool resilience)
    {
        var options = new ModelRegistryClientOptions { BaseAddress = address };
        options.Resilience.Enabled = resilience;
        return ModelRegistryClient.Create(options);
    }

    private static byte[] Compress(string text, string encodings) =>
        encodings.Split(", ").Aggregate(Encoding.UTF8.GetBytes(text), static (body, encoding) =>
        {
            using var compressed = new MemoryStream();
            using (Stream stream = encoding.ToLowerInvariant() switch
            {
                "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
                _ => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            })
            {
                stream.Write(body);
            }

            return encoding == "identity" ? body : compressed.ToArray();
        });
}
