using ModelRegistry.Seeding.Files;
using ModelRegistry.Seeding.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace ModelRegistry.Seeding.Catalog;

/// <summary>What a seed file holds that would be lost if it were written anew from its models.</summary>
internal static class SeedFileTraits
{
    /// <summary>Gets the fields of the file beside its models, in quotes and with their places.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="text">A seed file that was read without errors.</param>
    /// <param name="rewritten">What the same models are written as.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static IReadOnlyList<string> LostFields(string name, string text, string rewritten, CancellationToken cancellationToken)
    {
        List<SeedNode> documents = Read(name, text, cancellationToken);
        if (documents.Count > 1)
        {
            return [$"{documents[1].Location}: a second document"];
        }

        // The only policy that is written is one that allows public hubs by name.
        string[] known = rewritten.Contains("\npolicy:\n", StringComparison.Ordinal)
            ? ["formatVersion", "set", "models", "policy"]
            : ["formatVersion", "set", "models"];
        List<string> lost =
        [
            .. documents.OfType<MappingNode>().SelectMany(static document => document.Entries)
                .Where(entry => !known.Contains(entry.Key, StringComparer.Ordinal))
                .Select(static entry => $"{entry.KeyLocation}: {Quoted.Of(entry.Key)}"),
        ];
        int dollar = FindSubstitution(text);
        if (dollar >= 0)
        {
            lost.Add($"{name}:{text.AsSpan(0, dollar).Count('\n') + 1}: a value that is put in for '${{…}}'");
        }

        return lost;
    }

    /// <summary>Gets the comments of a file that another text does not have, with their places.</summary>
    public static IReadOnlyList<string> LostComments(string name, string text, string rewritten)
    {
        HashSet<string> kept = [.. CommentsOf(rewritten).Select(static comment => comment.Value)];
        return [
            .. CommentsOf(text).Where(comment => !kept.Contains(comment.Value)).Select(
                comment => $"{name}:{comment.Start.Line}: # {Printable.OneLine(comment.Value)}"),
        ];
    }

    private static IEnumerable<Comment> CommentsOf(string text)
    {
        var scanner = new Scanner(new StringReader(text), skipComments: false);
        while (scanner.MoveNext())
        {
            if (scanner.Current is Comment comment)
            {
                yield return comment;
            }
        }
    }

    private static int FindSubstitution(string text)
    {
        for (int at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || text[at - 1] != '$')
            {
                return at;
            }
        }

        return -1;
    }

    private static List<SeedNode> Read(string name, string text, CancellationToken cancellationToken)
    {
        var documents = new List<SeedNode>();
        SeedTreeReader.TryRead(new SourceText(name, text), new TreeBudget(), null, new SeedErrorList(), documents, cancellationToken);
        return documents;
    }
}
