namespace ModelRegistry.Seeding;

/// <summary>
/// Finds a secret in a text, in time that grows with the length of the text alone, whatever the secret is (Knuth, Morris, Pratt).
/// </summary>
internal sealed class SecretPattern
{
    /// <summary>
    /// A part of a secret, a line or what is left where a message was cut off, is hidden from this length on. Shorter ones are too common.
    /// </summary>
    public const int ShortestPart = 8;

    private readonly string _secret;

    /// <summary>For each length of the secret's beginning: the longest shorter beginning that it ends in.</summary>
    private readonly int[] _fallback;

    public SecretPattern(string secret)
    {
        _secret = string.Create(secret.Length, secret, (characters, text) => DecodedText.Normalize(text, characters));
        _fallback = new int[secret.Length + 1];
        for (int length = 1; length < secret.Length; length++)
        {
            _fallback[length + 1] = Next(_fallback[length], _secret[length]);
        }
    }

    /// <summary>Marks the places where the secret stands, and those where its beginning stands and the text is cut off.</summary>
    public void Mark(DecodedText text, bool[] covered)
    {
        ReadOnlySpan<char> characters = text.Characters;
        int matched = 0;
        int marked = 0;
        for (int i = 0; i < characters.Length; i++)
        {
            if (matched == 0)
            {
                int skipped = characters[i..].IndexOf(_secret[0]);
                if (skipped < 0)
                {
                    return;
                }

                i += skipped;
            }

            if (characters[i] == '…' && matched >= ShortestPart)
            {
                MarkMatched(i);
            }

            matched = Next(matched, characters[i]);
            if (matched == _secret.Length)
            {
                MarkMatched(i + 1);
            }
        }

        if (matched >= ShortestPart)
        {
            MarkMatched(characters.Length);
        }

        // What an earlier match has marked is not marked again: a secret that repeats itself can match at every character.
        void MarkMatched(int end)
        {
            covered.AsSpan(text.PlaceOf(Math.Max(end - matched, marked), end)).Fill(true);
            marked = end;
        }
    }

    private int Next(int matched, char c)
    {
        while (matched > 0 && (matched == _secret.Length || _secret[matched] != c))
        {
            matched = _fallback[matched];
        }

        return _secret[matched] == c ? matched + 1 : 0;
    }
}
