using System.Text;
using System.Text.Json;

namespace ModelRegistry.Artifacts.Images;

/// <summary>The credentials of image registries, as a pull secret holds them.</summary>
internal static class PullSecret
{
    private static readonly string[] DockerHub = ["https://index.docker.io/v1/", "index.docker.io", "docker.io"];

    /// <summary>
    /// Finds the credentials for an image: those of the longest path of repositories that holds it, then those of its registry.
    /// </summary>
    /// <returns>What follows <c>Basic</c> in a header; <see langword="null"/> when the file has none for the image.</returns>
    /// <exception cref="CheckException">The file can't be used.</exception>
    public static string? Find(string file, ImageReference image)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            JsonElement root = document.RootElement;
            // A .dockercfg, the older form, holds the registries at once.
            JsonElement registries = root.TryGetProperty("auths", out JsonElement auths) ? auths : root;
            return Places(image)
                .Select(place => registries.TryGetProperty(place, out JsonElement entry) ? Credentials(entry) : null)
                .FirstOrDefault(credentials => credentials is not null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckException(ArtifactStatus.Refused, $"the pull secret {file} can't be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // The message could hold a part of the file.
            throw new CheckException(ArtifactStatus.Refused, $"the pull secret {file} is no .dockerconfigjson", exception);
        }
    }

    private static IEnumerable<string> Places(ImageReference image)
    {
        string path = $"{image.Registry}/{image.Repository}";
        for (int end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }

        yield return $"https://{image.Registry}";
        yield return $"https://{image.Registry}/";
        yield return $"https://{image.Registry}/v1/";
        yield return $"https://{image.Registry}/v2/";
        foreach (string place in DockerHub.Where(_ => image.Api().Host == "registry-1.docker.io"))
        {
            yield return place;
        }
    }

    private static string? Credentials(JsonElement entry)
    {
        if (entry.TryGetProperty("auth", out JsonElement auth) && auth.GetString() is { Length: > 0 } encoded)
        {
            _ = Convert.FromBase64String(encoded);
            return encoded;
        }

        return entry.TryGetProperty("username", out JsonElement user) && entry.TryGetProperty("password", out JsonElement password)
            ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.GetString()}:{password.GetString()}"))
            : null;
    }
}
