namespace ModelRegistry.Emulator.Tests.Contract;

/// <summary>A placeholder without a value: an earlier step did not deliver it.</summary>
internal sealed class UnboundVariableException(string variable) : Exception(variable);
