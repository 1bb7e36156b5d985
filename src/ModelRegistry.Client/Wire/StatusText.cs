using System.Globalization;
using System.Net;
using System.Text;

namespace ModelRegistry.Client.Wire;

/// <summary>Names a status in HTTP's words.</summary>
internal static class StatusText
{
    /// <summary>Shows a status, for example <c>404 Not Found</c>; the number alone where HTTP has no name for it.</summary>
    public static string Of(HttpStatusCode status)
    {
        string number = ((int)status).ToString(CultureInfo.InvariantCulture);
        return Enum.IsDefined(status) ? $"{number} {Words(status)}" : number;
    }

    /// <summary>Takes off the end of a message what only repeats the status: the server appends <c>: not found</c> to a 404.</summary>
    public static string WithoutStatus(string message, HttpStatusCode status)
    {
        string suffix = $": {Words(status)}";
        return message.Length > suffix.Length && message.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            ? message[..^suffix.Length]
            : message;
    }

    private static string Words(HttpStatusCode status)
    {
        string name = status.ToString();
        var words = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]))
            {
                words.Append(' ');
            }

            words.Append(name[i]);
        }

        return words.ToString();
    }
}
