namespace ModelRegistry.Emulator;

/// <summary>A generation of Model Registry servers, each of which offers what the one before it does and more.</summary>
public enum RegistryServerVersion
{
    /// <summary>
    /// What every v0.2.x since v0.2.10 has (OpenShift AI 2.x): the 40 operations of <c>v1alpha3</c> that need no experiments, model and
    /// doc artifacts alone, no fields that came with v0.2.16 (<c>modelSource…</c>) or v0.2.19 (<c>readme</c>, <c>maturity</c>,
    /// <c>language</c>, <c>tasks</c>, <c>provider</c>, <c>logo</c>, <c>license</c>, <c>licenseLink</c>, <c>libraryName</c>).
    /// <c>filterQuery</c>, <c>artifactType</c> and the <c>name</c> and <c>externalId</c> of lists are ignored. Error texts are those of
    /// the later servers where both know the error.
    /// </summary>
    V02,

    /// <summary>v0.3.x before API v1 (OpenShift AI 3.x): all 56 operations of <c>v1alpha3</c>, filters and experiments included.</summary>
    V03,

    /// <summary>2026-08 and later: the 56 operations of <c>v1alpha3</c> and the 40 of <c>v1</c> over the same content.</summary>
    Current,
}
