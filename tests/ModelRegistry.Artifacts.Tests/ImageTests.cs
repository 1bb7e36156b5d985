using System.Text;
using Microsoft.AspNetCore.Http;
using ModelRegistry.Artifacts.Tests.Support;

namespace ModelRegistry.Artifacts.Tests;

/// <summary>What image registries say, and what they are told in turn.</summary>
public sealed class ImageTests : IDisposable
{
    private const string Manifest = """{"schemaVersion":2,"config":{"size":2},"layers":[{"size":40}]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_is_found_by_tag_and_by_digest()
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync();
        string digest = await registry.PushAsync("models/granite", "1.5", "the weights");
        using ArtifactChecker checker = For(registry.Host);

        ArtifactCheck byTag = await CheckAsync(checker, $"oci://{registry.Host}/models/granite:1.5");
        ArtifactCheck byDigest = await CheckAsync(checker, $"oci://{registry.Host}/models/granite@{digest}");
        ArtifactCheck byBoth = await CheckAsync(checker, $"oci://{registry.Host}/models/granite:other@{digest}");

        Assert.Equal((ArtifactStatus.Found, digest, 13L), (byTag.Status, byTag.Digest, byTag.Bytes));
        Assert.Equal(DockerRegistry.ManifestType, byTag.MediaType);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero), byTag.ChangeTime);
        Assert.All([byDigest, byBoth], check => Assert.Equal((ArtifactStatus.Found, digest), (check.Status, check.Digest)));
    }

    [Fact]
    public async Task An_index_has_the_size_of_its_image_for_amd64()
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync();
        string arm = await registry.PushAsync("models/granite", "arm", "short");
        string amd = await registry.PushAsync("models/granite", "amd", "somewhat longer");
        string index = await registry.PushIndexAsync("models/granite", "both", ("arm64", arm), ("amd64", amd));
        using ArtifactChecker checker = For(registry.Host);

        ArtifactCheck check = await CheckAsync(checker, $"oci://{registry.Host}/models/granite:both");

        Assert.Equal(
            (ArtifactStatus.Found, index, 17L, DockerRegistry.IndexType), (check.Status, check.Digest, check.Bytes, check.MediaType));
    }

    [Theory]
    [InlineData("models/granite:2.0")]
    [InlineData("models/llama:1.5")]
    [InlineData("models/granite")]
    [InlineData("models/granite@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task An_image_that_is_not_there_is_missing(string image)
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync();
        await registry.PushAsync("models/granite", "1.5", "the weights");
        using ArtifactChecker checker = For(registry.Host);

        ArtifactCheck check = await CheckAsync(checker, $"oci://{registry.Host}/{image}");

        Assert.Equal(ArtifactStatus.Missing, check.Status);
        Assert.StartsWith($"{registry.Host} has no models/", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_with_a_password_takes_that_of_the_pull_secret()
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync(needsPassword: true);
        string digest = await registry.PushAsync("models/granite", "1.5", "the weights");
        string uri = $"oci://{registry.Host}/models/granite:1.5";
        using ArtifactChecker anonymous = For(registry.Host);
        using ArtifactChecker right = For(registry.Host, Secret(registry.Host, DockerRegistry.Password));
        using ArtifactChecker wrong = For(registry.Host, Secret(registry.Host, "wrong"));
        using ArtifactChecker others = For(registry.Host, Secret("quay.io", DockerRegistry.Password));

        ArtifactCheck refused = await CheckAsync(anonymous, uri);

        Assert.Equal(
            (ArtifactStatus.Refused, $"{registry.Host} responds with 401, and no pull secret is given"), (refused.Status, refused.Message));
        Assert.Equal((ArtifactStatus.Found, digest), (await CheckAsync(right, uri) is var check) ? (check.Status, check.Digest!) : default);
        Assert.Equal(ArtifactStatus.Refused, (await CheckAsync(wrong, uri)).Status);
        Assert.Equal(ArtifactStatus.Refused, (await CheckAsync(others, uri)).Status);
    }

    [Theory]
    [InlineData("{}", ArtifactStatus.Refused)]
    [InlineData("not JSON: hunter2", ArtifactStatus.Refused)]
    [InlineData("""{"auths":{"HOST":{"auth":"hunter2 is no base64"}}}""", ArtifactStatus.Refused)]
    [InlineData("""{"auths":{"HOST/models":{"username":"puller","password":"secret"}}}""", ArtifactStatus.Found)]
    [InlineData(
        """{"auths":{"HOST":{"username":"x","password":"x"},"HOST/models":{"username":"puller","password":"secret"}}}""",
        ArtifactStatus.Found)]
    [InlineData("""{"https://HOST":{"username":"puller","password":"secret"}}""", ArtifactStatus.Found)]
    public async Task A_pull_secret_is_read_in_its_forms_and_never_shown(string content, ArtifactStatus status)
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync(needsPassword: true);
        await registry.PushAsync("models/granite", "1.5", "the weights");
        using ArtifactChecker checker = For(
            registry.Host, _folder.Write("secret", content.Replace("HOST", registry.Host, StringComparison.Ordinal)));

        ArtifactCheck check = await CheckAsync(checker, $"oci://{registry.Host}/models/granite:1.5");

        Assert.Equal(status, check.Status);
        Assert.DoesNotContain("hunter2", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mirror_is_asked_and_the_URI_stays()
    {
        await using DockerRegistry registry = await DockerRegistry.StartAsync();
        string digest = await registry.PushAsync("mirror/models/granite", "1.5", "the weights");
        using var checker = new ArtifactChecker(new ArtifactCheckerOptions
        {
            PlainHttpHosts = [registry.Host],
            Rewrites = new Dictionary<string, string>
            {
                ["oci://registry.example/"] = "oci://nowhere.invalid/",
                ["oci://registry.example/models/"] = $"oci://{registry.Host}/mirror/models/",
            },
        });

        ArtifactCheck check = await CheckAsync(checker, "oci://registry.example/models/granite:1.5");

        Assert.Equal(("oci://registry.example/models/granite:1.5", ArtifactStatus.Found, digest), (check.Uri, check.Status, check.Digest));
    }

    [Fact]
    public async Task A_token_is_fetched_where_the_registry_says_with_the_registrys_own_password()
    {
        await using StubServer issuer = await StubServer.StartAsync(context => context.Response.WriteAsync("""{"token":"short-lived"}"""));
        await using StubServer registry = await StubServer.StartAsync(context => Demand(context, issuer.Address, "short-lived"));
        using ArtifactChecker anonymous = For(registry.Host);
        using ArtifactChecker known = For(registry.Host, Secret(registry.Host, "secret"));
        string uri = $"oci://{registry.Host}/models/granite:1.5";

        Assert.Equal(ArtifactStatus.Found, (await CheckAsync(anonymous, uri)).Status);
        Assert.Equal(ArtifactStatus.Found, (await CheckAsync(known, uri)).Status);

        Assert.Equal(
            [
                "GET /token?service=the%20registry&scope=repository%3Amodels%2Fgranite%3Apull -",
                "GET /token?service=the%20registry&scope=repository%3Amodels%2Fgranite%3Apull Basic",
            ],
            issuer.Requests);
        Assert.Equal(
            [
                "GET /v2/models/granite/manifests/1.5 -",
                "GET /v2/models/granite/manifests/1.5 Bearer",
                "GET /v2/models/granite/manifests/1.5 -",
                "GET /v2/models/granite/manifests/1.5 Bearer",
            ],
            registry.Requests);
    }

    [Theory]
    [InlineData(401, ArtifactStatus.Refused)]
    [InlineData(403, ArtifactStatus.Refused)]
    [InlineData(503, ArtifactStatus.Unreachable)]
    [InlineData(200, ArtifactStatus.Unreachable)]
    public async Task A_token_that_is_not_given_is_told(int status, ArtifactStatus expected)
    {
        await using StubServer issuer = await StubServer.StartAsync(status);
        await using StubServer registry = await StubServer.StartAsync(context => Demand(context, issuer.Address, "short-lived"));
        using ArtifactChecker checker = For(registry.Host);

        ArtifactCheck check = await CheckAsync(checker, $"oci://{registry.Host}/models/granite:1.5");

        Assert.Equal(expected, check.Status);
        Assert.Contains(issuer.Host, check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_host()
    {
        await using StubServer other = await StubServer.StartAsync(context => context.Response.WriteAsync(Manifest));
        await using StubServer registry = await StubServer.StartAsync(context =>
        {
            if (context.Request.Headers.Authorization.Count == 0)
            {
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"x\"";
            }
            else if (context.Request.Path == "/here")
            {
                context.Response.Redirect(new Uri(other.Address, "/elsewhere").AbsoluteUri);
            }
            else
            {
                context.Response.Redirect("/here");
            }

            return Task.CompletedTask;
        });
        using ArtifactChecker checker = For(registry.Host, Secret(registry.Host, "secret"));

        ArtifactCheck check = await CheckAsync(checker, $"oci://{registry.Host}/models/granite:1.5");

        Assert.Equal(ArtifactStatus.Found, check.Status);
        Assert.Equal(
            ["GET /v2/models/granite/manifests/1.5 -", "GET /v2/models/granite/manifests/1.5 Basic", "GET /here Basic"], registry.Requests);
        Assert.Equal(["GET /elsewhere -"], other.Requests);
    }

    [Theory]
    [InlineData("redirects without end", ArtifactStatus.Unreachable, "more than 5 redirects")]
    [InlineData("another digest", ArtifactStatus.Different, "responds with another manifest, sha256:")]
    [InlineData(
        "a lying header",
        ArtifactStatus.Different,
        "says that the manifest is sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, and it is sha256:")]
    [InlineData("a login page", ArtifactStatus.Different, "something that is no manifest")]
    [InlineData("cut", ArtifactStatus.Unreachable, "127.0.0.1:")]
    [InlineData("slow", ArtifactStatus.Unreachable, "no response within 0.2 s")]
    [InlineData("huge", ArtifactStatus.Unreachable, "a response of more than 4194304 bytes")]
    [InlineData("teapot", ArtifactStatus.Unreachable, "responds with 418")]
    public async Task What_goes_wrong_is_told(string what, ArtifactStatus status, string message)
    {
        await using StubServer registry = await StubServer.StartAsync(async context =>
        {
            switch (what)
            {
                case "redirects without end":
                    context.Response.Redirect(context.Request.Path);
                    break;
                case "a lying header":
                    context.Response.Headers["Docker-Content-Digest"] =
                        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
                    await context.Response.WriteAsync(Manifest);
                    break;
                case "a login page":
                    await context.Response.WriteAsync("<html>Log in</html>");
                    break;
                case "cut":
                    context.Response.ContentLength = 1000;
                    await context.Response.WriteAsync("{");
                    context.Abort();
                    break;
                case "slow":
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                    break;
                case "huge":
                    for (int i = 0; i < 5 && !context.RequestAborted.IsCancellationRequested; i++)
                    {
                        await context.Response.Body.WriteAsync(new byte[1024 * 1024]);
                    }

                    break;
                case "teapot":
                    context.Response.StatusCode = 418;
                    break;
                default:
                    await context.Response.WriteAsync(Manifest);
                    break;
            }
        });
        using var checker = new ArtifactChecker(new ArtifactCheckerOptions
        {
            PlainHttpHosts = [registry.Host],
            Attempts = 2,
            RequestTimeout = what == "slow" ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(30),
        });
        string reference = what == "another digest" ? "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" : ":1.5";

        ArtifactCheck check = await CheckAsync(checker, $"oci://{registry.Host}/models/granite{reference}");

        Assert.Equal(status, check.Status);
        Assert.Contains(message, check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, 3)]
    [InlineData(429, 3)]
    [InlineData(500, 3)]
    [InlineData(403, 1)]
    [InlineData(404, 1)]
    public async Task What_passes_is_tried_again(int status, int attempts)
    {
        await using StubServer registry = await StubServer.StartAsync(status);
        using ArtifactChecker checker = For(registry.Host);

        await CheckAsync(checker, $"oci://{registry.Host}/models/granite:1.5");

        Assert.Equal(attempts, registry.Requests.Count);
    }

    [Theory]
    [InlineData("oci://registry.example")]
    [InlineData("oci://registry.example/")]
    [InlineData("oci://registry.example/a//b")]
    [InlineData("oci://registry.example/a/../b")]
    [InlineData("oci://registry.example/a:")]
    [InlineData("oci://registry.example/a@sha256:123")]
    [InlineData("oci://user:hunter2@registry.example/a")]
    [InlineData("oci://registry.example/a?b")]
    [InlineData("hf://RedHatAI/granite")]
    [InlineData("pvc://claim/model")]
    [InlineData("granite")]
    public async Task What_can_not_be_asked_about_is_told_and_nothing_is_sent(string uri)
    {
        using var checker = new ArtifactChecker();

        ArtifactCheck check = await CheckAsync(checker, uri);

        Assert.Equal(ArtifactStatus.NotCheckable, check.Status);
        Assert.NotNull(check.Message);
    }

    private static Task Demand(HttpContext context, Uri issuer, string token)
    {
        if (context.Request.Headers.Authorization == $"Bearer {token}")
        {
            return context.Response.WriteAsync(Manifest);
        }

        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate =
            $"Bearer realm=\"{new Uri(issuer, "/token")}\",service=\"the registry\",scope=\"repository:x:pull\"";
        return Task.CompletedTask;
    }

    private static ArtifactChecker For(string host, string? pullSecret = null) =>
        new(new ArtifactCheckerOptions { PlainHttpHosts = [host], PullSecretFile = pullSecret });

    private static Task<ArtifactCheck> CheckAsync(ArtifactChecker checker, string uri) =>
        checker.CheckAsync(uri, cancellationToken: TestContext.Current.CancellationToken);

    private string Secret(string host, string password)
    {
        string auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DockerRegistry.User}:{password}"));
        return _folder.Write(Path.GetRandomFileName(), $$$$"""{"auths":{"{{{{host}}}}":{"auth":"{{{{auth}}}}"}}}""");
    }
}
