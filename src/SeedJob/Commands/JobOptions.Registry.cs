namespace SeedJob.Commands;

/// <content>The options of a command that speaks to a registry.</content>
internal static partial class JobOptions
{
    public static readonly JobOption Registry = new("--registry", "MODEL_REGISTRY_URL", "URL|embedded[:FILE]",
        "The registry: its address, or 'embedded' for one inside this process, kept in FILE when given.");

    public static readonly JobOption TokenFile = new("--token-file", "MODEL_REGISTRY_TOKEN_FILE", "FILE",
        "A file with the bearer token; read again when it changes. Default: no token.");

    public static readonly JobOption CaFile = new("--ca-file", "MODEL_REGISTRY_CA_FILE", "FILE",
        "A PEM file with the certificate authorities to trust. Default: the system's.");

    public static readonly JobOption ApiVersion = new("--api-version", "MODEL_REGISTRY_API_VERSION", "auto|v1alpha3|v1",
        "The version of the registry's API. Default: auto, v1alpha3 until the registry says that it has gone, and then v1.");

    public static readonly JobOption Wait = new("--wait", "SEED_WAIT", "DURATION",
        "How long to wait for the registry to be ready, for example 90s or 5m. Default: 300s.");

    /// <summary>Gets all of them: a command that has one has each.</summary>
    public static IReadOnlyList<JobOption> RegistryGroup => [Registry, TokenFile, CaFile, ApiVersion, Wait];
}
