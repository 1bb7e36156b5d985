namespace ModelRegistry.Client.Tests.Registration;

/// <summary>What a comparison says, of entities that are made by hand: no registry is asked.</summary>
public sealed class RegistrationDiffTests
{
    private static readonly RegisteredModelSpec Named = RegisteredModelSpec.Named("m");
    private static readonly RegisteredModel Model = new() { Id = "1", Name = "m", State = RegisteredModelState.Live };
    private static readonly ModelVersion Version = new() { Id = "2", Name = "v", RegisteredModelId = "1", State = ModelVersionState.Live };

    [Fact]
    public void What_is_not_there_is_made()
    {
        RegisteredModelPlan plan = RegistrationDiff.Compare(
            Named.OwnedBy("ann").WithVersion("v", version => version.AuthoredBy("bob").WithModelArtifact("s3://b")), null);

        Assert.Equal(
            ["Create RegisteredModel m (owner)", "Create ModelVersion m/v (author)", "Create Artifact m/v/m (externalId, uri)"],
            plan.Entities.Select(entity => entity.ToString()));
        Assert.All(plan.Entities, entity => Assert.True(entity is { Id: null, Refusal: null }));
        Assert.True(plan is { HasChanges: true, IsRefused: false });
        Assert.Equal(new FieldChange("owner", null, "ann"), Assert.Single(plan.Changes));
        Assert.Equal([null, null, null], Updates(plan));
    }

    [Fact]
    public void A_plan_changes_something_or_is_refused_as_soon_as_a_part_does()
    {
        RegisteredModelPlan changed = RegistrationDiff.Compare(
            Named.WithVersion("v", version => version.AuthoredBy("bob")).WithVersion("w"),
            Snapshot(Model, Version));
        Assert.Equal(["Unchanged RegisteredModel m", "Update ModelVersion m/v (author)", "Create ModelVersion m/w"], Shown(changed));
        Assert.True(changed is { HasChanges: true, IsRefused: false });

        RegisteredModelPlan refused = RegistrationDiff.Compare(
            Named.WithVersion("V", version => version.WithModelArtifact("s3://b")), Snapshot(Model, Version));
        Assert.Equal(["Unchanged RegisteredModel m", "Refused ModelVersion m/V"], Shown(refused));
        Assert.True(refused is { HasChanges: false, IsRefused: true });
    }

    [Fact]
    public void What_is_refused_already_is_not_judged()
    {
        RegisteredModelPlan plan = RegistrationDiff.Compare(
            Named.WithVersion("V", version => version.WithModelArtifact("s3://b")).WithVersion(
                "w", version => version.WithModelArtifact("s3://b")),
            Snapshot(Model, Version));
        var judged = new List<(string Entity, string? Parent)>();
        Assert.Equal(Shown(plan), Shown(plan.Refuse((entity, parent) =>
        {
            judged.Add((entity.Path, parent?.Path));
            return null;
        })));
        Assert.Equal([("m", null), ("m/w", "m"), ("m/w/m", "m/w")], judged);

        RegisteredModelPlan refused = plan.Refuse(
            (entity, _) => entity.Path == "m/w" ? new RegistrationRefusal(RefusalKind.FixedField, entity.Path, "taken", "Ask.") : null);
        Assert.Equal(["Unchanged RegisteredModel m", "Refused ModelVersion m/V", "Refused ModelVersion m/w"], Shown(refused));
        Assert.Throws<ArgumentNullException>("judge", () => plan.Refuse(null!));
    }

    [Fact]
    public void What_is_declared_absent_is_removed()
    {
        var marked = new Dictionary<string, MetadataValue>(StringComparer.Ordinal) { ["mark"] = "x", ["kept"] = 1 };
        RegisteredModelSpec spec = Named.WithVersion("v", version => version with { AbsentProperties = ["mark"] });
        spec = spec with { AbsentProperties = ["mark"] };
        RegisteredModelPlan plan = RegistrationDiff.Compare(
            spec, Snapshot(Model with { CustomProperties = marked }, Version with { CustomProperties = marked }));
        Assert.All(plan.Entities, entity => Assert.Equal([new FieldChange("customProperties.mark", "x", "")], entity.Changes));
        Assert.Equal(["kept"], plan.Update!.CustomProperties!.Keys);
        Assert.Equal(["kept"], plan.Versions[0].Update!.CustomProperties!.Keys);
        Assert.False(RegistrationDiff.Compare(spec, Snapshot(Model, Version)).HasChanges);
    }

