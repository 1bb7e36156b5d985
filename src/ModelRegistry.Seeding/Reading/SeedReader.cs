using System.Globalization;
using System.Security.Cryptography;
using ModelRegistry.Seeding.Files;
using ModelRegistry.Seeding.Format;
using ModelRegistry.Seeding.Rules;
using ModelRegistry.Seeding.Yaml;

namespace ModelRegistry.Seeding;

/// <summary>
/// Reads seed files, checks them against every rule and policy, and reports all errors at once. Nothing is sent anywhere.
/// </summary>
/// <example>
/// <code>
/// SeedReadResult result = await SeedReader.ReadAsync(new SeedReaderOptions { Paths = ["seeds/"] });
/// foreach (SeedError error in result.Errors)
/// {
///     Console.Error.WriteLine(error);
/// }
/// </code>
/// </example>
public static class SeedReader
{
    /// <summary>A mounted ConfigMap is replaced about once a minute at most.</summary>
    private const int MaximumAttempts = 20;

    /// <summary>Reads seed files.</summary>
    /// <param name="options">What to read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>
    /// The seed, or all errors. Files that are missing, unreadable or hostile are errors of this kind too, never exceptions.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<SeedReadResult> ReadAsync(SeedReaderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var once = new Dictionary<string, ReadOnlyMemory<byte>?>(StringComparer.Ordinal);
        for (int attempt = 1; attempt <= MaximumAttempts; attempt++)
        {
            if (await TryReadAsync(options, once, cancellationToken).ConfigureAwait(false) is { } result)
            {
                return result;
            }
        }

