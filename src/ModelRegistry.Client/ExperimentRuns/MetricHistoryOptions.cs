using System.Globalization;

namespace ModelRegistry.Client;

/// <summary>Which values of a metric history are to be listed, and how.</summary>
public sealed record MetricHistoryOptions : ListOptions<Metric>
{
    /// <summary>Gets a text that the metric's name must contain: the server looks for a part of the name, not for the whole.</summary>
    public string? NameContains { get; init; }

    /// <summary>Gets the steps whose values are wanted; all when empty.</summary>
    public IReadOnlyList<int> Steps { get => field ?? []; init; }

    internal string? StepIds =>
        Steps.Count == 0 ? null : string.Join(',', Steps.Select(step => step.ToString(CultureInfo.InvariantCulture)));
}
