using System.Reflection;
using ModelRegistry.Client;
using ModelRegistry.Tests.Shared.Completeness;

namespace ModelRegistry.Seeding.Tests.Simulation;

/// <summary>
/// Draws what a seed declares and what a registry holds, by chance. Names come from a small pool, so that the two often meet.
/// </summary>
internal static class SeedWorld
{
    private static readonly string[] ModelNames = ["model-a", "model_a", "m%", "Granite 3.1", "b\\c", "naïve/🦙", "it's"];
    private static readonly string[] VersionNames = ["1.0", "1_0", "2.0-rc:1", "v%"];
    private static readonly string[] ArtifactNames = ["weights", "weig_ts", "card"];
    private static readonly string[] Words = ["", "x", "a \"b\" 'c'", "line\nbreak", "$dollar ${x}", "é🙂", "  padded "];
    private static readonly string[] DrawnApart = ["State", "ExternalId", "Uri"];
    private static readonly ArtifactType[] ArtifactTypes = [ArtifactType.ModelArtifact, ArtifactType.DocArtifact, ArtifactType.DataSet];

    public static IReadOnlyList<RegisteredModelSpec> DrawSeed(Random random, int maxModels = 3) =>
        [.. Pick(random, ModelNames, 1, maxModels).Select(name => DrawModel(random, name))];

    /// <summary>A model as somebody else would have left it: partly like the seed's, and with more.</summary>
    public static RegisteredModelSpec DrawState(Random random, IReadOnlyList<RegisteredModelSpec> seed, string name)
    {
        RegisteredModelSpec drawn = DrawModel(random, name);
        RegisteredModelSpec? declared = seed.FirstOrDefault(model => string.Equals(model.Name, name, StringComparison.Ordinal));
        if (declared is null)
        {
            return drawn;
        }

        // An archived model takes no new version, which is a refusal and not what is drawn for here.
        drawn = drawn with { State = declared.State == RegisteredModelState.Live ? drawn.State : null };
        return random.Next(3) switch
        {
            0 => drawn,
            1 => declared with { State = drawn.State, Versions = [.. declared.Versions.Where(_ => random.Next(2) == 0)] },
            _ => declared with { State = drawn.State, Owner = "somebody", Readme = "by hand", CustomProperties = drawn.CustomProperties },
        };
    }

    public static IEnumerable<string> DrawModelNames(Random random) => Pick(random, ModelNames, 0, 4);

    private static RegisteredModelSpec DrawModel(Random random, string name) => DrawRest(random, "model", new RegisteredModelSpec
    {
        Name = name,
        State = random.Next(4) switch { 0 => RegisteredModelState.Live, 1 => RegisteredModelState.Archived, _ => null },
        ExternalId = random.Next(6) == 0 ? $"x-{name}" : null,
        Versions = [.. Pick(random, VersionNames, 0, 3).Select(version => DrawVersion(random, version))],
    });

    private static ModelVersionSpec DrawVersion(Random random, string name) => DrawRest(random, "version", new ModelVersionSpec
    {
        Name = name,
        State = random.Next(4) switch { 0 => ModelVersionState.Live, 1 => ModelVersionState.Archived, _ => null },
        Artifacts =
        [
            .. Pick(random, ArtifactNames, 0, 2)
                .Select(artifact => DrawArtifact(random, artifact, ArtifactTypes[random.Next(ArtifactTypes.Length)])),
        ],
    });

    private static ArtifactCreate DrawArtifact(Random random, string name, ArtifactType type)
    {
        string? uri = Maybe(random, () => $"s3://bucket/{name}/{random.Next(3)}/");
        ArtifactState? state = random.Next(4) == 0 ? ArtifactState.Live : null;
        ArtifactCreate artifact = type == ArtifactType.ModelArtifact ? new ModelArtifactCreate { Uri = uri }
            : type == ArtifactType.DocArtifact ? new DocArtifactCreate { Uri = uri }
            : new DataSetCreate { Uri = uri };
        return DrawRest(random, type.Value, artifact with { Name = name, State = state });
    }

    /// <summary>Draws whatever else a specification of that kind has, also what is added to it tomorrow.</summary>
    private static T DrawRest<T>(Random random, string kind, T spec)
        where T : class
    {
        foreach (PropertyInfo field in SpecKind.Named(kind).Fields.Where(field => !DrawnApart.Contains(field.Name)))
        {
            Type type = field.PropertyType;
            object? value = type == typeof(string) ? Maybe(
                random, () => field.Name is "Logo" or "LicenseLink" ? $"https://example.com/{random.Next(3)}" : Word(random))
                    : type == typeof(IReadOnlyList<string>) ? Maybe<IReadOnlyList<string>>(
                        random, () => [.. Pick(random, ["en", "de", "fr, ca"], 0, 3)])
                    : type == typeof(Dictionary<string, MetadataValue>) ? DrawProperties(random)
                    : throw new NotSupportedException($"What can {field.Name} be? Say so here.");
            field.SetValue(spec, value);
        }

        return spec;
    }

    private static Dictionary<string, MetadataValue> DrawProperties(Random random) =>
        Pick(random, ["label", "quantization", "size", "ratio", "shape", "ready"], 0, 3).ToDictionary(
            name => name, _ => DrawValue(random), StringComparer.Ordinal);

    private static MetadataValue DrawValue(Random random) => random.Next(6) switch
    {
        0 => "",
        1 => random.Next(-5, 5),
        2 => random.Next(4) / 2.0,
        3 => random.Next(2) == 0,
        4 => MetadataValue.FromJson($$"""{"n":{{random.Next(3)}},"t":["<é>"]}"""),
        _ => Word(random),
    };

    private static string Word(Random random) => Words[random.Next(Words.Length)];

    private static T? Maybe<T>(Random random, Func<T> draw)
        where T : class => random.Next(2) == 0 ? draw() : null;

    private static IEnumerable<string> Pick(Random random, string[] pool, int least, int most)
    {
        string[] shuffled = [.. pool];
        random.Shuffle(shuffled);
        return shuffled.Take(random.Next(least, Math.Min(most, pool.Length) + 1));
    }
}