    [Fact]
    public void What_is_there_as_specified_is_left_alone()
    {
        RegisteredModelPlan plan = RegistrationDiff.Compare(
            Named.OwnedBy("ann").WithVersion("v", version => version.AuthoredBy("bob").WithModelArtifact("s3://b")),
            Snapshot(
                Model with { Owner = "ann", Readme = "by hand" }, Version with { Author = "bob" }, Artifact() with { Uri = "s3://b" }));

        Assert.Equal(
            ["Unchanged RegisteredModel m", "Unchanged ModelVersion m/v", "Unchanged Artifact m/v/m"],
            plan.Entities.Select(entity => entity.ToString()));
        Assert.Equal(["1", "2", "3"], plan.Entities.Select(entity => entity.Id));
        Assert.True(plan is { HasChanges: false, IsRefused: false });
        Assert.Equal([null, null, null], Updates(plan));
    }

    [Fact]
    public void What_differs_is_changed_and_nothing_else_is_in_the_update()
    {
        RegisteredModelPlan plan = RegistrationDiff.Compare(
            Named.OwnedBy("ann").ProvidedBy("IBM"), Snapshot(Model with { Owner = "bob", Provider = "IBM" }));

        Assert.Equal("Update RegisteredModel m (owner)", plan.ToString());
        Assert.Equal(new FieldChange("owner", "bob", "ann"), Assert.Single(plan.Changes));
        Assert.Equal(new RegisteredModelUpdate { Owner = "ann" }, plan.Update);
    }

