using System.Runtime.CompilerServices;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Filtering;

/// <summary>A place among the tokens, with the deepest error met so far.</summary>
internal sealed class GrammarCursor(IReadOnlyList<FilterToken> tokens)
{
    private const int Lookahead = 1;

    private FilterSyntaxException? _deepestError;
    private int _deepestPosition;

    /// <summary>How many tokens have been taken.</summary>
    public int Position { get; private set; }

    /// <summary>The next token.</summary>
    public FilterToken Peek() => tokens[Position];

    /// <summary>Takes the next token.</summary>
    public void Take() => Position++;

    /// <summary>A cursor to try an alternative with.</summary>
    public GrammarCursor Branch() =>
        new(tokens) { Position = Position, _deepestError = _deepestError, _deepestPosition = _deepestPosition };

    /// <summary>Takes over the place that an alternative has reached.</summary>
    public void Accept(GrammarCursor branch)
    {
        Position = branch.Position;
        if (branch._deepestPosition >= _deepestPosition)
        {
            _deepestPosition = branch._deepestPosition;
            _deepestError = branch._deepestError;
        }
    }

    /// <summary>Remembers an error if none was met further on.</summary>
    public void Note(FilterSyntaxException error)
    {
        if (Position >= _deepestPosition)
        {
            _deepestError = error;
            _deepestPosition = Position;
        }
    }

    /// <summary>Whether a failed alternative went too far for others to be tried.</summary>
    public bool Stops(FilterSyntaxException error, GrammarCursor branch)
    {
        if (branch._deepestPosition > _deepestPosition)
        {
            _deepestError = branch._deepestError;
            _deepestPosition = branch._deepestPosition;
        }
        else if (branch.Position >= _deepestPosition)
        {
            _deepestError = error;
            _deepestPosition = Math.Max(branch.Position, branch._deepestPosition);
        }

        if (branch.Position <= Position + Lookahead)
        {
            return false;
        }

        Accept(branch);
        return true;
    }

    /// <summary>The error to report for tokens that no rule took: the deepest one, if it lies further on.</summary>
    public FilterSyntaxException Deepest(FilterSyntaxException error) => Position >= _deepestPosition ? error : _deepestError ?? error;

    /// <summary>The complaint about the next token.</summary>
    public FilterSyntaxException Unexpected(string? expected = null)
    {
        FilterToken token = Peek();
        string expectation = expected is null ? "" : $" (expected {expected})";
        return new FilterSyntaxException(token.Line, token.Column, $"unexpected token {GoText.Quote(token.Shown)}{expectation}");
    }

    /// <summary>Refuses a filter that nests too deeply for the stack.</summary>
    public void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            FilterToken token = Peek();
            throw new FilterSyntaxException(token.Line, token.Column, "nesting too deep");
        }
    }
}
