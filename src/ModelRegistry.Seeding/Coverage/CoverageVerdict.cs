namespace ModelRegistry.Seeding;

/// <summary>What a registry says of a deployment. The worse, the greater.</summary>
public enum CoverageVerdict
{
    /// <summary>A live version of a live model, and what is loaded is one of its artifacts.</summary>
    Vetted = 0,

    /// <summary>A version that is registered and live, but that the policy would not let in today.</summary>
    NotAllowed,

    /// <summary>Registered, but the model, the version or the artifact is archived or to be deleted.</summary>
    Archived,

    /// <summary>Not registered here; a label says that it is in another registry.</summary>
    OtherRegistry,

    /// <summary>A label names a model or version that the registry does not have.</summary>
    UnknownId,

    /// <summary>A label names a version that what is loaded does not belong to.</summary>
    Mismatch,

    /// <summary>Neither a label nor what is loaded leads to anything registered.</summary>
    NotRegistered,

    /// <summary>Loaded from a public model hub that no policy names, registered or not.</summary>
    PublicHub,
}
