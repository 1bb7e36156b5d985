namespace ModelRegistry.Seeding;

/// <summary>All rules that seed files are checked against, by code.</summary>
public static class SeedErrorCodes
{
    internal const string NothingToRead = "SEED001";
    internal const string NotFound = "SEED002";
    internal const string Unreadable = "SEED003";
    internal const string NotText = "SEED004";
    internal const string TooLarge = "SEED005";
    internal const string NotYaml = "SEED006";
    internal const string TooComplex = "SEED007";
    internal const string DuplicateKey = "SEED008";
    internal const string UnsupportedYaml = "SEED009";
    internal const string UndefinedVariable = "SEED010";
    internal const string MalformedSubstitution = "SEED011";
    internal const string UnreadableValueFile = "SEED012";
    internal const string UnknownField = "SEED020";
    internal const string MissingField = "SEED021";
    internal const string WrongType = "SEED022";
    internal const string NoValue = "SEED023";
    internal const string UnsupportedFormatVersion = "SEED024";
    internal const string UnknownChoice = "SEED025";
    internal const string FieldOfOtherArtifactType = "SEED026";
    internal const string ConflictingSets = "SEED027";
    internal const string MalformedPropertyValue = "SEED028";
    internal const string TooManyErrors = "SEED029";
    internal const string BadName = "SEED040";
    internal const string TooLong = "SEED041";
    internal const string BadText = "SEED042";
    internal const string ReservedProperty = "SEED043";
    internal const string NumberOutOfRange = "SEED044";
    internal const string BadUri = "SEED045";
    internal const string PropertyTwice = "SEED046";
    internal const string DuplicateModel = "SEED060";
    internal const string DuplicateVersion = "SEED061";
    internal const string DuplicateArtifact = "SEED062";
    internal const string DuplicateExternalId = "SEED063";
    internal const string UriNotAllowed = "SEED080";
    internal const string PublicHub = "SEED081";
    internal const string LicenseNotAllowed = "SEED082";
    internal const string RequiredLabelMissing = "SEED083";
    internal const string RequiredPropertyMissing = "SEED084";
    internal const string MutableTag = "SEED085";
    internal const string OriginMissing = "SEED086";
    internal const string OriginNotAllowed = "SEED087";

