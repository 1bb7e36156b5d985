using ModelRegistry.Emulator.Persistence;

namespace ModelRegistry.Emulator;

/// <summary>How an emulator behaves, where it listens and where it keeps its content.</summary>
public sealed record ModelRegistryEmulatorOptions
{
    /// <summary>The database that is followed: in what it holds equal, in what it refuses, and in the texts of its errors.</summary>
    /// <value>The default is <see cref="RegistryDatabase.MariaDb"/>.</value>
    public RegistryDatabase Database { get; init; } = RegistryDatabase.MariaDb;

    /// <summary>
    /// Whether a filter's <c>&lt;</c> and <c>&gt;</c> put texts in the order of a language, as PostgreSQL's collation <c>en_US</c> does,
    /// and not in that of their code points, as its collation <c>C</c> does. MariaDB has one order only.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool LinguisticOrder { get; init; }

    /// <summary>The generation of servers whose versions of the API, operations and fields are offered.</summary>
    /// <value>The default is <see cref="RegistryServerVersion.Current"/>: <c>v1alpha3</c> and <c>v1</c>.</value>
    public RegistryServerVersion ServerVersion { get; init; } = RegistryServerVersion.Current;

    /// <summary>
    /// When <c>v1alpha3</c> will go, which every response of that version then says (<c>Deprecation</c>, <c>Sunset</c>, <c>Link</c>).
    /// It does not go by itself on that date. Can be changed while the registry runs: <see cref="ModelRegistryEmulator.AlphaSunset"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: nothing is said.</value>
    public DateTimeOffset? AlphaSunset { get; init; }

    /// <summary>
    /// Whether <c>v1alpha3</c> has gone, so that each of its paths responds with 410 Gone. Can be changed while the registry runs:
    /// <see cref="ModelRegistryEmulator.AlphaGone"/>.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AlphaGone { get; init; }

    /// <summary>The loopback port to listen on; 0 takes a free one.</summary>
    /// <value>The default is 0.</value>
    public int Port { get; init; }

    /// <summary>
    /// The file that keeps the content beyond the life of the process. It is created when it does not exist, and no other process can open
    /// it meanwhile. A write gets its response when the file has it, so that nothing acknowledged is lost whenever the process ends; when
    /// the file can't take it, the response is 500 and nothing has changed.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the content lives in memory alone.</value>
    public string? DataFile { get; init; }

    /// <summary>How many requests <see cref="ModelRegistryEmulator.Requests"/> remembers; 0 for none.</summary>
    /// <value>The default is 1000.</value>
    public int RequestLogCapacity { get; init; } = 1000;

    /// <summary>The clock of the server, which times of creation and update are taken from.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal IFileLayer Files { get; init; } = SystemFiles.Instance;

    internal JournalCompaction Compaction { get; init; } = new();
}
