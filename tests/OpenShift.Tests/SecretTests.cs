using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests;

public sealed partial class SecretTests
{
    [Theory]
    [InlineData(Overlays.Internal)]
    [InlineData(Overlays.Secured)]
    [InlineData(Overlays.Demo)]
    public async Task No_password_is_in_what_an_overlay_renders(string overlay)
    {
        IReadOnlyList<Manifest> manifests = await Kustomize.RenderAsync(overlay);

        Manifest secret = Assert.Single(manifests, manifest => manifest.Kind == "Secret");
        Assert.Equal(["database-name", "database-user"], secret.Map("data").Keys);
        IEnumerable<YamlNode> variables = manifests.SelectMany(manifest => manifest.Pod?.Items("spec.containers") ?? [])
            .SelectMany(container => container.Items("env"));
        Assert.Empty(
            from variable in variables
            let name = variable.Text("name")
            where Secretive().IsMatch(name) && !name.EndsWith("_FILE", StringComparison.Ordinal) && variable.Find("value") is not null
            select name);
    }

    [Fact]
    public void No_password_is_in_any_file() =>
        Assert.Empty(
            from file in Repository.DeploymentFiles()
            from line in File.ReadLines(file)
            where Password().IsMatch(line)
            select $"{Path.GetFileName(file)}: {line.Trim()}");

    [Theory]
    [InlineData("  database-password: mlmd-secret-123")]
    [InlineData("mysql -u mlmd -pmlmd-secret-123 -e 'SELECT 1'")]
    [InlineData("| `ai-admin` | `redhat123` |")]
    public void A_password_would_be_found(string line) => Assert.Matches(Password(), line);

    [GeneratedRegex("PASSWORD|TOKEN|SECRET|KEY", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secretive();

    /// <summary>
    /// A password after its key, in the arguments of a MySQL client, or one that the demo which this replaces was known for.
    /// </summary>
    [GeneratedRegex(
        @"password['""]?\s*[:=]\s*['""]?[a-z0-9]|mysql.*\s-p\S|redhat123|mlmd-secret",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Password();
}
