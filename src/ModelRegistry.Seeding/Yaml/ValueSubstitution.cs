using System.Buffers;
using System.Text;
using ModelRegistry.Seeding.Files;

namespace ModelRegistry.Seeding.Yaml;

/// <summary>
/// Puts the values of variables and files in place of <c>${NAME}</c>, <c>${NAME:-default}</c> and <c>${file:/path}</c>. What is put in is
/// never looked at again, neither for further substitutions nor as YAML. A <c>$${</c> stands for <c>${</c>, and every other dollar sign for
/// itself: model cards hold formulas and shell code.
/// </summary>
internal sealed class ValueSubstitution(SeedReaderOptions options, PinnedLinks links, SeedErrorList errors)
{
    /// <summary>
    /// The field of a document that switches substitution off in it. The tree is made by it, before any other field is read.
    /// </summary>
    public const string SwitchField = "substitution";

    private const int MaximumFileBytes = 1024 * 1024;
    private const long MaximumCharacters = 64 * 1024 * 1024;
    private const string FilePrefix = "file:";
    private const string Opening = "${";
    private const string Escape = "$${";
    private const string Doubled = "$$";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private readonly HashSet<string> _secrets = new(
        options.SecretVariables.Select(options.Variables).OfType<string>(), StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Content, string Problem)> _files = new(StringComparer.Ordinal);
    private long _charactersLeft = MaximumCharacters;

    /// <summary>Gets the secret values that were met, and those of all variables named as secret.</summary>
    public IReadOnlyCollection<string> Secrets => _secrets;

    public bool TryApply(ref string text, SeedLocation location, out bool isSubstituted)
    {
        isSubstituted = false;
        int dollar = text.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return true;
        }

        bool isGood = true;
        bool isDoubled = false;
        var result = new StringBuilder();
        int at = 0;
        for (; dollar >= 0 && dollar + 1 < text.Length; dollar = at < text.Length ? text.IndexOf('$', at) : -1)
        {
            result.Append(text, at, dollar - at);
            ReadOnlySpan<char> rest = text.AsSpan(dollar);
            if (rest.StartsWith(Escape))
            {
                result.Append(Opening);
                at = dollar + Escape.Length;
            }
            else if (rest.StartsWith(Opening))
            {
                int end = text.IndexOf('}', dollar);
                if (end < 0)
                {
                    errors.Add(
                        location,
                        SeedErrorCodes.MalformedSubstitution,
                        "a '${' is not closed: write ${NAME}, or $${ when the two characters are meant");
                    return false;
                }

                isSubstituted = true;
                ReadOnlySpan<char> expression = rest[Opening.Length..(end - dollar)];
                isDoubled |= expression.Contains(Doubled, StringComparison.Ordinal);
                isGood &= TryResolve(expression, location, result);
                at = end + 1;
            }
            else
            {
                isDoubled |= rest.StartsWith(Doubled);
                result.Append('$');
                at = dollar + 1;
            }
        }

        if (isDoubled)
        {
            errors.Warn(
                location,
                SeedWarningCodes.DoubleDollar,
                "'$$' is no escape any more, and each '$' stands for itself: write one '$' where one is meant");
        }

        // A large value put in a million times would fill the memory.
        _charactersLeft -= isSubstituted ? result.Length : 0;
        if (isGood && _charactersLeft < 0)
        {
            errors.Add(location, SeedErrorCodes.TooLarge, "with this substitution the values put in are larger than 64 MiB together");
            return false;
        }

        if (isGood)
        {
            text = result.Append(text, at, text.Length - at).ToString();
        }

        return isGood;
    }

    private bool TryResolve(ReadOnlySpan<char> expression, SeedLocation location, StringBuilder result)
    {
        if (expression.StartsWith(FilePrefix))
        {
            return TryResolveFile(expression[FilePrefix.Length..].ToString(), location, result);
        }

        int nameLength = expression.IndexOfAnyExcept(NameCharacters) is >= 0 and var length ? length : expression.Length;
        ReadOnlySpan<char> rest = expression[nameLength..];
        if (nameLength == 0 || char.IsAsciiDigit(expression[0]) || rest.Length > 0 && !rest.StartsWith(":-"))
        {
            errors.Add(
                location,
                SeedErrorCodes.MalformedSubstitution,
                $"{Quoted.Of($"${{{expression}}}")} is none of ${{NAME}}, ${{NAME:-default}} and ${{file:/path}}: write $${{ when the two "
                    + "characters are meant");
            return false;
        }

        if (rest.Contains("${", StringComparison.Ordinal))
        {
            errors.Add(location, SeedErrorCodes.MalformedSubstitution, "a default cannot hold another substitution: write its value out");
            return false;
        }

        string name = expression[..nameLength].ToString();
        string? value = options.Variables(name);
        if (rest.Length > 0)
        {
            result.Append(string.IsNullOrEmpty(value) ? rest[2..].ToString() : value);
            return true;
        }

        if (value is null)
        {
            errors.Add(
                location,
                SeedErrorCodes.UndefinedVariable,
                $"the variable {name} is not defined: set it, give a default with ${{{name}:-…}}, or write $${{{name}}} when the text "
                    + "itself is meant");
            return false;
        }

        result.Append(value);
        return true;
    }

    private bool TryResolveFile(string path, SeedLocation location, StringBuilder result)
    {
        if (!_files.TryGetValue(path, out (string? Content, string Problem) file))
        {
            file = options.AllowFileValues ? ReadFile(path) : (null, "reading files into values is switched off");
            _files.Add(path, file);
        }

        if (file.Content is not { } content)
        {
            errors.Add(location, SeedErrorCodes.UnreadableValueFile, $"the file {Quoted.Of(path)} cannot be used: {file.Problem}");
            return false;
        }

        _secrets.Add(content);
        result.Append(content);
        return true;
    }

    private (string? Content, string Problem) ReadFile(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal) || !Path.IsPathFullyQualified(path))
        {
            return (null, "the path must be absolute");
        }

        try
        {
            if (options.ProtectedFiles.Any(file => links.IsSame(file, path)))
            {
                return (null, "it holds a credential of this process, which must not go into a registry");
            }

            using var stream = new FileStream(
                links.ResolveFile(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[MaximumFileBytes + 1];
            int length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length > MaximumFileBytes
                ? (null, "it is larger than 1 MiB")
                : (StrictUtf8.GetString(buffer, 0, length).TrimEnd('\r', '\n'), "");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "there is no such file");
        }
        catch (DecoderFallbackException)
        {
            return (null, "it is not UTF-8 text");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return (null, "it cannot be read");
        }
    }
}
