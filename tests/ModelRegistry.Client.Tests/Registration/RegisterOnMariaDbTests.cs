using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Registration;

public sealed class RegisterOnMariaDbTests() : RegisterTests(RegistryDatabase.MariaDb);
