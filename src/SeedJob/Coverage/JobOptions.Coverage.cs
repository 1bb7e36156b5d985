namespace SeedJob.Commands;

/// <summary>The options of <c>coverage</c>.</summary>
internal static partial class JobOptions
{
    public static readonly JobOption Deployments = new("--deployments", "SEED_DEPLOYMENTS", "FILE|-",
        "What runs: a file, or - for standard input, with what 'oc get inferenceservices -A -o json' prints, one such text or several.");

    public static readonly JobOption InCluster = new("--in-cluster", "SEED_IN_CLUSTER", null,
        "Ask the API server of the cluster that the job runs in what runs there, with the pod's own token.");

    public static readonly JobOption ServiceAccount = new("--service-account", "SEED_SERVICE_ACCOUNT", "DIRECTORY",
        "Where --in-cluster finds 'token' and 'ca.crt'. Default: /var/run/secrets/kubernetes.io/serviceaccount.");

    public static readonly JobOption Kinds = new("--kinds", "SEED_KINDS", "KINDS",
        "The kinds that the cluster is asked for, separated by commas. Default: inferenceservices,llminferenceservices.");

    public static readonly JobOption AllowEmpty = new("--allow-empty", "SEED_ALLOW_EMPTY", null,
        "Believe a list that is empty, or that has nothing of one of the kinds; it is refused otherwise.");

    public static readonly JobOption RegistryName = new("--registry-name", "MODEL_REGISTRY_NAME", "NAME",
        "The registry's name in the label modelregistry.opendatahub.io/name. Default: labels that name a registry are taken to "
            + "name this one.");

    public static readonly JobOption FailOn = new("--fail-on", "SEED_FAIL_ON", "KINDS",
        "What ends with 2, separated by commas, or 'none'. Of coverage verdicts; default: all but vetted and not-deployed. Of catalog diff "
        + "artifact, licence, validation, moved, gone, hand, older, metadata, documentation; default: the first five.");
}
