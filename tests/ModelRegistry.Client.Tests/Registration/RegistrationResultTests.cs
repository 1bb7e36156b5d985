namespace ModelRegistry.Client.Tests.Registration;

/// <summary>What a registration says of itself.</summary>
public sealed class RegistrationResultTests
{
    [Fact]
    public void What_was_adopted_counts_as_created()
    {
        var result = new RegistrationResult(
            "7",
            [
                Done(AppliedAction.Created), Done(AppliedAction.Created), Done(AppliedAction.Adopted),
                Done(AppliedAction.Updated), Done(AppliedAction.Updated), Done(AppliedAction.Unchanged),
            ]);
        Assert.Equal("model 7: 3 created, 2 updated, 1 unchanged", result.ToString());
        Assert.True(result.HasChanges);
    }

    [Fact]
    public void Nothing_written_is_no_change() => Assert.False(new RegistrationResult("7", [Done(AppliedAction.Unchanged), Done(AppliedAction.Unchanged)]).HasChanges);

    [Fact]
    public void An_entity_says_what_was_done_about_it() => Assert.Equal("Created RegisteredModel m (id 1)", Done(AppliedAction.Created).ToString());

    private static EntityResult Done(AppliedAction action) => new(EntityKind.RegisteredModel, "m", action, "1", []);
}
