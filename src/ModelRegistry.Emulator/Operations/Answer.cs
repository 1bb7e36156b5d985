using System.Text;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>What a request is answered with.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The content type; <see langword="null"/> for an answer without body.</param>
/// <param name="Body">The whole body.</param>
/// <param name="Allow">The methods of a 405, one header for each.</param>
/// <param name="Sunset">When the version of the API will go that answers, as an HTTP date; <see langword="null"/> to say nothing.</param>
internal sealed record Answer(
    int Status, string? ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<string>? Allow = null, string? Sunset = null)
{
    private const string JsonType = "application/json; charset=UTF-8";
    private const string TextType = "text/plain; charset=utf-8";

    /// <summary>What the server says to paths that it does not know.</summary>
    public static readonly Answer PageNotFound = Text(404, "404 page not found\n");

    /// <summary>An answer whose body is JSON without its final line feed.</summary>
    public static Answer Json(int status, ReadOnlySpan<byte> json)
    {
        byte[] body = new byte[json.Length + 1];
        json.CopyTo(body);
        body[^1] = (byte)'\n';
        return new Answer(status, JsonType, body);
    }

    /// <summary>An answer whose body is a finished JSON line.</summary>
    public static Answer JsonLine(int status, ReadOnlyMemory<byte> line) => new(status, JsonType, line);

    /// <summary>An answer in plain text.</summary>
    public static Answer Text(int status, string text) => new(status, TextType, Encoding.UTF8.GetBytes(text));

    /// <summary>An answer without a body.</summary>
    public static Answer Empty(int status, IReadOnlyList<string>? allow = null) => new(status, null, default, allow);

    /// <summary>An error answer.</summary>
    public static Answer Error(RegistryException fault) => Error(fault.Status, fault.Code, fault.Message);

    /// <summary>An error answer.</summary>
    public static Answer Error(int status, string code, string message)
    {
        var output = new JsonOutput();
        output.BeginObject();
        output.Text("code", code);
        output.Text("message", message);
        output.EndObject();
        output.EndLine();
        return JsonLine(status, output.Written);
    }
}
