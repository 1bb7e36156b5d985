namespace SeedJob.Commands;

/// <summary>The options of <c>artifacts</c>, and of the commands that check artifacts along the way.</summary>
internal static partial class JobOptions
{
    public static readonly JobOption PullSecret = new("--pull-secret", "SEED_PULL_SECRET", "FILE",
        "A file with the credentials of image registries, .dockerconfigjson. Default: image registries are asked anonymously.");

    public static readonly JobOption ArtifactCaFile = new("--artifact-ca-file", "SEED_ARTIFACT_CA_FILE", "FILE",
        "A PEM file with authorities that image registries, object stores and web servers are trusted by, besides the system's.");

    public static readonly JobOption PlainHttp = new("--plain-http", "SEED_PLAIN_HTTP", "HOSTS",
        "Image registries, as HOST or HOST:PORT and separated by commas, that are spoken to without TLS. Default: none.");

    public static readonly JobOption S3Endpoint = new("--s3-endpoint", "SEED_S3_ENDPOINT", "URL",
        "The object store of s3:// URIs that name none by ?endpoint=. Default: AWS.");

    public static readonly JobOption S3Region = new("--s3-region", "SEED_S3_REGION", "REGION",
        "The region of s3:// URIs that name none by ?defaultRegion=. Default: AWS_REGION, AWS_DEFAULT_REGION, or else us-east-1.");

    public static readonly JobOption S3Addressing = new("--s3-addressing", "SEED_S3_ADDRESSING", "auto|path|host",
        "Whether the bucket stands in the path or in the host's name. Default: auto, in the path unless the object store is AWS.");

    public static readonly JobOption S3Credentials = new("--s3-credentials", "SEED_S3_CREDENTIALS", "DIRECTORY",
        "A directory with the files AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as the Secret of a data connection is mounted. Default: "
            + "the variables of these names.");

    public static readonly JobOption RequestTimeout = new("--request-timeout", "SEED_REQUEST_TIMEOUT", "DURATION",
        "How long one request about an artifact may take; it is sent three times at most. Default: 15s.");

    public static readonly JobOption Pin = new("--pin", "SEED_PIN", null,
        "Write the digest that a tag stands for now into the seed files, for versions that are not registered yet.");

    public static readonly JobOption Record = new("--record", "SEED_RECORD", null,
        "Keep digest, size and time of change on the registry's artifacts, as the properties _artifactDigest, _artifactBytes and "
            + "_artifactChangedAt.");

    public static readonly JobOption Accept = new("--accept", "SEED_ACCEPT", null,
        "With --record: put the digest that is found in the place of another one that was recorded.");

    public static readonly JobOption CheckArtifacts = new("--artifacts", "SEED_VERIFY_ARTIFACTS", null,
        "Ask for each model artifact of the seed whether it is there, too.");

    public static readonly JobOption RequireArtifacts = new("--require-artifacts", "SEED_REQUIRE_ARTIFACTS", null,
        "Write nothing unless each model artifact of the seed is there.");
}
