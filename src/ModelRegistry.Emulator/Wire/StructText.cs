using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>
/// Turns the base64 JSON object of a struct property into the text that the server returns: keys sorted, numbers as floats, no white space.
/// </summary>
internal static class StructText
{
    private const int MaxDepth = 500;

    /// <summary>Converts a value; on failure <paramref name="error"/> is the server's message.</summary>
    public static bool TryConvert(string base64, out string text, out string error)
    {
        text = "";
        if (!GoBase64.TryDecode(Encoding.UTF8.GetBytes(base64), out byte[] json, out error))
        {
            return false;
        }

        (Range value, string? fault) = GoJsonScanner.FindOnlyValue(json);
        if (fault is not null)
        {
            error = fault;
            return false;
        }

        var reader = new GoJsonReader(json.AsSpan(value));
        if (reader.PeekKind() != "object")
        {
            string token = Encoding.UTF8.GetString(json.AsSpan(value));
            error = $"proto: syntax error (line 1:1): unexpected token {(token[0] == '[' ? "[" : token)}";
            return false;
        }

        var output = new JsonOutput(json.Length);
        if (Write(ref reader, output, 0) is { } refusal)
        {
            error = refusal;
            return false;
        }

        text = Encoding.UTF8.GetString(output.Written.Span);
        return true;
    }

    // Returns what is wrong; null when all is well.
    private static string? Write(ref GoJsonReader reader, JsonOutput output, int depth)
    {
        if (depth > MaxDepth)
        {
            return "proto: exceeded max recursion depth";
        }

        switch (reader.PeekKind())
        {
            case "object":
                return WriteObject(ref reader, output, depth);
            case "array":
                return WriteArray(ref reader, output, depth);
            case "string":
                output.Text(reader.ReadString());
                break;
            case "bool":
                output.Boolean(reader.ReadRaw()[0] == 't');
                break;
            case "null":
                reader.ReadRaw();
                output.Null();
                break;
            default:
                double number = double.Parse(reader.ReadRaw(), NumberStyles.Float, CultureInfo.InvariantCulture);
                if (!double.IsFinite(number))
                {
                    return "proto: invalid value for number_value field";
                }

                output.Number(number);
                break;
        }

        return null;
    }

    private static string? WriteArray(ref GoJsonReader reader, JsonOutput output, int depth)
    {
        output.BeginArray();
        reader.Enter();
        while (reader.HasNext())
        {
            if (Write(ref reader, output, depth + 1) is { } refusal)
            {
                return refusal;
            }
        }

        output.EndArray();
        return null;
    }

    private static string? WriteObject(ref GoJsonReader reader, JsonOutput output, int depth)
    {
        var members = new SortedDictionary<string, byte[]>(Utf8Order.Instance);
        reader.Enter();
        while (reader.HasNext())
        {
            string key = reader.ReadString();
            var member = new JsonOutput();
            if (Write(ref reader, member, depth + 1) is { } refusal)
            {
                return refusal;
            }

            if (!members.TryAdd(key, member.ToArray()))
            {
                return $"proto: duplicate map key {GoText.Quote(key)}";
            }
        }

        output.BeginObject();
        foreach ((string key, byte[] value) in members)
        {
            output.Name(key);
            output.Json(value);
        }

        output.EndObject();
        return null;
    }
}
