using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Tests;

public class NameAndUriTests
{
    [Theory]
    [InlineData("''", "SEED040")]
    [InlineData("' m'", "SEED040")]
    [InlineData("'m '", "SEED040")]
    [InlineData("\"m\\u00A0\"", "SEED040")]
    [InlineData("\"a\\nb\"", "SEED040")]
    [InlineData("\"a\\x1bb\"", "SEED040")]
    [InlineData("\"a\\0b\"", "SEED042")]
    [InlineData("'a\\u0000b'", "SEED042")]
    [InlineData("true", "SEED022")]
    [InlineData("~", "SEED023")]
    public async Task A_name_that_the_server_would_mangle_is_refused(string name, string code)
    {
        Assert.Equal([$"3:11 {code}"], await Seeds.ReadBadAsync($"formatVersion: 1\nmodels:\n  - name: {name}\n"));
        Assert.Equal([$"5:15 {code}"], await Seeds.ReadBadAsync(Seeds.Model($"versions:\n  - name: {name}")));
    }

    [Fact]
    public async Task Limits_are_those_of_the_database()
    {
        static string Of(int length) => new('x', length);
        await Seeds.ReadGoodAsync(
            $"formatVersion: 1\nmodels: [{{ name: {Of(255)}, versions: [{{ name: {Of(244)}, artifacts: [{{ name: {Of(244)} }}] }}] }}]");
        Assert.Equal(
            ["3:11 SEED041", "4:28 SEED041", "5:28 SEED041", "6:20 SEED041"],
            await Seeds.ReadBadAsync($"formatVersion: 1\nmodels:\n  - name: {Of(256)}\n    versions: [{{   name:   {Of(245)},\n       "
                + $"artifacts: [{{ name: {Of(245)},\n       externalId: {Of(256)}}}]}}]"));
    }

    [Fact]
    public async Task An_artifact_without_a_name_gets_the_models_which_can_be_too_long_for_it()
    {
        SeedReadResult result = await Seeds.ReadAsync(
            $"formatVersion: 1\nmodels: [{{ name: {new string('x', 245)}, versions: [{{ name: v, artifacts: [{{ uri: s3://b/p }}] }}] }}]");
        Assert.Equal("SEED041", Assert.Single(result.Errors).Code);
    }

