using ModelRegistry.Emulator;

namespace ModelRegistry.Client.Tests.Filtering;

public sealed class FilterAnswersOnPostgreSqlTests() : FilterAnswersTests(RegistryDatabase.PostgreSql);
