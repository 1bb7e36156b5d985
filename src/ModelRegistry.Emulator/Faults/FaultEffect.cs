namespace ModelRegistry.Emulator;

/// <summary>What a <see cref="Fault"/> does to a request, beside delaying it.</summary>
public enum FaultEffect
{
    /// <summary>Nothing: the request is handled as usual, after the delay.</summary>
    None,

    /// <summary>Responds with the fault's status and body; the request is not carried out.</summary>
    Respond,

    /// <summary>Carries the request out, then responds with the fault's status and body all the same.</summary>
    RespondAfterwards,

    /// <summary>Cuts the connection; the request is not carried out.</summary>
    CutBefore,

    /// <summary>Carries the request out, then cuts the connection: the response is lost.</summary>
    CutAfter,

    /// <summary>Carries the request out, announces the whole response, sends half of it and cuts the connection.</summary>
    Truncate,
}
