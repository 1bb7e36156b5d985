using System.Reflection;
using System.Text.Json.Nodes;
using Json.Schema;
using ModelRegistry.Client;
using ModelRegistry.Tests.Shared.Completeness;

namespace ModelRegistry.Seeding.Tests.Completeness;

/// <summary>Every field that can be specified can be said in a seed, is read from it, written into it, and is in the schema.</summary>
public sealed class SeedCompletenessTests
{
    private static readonly RegisteredModelSpec Full = SpecKind.MakeFull();

    /// <summary>Fields that belong to one thing alone.</summary>
    private static readonly string[] WithoutDefault = [nameof(ModelArtifactCreate.ExternalId), nameof(ModelArtifactCreate.Uri)];

    public static TheoryData<string> Kinds => [.. SpecKind.All.Select(kind => kind.Name)];

    [Fact]
    public async Task Every_field_is_read() => await AssertReadAsync(Full, SeedJson.Document(Full).ToJsonString());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_field_is_read_alone(string name)
    {
        SpecKind kind = SpecKind.Named(name);
        foreach (RegisteredModelSpec spec in kind.Fields.Select(field => WithNothingBut(kind, field)))
        {
            await AssertReadAsync(spec, SeedJson.Document(spec).ToJsonString());
        }
    }

    [Fact]
    public async Task Every_field_is_written() => await AssertReadAsync(Full, new SeedExport(null, [Full], []).ToYaml());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_field_is_written_alone(string name)
    {
        SpecKind kind = SpecKind.Named(name);
        foreach (RegisteredModelSpec spec in kind.Fields.Select(field => WithNothingBut(kind, field)))
        {
            await AssertReadAsync(spec, new SeedExport(null, [spec], []).ToYaml());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_field_can_have_a_default_or_belongs_to_one_alone(string name)
    {
        SpecKind kind = SpecKind.Named(name);
        RegisteredModelSpec bare = Bare();
        foreach (PropertyInfo field in kind.Fields)
        {
            object value = kind.Value(field, 1);
            string place = typeof(ArtifactCreate).IsAssignableFrom(kind.SpecType) ? "artifact" : kind.Name;
            string seed = SeedJson.Document(
                bare, new JsonObject { [place] = new JsonObject { [Fields.JsonName(field.Name)] = SeedJson.Value(value) } }).ToJsonString();
            if (WithoutDefault.Contains(field.Name))
            {
                Assert.Single(await Seeds.ReadBadAsync(seed));
                continue;
            }

            RegisteredModelSpec read = Assert.Single((await Seeds.ReadGoodAsync(seed)).Models).Spec;
            Assert.Equal(Fields.ShowValue(value), kind.Show(kind.PartOf(read))[field.Name]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_is_in_the_schema_and_no_other(string name)
    {
        SpecKind kind = SpecKind.Named(name);
        JsonSchema schema = StrictSchema.Read(SeedSchema.ToJson());
        Assert.True(schema.Accepts(SeedJson.Document(Full).ToJsonString()));
        foreach (PropertyInfo field in kind.Fields)
        {
            JsonObject document = SeedJson.Document(WithNothingBut(kind, field));
            Assert.True(schema.Accepts(document.ToJsonString()), field.Name);
            JsonObject part = PartOf(document, kind);
            part[Fields.JsonName(field.Name) + "2"] = part[Fields.JsonName(field.Name)]!.DeepClone();
            Assert.False(schema.Accepts(document.ToJsonString()), field.Name);
        }
    }

    private static JsonObject PartOf(JsonObject document, SpecKind kind)
    {
        JsonObject model = document["models"]![0]!.AsObject();
        return kind.Name switch
        {
            "model" => model,
            "version" => model["versions"]![0]!.AsObject(),
            _ => model["versions"]![0]!["artifacts"]!.AsArray().Select(artifact => artifact!.AsObject()).Single(
                artifact => (string?)artifact["artifactType"] == kind.Name),
        };
    }

    private static RegisteredModelSpec Bare() => new()
    {
        Name = Full.Name,
        Versions =
        [
            new ModelVersionSpec
            {
                Name = Full.Versions[0].Name,
                Artifacts =
                [
                    .. Full.Versions[0].Artifacts.Select(
                        artifact => (ArtifactCreate)Activator.CreateInstance(artifact.GetType())! with { Name = artifact.Name }),
                ],
            },
        ],
    };

    private static RegisteredModelSpec WithNothingBut(SpecKind kind, PropertyInfo field) => kind.With(Bare(), field, kind.Value(field, 1));

    private static async Task AssertReadAsync(RegisteredModelSpec expected, string seed)
    {
        RegisteredModelSpec read = Assert.Single((await Seeds.ReadGoodAsync(seed)).Models).Spec;
        Assert.Equal(Fields.Show(expected)["Name"], Fields.Show(read)["Name"]);
        foreach (SpecKind kind in SpecKind.All)
        {
            Assert.Empty(Fields.Differences(Fields.Show(kind.PartOf(expected)), Fields.Show(kind.PartOf(read))));
        }
    }
}
