using System.Globalization;
using System.Reflection;
using ModelRegistry.Tests.Shared.TimeLimits;
using Xunit.v3;

[assembly: TestFramework(typeof(TimeLimitedTestFramework))]

namespace ModelRegistry.Tests.Shared.TimeLimits;

/// <summary>
/// Gives a time limit to every test that names none of its own, so that a test that hangs fails alone and by its name, instead of the whole
/// run. A test that takes longer says so: <c>[Fact(Timeout = 600_000)]</c>.
/// </summary>
internal sealed class TimeLimitedTestFramework(string? configFileName) : XunitTestFramework(configFileName)
{
    /// <summary>
    /// The environment variable that holds another default, in milliseconds; 0 takes all limits away, for the debugger and for long runs on
    /// demand.
    /// </summary>
    internal const string Variable = "TEST_TIME_LIMIT";

    private readonly string? _configFileName = configFileName;

    public TimeLimitedTestFramework()
        : this(configFileName: null)
    {
    }

    /// <summary>The limit of a test that names none, in milliseconds.</summary>
    internal static int Default { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } limit ? int.Parse(limit, CultureInfo.InvariantCulture) : 60_000;

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer(new XunitTestAssembly(assembly, _configFileName, assembly.GetName().Version));

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod, Xunit.Sdk.ITestFrameworkDiscoveryOptions discoveryOptions,
            Func<Xunit.Sdk.ITestCase, ValueTask<bool>> discoveryCallback)
        {
            foreach (IFactAttribute attribute in testMethod.FactAttributes)
            {
                // An attribute of another making would run without a limit, unnoticed.
                var fact = (FactAttribute)attribute;
                if (fact.Timeout == 0 || Default == 0)
                {
                    fact.Timeout = Default;
                }
            }

            return base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback);
        }
    }
}
