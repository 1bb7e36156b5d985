using System.Text;

namespace ModelRegistry.Artifacts.Images;

/// <summary>The parameters of a <c>WWW-Authenticate</c> header: <c>realm="…",service="…"</c>.</summary>
internal static class Challenge
{
    public static IReadOnlyDictionary<string, string> Parse(string parameters)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        while (at < parameters.Length)
        {
            int equals = parameters.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }

            string name = parameters[at..equals].Trim(' ', ',');
            found[name] = ReadValue(parameters, equals + 1, out at);
        }

        return found;
    }

    private static string ReadValue(string parameters, int at, out int end)
    {
        if (at >= parameters.Length || parameters[at] != '"')
        {
            int comma = parameters.IndexOf(',', at);
            end = comma < 0 ? parameters.Length : comma + 1;
            return parameters[at..(comma < 0 ? parameters.Length : comma)].Trim();
        }

        var value = new StringBuilder();
        for (at++; at < parameters.Length && parameters[at] != '"'; at++)
        {
            if (parameters[at] == '\\' && at + 1 < parameters.Length)
            {
                at++;
            }

            value.Append(parameters[at]);
        }

        end = at + 1;
        return value.ToString();
    }
}
