namespace SeedJob.Commands;

/// <summary>Archives a model or a version.</summary>
internal sealed class ArchiveCommand() : StateCommand("ARCHIVED", "archived")
{
    public override string Name => "archive";

    public override string Description => "Archives a model or one of its versions: kept for audit, no longer among the live ones.";
}
