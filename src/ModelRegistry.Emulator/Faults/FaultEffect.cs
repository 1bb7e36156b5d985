namespace ModelRegistry.Emulator;

/// <summary>What a <see cref="Fault"/> does to a request, beside delaying it.</summary>
public enum FaultEffect
{
    /// <summary>Nothing: the request is handled as usual, after the delay.</summary>
    None,

    /// <summary>Answers with the fault's status and body; the request is not carried out.</summary>
    Answer,

    /// <summary>Carries the request out, then answers with the fault's status and body all the same.</summary>
    AnswerAfterwards,

    /// <summary>Cuts the connection; the request is not carried out.</summary>
    CutBefore,

    /// <summary>Carries the request out, then cuts the connection: the answer is lost.</summary>
    CutAfter,

    /// <summary>Carries the request out, announces the whole answer, sends half of it and cuts the connection.</summary>
    Truncate,
}
