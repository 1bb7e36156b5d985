using SeedJob.Output;

namespace SeedJob.Commands;

/// <summary>What a command finds out beside the plan.</summary>
/// <param name="Code">The exit code that it makes.</param>
/// <param name="Summary">One line that counts.</param>
/// <param name="WriteJson">Adds it to the plan as JSON.</param>
/// <param name="Write">Shows it below the plan, in another format.</param>
internal sealed record PlanAddition(int Code, string Summary, Action<MaskedJson> WriteJson, Action<OutputFormat> Write);
