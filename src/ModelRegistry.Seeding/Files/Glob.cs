namespace ModelRegistry.Seeding.Files;

/// <summary>
/// Matches text with wildcards in time proportional to both lengths, so that no pattern can be made slow: <c>*</c> stands for any
/// characters within a segment, <c>**</c> for any characters at all, <c>**/</c> for any number of whole segments.
/// </summary>
internal sealed class Glob
{
    private const int MostOnStack = 256;

    private readonly List<Token> _tokens = [];

    public Glob(ReadOnlySpan<char> pattern, bool questionMarkIsWildcard)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (!pattern[i..].StartsWith("**"))
            {
                _tokens.Add(pattern[i] switch
                {
                    '*' => new Token(Kind.WithinSegment),
                    '?' when questionMarkIsWildcard => new Token(Kind.OneCharacter),
                    var literal => new Token(Kind.Literal, literal),
                });
            }
            else if ((i == 0 || pattern[i - 1] == '/') && pattern[(i + 2)..].StartsWith("/"))
            {
                _tokens.Add(new Token(Kind.SegmentsOrNone));
                _tokens.Add(new Token(Kind.Segments));
                i += 2;
            }
            else
            {
                _tokens.Add(new Token(Kind.Anything));
                i++;
            }
        }
    }

    private enum Kind
    {
        Literal,
        OneCharacter,
        WithinSegment,
        Anything,
        SegmentsOrNone,
        Segments,
    }

    public bool IsMatch(ReadOnlySpan<char> text)
    {
        // reached[i]: the first i tokens can match the text so far.
        Span<bool> reached = _tokens.Count < MostOnStack ? stackalloc bool[_tokens.Count + 1] : new bool[_tokens.Count + 1];
        Span<bool> next = _tokens.Count < MostOnStack ? stackalloc bool[_tokens.Count + 1] : new bool[_tokens.Count + 1];
        reached[0] = true;
        PassOverEmpty(reached);
        foreach (char character in text)
        {
            next.Clear();
            for (int i = 0; i < _tokens.Count; i++)
            {
                if (reached[i])
                {
                    Consume(i, character, next);
                }
            }

            PassOverEmpty(next);
            next.CopyTo(reached);
        }

        return reached[^1];
    }

    private void Consume(int i, char character, Span<bool> next)
    {
        switch (_tokens[i].Kind)
        {
            case Kind.Literal:
                next[i + 1] |= character == _tokens[i].Character;
                break;
            case Kind.OneCharacter:
                next[i + 1] |= character != '/';
                break;
            case Kind.WithinSegment:
                next[i] |= character is not ('/' or '?' or '#');
                break;
            case Kind.Anything:
                next[i] = true;
                break;
            case Kind.Segments:
                next[i] = true;
                next[i + 1] |= character == '/';
                break;
        }
    }

    private void PassOverEmpty(Span<bool> reached)
    {
        for (int i = 0; i < _tokens.Count; i++)
        {
            if (!reached[i])
            {
                continue;
            }

            if (_tokens[i].Kind is Kind.WithinSegment or Kind.Anything)
            {
                reached[i + 1] = true;
            }
            else if (_tokens[i].Kind == Kind.SegmentsOrNone)
            {
                reached[i + 1] = true;
                reached[i + 2] = true;
            }
        }
    }

    private readonly record struct Token(Kind Kind, char Character = '\0');
}
