using ModelRegistry.Client;
using SeedJob.Output;

namespace SeedJob.Listing;

/// <summary>What can be listed, and which columns a table of it has, the ones first that a narrow terminal keeps.</summary>
internal sealed record ListKind(string Name, IReadOnlyList<TableColumn<Listed>> Columns)
{
    public static ListKind Models { get; } = new(
        "models",
        [
            new("NAME", listed => listed.Name),
            new("STATE", listed => listed.Text("state")),
            new("OWNER", listed => listed.Text("owner"), Rank: 1),
            new("PROVIDER", listed => listed.Text("provider"), Rank: 4),
            new("LICENSE", listed => listed.Text("license"), Rank: 3),
            new("LABELS", listed => string.Join(", ", listed.Entity.GetLabels()), Rank: 5),
            new("CREATED", listed => Time(listed.Entity.CreateTime), Rank: 6),
            new("CHANGED", listed => Time(listed.Entity.LastUpdateTime), Rank: 2),
        ]);

    public static ListKind Versions { get; } = new(
        "versions",
        [
            new("MODEL", listed => listed.Model),
            new("VERSION", listed => listed.Version),
            new("STATE", listed => listed.Text("state")),
            new("AUTHOR", listed => listed.Text("author"), Rank: 1),
            new("LABELS", listed => string.Join(", ", listed.Entity.GetLabels()), Rank: 3),
            new("CREATED", listed => Time(listed.Entity.CreateTime), Rank: 4),
            new("CHANGED", listed => Time(listed.Entity.LastUpdateTime), Rank: 2),
        ]);

    public static ListKind Artifacts { get; } = new(
        "artifacts",
        [
            new("MODEL", listed => listed.Model),
            new("VERSION", listed => listed.Version),
            new("ARTIFACT", listed => listed.Name, Rank: 2),
            new("TYPE", listed => listed.Text("artifactType"), Rank: 3),
            new("STATE", listed => listed.Text("state"), Rank: 4),
            new("CHANGED", listed => Time(listed.Entity.LastUpdateTime), Rank: 5),
            new("URI", listed => listed.Text("uri")),
        ]);

    public static ListKind Deployments { get; } = new(
        "deployments",
        [
            new("NAME", listed => listed.Name),
            new("STATE", listed => listed.Text("desiredState")),
            new("MODEL", listed => listed.Model),
            new("VERSION", listed => listed.Version, Rank: 1),
            new("RUNTIME", listed => listed.Text("runtime"), Rank: 3),
            new("CHANGED", listed => Time(listed.Entity.LastUpdateTime), Rank: 2),
        ]);

    public static IReadOnlyList<ListKind> All { get; } = [Models, Versions, Artifacts, Deployments];

    private static string Time(DateTimeOffset? time) => time is { } known ? TableTime.Show(known) : "";
}
