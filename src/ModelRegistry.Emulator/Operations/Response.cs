using System.Text;
using ModelRegistry.Emulator.Wire;

namespace ModelRegistry.Emulator.Operations;

/// <summary>The response to a request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The content type; <see langword="null"/> for a response without body.</param>
/// <param name="Body">The whole body.</param>
/// <param name="Allow">The methods of a 405, one header for each.</param>
/// <param name="Sunset">When the version of the API will go that responds, as an HTTP date; <see langword="null"/> to say nothing.</param>
internal sealed record Response(
    int Status, string? ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<string>? Allow = null, string? Sunset = null)
{
    private const string JsonType = "application/json; charset=UTF-8";
    private const string TextType = "text/plain; charset=utf-8";

    /// <summary>What the server says to paths that it does not know.</summary>
    public static readonly Response PageNotFound = Text(404, "404 page not found\n");

    /// <summary>A response whose body is JSON without its final line feed.</summary>
    public static Response Json(int status, ReadOnlySpan<byte> json)
    {
        byte[] body = new byte[json.Length + 1];
        json.CopyTo(body);
        body[^1] = (byte)'\n';
        return new Response(status, JsonType, body);
    }

    /// <summary>A response whose body is a finished JSON line.</summary>
    public static Response JsonLine(int status, ReadOnlyMemory<byte> line) => new(status, JsonType, line);

    /// <summary>A response in plain text.</summary>
    public static Response Text(int status, string text) => new(status, TextType, Encoding.UTF8.GetBytes(text));

    /// <summary>A response without a body.</summary>
    public static Response Empty(int status, IReadOnlyList<string>? allow = null) => new(status, null, default, allow);

    /// <summary>An error response.</summary>
    public static Response Error(RegistryException fault) => Error(fault.Status, fault.Code, fault.Message);

    /// <summary>An error response.</summary>
    public static Response Error(int status, string code, string message)
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
