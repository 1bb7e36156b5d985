using System.Globalization;
using System.Text;

namespace SeedJob.Tests;

/// <summary>Seeds of any size.</summary>
internal static class Seeds
{
    /// <summary>A seed of models, each with one version and one artifact.</summary>
    public static string Of(int models, string? set = null, string description = "a model", int from = 0)
    {
        var seed = new StringBuilder("formatVersion: 1\n");
        if (set is not null)
        {
            seed.Append(CultureInfo.InvariantCulture, $"set: {set}\n");
        }

        seed.Append("models:\n");
        foreach (int number in Enumerable.Range(from, models))
        {
            seed.Append(CultureInfo.InvariantCulture, $"""
                  - name: model-{number:000}
                    description: {description}
                    labels: [vetted]
                    versions:
                      - name: "1.0"
                        artifacts:
                          - uri: s3://bucket/model-{number:000}/

                """);
        }

        return seed.ToString();
    }
}
