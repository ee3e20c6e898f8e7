using System.Globalization;
using Severa.CalendarSync.Benchmarks;
using Severa.CalendarSync.Benchmarks.Bookkeeping;
using Severa.CalendarSync.Benchmarks.Load;
using Severa.CalendarSync.Benchmarks.Notifications;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    switch (args)
    {
        case ["load", .. var rest]:
            return await LoadCommand.RunAsync(Arguments.Read<LoadOptions>(rest));
        case ["notifications-cut", .. var rest]:
            return await CutCommand.RunAsync(Arguments.Read<CutOptions>(rest));
        case ["bookkeeping", .. var rest]:
            return await BookkeepingCommand.RunAsync(Arguments.Read<BookkeepingOptions>(rest));
        default:
            throw new UsageException("Say what to measure: load, notifications-cut or bookkeeping.");
    }
}
catch (UsageException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(Arguments.Describe<LoadOptions>("load"));
    Console.Error.WriteLine(Arguments.Describe<CutOptions>("notifications-cut"));
    Console.Error.WriteLine(Arguments.Describe<BookkeepingOptions>("bookkeeping"));
    return 2;
}
