using System.Text.Json.Nodes;

namespace OpenShift.Tests.Gate;

/// <summary>What becomes of a request.</summary>
/// <param name="Name">The name of the request.</param>
/// <param name="Outcome">allowed, refused, warned (allowed with a warning) or noted (allowed with a note in the audit log).</param>
/// <param name="Messages">What the deployer reads.</param>
/// <param name="Audit">The notes in the audit log.</param>
/// <param name="Scans">How often a long list was gone through.</param>
internal sealed record AdmissionDecision(string Name, string Outcome, IReadOnlyList<string> Messages, JsonNode Audit, int Scans)
{
    public static AdmissionDecision Parse(JsonNode json) => new(
        (string)json["name"]!,
        (string)json["outcome"]!,
        [.. json["messages"]!.AsArray().Select(message => (string)message!)],
        json["audit"]!,
        (int)json["scans"]!);
}
