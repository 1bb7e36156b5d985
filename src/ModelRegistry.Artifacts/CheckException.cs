namespace ModelRegistry.Artifacts;

/// <summary>A check that ends early, with what came of it.</summary>
internal sealed class CheckException(ArtifactStatus status, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ArtifactStatus Status { get; } = status;
}
