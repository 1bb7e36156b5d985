namespace ModelRegistry.Emulator;

/// <summary>Why a registry's database is away. It decides the texts of the responses, and on PostgreSQL also the status of lists.</summary>
public enum DatabaseOutageReason
{
    /// <summary>It was stopped or restarted, and ends what is under way (PostgreSQL: 57P01; MariaDB: error 1053).</summary>
    ShutDown = 0,

    /// <summary>It is starting and takes no requests yet (PostgreSQL: 57P03; MariaDB: the connection is closed again).</summary>
    StartingUp,

    /// <summary>Nobody listens at its address. Readiness checks then wait until it is back instead of failing.</summary>
    ConnectionRefused,

    /// <summary>It has no connection left (PostgreSQL: 53300; MariaDB: error 1040).</summary>
    TooManyConnections,
}
