namespace SeedJob.Commands;

/// <summary>The options of <c>report</c>.</summary>
internal static partial class JobOptions
{
    public static readonly JobOption Html = new("--html", "SEED_REPORT_HTML", null,
        "Write one HTML file that needs nothing else, instead of Markdown.");

    public static readonly JobOption Since = new("--since", "SEED_REPORT_SINCE", "FILE",
        "Say what has changed since an earlier report, or what an audit log says was changed, and by whom.");
}
