namespace SeedJob.Commands;

/// <summary>
/// Every option of every command, each once: here those that commands have one by one, and in a file for each group those that they have
/// together. A new option of a group takes its definition, its name in the list, and its reading, all in that file.
/// </summary>
internal static partial class JobOptions
{
    public static readonly JobOption Concurrency = new("--concurrency", "SEED_CONCURRENCY", "NUMBER",
        "How many models to work on at once, from 1 to 256. Default: 16; more makes the server slower.");

    public static readonly JobOption DryRun = new("--dry-run", "SEED_DRY_RUN", null,
        "Say what would be done, and write nothing.");

    public static readonly JobOption FailFast = new("--fail-fast", "SEED_FAIL_FAST", null,
        "Begin no further model once one has failed.");

    public static readonly JobOption ContinueOnError = new("--continue-on-error", "SEED_CONTINUE_ON_ERROR", null,
        "Go on with the other models when one has failed; this is the default.");

    public static readonly JobOption DetailedExitCode = new("--detailed-exitcode", "SEED_DETAILED_EXITCODE", null,
        "Exit with 2 when there are changes to make.");

    public static readonly JobOption Output = new("--output", "SEED_OUTPUT", "FORMAT",
        "The form of the result. With github it is text, and what is wrong with the seed becomes annotations; with sarif that is the "
        + "result. Default: text. A command takes text for a format of the variable that only others have.")
    {
        ShortName = "-o",
    };

    public static readonly JobOption Verbose = new("--verbose", "SEED_VERBOSE", null,
        "List also what is unchanged, and all changes of a large seed.");

    public static readonly JobOption LogFormat = new("--log-format", "SEED_LOG_FORMAT", "text|timed|json",
        "The form of the log on standard error; timed is text with the time of each line. Default: text.");

    public static readonly JobOption TerminationLog = new("--termination-log", "SEED_TERMINATION_LOG", "FILE",
        "Where to leave a summary for the pod's status. Default: /dev/termination-log where it exists.");

    public static readonly JobOption Select = new("--select", "SEED_SELECT", "NAMES",
        "Names of models, separated by commas; * stands for any characters and ? for one; a backslash takes what follows as it is, a comma "
            + "too. Default: all models.");

    public static readonly JobOption Filter = new("--filter", "SEED_FILTER", "FILTER",
        "Which models, in the filter language of the registry, or of the catalog's service: for example \"owner = 'ai-admin' AND "
            + "quantization LIKE 'FP8%'\". Default: all models.");

    public static readonly JobOption File = new("--file", "SEED_EXPORT_FILE", "FILE",
        "Where to write. Default: standard output.");

    public static readonly JobOption Port = new("--port", "SEED_EMULATOR_PORT", "NUMBER",
        "The loopback port to listen on. Default: a free one.");

    public static readonly JobOption Data = new("--data", "SEED_EMULATOR_DATA", "FILE",
        "The file to keep the content in. Default: it is forgotten in the end.");

    public static readonly JobOption Database = new("--database", "SEED_EMULATOR_DATABASE", "mariadb|postgresql",
        "The database to stand for: mariadb takes names that differ in case or trailing blanks for one, postgresql does not and refuses "
            + "filters of the wrong type. Default: mariadb.");

    public static readonly JobOption Catalog = new("--catalog", "MODEL_CATALOG_URL", "URL|FILE",
        "The model catalog: its address, or its source file (sources.yaml). The emulator serves such a file, on a port of its own. "
            + "Default: no catalog.");

    public static readonly JobOption CatalogPort = new("--catalog-port", "SEED_EMULATOR_CATALOG_PORT", "NUMBER",
        "The loopback port for the catalog. Default: a free one.");

    public static readonly JobOption CatalogMetrics = new("--catalog-metrics", "SEED_EMULATOR_CATALOG_METRICS", "FOLDER",
        "A folder with measurements of the catalog's models. Default: those in the catalog's files alone.");

    public static readonly JobOption Server = new("--server", "SEED_EMULATOR_SERVER", "v0.2|v0.3|2026-08",
        "The generation of servers to stand for: v0.2 knows no filters and no experiments, and v0.3 no API v1. Default: 2026-08.");

    public static readonly JobOption AlphaSunset = new("--alpha-sunset", "SEED_EMULATOR_ALPHA_SUNSET", "DATE",
        "Announce with every v1alpha3 response that this version goes on DATE, such as 2027-05-07. Default: no announcement.");

    public static readonly JobOption AlphaGone = new("--alpha-gone", "SEED_EMULATOR_ALPHA_GONE", null,
        "Respond to every v1alpha3 path with 410 Gone, as servers will from the announced day on.");

    public static readonly JobOption CatalogTokenFile = new("--catalog-token-file", "MODEL_CATALOG_TOKEN_FILE", "FILE",
        "A file with the bearer token for the catalog. Default: the registry's, --token-file.");

    public static readonly JobOption CatalogCaFile = new("--catalog-ca-file", "MODEL_CATALOG_CA_FILE", "FILE",
        "A PEM file with the certificate authorities to trust for the catalog. Default: the registry's, --ca-file.");

    public static readonly JobOption Label = new("--label", "SEED_CATALOG_LABEL", "LABELS",
        "Labels of sources of the catalog, separated by commas; 'null' stands for sources without a label. Default: all.");

    public static readonly JobOption Artifact = new("--artifact", "SEED_CATALOG_ARTIFACT", "URI",
        "Which artifact to take of a model with more than one: its URI; * stands for any characters. Default: such a model is refused.");

    public static readonly JobOption Rewrite = new("--rewrite", "SEED_CATALOG_REWRITE", "FROM=TO",
        "What FROM at the beginning of a URI is replaced with, for example oci://registry.redhat.io/=oci://mirror.internal/; several are "
        + "separated by commas. artifacts only asks there, and reports the URI as it is.");

    public static readonly JobOption WithDocumentation = new("--with-documentation", "SEED_CATALOG_DOCUMENTATION", null,
        "Take readmes and logos along, up to some 100 kB for a model.");

    public static readonly JobOption Owner = new("--owner", "SEED_CATALOG_OWNER", "NAME",
        "Who is responsible for models that are new in the seed. Default: nobody.");

    public static readonly JobOption Force = new("--force", "SEED_CATALOG_FORCE", null,
        "Write the seed file although comments in it get lost.");
}
