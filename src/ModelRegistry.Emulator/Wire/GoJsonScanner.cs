using System.Collections;

namespace ModelRegistry.Emulator.Wire;

/// <summary>
/// Checks the syntax of one JSON value byte by byte and stops where it ends, with the messages of Go's <c>encoding/json</c>.
/// Nesting is kept in a bit list, so that no input can exhaust the stack.
/// </summary>
internal ref struct GoJsonScanner
{
    private const int MaxDepth = 10_000;

    private readonly ReadOnlySpan<byte> _input;
    private readonly BitArray _objects;
    private int _depth;
    private int _at;
    private string? _error;

    private GoJsonScanner(ReadOnlySpan<byte> input)
    {
        _input = input;
        _objects = new BitArray(64);
    }

    /// <summary>Finds the first value of a stream, as a decoder does: what follows it is left alone.</summary>
    /// <returns>The range of the value, or an error message.</returns>
    public static (Range Value, string? Error) FindFirstValue(ReadOnlySpan<byte> input)
    {
        var scanner = new GoJsonScanner(input);
        return scanner.Scan("EOF", "unexpected EOF");
    }

    /// <summary>Checks that the input is exactly one value, as unmarshalling does.</summary>
    /// <returns>The range of the value, or an error message.</returns>
    public static (Range Value, string? Error) FindOnlyValue(ReadOnlySpan<byte> input)
    {
        var scanner = new GoJsonScanner(input);
        (Range value, string? error) = scanner.Scan("unexpected end of JSON input", "unexpected end of JSON input");
        if (error is null)
        {
            scanner.SkipSpace();
            if (scanner._at < input.Length)
            {
                error = $"invalid character {GoText.QuoteInput(input[scanner._at])} after top-level value";
            }
        }

        return (value, error);
    }

    private (Range Value, string? Error) Scan(string whenEmpty, string whenCut)
    {
        SkipSpace();
        if (_at == _input.Length)
        {
            return (default, whenEmpty);
        }

        int start = _at;
        return ScanValue() ? (start.._at, null) : (default, _error ?? whenCut);
    }

    // False when the input ends early (no error text) or is wrong (with one).
    private bool ScanValue()
    {
        while (true)
        {
            SkipSpace();
            if (!Current(out byte input))
            {
                return false;
            }

            if (input is (byte)'{' or (byte)'[')
            {
                if (!Open(input == '{', out bool entered))
                {
                    return false;
                }

                if (entered)
                {
                    continue;
                }
            }
            else if (!ScanScalar(input))
            {
                return false;
            }

            // A value has ended: close what it ends, or go on to the next member or element.
            if (!CloseOrAdvance(out bool finished))
            {
                return false;
            }

            if (finished)
            {
                return true;
            }
        }
    }

    // Enters an object or array; stands on its first value, or behind it when it is empty.
    private bool Open(bool isObject, out bool entered)
    {
        entered = false;
        if (_depth == MaxDepth)
        {
            _error = "exceeded max depth";
            return false;
        }

        if (_depth == _objects.Length)
        {
            _objects.Length *= 2;
        }

        _objects[_depth++] = isObject;
        _at++;
        SkipSpace();
        if (!Current(out byte input))
        {
            return false;
        }

        if (input == (isObject ? '}' : ']'))
        {
            _at++;
            _depth--;
            return true;
        }

        entered = true;
        return !isObject || ScanKey();
    }

    private bool ScanKey()
    {
        SkipSpace();
        if (!Current(out byte input))
        {
            return false;
        }

        if (input != '"')
        {
            return Fail(input, "looking for beginning of object key string");
        }

        if (!ScanString())
        {
            return false;
        }

        SkipSpace();
        if (!Current(out input))
        {
            return false;
        }

        if (input != ':')
        {
            return Fail(input, "after object key");
        }

        _at++;
        return true;
    }

    private bool CloseOrAdvance(out bool finished)
    {
        finished = false;
        while (true)
        {
            if (_depth == 0)
            {
                finished = true;
                return true;
            }

            SkipSpace();
            if (!Current(out byte input))
            {
                return false;
            }

            bool isObject = _objects[_depth - 1];
            if (input == ',')
            {
                _at++;
                return !isObject || ScanKey();
            }

            if (input != (isObject ? '}' : ']'))
            {
                return Fail(input, isObject ? "after object key:value pair" : "after array element");
            }

            _at++;
            _depth--;
        }
    }

    private bool ScanScalar(byte input) => input switch
    {
        (byte)'"' => ScanString(),
        (byte)'t' => ScanLiteral("true"u8),
        (byte)'f' => ScanLiteral("false"u8),
        (byte)'n' => ScanLiteral("null"u8),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => ScanNumber(),
        _ => Fail(input, "looking for beginning of value"),
    };

    private bool ScanLiteral(ReadOnlySpan<byte> literal)
    {
        for (int i = 1; i < literal.Length; i++)
        {
            _at++;
            if (!Current(out byte input))
            {
                return false;
            }

            if (input != literal[i])
            {
                return Fail(
                    input, $"in literal {System.Text.Encoding.ASCII.GetString(literal)} (expecting {GoText.QuoteInput(literal[i])})");
            }
        }

        _at++;
        return true;
    }

    private bool ScanString()
    {
        _at++;
        while (Current(out byte input))
        {
            _at++;
            switch (input)
            {
                case (byte)'"':
                    return true;
                case (byte)'\\':
                    if (!ScanEscape())
                    {
                        return false;
                    }

                    break;
                case < 0x20:
                    return Fail(input, "in string literal");
            }
        }

        return false;
    }

    private bool ScanEscape()
    {
        if (!Current(out byte input))
        {
            return false;
        }

        _at++;
        if (input is (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' or (byte)'\\' or (byte)'/' or (byte)'"')
        {
            return true;
        }

        if (input != 'u')
        {
            return Fail(input, "in string escape code");
        }

        for (int i = 0; i < 4; i++)
        {
            if (!Current(out input))
            {
                return false;
            }

            _at++;
            if (!char.IsAsciiHexDigit((char)input))
            {
                return Fail(input, "in \\u hexadecimal character escape");
            }
        }

        return true;
    }

    private bool ScanNumber()
    {
        if (_input[_at] == '-')
        {
            _at++;
            if (!Current(out byte sign))
            {
                return false;
            }

            if (!IsDigit(sign))
            {
                return Fail(sign, "in numeric literal");
            }
        }

        if (_input[_at] == '0')
        {
            _at++;
        }
        else
        {
            SkipDigits();
        }

        if (_at < _input.Length && _input[_at] == '.')
        {
            _at++;
            if (!RequireDigits("after decimal point in numeric literal"))
            {
                return false;
            }
        }

        if (_at < _input.Length && _input[_at] is (byte)'e' or (byte)'E')
        {
            _at++;
            if (_at < _input.Length && _input[_at] is (byte)'+' or (byte)'-')
            {
                _at++;
            }

            return RequireDigits("in exponent of numeric literal");
        }

        return true;
    }

    private bool RequireDigits(string context)
    {
        if (!Current(out byte input))
        {
            return false;
        }

        if (!IsDigit(input))
        {
            return Fail(input, context);
        }

        SkipDigits();
        return true;
    }

    private void SkipDigits()
    {
        while (_at < _input.Length && IsDigit(_input[_at]))
        {
            _at++;
        }
    }

    private void SkipSpace()
    {
        while (_at < _input.Length && _input[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }

    private readonly bool Current(out byte input)
    {
        bool present = _at < _input.Length;
        input = present ? _input[_at] : (byte)0;
        return present;
    }

    private bool Fail(byte input, string context)
    {
        _error = $"invalid character {GoText.QuoteInput(input)} {context}";
        return false;
    }

    private static bool IsDigit(byte input) => input is >= (byte)'0' and <= (byte)'9';
}
