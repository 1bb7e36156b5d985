using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace OpenShift.Tests.Gate;

public sealed partial class GateManifestTests
{
    private static readonly string[] Everything = ["--mode", "deny", "--exempt", "free", "--help-url", "https://wiki/gate: \"#\" 'x'"];

    [Theory]
    [InlineData]
    [InlineData("--mode", "audit")]
    [InlineData("--mode", "deny", "--exempt", "a,null,123", "--help-url", "https://wiki/gate: \"#\" 'x' \\", "--namespace", "true")]
    public async Task Every_policy_has_known_fields_of_the_right_types_alone(params string[] arguments)
    {
        IReadOnlyList<Manifest> policies = await GateObjects.PoliciesAsync(arguments);

        Assert.Empty(policies.SelectMany(FieldTable.Instance.Check));
        Assert.Equal(
            [
                "ValidatingAdmissionPolicy/vetted-models.inferenceservices",
                "ValidatingAdmissionPolicyBinding/vetted-models.inferenceservices",
                "ValidatingAdmissionPolicy/vetted-models.llminferenceservices",
                "ValidatingAdmissionPolicyBinding/vetted-models.llminferenceservices",
                "ValidatingAdmissionPolicy/vetted-models.stays",
                "ValidatingAdmissionPolicyBinding/vetted-models.stays",
            ],
            policies.Select(policy => policy.ToString()));
        Assert.All(policies, policy => Assert.Equal("vetted-models", policy.Labels["app.kubernetes.io/part-of"]));
    }

    [Fact]
    public async Task The_list_has_known_fields_of_the_right_types_alone()
    {
        Manifest list = await GateObjects.ListAsync();
        Manifest places = await GateObjects.ListAsync(
            Path.Combine(GateObjects.Directory, "places.yaml"), "--prefixes", "--namespace", "true");

        Assert.Empty(FieldTable.Instance.Check(list));
        Assert.Empty(FieldTable.Instance.Check(places));
        Assert.Equal(["connections", "uris"], list.Map("data").Keys);
        Assert.Equal("ConfigMap/vetted-models", list.ToString());
        Assert.Equal("vetted-models", list.Labels["app.kubernetes.io/part-of"]);
        Assert.Equal("ServerSideApply=true", list.Annotations["argocd.argoproj.io/sync-options"]);
    }

    [Fact]
    public async Task What_is_printed_is_the_same_each_time() =>
        Assert.Equal(await GateObjects.RunAsync(["policy", .. Everything]), await GateObjects.RunAsync(["policy", .. Everything]));

    [Fact]
    public async Task The_bindings_look_for_the_list_where_it_is_put()
    {
        Manifest list = await GateObjects.ListAsync();

        IReadOnlyList<Manifest> manifests = await GateObjects.PoliciesAsync(Everything);
        IEnumerable<Manifest> bindings = manifests.Where(manifest => manifest.Root.Find("spec.paramRef") is not null);

        Assert.Equal(2, bindings.Count());
        Assert.All(bindings, binding => Assert.Equal(
            (list.Name, list.Text("metadata.namespace")),
            (binding.Text("spec.paramRef.name"), binding.Text("spec.paramRef.namespace"))));
    }

    [Fact]
    public async Task Every_variable_is_used_and_comes_before_its_use()
    {
        IReadOnlyList<Manifest> manifests = await GateObjects.PoliciesAsync(Everything);
        foreach (Manifest policy in manifests.Where(manifest => manifest.Root.Find("spec.variables") is not null))
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            var used = new HashSet<string>(StringComparer.Ordinal);
            foreach (YamlNode variable in policy.Items("spec.variables"))
            {
                string[] uses = UsesOf(variable.Text("expression"));
                Assert.Empty(uses.Except(known));
                used.UnionWith(uses);
                Assert.True(known.Add(variable.Text("name")));
            }

            used.UnionWith(policy.Items("spec.validations").SelectMany(validation =>
                UsesOf($"{validation.Text("expression")} {validation.TextOrNull("messageExpression")}")));
            Assert.Equal(known.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
        }
    }

    private static string[] UsesOf(string expression) =>
        [.. VariableUse().Matches(expression).Select(use => use.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"variables\.(?<name>[a-zA-Z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableUse();
}
