namespace ModelRegistry.Emulator;

/// <summary>How an emulator behaves and where it listens.</summary>
public sealed record ModelRegistryEmulatorOptions
{
    /// <summary>The database whose way of comparing text is followed.</summary>
    /// <value>The default is <see cref="RegistryDatabase.MariaDb"/>.</value>
    public RegistryDatabase Database { get; init; } = RegistryDatabase.MariaDb;

    /// <summary>The loopback port to listen on; 0 takes a free one.</summary>
    /// <value>The default is 0.</value>
    public int Port { get; init; }

    /// <summary>The clock of the server, which times of creation and update are taken from.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
