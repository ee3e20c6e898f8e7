using System.ComponentModel;
using Severa.CalendarSync.Data.Providers;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>A test on one database system; its name says which.</summary>
public sealed class DatabaseTestCase : XunitTestCase
{
    private DatabaseSystem _system;

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For xunit only: it fills the rest in itself.")]
    public DatabaseTestCase()
    {
    }

    public DatabaseTestCase(
        IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, object[]? arguments, DatabaseSystem system)
        : base(sink, display, options, method, arguments) => _system = system;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue("System", _system.ToString());
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        _system = Enum.Parse<DatabaseSystem>(data.GetValue<string>("System"));
        base.Deserialize(data);
    }

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        DatabaseTests.OnAsync(_system, () => base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource));

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) => $"{base.GetDisplayName(factAttribute, displayName)} on {_system}";

    protected override string GetSkipReason(IAttributeInfo factAttribute) => base.GetSkipReason(factAttribute) ?? DatabaseTests.SkipReason(_system)!;

    protected override string GetUniqueID() => $"{base.GetUniqueID()} {_system}";
}
