using Microsoft.Net.Http.Headers;

namespace ModelRegistry.Emulator.Catalog;

/// <summary>The files of a form.</summary>
internal sealed class MultipartForm
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private MultipartForm()
    {
    }

    /// <summary>A file; <see langword="null"/> when the form has none of the name.</summary>
    public byte[]? this[string name] => _files.GetValueOrDefault(name);

    /// <summary>Reads a form; <see langword="null"/> when the body is none.</summary>
    public static MultipartForm? Read(string contentType, ReadOnlySpan<byte> body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            return null;
        }

        var form = new MultipartForm();
        byte[] delimiter = System.Text.Encoding.UTF8.GetBytes("\r\n--" + boundary.Value);
        // The first delimiter may stand at the very beginning.
        ReadOnlySpan<byte> rest = body.StartsWith(delimiter.AsSpan(2)) ? body[(delimiter.Length - 2)..] : After(body, delimiter);
        while (rest.StartsWith("\r\n"u8))
        {
            rest = rest[2..];
            int end = rest.IndexOf(delimiter);
            if (end < 0)
            {
                break;
            }

            form.Add(rest[..end]);
            rest = rest[(end + delimiter.Length)..];
        }

        return form;
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> body, ReadOnlySpan<byte> delimiter) =>
        body.IndexOf(delimiter) is >= 0 and var at ? body[(at + delimiter.Length)..] : default;

    private void Add(ReadOnlySpan<byte> part)
    {
        int head = part.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return;
        }

        foreach (string line in System.Text.Encoding.UTF8.GetString(part[..head]).Split("\r\n"))
        {
            const string Name = "Content-Disposition:";
            if (line.StartsWith(Name, StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(line[Name.Length..].Trim(), out ContentDispositionHeaderValue? disposition)
                && disposition.FileName.HasValue && HeaderUtilities.RemoveQuotes(disposition.Name) is { Length: > 0 } field)
            {
                _files.TryAdd(field.Value!, part[(head + 4)..].ToArray());
            }
        }
    }
}
