using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>How a search ended.</summary>
public abstract record LocateResult
{
    /// <summary>Everything that was tried, in its order; empty where nothing had to be.</summary>
    public IReadOnlyList<LocateAttempt> Attempts { get; init; } = [];

    /// <summary>The address of Exchange Web Services.</summary>
    /// <exception cref="SideException">It was not found.</exception>
    public Uri EndpointOrThrow() => this is Found found ? found.Endpoint : throw ToError();

    private protected abstract SideException ToError();

    /// <param name="Endpoint">The address of Exchange Web Services.</param>
    public sealed record Found(Uri Endpoint) : LocateResult
    {
        /// <summary>
        /// Mailboxes with the same value at the same endpoint may share a connection for notifications. Known only of the mailbox
        /// that was asked for, and only since Exchange 2013.
        /// </summary>
        public string? GroupingInformation { get; init; }

        /// <summary>The names of the schemas the server takes; empty where it did not say.</summary>
        public IReadOnlyList<string> SupportedSchemas { get; init; } = [];

        /// <summary>The address the mailbox has there, where it is another one than was asked for.</summary>
        public string? OtherAddress { get; init; }

        private protected override SideException ToError() => throw new InvalidOperationException("It was found.");
    }

    /// <summary>Nothing was found without asking hosts that nobody has confirmed; no secret was sent to any of them.</summary>
    public sealed record NeedsConfirmation(IReadOnlyList<HostToConfirm> Hosts) : LocateResult
    {
        private protected override SideException ToError() =>
            new(ErrorNumbers.ServerNotFound, ErrorScope.Connection, isPermanent: true, LocateAttempt.NeedsConfirmation);
    }

    /// <param name="ErrorNumber">The number people see (1 = E1).</param>
    /// <param name="Code">The most telling of the codes.</param>
    /// <param name="IsPermanent">Trying again without a change of settings is pointless.</param>
    public sealed record Failed(int ErrorNumber, string Code, bool IsPermanent) : LocateResult
    {
        private protected override SideException ToError() =>
            new(ErrorNumber, ErrorNumber == ErrorNumbers.NoMailbox ? ErrorScope.Mailbox : ErrorScope.Connection, IsPermanent, Code);
    }
}
