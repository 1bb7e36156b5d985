using System.Buffers;

namespace SeedJob.Running;

/// <summary>The registry that a command works on: an address, or one inside this process.</summary>
/// <param name="Address">The address, or <see langword="null"/> for an embedded registry.</param>
/// <param name="DataFile">The file that an embedded registry is kept in; <see langword="null"/> to forget it in the end.</param>
internal sealed record RegistryTarget(Uri? Address, string? DataFile)
{
    private const string Embedded = "embedded";

    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -._~:/[]");

    public static RegistryTarget Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new JobException(
                ExitCode.BadInput,
                "No registry is named. Give --registry URL (or MODEL_REGISTRY_URL), for example --registry "
                    + "http://private-ai-registry-internal:8080, or --registry embedded to try things out.");
        }

        if (string.Equals(text, Embedded, StringComparison.Ordinal))
        {
            return new RegistryTarget(null, null);
        }

        if (text.StartsWith($"{Embedded}:", StringComparison.Ordinal))
        {
            string file = text[(Embedded.Length + 1)..];
            return file.Length > 0
                ? new RegistryTarget(null, file)
                : throw new JobException(ExitCode.BadInput, "--registry 'embedded:' names no file: give embedded:FILE, or just embedded.");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            throw new JobException(
                ExitCode.BadInput,
                $"--registry {Quoted(text)} is no address: give http://HOST:PORT or https://HOST:PORT, or embedded[:FILE].");
        }

        if (address.UserInfo.Length > 0)
        {
            throw new JobException(ExitCode.BadInput, "--registry holds a user name or password: give a token with --token-file instead.");
        }

        return address is { Query: "", Fragment: "" }
            ? new RegistryTarget(address, null)
            : throw new JobException(ExitCode.BadInput, "--registry has a query or a fragment: leave out what follows the path.");
    }

    // Where a password ends in a mistaken address, nobody can say: what holds more than hosts, ports and paths do is not shown.
    private static string Quoted(string text) =>
        text.AsSpan().ContainsAnyExcept(Harmless) ? "(not shown, since it may hold a password)" : $"'{text}'";
}
