namespace ModelRegistry.Seeding.Rules;

/// <summary>What is wrong with a text; the message goes on from the text itself.</summary>
internal readonly record struct TextProblem(string Code, string Message);
