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
    public void Nothing_written_is_no_change() =>
        Assert.False(new RegistrationResult("7", [Done(AppliedAction.Unchanged), Done(AppliedAction.Unchanged)]).HasChanges);

    [Theory]
    [InlineData(AppliedAction.Created, true)]
    [InlineData(AppliedAction.Archived, true)]
    [InlineData(AppliedAction.Unconfirmed, false)]
    [InlineData(AppliedAction.NotReached, false)]
    public void All_is_done_when_nothing_is_open(AppliedAction last, bool isComplete)
    {
        Assert.Equal(isComplete, new RegistrationResult("7", [Done(AppliedAction.Unchanged), Done(last)]).IsComplete);
        Assert.Equal(
            last != AppliedAction.NotReached, new RegistrationResult("7", [Done(AppliedAction.NotReached), Done(last)]).HasChanges);
    }

    [Fact]
    public void An_entity_says_what_was_done_about_it() =>
        Assert.Equal("Created RegisteredModel m (id 1)", Done(AppliedAction.Created).ToString());

    private static EntityResult Done(AppliedAction action) => new(EntityKind.RegisteredModel, "m", action, "1", []);
}
