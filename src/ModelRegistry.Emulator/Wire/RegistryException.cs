namespace ModelRegistry.Emulator.Wire;

/// <summary>Ends an operation with an error response.</summary>
internal sealed class RegistryException : Exception
{
    private RegistryException(int status, string code, string message)
        : base(message)
    {
        Status = status;
        Code = code;
    }

    /// <summary>The status code of the response.</summary>
    public int Status { get; }

    /// <summary>The <c>code</c> of the response's body.</summary>
    public string Code { get; }

    /// <summary>A 400 whose message carries the server's sentinel text.</summary>
    public static RegistryException BadRequest(string message) => new(400, "Bad Request", message + ": bad request");

    /// <summary>A 400 whose message is the bare text.</summary>
    public static RegistryException Plain(string message) => new(400, "Bad Request", message);

    /// <summary>A 400, 404, 422 or 500 whose message is the bare text.</summary>
    public static RegistryException Plain(int status, string message) => new(
        status,
        status switch { 400 => "Bad Request", 404 => "Not Found", 422 => "Unprocessable Entity", _ => "Internal Server Error" },
        message);

    /// <summary>A 404.</summary>
    public static RegistryException NotFound(string message) => new(404, "Not Found", message + ": not found");

    /// <summary>A 409.</summary>
    public static RegistryException Conflict(string message) => new(409, "Conflict", message + ": conflict");

    /// <summary>The 422 for a required field that is missing, whose code says Bad Request.</summary>
    public static RegistryException Required(string field) => new(422, "Bad Request", $"required field '{field}' is zero value.");

    /// <summary>A 500 with the text of the database.</summary>
    public static RegistryException Internal(string message) => new(500, "Internal Server Error", message);

    /// <summary>The same response with a text before its message.</summary>
    public RegistryException Behind(string prefix) => new(Status, Code, prefix + Message);
}
