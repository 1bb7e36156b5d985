namespace ModelRegistry.Client;

/// <summary>What is to be done about an entity.</summary>
public enum PlannedAction
{
    /// <summary>Nothing: it is as specified.</summary>
    Unchanged = 0,

    /// <summary>It is not there and will be created.</summary>
    Create,

    /// <summary>It differs and will be changed.</summary>
    Update,

    /// <summary>It can't be made as specified; <see cref="EntityPlan.Refusal"/> says why. Nothing of the model is written then.</summary>
    Refused,
}
