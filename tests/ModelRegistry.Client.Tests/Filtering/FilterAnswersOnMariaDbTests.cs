using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Filtering;

public sealed class FilterAnswersOnMariaDbTests() : FilterAnswersTests(RegistryDatabase.MariaDb);