    [Theory]
    [InlineData("M")]
    [InlineData("m ")]
    public void A_model_of_another_name_is_no_model_to_compare_with(string name)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => RegistrationDiff.Compare(Named, Snapshot(Model with { Name = name })));
        Assert.StartsWith($"The model that was found is '{name}', not 'm'.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("actual", exception.ParamName);
        Assert.Throws<ArgumentNullException>("desired", () => RegistrationDiff.Compare(null!, null));
    }

    [Fact]
    public void A_model_of_a_similar_name_is_refused_and_named()
    {
        RegisteredModelPlan plan = RegistrationDiff.Compare(Named.WithVersion("v"), null, Model with { Id = "7", Name = "M" });

        Assert.Equal(PlannedAction.Refused, plan.Action);
        Assert.Equal(
            "the registry has a model 'M' (id 7), and on MariaDB, where neither case, accents nor blanks at the end count, the two names "
            + "are one. Use exactly that name, or another one.",
            plan.Refusal?.Message);
        Assert.Empty(plan.Versions);
        Assert.True(plan.IsRefused);
        Assert.Null(RegistrationDiff.Compare(Named, Snapshot(Model), Model with { Id = "7", Name = "M" }).Refusal);
    }

    [Theory]
    // What is said of the state, what it is, and whether a new version is refused.
    [InlineData(null, "ARCHIVED", true)]
    [InlineData("ARCHIVED", "ARCHIVED", true)]
    [InlineData("LIVE", "ARCHIVED", false)]
    [InlineData("ARCHIVED", "LIVE", false)]
    [InlineData(null, "LIVE", false)]
    [InlineData("ARCHIVED", null, false)]
    public void An_archived_model_takes_no_new_version_but_keeps_those_it_has(string? desired, string? actual, bool isRefused)
    {
        RegisteredModelSpec spec = Named with { State = desired is null ? null : new RegisteredModelState(desired) };
        RegisteredModelSnapshot snapshot = Snapshot(
            Model with { State = actual is null ? null : new RegisteredModelState(actual) }, Version);

        ModelVersionPlan added = RegistrationDiff.Compare(spec.WithVersion("new"), snapshot).Versions.Single();
        Assert.Equal(isRefused ? PlannedAction.Refused : PlannedAction.Create, added.Action);
        Assert.Equal(
            isRefused ? "the model 'm' is archived, so it takes no new version. Specify that it is live again (RegisteredModelSpec.State), "
                + "or leave the version out." : null,
            added.Refusal?.Message);
        Assert.Equal(
            PlannedAction.Update,
            RegistrationDiff.Compare(spec.WithVersion("v", version => version.AuthoredBy("bob")), snapshot).Versions.Single().Action);
    }

    [Fact]
    public void A_model_that_is_not_there_yet_can_be_archived_with_versions() =>
        Assert.Equal(
            PlannedAction.Create,
            RegistrationDiff.Compare(Named.InState(RegisteredModelState.Archived).WithVersion("v"), null).Versions.Single().Action);

    [Theory]
    [InlineData("V")]
    [InlineData("v  ")]
    public void A_version_of_a_similar_name_is_refused_unless_there_is_one_of_exactly_that_name(string name)
    {
        RegisteredModelSpec spec = Named.WithVersion("v");
        var similar = new ModelVersionSnapshot(Version with { Id = "8", Name = name }, []);

        ModelVersionPlan refused = RegistrationDiff.Compare(spec, new RegisteredModelSnapshot(Model, [similar])).Versions.Single();
        Assert.Equal(PlannedAction.Refused, refused.Action);
        Assert.Equal($"the model has a version '{name}' (id 8), and on MariaDB, where neither case, accents nor blanks at the end count, "
            + "the two names are one. Use exactly that name, or another one.", refused.Refusal?.Message);

        ModelVersionPlan found = RegistrationDiff.Compare(
            spec, new RegisteredModelSnapshot(Model, [similar, new ModelVersionSnapshot(Version, [])])).Versions.Single();
        Assert.Equal((PlannedAction.Unchanged, "2"), (found.Action, found.Id));
    }

    [Theory]
    [InlineData("ID-1")]
    [InlineData("id-1")]
    public void An_artifact_is_found_by_its_external_id_before_its_name(string externalId)
    {
        ArtifactPlan plan = Compare(
            artifact => artifact.Named("weights").WithExternalId("id-1"),
            Artifact("5", "weights"),
            Artifact("6", "weights") with { ExternalId = externalId });
        Assert.Equal("6", plan.Id);
        Assert.Null(plan.Refusal);
    }

    [Fact]
    public void An_artifact_of_exactly_the_external_id_comes_before_one_of_a_similar()
    {
        Func<ModelArtifactCreate, ArtifactCreate> weights = artifact => artifact.Named("weights").WithExternalId("id-1");
        Artifact similar = Artifact("5", "weights") with { ExternalId = "ID-1" };
        Artifact exact = Artifact("6", "weights") with { ExternalId = "id-1" };
        Assert.Equal("6", Compare(weights, similar, exact).Id);
        Assert.Equal("6", Compare(weights, exact, similar).Id);
    }

    [Theory]
    [InlineData("model-artifact")]
    [InlineData("doc-artifact")]
    [InlineData("dataset-artifact")]
    public void An_artifact_of_the_same_uri_is_the_same_under_whatever_name(string kind)
    {
        ArtifactPlan plan = Compare(
            _ => Declared(kind, "s3://b/1"), Registered("5", kind, "s3://b/0", null), Registered("6", kind, "s3://b/1", null));
        Assert.Equal((PlannedAction.Unchanged, "6", "m/v/registered"), (plan.Action, plan.Id, plan.Path));
        Assert.Equal(("registered", null), (plan.Spec.Name, plan.Spec.ExternalId));
        Assert.Equal([$"The {kind} of m/v is registered as 'registered' (id 6), not as 'declared': it keeps that name."], plan.Notes);
    }

    [Theory]
    [InlineData("LIVE", true)]
    [InlineData("UNKNOWN", true)]
    [InlineData("REFERENCE", true)]
    [InlineData("DELETED", false)]
    [InlineData("MARKED_FOR_DELETION", false)]
    [InlineData("ABANDONED", false)]
    public void An_artifact_that_is_gone_is_not_the_same(string state, bool isSame)
    {
        foreach (string kind in (string[])["model-artifact", "doc-artifact", "dataset-artifact"])
        {
            ArtifactPlan plan = Compare(_ => Declared(kind, "s3://b/1"), Registered("5", kind, "s3://b/1", new ArtifactState(state)));
            Assert.Equal(isSame ? "5" : null, plan.Id);
            Assert.Equal(isSame ? 1 : 0, plan.Notes.Count);
        }
    }

    [Theory]
    [InlineData("oci://host/r:1@sha256:aa", "oci://host/r@sha256:aa", true)]
    [InlineData("oci://host:5000/r@sha256:aa", "oci://host:5000/r:1@sha256:aa", true)]
    [InlineData("oci://host/r:1@sha256:aa", "oci://host/r:2@sha256:aa", true)]
    [InlineData("oci://host/r:1@sha256:aa", "oci://host/r:1@sha256:bb", false)]
    [InlineData("oci://host/r:1@sha256:aa", "oci://host/r:1", false)]
    [InlineData("oci://host/r:1", "oci://host/r", false)]
    [InlineData("oci://host:5000@sha256:aa", "oci://host@sha256:aa", false)]
    [InlineData("https://host/r:1@sha256:aa", "https://host/r@sha256:aa", false)]
    public void A_tag_before_a_digest_does_not_count(string declared, string registered, bool isSame)
    {
        Assert.Equal(isSame, ImageUri.AreSame(declared, registered));
        foreach (string kind in (string[])["model-artifact", "doc-artifact", "dataset-artifact"])
        {
            ArtifactPlan found = Compare(_ => Declared(kind, declared), Registered("5", kind, registered, null));
            Assert.Equal(
                isSame ? (PlannedAction.Unchanged, "5", null) : (PlannedAction.Create, null, null),
                (found.Action, found.Id, found.Update));
            ArtifactPlan named = Compare(
                _ => Declared(kind, declared) with { Name = "registered" }, Registered("5", kind, registered, null));
            Assert.Equal(isSame ? PlannedAction.Unchanged : PlannedAction.Update, named.Action);
            ArtifactPlan twins = Compare(
                _ => Declared(kind, declared), Registered("5", kind, declared, null), Registered("6", kind, registered, null));
            Assert.Equal(isSame ? RefusalKind.RepeatedUri : null, twins.Refusal?.Kind);
        }

        ModelVersionSpec twice = new()
        {
            Name = "v",
            Artifacts = [Declared("model-artifact", declared), Declared("model-artifact", registered) with { Name = "b" }],
        };
        RegisteredModelPlan plan = RegistrationDiff.Compare(Named with { Versions = [twice] }, null);
        Assert.Equal(isSame, plan.IsRefused);
    }

    [Fact]
    public void An_artifact_of_another_kind_or_of_no_uri_is_not_the_same()
    {
        Assert.Null(Compare(_ => Declared("doc-artifact", "s3://b/1"), Registered("5", "model-artifact", "s3://b/1", null)).Id);
        Assert.Null(Compare(_ => Declared("model-artifact", "s3://b/1"), Registered("5", "dataset-artifact", "s3://b/1", null)).Id);
        Assert.Null(Compare(_ => Declared("model-artifact", null), Registered("5", "model-artifact", null, null)).Id);
        Assert.Null(Compare(_ => Declared("model-artifact", "s3://b/1"), new Metric { Id = "5", Name = "registered", Value = 1 }).Id);
    }

    [Theory]
    [InlineData("model-artifact")]
    [InlineData("doc-artifact")]
    [InlineData("dataset-artifact")]
    public void Two_artifacts_of_one_uri_are_refused(string kind)
    {
        Artifact[] twins = [Registered("5", kind, "s3://b/1", ArtifactState.Live), Registered("6", kind, "s3://b/1", null)];
        Assert.Equal(
            $"the version has 2 live {kind}s with the URI 's3://b/1' (ids 5, 6). Mark all but one of them as DELETED.",
            Refusal(Compare(_ => Declared(kind, "s3://b/1"), twins)));
        // Even where it could not be made for another reason.
        ArtifactPlan taken = Compare(
            _ => Declared(kind, "s3://b/1") with { ExternalId = "x" }, [Registered("4", "other", "s3://b/1", null), .. twins]);
        Assert.StartsWith("the version has 2 live ", Refusal(taken), StringComparison.Ordinal);
        Assert.Null(Compare(_ => Declared(kind, "s3://b/1"), twins[0], Registered("6", kind, "s3://b/1", ArtifactState.Deleted)).Refusal);

        ArtifactCreate declared = Declared(kind, "s3://b/1");
        ModelVersionSpec twice = new()
        {
            Name = "v",
            Artifacts = [declared, declared with { Name = "again" }, Declared(kind, "s3://b/2") with { Name = "other" }],
        };
        string refusal = $"two {kind}s of the version are declared with the URI 's3://b/1'. Declare it once.";
        ModelVersionPlan version = RegistrationDiff.Compare(Named with { Versions = [twice] }, null).Versions.Single();
        Assert.Equal([refusal, refusal, null], version.Artifacts.Select(artifact => artifact.Refusal?.Message));
    }

    [Fact]
    public void Artifacts_of_two_kinds_may_have_one_uri()
    {
        ModelVersionSpec both = new()
        {
            Name = "v",
            Artifacts = [Declared("model-artifact", "s3://b/1"), Declared("doc-artifact", "s3://b/1")],
        };
        Assert.False(RegistrationDiff.Compare(Named with { Versions = [both] }, null).IsRefused);
    }

    [Fact]
    public void An_artifact_is_found_by_the_external_id_that_it_would_have_been_given()
    {
        string derived = RegistrationDiff.DeriveExternalId("m", "v", new ModelArtifactCreate { Name = "weights" });
        Assert.Equal("6", Compare(
            artifact => artifact.Named("weights"), Artifact("5", "weights"), Artifact("6", "weights") with { ExternalId = derived }).Id);
    }

    [Fact]
    public void An_artifact_is_found_by_its_name_among_those_of_its_kind()
    {
        ArtifactPlan plan = Compare(
            artifact => artifact.Named("weights"), new DocArtifact { Id = "5", Name = "weights" }, Artifact("6", "weights"));
        Assert.Equal("6", plan.Id);
        // What was not specified is not given to what is there already.
        Assert.Null(plan.Spec.ExternalId);
        Assert.Equal(PlannedAction.Unchanged, plan.Action);
    }

    [Fact]
    public void A_new_artifact_is_given_an_external_id_and_the_models_name()
    {
        ArtifactPlan plan = Compare(artifact => artifact);
        string expected = RegistrationDiff.DeriveExternalId("m", "v", new ModelArtifactCreate());
        Assert.Equal((PlannedAction.Create, "m", expected, "m/v/m"), (plan.Action, plan.Spec.Name, plan.Spec.ExternalId, plan.Path));
        Assert.Equal("mine", Compare(artifact => artifact.WithExternalId("mine")).Spec.ExternalId);
    }

    [Fact]
    public void The_external_id_says_the_place_and_is_the_same_for_ever()
    {
        Assert.Equal("artifact-af3bb13cee48d91d7124e741f97dcda5", RegistrationDiff.DeriveExternalId("m", "v", new ModelArtifactCreate()));
        (string Model, string Version, ArtifactCreate Artifact)[] places =
        [
            ("m", "v", new ModelArtifactCreate()),
            ("n", "v", new ModelArtifactCreate()),
            ("m", "w", new ModelArtifactCreate()),
            ("mv", "", new ModelArtifactCreate()),
            ("m", "v", new ModelArtifactCreate { Name = "weights" }),
            ("m", "v", new DocArtifactCreate()),
        ];
        string[] ids = [.. places.Select(place => RegistrationDiff.DeriveExternalId(place.Model, place.Version, place.Artifact))];
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(ids[0], RegistrationDiff.DeriveExternalId("m", "v", new ModelArtifactCreate { Name = "m", Uri = "s3://b" }));
        Assert.Throws<ArgumentNullException>("artifact", () => RegistrationDiff.DeriveExternalId("m", "v", null!));
    }

    [Fact]
    public void An_artifact_of_another_kind_or_name_with_the_same_external_id_is_refused()
    {
        Func<ModelArtifactCreate, ArtifactCreate> weights = artifact => artifact.Named("weights").WithExternalId("x");
        Assert.Equal(
            "the artifact with the externalId 'X' (id 5) is a doc-artifact, and a kind can't be changed. Use another externalId.",
            Refusal(Compare(weights, new DocArtifact { Id = "5", Name = "weights", ExternalId = "X" })));
        Assert.Equal(
            "the artifact with the externalId 'x' (id 5) is named 'Weights', and a name can't be changed. Use that name, or "
                + "another externalId.",
            Refusal(Compare(weights, Artifact("5", "Weights") with { ExternalId = "x" })));
    }

    [Fact]
    public void A_new_artifact_of_a_similar_name_is_refused_unless_names_need_not_differ()
    {
        Assert.Equal(
            "the version has a model-artifact 'Weights' (id 5), and on MariaDB, where neither case, accents nor blanks at the end count, "
                + "the two names are one. Use exactly that name, or another one.",
            Refusal(Compare(artifact => artifact.Named("weights"), Artifact("5", "Weights"))));
        Assert.Equal(
            PlannedAction.Create,
            Compare(artifact => artifact.Named("weights"), new DocArtifact { Id = "5", Name = "Weights" }, Artifact("6", "other")).Action);
        Assert.Equal(
            PlannedAction.Create, Compare(_ => new DataSetCreate { Name = "data" }, new DataSet { Id = "5", Name = "Data" }).Action);
    }

    [Fact]
    public void A_kind_that_has_no_specification_is_refused_as_an_argument()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Compare(_ => new MetricCreate { Name = "acc", Value = 1 }));
        Assert.StartsWith(
            "The artifact 'acc' has the type 'metric': model-artifact, doc-artifact and dataset-artifact can be specified.",
            exception.Message, StringComparison.Ordinal);
        Assert.Equal("desired", exception.ParamName);
    }

    private static IEnumerable<string> Shown(RegisteredModelPlan plan) => plan.Entities.Select(entity => entity.ToString());

    private static IEnumerable<object?> Updates(RegisteredModelPlan plan) => plan.Entities.Select(entity => entity switch
    {
        RegisteredModelPlan model => (object?)model.Update,
        ModelVersionPlan version => version.Update,
        _ => ((ArtifactPlan)entity).Update,
    });

    private static ArtifactCreate Declared(string kind, string? uri) => kind switch
    {
        "model-artifact" => new ModelArtifactCreate { Name = "declared", Uri = uri },
        "doc-artifact" => new DocArtifactCreate { Name = "declared", Uri = uri },
        _ => new DataSetCreate { Name = "declared", Uri = uri },
    };

    private static Artifact Registered(string id, string kind, string? uri, ArtifactState? state) => kind switch
    {
        "model-artifact" => new ModelArtifact { Id = id, Name = "registered", Uri = uri, State = state },
        "doc-artifact" => new DocArtifact { Id = id, Name = "registered", Uri = uri, State = state },
        "dataset-artifact" => new DataSet { Id = id, Name = "registered", Uri = uri, State = state },
        _ => new Metric { Id = id, Name = "registered", ExternalId = "x", Value = 1 },
    };

    private static string? Refusal(ArtifactPlan plan)
    {
        Assert.Equal(PlannedAction.Refused, plan.Action);
        return plan.Refusal?.Message;
    }

    private static ArtifactPlan Compare(Func<ModelArtifactCreate, ArtifactCreate> describe, params Artifact[] siblings) =>
        RegistrationDiff.Compare(
            Named with { Versions = [new ModelVersionSpec { Name = "v", Artifacts = [describe(new ModelArtifactCreate())] }] },
            new RegisteredModelSnapshot(Model, [new ModelVersionSnapshot(Version, siblings)])).Versions.Single().Artifacts.Single();

    private static RegisteredModelSnapshot Snapshot(RegisteredModel model, ModelVersion? version = null, params Artifact[] artifacts) =>
        new(model, version is null ? [] : [new ModelVersionSnapshot(version, artifacts)]);

    private static ModelArtifact Artifact(string id = "3", string name = "m") => new() { Id = id, Name = name };
}