        var errors = new SeedErrorList();
        errors.Add(
            SeedLocation.OfFile(options.Paths.Count > 0 ? options.Paths[0] : ""),
            SeedErrorCodes.Unreadable,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the files were replaced while they were read, {MaximumAttempts} times in a row: read them again when they "
                    + $"stay as they are"));
        return new SeedReadResult(null, errors.Sorted(SecretMask.None));
    }

    /// <summary>Reads seed files.</summary>
    /// <returns>
    /// The seed, or all errors; <see langword="null"/> when the files were replaced in between, so that it may be neither.
    /// </returns>
    private static string DigestOf(IEnumerable<SourceBytes> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SourceBytes source in sources)
        {
            hash.AppendData(source.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<SeedReadResult?> TryReadAsync(
        SeedReaderOptions options, Dictionary<string, ReadOnlyMemory<byte>?> once, CancellationToken cancellationToken)
    {
        var errors = new SeedErrorList();
        var links = new PinnedLinks();
        var loader = new SeedFileLoader(options.StandardInput, once, errors);
        IReadOnlyList<SeedFile> files = options.PolicyAlone ? [] : new SeedFileFinder(links, errors).Find(options.Paths);
        SeedFile? policyFile = options.PolicyFile is { } path ? new SeedFile(path, links.ResolveFile(path)) : null;

        // All files are read before anything is made of them, so that nobody has much time to replace them.
        var sources = new Queue<SourceBytes>();
        bool isComplete = true;
        foreach (SeedFile file in files)
        {
            isComplete &= await LoadAsync(file, sources).ConfigureAwait(false);
        }

        var policySources = new Queue<SourceBytes>();
        if (policyFile is not null)
        {
            await LoadAsync(policyFile, policySources).ConfigureAwait(false);
        }

        if (links.IsTorn)
        {
            return null;
        }

        links.Settle();

        string? digest = sources.Count > 0 ? DigestOf(sources) : null;

        // All trees come before any reading: only then all secrets are known, and no message can show one.
        var substitution = new ValueSubstitution(options, links, errors);
        var budget = new TreeBudget();
        var documents = new List<SeedNode>();
        isComplete &= TryRead(sources, documents);
        var policyDocuments = new List<SeedNode>();
        TryRead(policySources, policyDocuments);
        if (links.IsTorn)
        {
            return null;
        }

        SecretMask secrets = SecretMask.Of(substitution.Secrets);
        var reader = new FormatReader(errors, secrets);
        List<DocumentDraft> drafts = ReadDocuments(documents, SeedFormat.Document, reader, cancellationToken);
        List<DocumentDraft> policyDrafts = ReadDocuments(policyDocuments, SeedFormat.PolicyDocument, reader, cancellationToken);

        ModelDraft[] models = [.. drafts.SelectMany(draft => draft.Models)];
        SeedPolicy[] policies = [.. drafts.Concat(policyDrafts).Select(draft => draft.Policy?.Policy).OfType<SeedPolicy>()];
        if (policyDrafts.Count > 0 && policyDrafts.All(draft => draft.IsRead && draft.Policy is null))
        {
            errors.Add(policyDrafts[0].Node.Location, SeedErrorCodes.NothingToRead, "the policy file holds no 'policy': add one");
        }

        if (models.Length == 0 && isComplete && drafts.Count > 0 && drafts.All(draft => draft.IsRead))
        {
            errors.Add(drafts[0].Node.Location, SeedErrorCodes.NothingToRead, "the seed declares no model: add some below 'models'");
        }

        string? set = FindCommon(drafts, "set", draft => draft.Set, reader);
        string? source = FindCommon(drafts, "source", draft => draft.Source, reader);
        int? pruneLimit = drafts.Max(draft => draft.PruneLimit);
        new DuplicateRules(reader).Check(models);
        new PolicyRules(policies, reader).Check(models);
        if (!errors.IsEmpty)
        {
            return new SeedReadResult(null, errors.Sorted(secrets)) { Warnings = errors.SortedWarnings(secrets) };
        }

        documents.Clear();
        drafts.Clear();
        var seed = new Seed
        {
            Set = set,
            Source = source,
            PruneLimit = pruneLimit,
            FileCount = files.Count,
            Digest = digest,
            Models = ToModels(models),
            Policies = policies,
            Secrets = secrets,
        };
        return new SeedReadResult(seed, [])
        {
            Warnings = errors.SortedWarnings(secrets),
        };

        async Task<bool> LoadAsync(SeedFile file, Queue<SourceBytes> into)
        {
            if (await loader.LoadAsync(file, cancellationToken).ConfigureAwait(false) is not { } source)
            {
                return false;
            }

            into.Enqueue(source);
            return true;
        }

        bool TryRead(Queue<SourceBytes> from, List<SeedNode> into)
        {
            bool isRead = true;
            while (from.TryDequeue(out SourceBytes? source))
            {
                isRead &= SourceDecoder.Decode(source, errors) is { } text && SeedTreeReader.TryRead(
                    text, budget, substitution, errors, into, cancellationToken);
            }

            return isRead;
        }
    }

    private static List<DocumentDraft> ReadDocuments(
        IReadOnlyList<SeedNode> documents, Shape<DocumentDraft> shape, FormatReader reader, CancellationToken cancellationToken)
    {
        var drafts = new List<DocumentDraft>();
        foreach (SeedNode document in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.ReadMapping(document, "a document") is not { } mapping)
            {
                continue;
            }

            var draft = new DocumentDraft(mapping);
            reader.Defaults = draft.Defaults;
            if (FormatVersionField<DocumentDraft>.IsReadable(mapping))
            {
                draft.IsRead = true;
                shape.Read(draft, mapping, reader);
            }
            else if (mapping.TryGet(FormatVersionField<DocumentDraft>.FieldName, out SeedNode? version))
            {
                new FormatVersionField<DocumentDraft>().Read(draft, version, reader);
            }

            drafts.Add(draft);
        }

        return drafts;
    }

    /// <summary>
    /// Makes the models of the seed. Each lets go of its part of the tree, the largest thing in memory, before the next is made.
    /// </summary>
    private static SeedModel[] ToModels(ModelDraft[] drafts)
    {
        var models = new SeedModel[drafts.Length];
        for (int i = 0; i < drafts.Length; i++)
        {
            models[i] = drafts[i].ToModel();
            drafts[i] = null!;
        }

        return models;
    }

    private static string? FindCommon(List<DocumentDraft> drafts, string field, Func<DocumentDraft, string?> get, FormatReader reader)
    {
        DocumentDraft? first = null;
        foreach (DocumentDraft draft in drafts.Where(draft => get(draft) is not null))
        {
            first ??= draft;
            if (!string.Equals(get(first), get(draft), StringComparison.Ordinal))
            {
                reader.Report(
                    draft.Node.PlaceOf(field),
                    SeedErrorCodes.ConflictingSets,
                    $"the {field} {reader.Show(get(draft)!)} differs from {reader.Show(get(first)!)} at {first.Node.PlaceOf(field)}: what "
                        + "is read together is one set");
            }
        }

        return first is null ? null : get(first);
    }
}
