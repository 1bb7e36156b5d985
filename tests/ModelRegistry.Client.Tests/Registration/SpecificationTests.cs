namespace ModelRegistry.Client.Tests.Registration;

/// <summary>What a specification refuses to be made of, what it keeps, and when two names are one.</summary>
public sealed class SpecificationTests
{
    private static readonly RegisteredModelSpec Model = RegisteredModelSpec.Named("m");
    private static readonly ModelVersionSpec Version = new() { Name = "v" };
    private static readonly ModelArtifactCreate Artifact = new();

    [Fact]
    public void Names_and_addresses_are_not_empty()
    {
        Assert.Throws<ArgumentException>("name", () => RegisteredModelSpec.Named(""));
        Assert.Throws<ArgumentNullException>("name", () => RegisteredModelSpec.Named(null!));
        Assert.Throws<ArgumentException>("name", () => Model.WithVersion(""));
        Assert.Throws<ArgumentException>("name", () => Model.WithProperty("", 1));
        Assert.Throws<ArgumentException>("uri", () => Version.WithModelArtifact(""));
        Assert.Throws<ArgumentException>("uri", () => Version.WithDocArtifact(""));
        Assert.Throws<ArgumentException>("uri", () => Version.WithDataSet(""));
    }

    [Fact]
    public void What_is_described_is_there()
    {
        Assert.Throws<ArgumentNullException>("spec", () => ((RegisteredModelSpec)null!).DescribedAs("d"));
        Assert.Throws<ArgumentNullException>("artifact", () => ((ModelArtifactCreate)null!).InFormat("onnx"));
        Assert.Throws<ArgumentNullException>("artifact", () => ((ModelArtifactCreate)null!).StoredIn("key"));
        Assert.Throws<ArgumentNullException>("value", () => Model.WithProperty("p", null!));
        Assert.Throws<ArgumentNullException>("labels", () => Model.Labelled((IEnumerable<string>)null!));
    }

    [Fact]
    public void A_version_is_declared_once()
    {
        ArgumentException twice = Assert.Throws<ArgumentException>("name", () => Model.WithVersion("1").WithVersion("1"));
        Assert.StartsWith("The model 'm' already has a version '1'.", twice.Message, StringComparison.Ordinal);
        Assert.Equal(["v", "V"], Model.WithVersion("v").WithVersion("V").Versions.Select(version => version.Name));
    }

    [Fact]
    public void What_is_not_given_again_stays_and_what_is_given_counts()
    {
        RegisteredModelSpec licensed = Model.LicensedUnder("mit", "https://mit");
        Assert.Equal("https://mit", licensed.LicenseLink);
        Assert.Equal(("apache", "https://mit"), (licensed.LicensedUnder("apache").License, licensed.LicensedUnder("apache").LicenseLink));
        Assert.Equal("https://apache", licensed.LicensedUnder("apache", "https://apache").LicenseLink);
        ModelArtifactCreate onnx = Artifact.InFormat("onnx", "1").StoredIn("key", "path");
        Assert.Equal(("pt", "1"), (onnx.InFormat("pt").ModelFormatName, onnx.InFormat("pt").ModelFormatVersion));
        Assert.Equal("2", onnx.InFormat("pt", "2").ModelFormatVersion);
        Assert.Equal(("other", "path"), (onnx.StoredIn("other").StorageKey, onnx.StoredIn("other").StoragePath));
        Assert.Equal("elsewhere", onnx.StoredIn("other", "elsewhere").StoragePath);
    }

    [Theory]
    [InlineData("granite", "GRANITE", true)]
    [InlineData("granite", "granite  ", true)]
    [InlineData("granite", " granite", false)]
    [InlineData("Crème", "creme", true)]
    [InlineData("Straße", "strase", true)]
    [InlineData("Straße", "strasse", false)]
    [InlineData("a😀", "a🦙", true)]
    [InlineData("a😀", "a\uFFFD", true)]
    [InlineData("a😀", "ab", false)]
    [InlineData("ΑΒΓ", "αβγ", true)]
    [InlineData("ø", "o", false)]
    [InlineData("中", "文", false)]
    [InlineData("", " ", true)]
    [InlineData("", null, false)]
    [InlineData(null, null, false)]
    public void Two_names_are_one_where_one_of_the_databases_takes_them_so(string? left, string? right, bool areSimilar)
    {
        Assert.Equal(areSimilar, EntityNames.AreSimilar(left, right));
        Assert.Equal(areSimilar, EntityNames.AreSimilar(right, left));
    }

    [Fact]
    public void Names_are_folded_to_the_first_of_those_that_are_one()
    {
        Assert.Equal("GRANITE 3.1", EntityNames.Fold("granite 3.1 "));
        Assert.Equal("STRASE\uFFFD中", EntityNames.Fold("straße🦙中"));
        Assert.Throws<ArgumentNullException>("name", () => EntityNames.Fold(null!));
    }
}