    [Theory]
    [InlineData("s3://bucket/path/")]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/path?endpoint=https%3A%2F%2Fminio.example&defaultRegion=eu")]
    [InlineData("S3://bucket/größe/100%25")]
    [InlineData("gs://bucket/x")]
    [InlineData("az://container/x")]
    [InlineData("oci://registry.internal:5000/models/granite:1")]
    [InlineData("oci://registry.internal/models/granite@sha256:abc")]
    [InlineData("https://[::1]:8443/model.onnx")]
    [InlineData("pvc://claim/path")]
    [InlineData("file:///models/m")]
    [InlineData("urn:model:1")]
    [InlineData("dbfs:/models/m")]
    [InlineData("abfss://models@account.dfs.core.windows.net/granite/")]
    [InlineData("abfs://models@account.dfs.core.windows.net")]
    [InlineData("wasbs://my-models@account.blob.core.windows.net/granite")]
    [InlineData("WASB://$root@account.blob.core.windows.net/granite")]
    [InlineData("abfs://container/path")]
    [InlineData("s3a://bucket/path")]
    public async Task A_uri_is_kept_as_it_is(string uri)
    {
        Seed seed = await Seeds.ReadGoodAsync(Seeds.Artifact($"uri: '{uri}'"));
        Assert.Equal(uri, Assert.IsType<ModelArtifactCreate>(seed.Models[0].Spec.Versions[0].Artifacts[0]).Uri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("models/granite")]
    [InlineData("/models/granite")]
    [InlineData("//host/path")]
    [InlineData("C:\\models")]
    [InlineData("C:/models")]
    [InlineData("s3:///path")]
    [InlineData("s3:bucket/path")]
    [InlineData("s3://")]
    [InlineData("s3://bucket/a b")]
    [InlineData(" s3://bucket/")]
    [InlineData("s3://bucket/a\\b")]
    [InlineData("s3://bucket/<x>")]
    [InlineData("s3://bucket/100%")]
    [InlineData("s3://bucket/%zz")]
    [InlineData("s3://user:password@bucket/x")]
    [InlineData("https://user@account.blob.core.windows.net/x")]
    [InlineData("az://container@account/x")]
    [InlineData("abfss://user:password@account.dfs.core.windows.net/x")]
    [InlineData("abfss://user%3Apassword@account.dfs.core.windows.net/x")]
    [InlineData("abfss://@account.dfs.core.windows.net/x")]
    [InlineData("abfss://models@/x")]
    [InlineData("abfss://models@user@account.dfs.core.windows.net/x")]
    [InlineData("abfss://models@user%40account.dfs.core.windows.net/x")]
    [InlineData("wasbs:///x")]
    [InlineData("s3://{{ .Values.bucket }}/x")]
    [InlineData("s3://bucket/a/../b")]
    [InlineData("s3://bucket/%2e%2E/b")]
    [InlineData("s3://bucket/%252e%252e/b")]
    [InlineData("s3://bucket/..%2fb")]
    [InlineData("s3://bucket/./b")]
    [InlineData("s3://bu%63ket/b")]
    [InlineData("https://huggingface。co/x")]
    [InlineData("https://:443/x")]
    [InlineData("https:///x")]
    [InlineData("oci://registry.internal")]
    [InlineData("oci://registry.internal/")]
    [InlineData("oci:///models/m")]
    [InlineData("pvc:///x")]
    [InlineData("file:///")]
    [InlineData("urn:")]
    [InlineData("1s3://bucket/x")]
    [InlineData("s3 ://bucket/x")]
    public async Task A_uri_that_can_be_misread_is_refused(string uri)
    {
        Assert.Equal(["8:18 SEED045"], await Seeds.ReadBadAsync(Seeds.Artifact($"uri: '{uri}'")));
    }

    [Theory]
    [InlineData("abfss://models@account.dfs.core.windows.net/**", true)]
    [InlineData("abfss://mod*@account.dfs.core.windows.net/granite/*", true)]
    [InlineData("abfss://account.dfs.core.windows.net/**", true)]
    [InlineData("abfss://*.dfs.core.windows.net/**", true)]
    [InlineData("abfss://**", true)]
    [InlineData("abfss://other@account.dfs.core.windows.net/**", false)]
    [InlineData("abfss://models@other.dfs.core.windows.net/**", false)]
    [InlineData("abfss://mod*/**", false)]
    [InlineData("abfss://mod*.windows.net/**", false)]
    [InlineData("abfs://models@account.dfs.core.windows.net/**", false)]
    public async Task A_policy_sees_container_and_account_apart(string pattern, bool isAllowed)
    {
        SeedReadResult result = await Seeds.ReadAsync(
            $"formatVersion: 1\npolicy: {{ artifactUris: {{ allow: ['{pattern}'] }} }}\nmodels:\n  - name: m\n    versions:\n      - name: "
                + $"v\n        artifacts: [{{ uri: abfss://models@account.dfs.core.windows.net/granite/8b }}]\n");
        Assert.Equal(isAllowed ? [] : ["SEED080"], result.Errors.Select(error => error.Code));
    }

    [Fact]
    public async Task A_container_does_not_hide_a_hub() =>
        Assert.Equal(["8:18 SEED081"], await Seeds.ReadBadAsync(Seeds.Artifact("uri: abfss://models@huggingface.co/granite")));

    [Fact]
    public async Task The_uri_of_an_artifact_has_2000_bytes_of_UTF8()
    {
        await Seeds.ReadGoodAsync(Seeds.Artifact($"uri: s3://b/{new string('x', 2_000 - 7)}"));
        await Seeds.ReadGoodAsync(Seeds.Artifact($"uri: s3://b/{new string('é', 996)}"));
        Assert.Equal(["8:18 SEED041"], await Seeds.ReadBadAsync(Seeds.Artifact($"uri: s3://b/{new string('x', 2_000 - 6)}")));
        Assert.Equal(["8:18 SEED041"], await Seeds.ReadBadAsync(Seeds.Artifact($"uri: s3://b/{new string('é', 997)}")));
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Artifact($"uri: s3://b/{new string('x', 2_340)}"));
        Assert.EndsWith(
            "has 2347 bytes, and the index of a registry on PostgreSQL keeps 2000: shorten it",
            Assert.Single(result.Errors).Message.TrimEnd('.'),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_a_page_has_64_KiB()
    {
        await Seeds.ReadGoodAsync(Seeds.Model($"licenseLink: https://h/{new string('x', 65_535 - 10)}"));
        Assert.Equal(["4:18 SEED041"], await Seeds.ReadBadAsync(Seeds.Model($"licenseLink: https://h/{new string('x', 65_535 - 9)}")));
    }

    [Theory]
    [InlineData("licenseLink: https://www.apache.org/licenses/LICENSE-2.0", null)]
    [InlineData("licenseLink: LICENSE", "4:18 SEED045")]
    [InlineData("licenseLink: s3://bucket/LICENSE", "4:18 SEED045")]
    [InlineData("logo: https://example.com/logo.svg", null)]
    [InlineData("logo: data:image/png;base64,AAAA", null)]
    [InlineData("logo: data:image/png", "4:11 SEED045")]
    [InlineData("logo: javascript:alert(1)", "4:11 SEED045")]
    [InlineData("logo: 'https://user@example.com/logo.svg'", "4:11 SEED045")]
    public async Task Links_are_web_addresses(string line, string? error)
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model(line));
        Assert.Equal(
            error is null ? [] : [error],
            result.Errors.Select(found => $"{found.Location.Line}:{found.Location.Column} {found.Code}"),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Messages_cannot_steer_a_terminal()
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model("\"\\e[31mred\\u202E\": x"));
        Assert.Equal("unknown field '\\u001b[31mred\\u202e' in the model", Assert.Single(result.Errors).Message);
        Assert.Equal("a\\u001b[31m\\nb\\u202e.yaml:1:2", new SeedLocation("a\e[31m\nb\u202e.yaml", 1, 2).ToString());
    }

    [Fact]
    public async Task Messages_cut_long_texts_between_characters()
    {
        SeedReadResult result = await Seeds.ReadAsync(Seeds.Model($"x{string.Concat(Enumerable.Repeat("😀", 100))}: x"));
        Assert.Equal($"unknown field 'x{string.Concat(Enumerable.Repeat("😀", 79))}…' in the model", Assert.Single(result.Errors).Message);
    }
}
