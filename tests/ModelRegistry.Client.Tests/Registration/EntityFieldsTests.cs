using System.Diagnostics;
using ModelRegistry.Client.Wire;

namespace ModelRegistry.Client.Tests.Registration;

/// <summary>Which fields are compared, and in which order they are shown.</summary>
public sealed class EntityFieldsTests
{
    private static readonly RegisteredModelCreate Desired = new()
    {
        Name = "new",
        Description = "d",
        ExternalId = "x",
        Owner = "ann",
        Language = ["en", "de"],
        State = RegisteredModelState.Archived,
        CustomProperties = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { ["p"] = 1 },
    };

    private static readonly RegisteredModel Actual = new() { Id = "1", Name = "old", State = RegisteredModelState.Live };

    [Fact]
    public void Description_and_external_id_come_first_and_the_state_and_the_properties_last()
    {
        (IReadOnlyList<FieldChange> changes, RegisteredModelUpdate? update) = Models().Compare(Desired, Actual);
        string[] fields = [.. changes.Select(change => change.Field)];
        Assert.Equal(["description", "externalId"], fields[..2]);
        Assert.Equal(["language", "owner"], fields[2..4].Order(StringComparer.Ordinal));
        Assert.Equal(["state", "customProperties.p"], fields[4..]);
        Assert.Equal(
            ("d", "x", "ann", RegisteredModelState.Archived), (update!.Description, update.ExternalId, update.Owner, update.State));
        Assert.Equal(["en", "de"], update.Language);
        Assert.Equal(["p"], update.CustomProperties!.Keys);
    }

    [Fact]
    public void Neither_a_name_nor_a_type_is_a_field_that_can_change()
    {
        Assert.Empty(Models().Compare(new RegisteredModelCreate { Name = "new" }, Actual).Changes);
        EntityFields<ModelArtifactCreate, ModelArtifact, ModelArtifactUpdate> artifacts = new(
            ArtifactsJson.Default.ModelArtifactCreate, ArtifactsJson.Default.ModelArtifact, ArtifactsJson.Default.ModelArtifactUpdate);
        (IReadOnlyList<FieldChange> changes, _) = artifacts.Compare(new ModelArtifactCreate { Name = "a", Uri = "s3://b" }, null);
        Assert.Equal([new FieldChange("uri", null, "s3://b")], changes);
    }

    [Fact]
    public void There_is_no_update_of_what_is_not_there_or_not_different()
    {
        Assert.Null(Models().Compare(Desired, null).Update);
        Assert.NotEmpty(Models().Compare(Desired, null).Changes);
        Assert.Null(Models().Compare(new RegisteredModelCreate { Name = "old" }, Actual).Update);
    }

    [Fact]
    public void Types_that_do_not_belong_together_are_noticed()
    {
        UnreachableException exception = Assert.Throws<UnreachableException>(() =>
            new EntityFields<ModelVersionCreate, RegisteredModel, RegisteredModelUpdate>(
                ModelsJson.Default.ModelVersionCreate, ModelsJson.Default.RegisteredModel, ModelsJson.Default.RegisteredModelUpdate));
        Assert.StartsWith("ModelVersionCreate has no '", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("', which an update can change.", exception.Message, StringComparison.Ordinal);
    }

    private static EntityFields<RegisteredModelCreate, RegisteredModel, RegisteredModelUpdate> Models() =>
        new(ModelsJson.Default.RegisteredModelCreate, ModelsJson.Default.RegisteredModel, ModelsJson.Default.RegisteredModelUpdate);
}
