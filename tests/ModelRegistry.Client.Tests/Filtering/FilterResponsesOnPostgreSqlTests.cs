using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Filtering;

public sealed class FilterResponsesOnPostgreSqlTests() : FilterResponsesTests(RegistryDatabase.PostgreSql);
