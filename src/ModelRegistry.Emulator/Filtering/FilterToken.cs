namespace ModelRegistry.Emulator.Filtering;

/// <summary>The kinds of token in a filter.</summary>
internal enum FilterTokenKind
{
    /// <summary>The end of the filter.</summary>
    End,

    /// <summary>A name or keyword.</summary>
    Identifier,

    /// <summary>A number with a fraction or an exponent.</summary>
    Float,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A text in single or double quotes.</summary>
    Text,

    /// <summary>A name in back ticks.</summary>
    QuotedIdentifier,

    /// <summary>A comparison operator.</summary>
    Operator,

    /// <summary>A parenthesis, a comma or a dot.</summary>
    Punctuation,
}

/// <summary>A token and where it stands; lines and columns count from 1.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Line, int Column)
{
    /// <summary>How error messages name the token.</summary>
    public string Shown => Kind == FilterTokenKind.End ? "<EOF>" : Text;
}
