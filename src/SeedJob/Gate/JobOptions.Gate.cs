namespace SeedJob.Commands;

/// <summary>The options of the admission gate.</summary>
internal static partial class JobOptions
{
    public static readonly JobOption Namespace = new("--namespace", "SEED_GATE_NAMESPACE", "NAMESPACE",
        "The namespace of the list. Default: rhoai-model-registries.");

    public static readonly JobOption Prefixes = new("--prefixes", "SEED_GATE_PREFIXES", null,
        "List the places that the policies' artifactUris.allow names, instead of models.");

    public static readonly JobOption Connections = new("--connections", "SEED_GATE_CONNECTIONS", "FILE",
        "A file that says where data connections lead to, in lines such as 'ml/models s3://bucket/'. Default: none is known, nor vetted.");

    public static readonly JobOption Mode = new("--mode", "SEED_GATE_MODE", "audit|warn|deny",
        "What happens to a model that is not vetted: noted in the audit log, deployed with a warning, or refused. Default: warn.");

    public static readonly JobOption Exempt = new("--exempt", "SEED_GATE_EXEMPT", "NAMESPACE…",
        "Namespaces where anything may be deployed; several, or separated by commas. Default: none.", TakesMany: true);

    public static readonly JobOption HelpUrl = new("--help-url", "SEED_GATE_HELP_URL", "TEXT",
        "Where developers find help: the end of every message. Default: nothing.");
}
