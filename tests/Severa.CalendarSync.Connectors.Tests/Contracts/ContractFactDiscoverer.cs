using Xunit.Abstractions;
using Xunit.Sdk;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

public sealed class ContractFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new ContractTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>The same test is one thing in a class for the sandbox and another in one for a real server: only together do they know whether it can run.</summary>
public sealed class ContractTestCase : XunitTestCase
{
    [Obsolete("For the runner, which fills it in.")]
    public ContractTestCase()
    {
    }

    public ContractTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    /// <summary>Settings that are there but wrong are no reason to skip: the test then fails and says what is wrong.</summary>
    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        if (!typeof(INeedsRealServer).IsAssignableFrom(TestMethod.TestClass.Class.ToRuntimeType()))
        {
            return base.GetSkipReason(factAttribute);
        }

        return Environment.GetEnvironmentVariable("EWS_TEST_URL") is null or "" ? ServerSettings.Reason
            : factAttribute.GetNamedArgument<bool>(nameof(ContractFactAttribute.NeedsSecondMailbox))
                && Environment.GetEnvironmentVariable("EWS_TEST_MAILBOX2") is null or "" ? ServerSettings.NoSecond
            : base.GetSkipReason(factAttribute);
    }
}
