namespace ModelRegistry.Emulator.Wire;

/// <summary>Decodes standard base64 and reports the offset of a fault as Go does.</summary>
internal static class GoBase64
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>Decodes <paramref name="text"/>; on failure <paramref name="error"/> is Go's message.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, out byte[] decoded, out string error)
    {
        var output = new List<byte>(text.Length * 3 / 4);
        int at = 0;
        while (at < text.Length)
        {
            int fault = DecodeQuantum(text, ref at, output);
            if (fault >= 0)
            {
                decoded = [];
                error = $"illegal base64 data at input byte {fault}";
                return false;
            }
        }

        decoded = [.. output];
        error = "";
        return true;
    }

    // Reads four symbols (line breaks aside); returns the faulty offset, or -1.
    private static int DecodeQuantum(ReadOnlySpan<byte> text, ref int at, List<byte> output)
    {
        int symbols = 0;
        int bits = 0;
        while (symbols < 4)
        {
            if (at == text.Length)
            {
                return symbols == 0 ? -1 : at - symbols;
            }

            byte input = text[at++];
            int symbol = input < 128 ? Alphabet.IndexOf((char)input, StringComparison.Ordinal) : -1;
            if (symbol >= 0)
            {
                bits = (bits << 6) | symbol;
                symbols++;
            }
            else if (input is (byte)'\n' or (byte)'\r')
            {
                continue;
            }
            else if (input != '=')
            {
                return at - 1;
            }
            else
            {
                return FinishPadded(text, ref at, symbols, bits, output);
            }
        }

        output.Add((byte)(bits >> 16));
        output.Add((byte)(bits >> 8));
        output.Add((byte)bits);
        return -1;
    }

    private static int FinishPadded(ReadOnlySpan<byte> text, ref int at, int symbols, int bits, List<byte> output)
    {
        if (symbols < 2)
        {
            return at - 1;
        }

        if (symbols == 2)
        {
            SkipLineBreaks(text, ref at);
            if (at == text.Length)
            {
                return text.Length;
            }

            if (text[at] != '=')
            {
                return at - 1;
            }

            at++;
        }

        SkipLineBreaks(text, ref at);
        if (at < text.Length)
        {
            return at;
        }

        if (symbols == 2)
        {
            output.Add((byte)(bits >> 4));
        }
        else
        {
            output.Add((byte)(bits >> 10));
            output.Add((byte)(bits >> 2));
        }

        return -1;
    }

    private static void SkipLineBreaks(ReadOnlySpan<byte> text, ref int at)
    {
        while (at < text.Length && text[at] is (byte)'\n' or (byte)'\r')
        {
            at++;
        }
    }
}
