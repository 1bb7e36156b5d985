using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Filtering;

public sealed class FilterResponsesOnMariaDbTests() : FilterResponsesTests(RegistryDatabase.MariaDb);
