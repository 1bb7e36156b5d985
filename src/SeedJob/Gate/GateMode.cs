namespace SeedJob.Gate;

/// <summary>What the gate does about a model that is not vetted.</summary>
internal enum GateMode
{
    /// <summary>The deployer is warned, and the audit log has a note.</summary>
    Warn,

    /// <summary>The audit log has a note.</summary>
    Audit,

    /// <summary>The deployment is refused.</summary>
    Deny,
}
