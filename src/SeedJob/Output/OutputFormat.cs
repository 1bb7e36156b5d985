namespace SeedJob.Output;

/// <summary>The form of a result.</summary>
internal enum OutputFormat
{
    /// <summary>Lines for people.</summary>
    Text = 0,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Markdown, for a pull request.</summary>
    Markdown,

    /// <summary>Lines for people, with what is wrong with the seed as annotations of GitHub Actions.</summary>
    GitHub,

    /// <summary>What is wrong with the seed as SARIF, which tools of code review read.</summary>
    Sarif,

    /// <summary>The JSON document as YAML, for people.</summary>
    Yaml,

    /// <summary>Names alone, one a line.</summary>
    Name,
}
