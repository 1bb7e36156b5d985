using ModelRegistry.Seeding;
using SeedJob.Running;

namespace SeedJob.Output;

/// <summary>
/// Where the job writes: results to standard output, what it does to standard error. Every line passes through the mask that hides
/// secrets, whoever wrote it.
/// </summary>
internal sealed class Terminal(JobEnvironment environment)
{
    private SecretMask? _secrets;

    public bool UseColor { get; } = environment.IsTerminal && string.IsNullOrEmpty(environment.Variable("NO_COLOR"));

    public void Hide(SecretMask secrets) => _secrets = secrets;

    public string Masked(string text) => _secrets?.Hide(text) ?? text;

    public void WriteResult(string line) => environment.Out.WriteLine(Masked(line));

    public void WriteError(string line) => environment.Error.WriteLine(Masked(line));
}
