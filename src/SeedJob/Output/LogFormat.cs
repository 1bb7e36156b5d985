namespace SeedJob.Output;

/// <summary>The form of the log.</summary>
internal enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text = 0,

    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>Lines for people, each with its time.</summary>
    Timed,
}
