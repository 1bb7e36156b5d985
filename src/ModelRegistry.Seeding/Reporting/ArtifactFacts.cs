using System.Globalization;
using ModelRegistry.Client;

namespace ModelRegistry.Seeding.Reporting;

/// <summary>What an artifact says of itself.</summary>
internal static class ArtifactFacts
{
    private const string DigestProperty = "_artifactDigest";
    private const string BytesProperty = "_artifactBytes";

    public static string? UriOf(Artifact artifact) => artifact switch
    {
        ModelArtifact model => model.Uri,
        DocArtifact doc => doc.Uri,
        DataSet dataSet => dataSet.Uri,
        _ => null,
    };

    /// <summary>Says where a model artifact is from; <see langword="null"/> for other kinds, which don't say.</summary>
    public static string? OriginOf(Artifact artifact)
    {
        if (artifact is not ModelArtifact model)
        {
            return null;
        }

        string?[] parts = [model.ModelSourceClass, model.ModelSourceGroup, model.ModelSourceName, model.ModelSourceId];
        string place = string.Join(" / ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return model.ModelSourceKind switch
        {
            null or "" => place.Length == 0 ? "by hand" : place,
            "transfer_job" => $"transfer job: {place}",
            var kind => $"{kind}: {place}",
        };
    }

    /// <summary>Gets the digest that was recorded, or that the URI names.</summary>
    public static string? DigestOf(Artifact artifact)
    {
        if (artifact.CustomProperties.GetString(DigestProperty) is { Length: > 0 } recorded)
        {
            return recorded;
        }

        return UriOf(artifact) is { } uri && uri.StartsWith("oci://", StringComparison.Ordinal) && uri.IndexOf(
            '@', StringComparison.Ordinal) is > 0 and var at
                ? uri[(at + 1)..]
                : null;
    }

    public static string? SizeOf(Artifact artifact) =>
        long.TryParse(artifact.CustomProperties.GetString(BytesProperty), NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            ? bytes switch
            {
                < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
                < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
                < 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
                _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0} GB"),
            }
            : null;
}
