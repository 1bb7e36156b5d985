using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Registration;

public sealed class RegisterOnPostgreSqlTests() : RegisterTests(RegistryDatabase.PostgreSql);
