namespace ModelRegistry.Seeding.Tests.Catalog;

public sealed class CatalogPolicyTests
{
    private const string Digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("{kind: catalog}", "catalog", "redhat", "RedHatAI/x", null)]
    [InlineData("{kind: catalog, class: redhat}", "catalog", "redhat", "RedHatAI/x", null)]
    [InlineData("{kind: catalog, class: redhat, name: 'RedHatAI/*'}", "catalog", "redhat", "RedHatAI/x", null)]
    [InlineData("{kind: transfer_job}, {kind: catalog, name: '*/x'}", "catalog", "redhat", "RedHatAI/x", null)]
    [InlineData("{kind: catalog, class: redhat, name: 'redhatai/*'}", "catalog", "redhat", "RedHatAI/x", "SEED087")]
    [InlineData("{kind: catalog, class: RedHat}", "catalog", "redhat", "RedHatAI/x", "SEED087")]
    [InlineData("{kind: catalog}", "transfer_job", "ns", "job", "SEED087")]
    [InlineData("{kind: catalog}", "", "", "", "SEED086")]
    [InlineData("", "catalog", "redhat", "RedHatAI/x", "SEED087")]
    public async Task Artifacts_must_be_from_an_allowed_origin(string allowed, string kind, string source, string name, string? code)
    {
        string origin = kind.Length == 0 ? "" : $"modelSourceKind: {kind}, modelSourceClass: {source}, modelSourceName: '{name}', ";
        SeedReadResult result = await Seeds.ReadAsync(
            $"formatVersion: 1\npolicy: {{origins: {{allow: [{allowed}]}}}}\nmodels: [{{name: m, versions: [{{name: v, artifacts: "
            + $"[{{{origin}uri: 's3://b/m'}}, {{artifactType: doc-artifact, name: d, uri: 'https://d'}}]}}]}}]\n");
        Assert.Equal(code is null ? [] : [code], result.Errors.Select(error => error.Code));
    }

    [Theory]
    [InlineData("oci://r/a:1", false)]
    [InlineData("oci://r/a:latest", false)]
    [InlineData("oci://r/a@sha256:1234", false)]
    [InlineData("oci://r/a:1" + Digest, true)]
    [InlineData("oci://r/a" + Digest, true)]
    [InlineData("s3://b/m/", true)]
    public async Task Images_must_be_named_by_a_digest_where_it_is_demanded(string uri, bool isPinned)
    {
        foreach (bool demanded in (bool[])[true, false])
        {
            SeedReadResult result = await Seeds.ReadAsync(
                $"formatVersion: 1\npolicy: {{artifactUris: {{allow: ['**'], pinned: {(demanded ? "true" : "false")}}}}}\nmodels: [{{name: "
                    + $"m, versions: [{{name: v, artifacts: [{{uri: '{uri}'}}]}}]}}]\n");
            Assert.Equal(demanded && !isPinned ? ["SEED085"] : [], result.Errors.Select(error => error.Code));
        }
    }

    [Theory]
    [InlineData("apache-2.0", "Apache 2.0", true)]
    [InlineData("Apache 2.0", "APACHE-2.0", true)]
    [InlineData("mit", "modified-mit", false)]
    [InlineData("llama3.3", "llama-3.3", false)]
    [InlineData("llama3.3", "Llama 3.3 Community License", true)]
    public async Task A_licence_is_the_same_by_its_id_and_its_name(string allowed, string license, bool isAllowed)
    {
        SeedReadResult result = await Seeds.ReadAsync(
            $"formatVersion: 1\npolicy: {{licenses: {{allow: ['{allowed}']}}}}\nmodels: [{{name: m, license: '{license}'}}]\n");
        Assert.Equal(isAllowed ? [] : ["SEED082"], result.Errors.Select(error => error.Code));
    }
}
