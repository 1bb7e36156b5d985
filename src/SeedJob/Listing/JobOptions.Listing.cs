namespace SeedJob.Commands;

/// <content>What <c>list</c> and <c>get</c> take beside what other commands take.</content>
internal static partial class JobOptions
{
    public static readonly JobOption Archived = new("--archived", "SEED_ARCHIVED", null,
        "Show also what is archived.");

    public static JobOption ListOutput => Output.Taking("table", "json", "yaml", "name") with
    {
        Description = "The form of the result: JSON and YAML are the API's own, with the names of what an entity belongs to. Default: "
            + "table, which a command also takes for a format of the variable that only others have.",
    };

    public static JobOption ListFilter => Filter with
    {
        Description = "Which of what is listed, in the filter language of the registry: for example \"owner = 'ai-admin' AND quantization "
            + "LIKE 'FP8%'\". Default: all.",
    };
}
