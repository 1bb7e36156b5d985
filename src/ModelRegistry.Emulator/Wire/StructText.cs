using System.Globalization;
using System.Text;

namespace ModelRegistry.Emulator.Wire;

/// <summary>Turns the base64 JSON object of a struct property into the text that the server answers: keys sorted, numbers as floats, no white space.</summary>
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
            string token = Encoding.UTF8.GetString(json.AsSpan(value)) is { Length: > 1 } all && all[0] is '[' ? "[" : Encoding.UTF8.GetString(json.AsSpan(value));
            error = $"proto: syntax error (line 1:1): unexpected token {token}";
            return false;
        }

        var output = new JsonOutput(json.Length);
        if (!Write(ref reader, output, 0))
        {
            error = "proto: exceeded max recursion depth";
            return false;
        }

        text = Encoding.UTF8.GetString(output.Written.Span);
        return true;
    }

    private static bool Write(ref GoJsonReader reader, JsonOutput output, int depth)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        switch (reader.PeekKind())
        {
            case "object":
                return WriteObject(ref reader, output, depth);
            case "array":
                output.BeginArray();
                reader.Enter();
                while (reader.HasNext())
                {
                    if (!Write(ref reader, output, depth + 1))
                    {
                        return false;
                    }
                }

                output.EndArray();
                return true;
            case "string":
                output.Text(reader.ReadString());
                return true;
            case "bool":
                output.Boolean(reader.ReadRaw()[0] == 't');
                return true;
            case "null":
                reader.ReadRaw();
                output.Null();
                return true;
            default:
                output.Number(double.Parse(reader.ReadRaw(), NumberStyles.Float, CultureInfo.InvariantCulture));
                return true;
        }
    }

    private static bool WriteObject(ref GoJsonReader reader, JsonOutput output, int depth)
    {
        var members = new SortedDictionary<string, byte[]>(Utf8Order.Instance);
        reader.Enter();
        while (reader.HasNext())
        {
            string key = reader.ReadString();
            var member = new JsonOutput();
            if (!Write(ref reader, member, depth + 1))
            {
                return false;
            }

            members[key] = member.ToArray();
        }

        output.BeginObject();
        foreach ((string key, byte[] value) in members)
        {
            output.Name(key);
            output.Json(value);
        }

        output.EndObject();
        return true;
    }
}
