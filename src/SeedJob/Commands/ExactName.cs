using System.CommandLine.Parsing;

namespace SeedJob.Commands;

/// <summary>An argument that is the exact name of something in the registry.</summary>
internal static class ExactName
{
    /// <summary>Refuses a blank one, which a variable that is not set leaves in a script.</summary>
    public static void RefuseBlank(ArgumentResult given)
    {
        if (given.Tokens is [{ Value: var name }] && string.IsNullOrWhiteSpace(name))
        {
            given.AddError($"{given.Argument.Name} is blank: give an exact name.");
        }
    }
}
