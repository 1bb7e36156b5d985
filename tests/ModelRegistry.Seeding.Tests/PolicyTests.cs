namespace ModelRegistry.Seeding.Tests;

public sealed class PolicyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("seed-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("s3://rhoai-artifacts/**", "s3://rhoai-artifacts/a/b/")]
    [InlineData("s3://rhoai-artifacts/**", "s3://rhoai-artifacts/")]
    [InlineData("s3://rhoai-artifacts/**", "S3://RHOAI-artifacts/a")]
    [InlineData("s3://rhoai-artifacts/**", "s3://rhoai-artifacts/a?endpoint=https%3A%2F%2Fminio.example")]
    [InlineData("s3://rhoai-artifacts/**?endpoint=https*minio.example*", "s3://rhoai-artifacts/a?endpoint=https%3A%2F%2Fminio.example&x=y")]
    [InlineData("s3://rhoai-artifacts/*/model", "s3://rhoai-artifacts/a/model")]
    [InlineData("s3://rhoai-artifacts/**/model", "s3://rhoai-artifacts/model")]
    [InlineData("s3://rhoai-*/**", "s3://rhoai-artifacts/model")]
    [InlineData("s3://**", "s3://any/thing")]
    [InlineData("**", "s3://any/thing")]
    [InlineData("oci://registry.internal/**", "oci://Registry.Internal./m:1")]
    [InlineData("oci://registry.internal:5000/team/*", "oci://registry.internal:5000/team/m:1")]
    [InlineData("https://*.example.com/**", "https://models.example.com/m")]
    [InlineData("https://huggingface.co/ibm-granite/**", "https://huggingface.co/ibm-granite/granite-3.1-8b-instruct")]
    [InlineData("https://*.huggingface.co/**", "https://cdn.huggingface.co/x")]
    [InlineData("hf://ibm-granite/**", "hf://ibm-granite/granite")]
    [InlineData("urn:model:*", "urn:model:1")]
    [InlineData("oci://**", "oci://registry.internal/m:1")]
    [InlineData("file:///models/**", "file:///models/granite/1")]
    [InlineData("file://**", "file:///models/granite/1")]
    [InlineData("hf:///ibm-granite/*", "hf:///ibm-granite/granite")]
    [InlineData("s3://b/a%20b", "s3://b/a%20b")]
    [InlineData("s3://b/a%2520b/*", "s3://b/a%2520b/c")]
    [InlineData("s3://b/a%2Fb", "s3://b/a%2Fb")]
    [InlineData("s3://b/%2A", "s3://b/%2A")]
    public async Task An_allowed_uri_passes(string pattern, string uri)
    {
        Seed seed = await Seeds.ReadGoodAsync(
            WithPolicy($"artifactUris: {{ allow: ['{pattern}'] }}", $"versions: [{{ name: v, artifacts: [{{ uri: '{uri}' }}] }}]"));
        Assert.Equal([pattern], Assert.Single(seed.Policies).AllowedArtifactUris!);
    }

    [Theory]
    [InlineData("s3://rhoai-artifacts/**", "s3://rhoai-artifacts-evil/a")]
    [InlineData("s3://rhoai-artifacts/**", "s3://other/a")]
    [InlineData("s3://rhoai-artifacts/**", "https://rhoai-artifacts/a")]
    [InlineData("s3://rhoai-artifacts/**", "s3://other/rhoai-artifacts/a")]
    [InlineData("s3://rhoai-artifacts/**", "https://evil.example/s3://rhoai-artifacts/a")]
    [InlineData("s3://rhoai-artifacts/**?endpoint=https*minio.example*", "s3://rhoai-artifacts/a?endpoint=https%3A%2F%2Fevil.example")]
    [InlineData("s3://rhoai-artifacts/*/model", "s3://rhoai-artifacts/a/b/model")]
    [InlineData("s3://rhoai-artifacts/team/**", "s3://rhoai-artifacts/team%2F..x/../other")]
    [InlineData("s3://rhoai-artifacts/a/*", "s3://rhoai-artifacts/a/b%2Fc")]
    [InlineData("https://*.example.com/**", "https://evil.org/x.example.com/y")]
    [InlineData("https://*.example.com/**", "https://example.com/m")]
    [InlineData("https://**.example.com/**", "https://evil.org/a.example.com/y")]
    [InlineData("oci://registry.internal/**", "oci://registry.internal.evil.org/m:1")]
    [InlineData("oci://registry.internal/**", "oci://registry.internal:444/m:1")]
    [InlineData("oci://registry.internal/**", "oci://registry.internal@evil.org/m:1")]
    [InlineData("oci://registry.internal/**", "oci://evil.org#@registry.internal/m:1")]
    [InlineData("oci://registry.internal/**", "oci://evil.org?@registry.internal/m:1")]
    [InlineData("oci://registry.internal/**", "oci://evil.org\\@registry.internal/m:1")]
    [InlineData("s3://b/x.y", "s3://b/xzy")]
    [InlineData("s3://b/%2A", "s3://b/x")]
    [InlineData("s3://b/%2A%2A", "s3://b/x/y")]
    [InlineData("s3://b/a%2Fb", "s3://b/a/b")]
    [InlineData("file:///models/**", "file:///etc/passwd")]
    [InlineData("file:///models/**", "file://host/models/x")]
    [InlineData("file:///models/*", "file:///models/a%2Fb")]
    public async Task Any_other_uri_is_refused(string pattern, string uri)
    {
        IReadOnlyList<string> errors = await Seeds.ReadBadAsync(
            WithPolicy($"artifactUris: {{ allow: ['{pattern}'] }}", $"versions: [{{ name: v, artifacts: [{{\n  uri: '{uri}' }}] }}]"));
        Assert.Contains(Assert.Single(errors), ["7:12 SEED080", "7:12 SEED045"], StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("https://huggingface.co/ibm-granite/granite")]
    [InlineData("HTTPS://HuggingFace.CO./ibm-granite/granite")]
    [InlineData("https://huggingface.co:443/x")]
    [InlineData("https://cdn-lfs.huggingface.co/x")]
    [InlineData("oci://hf.co/x/y")]
    [InlineData("hf://ibm-granite/granite")]
    [InlineData("HF://ibm-granite/granite")]
    [InlineData("hf:ibm-granite/granite")]
    [InlineData("ollama://granite")]
    [InlineData("https://www.kaggle.com/models/x")]
    [InlineData("https://modelscope.cn/models/x")]
    [InlineData("s3://bucket/x?endpoint=https%3A%2F%2Fhuggingface.co")]
    [InlineData("s3://bucket/x?a=b&endpoint=huggingface.co:443")]
    public async Task A_public_hub_is_refused_unless_a_policy_names_it(string uri)
    {
        string artifact = $"versions: [{{ name: v, artifacts: [{{\n  uri: '{uri}' }}] }}]";
        Assert.Equal(["5:12 SEED081"], await Seeds.ReadBadAsync(Seeds.Model(artifact)));
        Assert.Equal(
            ["7:12 SEED081"],
            await Seeds.ReadBadAsync(WithPolicy("artifactUris: { allow: ['**', 'https://**', 's3://**', 'https://*/**'] }", artifact)));
    }

    [Theory]
    [InlineData("https://nothuggingface.co/x")]
    [InlineData("https://huggingface.co.example.com/x")]
    [InlineData("https://example.com/huggingface.co/x")]
    [InlineData("oci://quay.io/team/model:1")]
    public async Task What_only_looks_like_a_hub_passes(string uri) => await Seeds.ReadGoodAsync(Seeds.Artifact($"uri: {uri}"));

    [Theory]
    [InlineData("licenses: { allow: [apache-2.0, MIT] }", "license: Apache-2.0", null)]
    [InlineData("licenses: { allow: [apache-2.0, MIT] }", "license: mit", null)]
    [InlineData("licenses: { allow: [apache-2.0] }", "license: gpl-3.0", "6:14 SEED082")]
    [InlineData("licenses: { allow: [apache-2.0] }", "owner: o", "5:5 SEED082")]
    [InlineData("licenses: { allow: [] }", "license: mit", "6:14 SEED082")]
    [InlineData("licenses: { allow: [mit] }", "license: [mit]", "6:14 SEED022")]
    [InlineData("requiredLabels: [validated]", "labels: [validated]", null)]
    [InlineData("requiredLabels: [validated]", "customProperties: { validated: '' }", null)]
    [InlineData("requiredLabels: [validated]", "labels: [Validated]", "6:13 SEED083")]
    [InlineData("requiredLabels: [validated]", "owner: o", "5:5 SEED083")]
    [InlineData("requiredLabels: [validated]", "customProperties: { validated: x }", "5:5 SEED083")]
    [InlineData("requiredProperties: { model: [tier] }", "customProperties: { tier: 0 }", null)]
    [InlineData("requiredProperties: { model: [tier] }", "customProperties: { tier: '' }", "6:23 SEED084")]
    [InlineData("requiredProperties: { model: [tier] }", "labels: [tier]", "5:5 SEED084")]
    [InlineData("requiredProperties: { version: [tier] }", "owner: o", null)]
    [InlineData("requiredProperties: { version: [tier] }", "versions: [{ name: v, customProperties: { tier: x } }]", null)]
    [InlineData("requiredProperties: { version: [tier] }", "versions: [{ name: v }]", "6:16 SEED084")]
    public async Task A_model_is_held_to_the_policy(string policy, string lines, string? error)
    {
        SeedReadResult result = await Seeds.ReadAsync(WithPolicy(policy, lines));
        Assert.Equal(
            error is null ? [] : [error],
            result.Errors.Select(found => $"{found.Location.Line}:{found.Location.Column} {found.Code}"),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(
        "[apache-2.0, mit]", "owner: o", "the model has no 'license', which the policy at {0}:3:3 demands: use one of 'apache-2.0', 'mit'")]
    [InlineData("[apache-2.0]", "license: gpl-3.0", "the policy at {0}:3:3 does not allow the licence 'gpl-3.0': use one of 'apache-2.0'")]
    [InlineData("[]", "license: mit", "the policy at {0}:3:3 does not allow the licence 'mit': it allows none")]
    public async Task A_refused_licence_is_told_with_what_would_do(string allowed, string line, string message)
    {
        SeedError error = Assert.Single((await Seeds.ReadAsync(WithPolicy($"licenses: {{ allow: {allowed} }}", line))).Errors);
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, error.Location.File), error.Message);
    }

    [Fact]
    public async Task A_default_satisfies_a_policy()
    {
        await Seeds.ReadGoodAsync("""
            formatVersion: 1
            defaults: { model: { license: mit, labels: [validated], customProperties: { tier: 1 } } }
            policy:
              licenses: { allow: [mit] }
              requiredLabels: [validated]
              requiredProperties: { model: [tier] }
            models: [{ name: m }]
            """);
    }

    [Fact]
    public async Task All_policies_apply_to_all_models()
    {
        string file = Path.Combine(_directory, "policy.yaml");
        await File.WriteAllTextAsync(
            file, "formatVersion: 1\npolicy:\n  artifactUris: { allow: ['s3://mine/**'] }\n", TestContext.Current.CancellationToken);
        const string Yaml = """
            formatVersion: 1
            models: [{ name: m, versions: [{ name: v, artifacts: [{ uri: 's3://other/x' }, { name: b, uri: 's3://mine/x' }, { name: c, uri: 'hf://a/b' }] }] }]
            ---
            formatVersion: 1
            policy: { artifactUris: { allow: ['s3://**', 'hf://a/**'] } }
            """;
        SeedReadResult result = await Seeds.ReadAsync(Yaml, options => options with { PolicyFile = file });
        Assert.Equal(
            [
                $"<stdin>:2:62: SEED080 the policy at {file}:3:3 does not allow the URI 's3://other/x': use one of 's3://mine/**'",
                $"<stdin>:2:129: SEED080 the policy at {file}:3:3 does not allow the URI 'hf://a/b': use one of 's3://mine/**'",
            ],
            result.Errors.Select(error => error.ToString()),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("formatVersion: 1\npolicy: {}\n")]
    [InlineData("formatVersion: 1\n", "1:1 SEED001")]
    [InlineData("formatVersion: 1\npolicy:\n", "1:1 SEED001", "2:8 SEED023")]
    [InlineData("formatVersion: 1\npolicy: {}\nmodels: []\n", "3:1 SEED020")]
    [InlineData("policy: {}\n", "1:1 SEED021")]
    [InlineData("formatVersion: 2\npolicy: {}\n", "1:16 SEED024")]
    [InlineData("", "1:1 SEED001")]
    public async Task A_policy_file_holds_a_policy(string yaml, params string?[] errors)
    {
        string file = Path.Combine(_directory, "policy.yaml");
        await File.WriteAllTextAsync(file, yaml, TestContext.Current.CancellationToken);
        SeedReadResult result = await Seeds.ReadAsync(
            "formatVersion: 1\npolicy: {}\nmodels: [{ name: m }]", options => options with { PolicyFile = file });
        Assert.Equal(
            errors.OfType<string>().Select(error => $"{file}:{error}"),
            result.Errors.Select(found => $"{found.Location} {found.Code}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_missing_policy_file_fails_closed()
    {
        SeedReadResult result = await Seeds.ReadAsync(
            "formatVersion: 1\nmodels: [{ name: m }]", options => options with { PolicyFile = "/does/not/exist.yaml" });
        Assert.Equal("SEED002", Assert.Single(result.Errors).Code);
        Assert.Null(result.Seed);
    }

    [Theory]
    [InlineData("artifactUris: { allow: [rhoai-artifacts] }", "3:27 SEED045")]
    [InlineData("artifactUris: { allow: ['*'] }", "3:27 SEED045")]
    [InlineData("artifactUris: { allow: ['s3://a b/**'] }", "3:27 SEED045")]
    [InlineData("artifactUris: { allow: ['s3:///x'] }", "3:27 SEED045")]
    [InlineData("artifactUris: { allow: ['file://'] }", "3:27 SEED045")]
    [InlineData("artifactUris: { allow: ['https:///x'] }", "3:27 SEED045")]
    [InlineData("artifactUris: { allow: ['s3://{a,b}/**'] }", "3:27 SEED045")]
    [InlineData("artifactUris: { allow: s3://x/** }", "3:26 SEED022")]
    [InlineData("artifactUris: [s3://x/**]", "3:17 SEED022")]
    [InlineData("artifactUris: {}", "3:17 SEED021")]
    [InlineData("artifactUri: {}", "3:3 SEED020")]
    [InlineData("requiredLabels: validated", "3:19 SEED022")]
    public async Task A_bad_policy_is_reported(string policy, string error)
    {
        Assert.Equal([error], await Seeds.ReadBadAsync(WithPolicy(policy, "owner: o")));
    }

    [Theory]
    [InlineData("artifactUris: { allow: ['s3://b/**', nonsense] }", "3:40 SEED045")]
    [InlineData("artifactUris: { allow: [nonsense] }", "3:27 SEED045")]
    [InlineData("licenses: { allow: [[mit]] }", "3:23 SEED022")]
    public async Task Nothing_is_judged_by_a_list_that_could_not_be_read(string policy, string error) =>
        Assert.Equal(
            [error], await Seeds.ReadBadAsync(WithPolicy(policy, "versions: [{ name: v, artifacts: [{ uri: 's3://other/x' }] }]")));

    private static string WithPolicy(string policy, string model) =>
        Seeds.Model(model).Replace("formatVersion: 1\n", $"formatVersion: 1\npolicy:\n  {policy}\n", StringComparison.Ordinal);
}