    /// <summary>Gets all rules, in the order of their codes.</summary>
    public static IReadOnlyList<SeedErrorCode> All { get; } =
    [
        new(NothingToRead, "Nothing to read", "No path was given, a directory or glob holds no seed file, a file holds no document, or all "
            + "files together declare no model. A run that does nothing because a mount is empty should fail, not pass."),
        new(NotFound, "No such file", "A path that was given is neither a file nor a directory. Check the spelling and the volume mounts."),
        new(Unreadable, "Unreadable file", "The operating system refused to open or read the file, or what was found in a directory is a "
            + "named pipe, device or socket. Check its permissions and the user that the job runs as."),
        new(NotText, "Not UTF-8 text", "The file is not UTF-8: it holds bytes that UTF-8 does not have, a UTF-16 or UTF-32 mark, or a raw "
            + "control character. Save it as UTF-8, and write control characters as escapes in double quotes."),
        new(TooLarge, "Too large", "A file is larger than 16 MiB, all files together than 64 MiB, or there are more than 10,000 files. "
            + "Split the seed and run the parts one after the other."),
        new(NotYaml, "Not well-formed YAML", "The YAML parser cannot go on here. The usual causes are indentation, a tab, a missing quote "
            + "or bracket, and an unquoted text with ': ' or ' #' in it."),
        new(TooComplex, "Too deep or too many nodes", "The document nests deeper than 64 levels, or holds more than 3,000,000 nodes when "
            + "its aliases are written out. No real seed does; a hostile one is stopped here."),
        new(
            DuplicateKey,
            "Key written twice",
            "A mapping has the same key twice. YAML forbids it, and whichever value won, the other would be lost silently."),
        new(
            UnsupportedYaml,
            "Unsupported YAML feature",
            "Seed files don't use application tags (!name), merge keys (<<), mappings or lists as keys, recursive or unknown aliases, nor "
                + "the line separators U+0085, U+2028 and U+2029 unescaped. Write the values out, or use 'defaults'."),
        new(UndefinedVariable, "Undefined variable", "A value refers to ${NAME}, and there is no such variable. Set it, write "
            + "${NAME:-default} to go without, or $${NAME} when the text itself is meant."),
        new(
            MalformedSubstitution,
            "Malformed substitution",
            "A value has '${' without what belongs after it: ${NAME}, ${NAME:-default} or ${file:/absolute/path}. Write $${ when the two "
                + "characters themselves are meant, or 'substitution: false' in a document that needs no substitution."),
        new(
            UnreadableValueFile,
            "Unreadable value file",
            "The file of a ${file:/path} does not exist, cannot be read, is larger than 1 MiB, is not UTF-8 text, holds the credentials of "
                + "the process that reads the seed, or reading files is switched off. Its content is never shown."),
        new(UnknownField, "Unknown field", "The format has no field of that name at that place. Names are the API's own and their case "
            + "counts. Custom properties go below 'customProperties'."),
        new(
            MissingField,
            "Missing field",
            "A field that must be there is not: 'formatVersion' in a document, 'name' in a model or version."),
        new(WrongType, "Wrong type", "A value is of another kind than its field: a list or mapping where a text belongs, a text where a "
            + "list belongs, true or false where a text belongs. Quote a text that looks like something else."),
        new(NoValue, "No value", "A field is there, but has no value (nothing, ~ or null). Leave the field out when it is not to be "
            + "managed, write \"\" for an empty text, [] for an empty list."),
        new(
            UnsupportedFormatVersion,
            "Unsupported format version",
            "The document's formatVersion is not 1. It was written for another release, or has a typing error."),
        new(UnknownChoice, "Unknown choice", "The field takes one of a few texts, and this is none of them. Their case counts."),
        new(FieldOfOtherArtifactType, "Field of another artifact type", "The field exists, but not for an artifact of this type: model "
            + "formats and storage belong to model-artifact, digest, source, schema and profile to dataset-artifact."),
        new(ConflictingSets, "Conflicting set names", "Two documents name different sets. What is read together is one set, because "
            + "pruning archives what the set no longer declares: use one name, or separate runs."),
        new(MalformedPropertyValue, "Malformed property value", "The wire form of a custom property ('metadataType' and the value beside "
            + "it) is incomplete, or of a kind that the server does not store."),
        new(TooManyErrors, "Too many errors", "There are more than 10,000 errors; further ones are not reported."),
        new(BadName, "Unusable name", "A name, label, property name, set name or external id is empty, has a space at its start or end, or "
            + "a control character inside. Such names cannot be found again by people or by the server."),
        new(TooLong, "Too long", "The server's database has room for 255 characters in names, property names and external ids; versions "
            + "and artifacts are stored behind their parent's id and have 244. The URI of an artifact has 2,000 bytes of UTF-8, which fit "
                + "the index of a registry on PostgreSQL whatever the characters; other addresses have 65,535. Longer ones fail with "
                    + "status 500 for ever."),
        new(
            BadText,
            "Text that the server refuses",
            "The text has a NUL, the six characters \\u0000, or half of a surrogate pair. The server refuses any request that has one."),
        new(ReservedProperty, "Reserved property name", "Names that begin with an underscore are bookkeeping, of the seed job and of the "
            + "dashboard: of these a seed declares '_registeredFromDigest' and '_registeredFromUri' only. The server hides 'experiment_id' "
                + "and 'experiment_run_id'. Choose another name."),
        new(
            NumberOutOfRange,
            "Number that is not kept as it is written",
            "In custom properties the server keeps integers of 32 bits and finite 64-bit floating-point numbers, and 12.10, 00123 or 1e5 "
                + "would come back as 12.1, 123 and 100000. Quote what is a text, such as a version or a number that is too large; write a "
                    + "number as it comes back. JSON files and the wire form may write numbers as JSON does."),
        new(BadUri, "Unusable URI", "A URI must be absolute (scheme:...), name its bucket or host, and have no spaces, control characters, "
            + "backslashes, user names or passwords, '.' or '..' segments, or broken percent escapes."),
        new(
            PropertyTwice,
            "Property set twice",
            "A label and a custom property have the same name, or two names differ only in case or accents, which MariaDB takes for one."),
        new(DuplicateModel, "Model declared twice", "Two models have the same name, or names that differ only in case or accents, which "
            + "MariaDB takes for one. Declare a model once, in one place."),
        new(
            DuplicateVersion,
            "Version declared twice",
            "Two versions of a model have the same name, or names that differ only in case or accents, which MariaDB takes for one."),
        new(DuplicateArtifact, "Artifact declared twice", "Two artifacts of the same type in one version have the same name, or names that "
            + "differ only in case or accents. An artifact without a name has its model's name."),
        new(DuplicateExternalId, "External id used twice", "External ids are unique among all models and versions together, and among all "
            + "artifacts together, whatever their case and accents."),
        new(
            UriNotAllowed,
            "Artifact URI not allowed",
            "The policy lists the places where artifacts may be ('artifactUris.allow'), and this URI is in none of them."),
        new(PublicHub, "Public model hub", "The URI points to a public model hub. What lies there can change or vanish, and nobody has "
            + "scanned it: copy the model to storage of your own, or allow the hub by name in the policy's 'artifactUris.allow'."),
        new(
            LicenseNotAllowed,
            "Licence not allowed",
            "The policy lists the licences that models may have ('licenses.allow'), and the model has another one or none."),
        new(RequiredLabelMissing, "Required label missing", "The policy demands a label ('requiredLabels') that the model does not have."),
        new(RequiredPropertyMissing, "Required property missing", "The policy demands a custom property ('requiredProperties') that the "
            + "model or version does not have, or has with an empty text."),
        new(MutableTag, "Mutable tag", "The policy demands that images are named by a digest ('artifactUris.pinned'), and this URI names "
            + "one by a tag, behind which another image can be put."),
        new(OriginMissing, "Origin missing", "The policy says where model artifacts may be from ('origins.allow'), and this one does not "
            + "say where it is from ('modelSourceKind', 'modelSourceClass', 'modelSourceName')."),
        new(OriginNotAllowed, "Origin not allowed", "The policy says where model artifacts may be from ('origins.allow'), and this one is "
            + "from elsewhere. What a file says of an origin is a claim: seed-job catalog diff compares it with the catalog."),
    ];
}
