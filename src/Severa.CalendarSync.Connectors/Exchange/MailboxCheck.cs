using System.Runtime.CompilerServices;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>Tests a connection step by step. Of a mailbox it reads the calendar folder's rights only, and whether it is a person's own; never an item (P3).</summary>
internal sealed class MailboxCheck(EwsClient client, ServerProbe probe, TimeProvider time)
{
    private const string NeverSignedIn = "DelegateNeverSignedIn";
    private const string Reaches = "OutOfReachMailboxOpened";

    private readonly EwsClient _delegate = client.As(new EwsCaller());

    private SideException? _versionError;
    private EwsFolder? _folder;

    public string? Mailbox { get; init; }

    public string? OutOfReach { get; init; }

    public async IAsyncEnumerable<CheckResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (isOpen, isIn) = (true, false);
        foreach (var step in CheckSteps.All(withReach: false))
        {
            isOpen &= Mailbox is not null || step < CheckStep.Impersonation;
            var result = await TryAsync(step, isOpen, cancellationToken);
            isOpen = result.Status == CheckStatus.Ok;
            isIn |= isOpen && step == CheckStep.Version;
            yield return result;
        }

        if (OutOfReach is not null)
        {
            yield return await TryAsync(CheckStep.Reach, isIn, cancellationToken);
        }
    }

    private async Task<CheckResult> TryAsync(CheckStep step, bool isOpen, CancellationToken cancellationToken)
    {
        if (!isOpen)
        {
            return new CheckResult(step, CheckStatus.NotReached, TimeSpan.Zero);
        }

        var start = time.GetTimestamp();
        try
        {
            var result = await RunStepAsync(step, cancellationToken);
            return result with { Elapsed = time.GetElapsedTime(start) };
        }
        catch (SideException error)
        {
            return new CheckResult(step, CheckStatus.Failed, time.GetElapsedTime(start), error.Number, error.Code);
        }
    }

    private async Task<CheckResult> RunStepAsync(CheckStep step, CancellationToken cancellationToken)
    {
        var ok = new CheckResult(step, CheckStatus.Ok, TimeSpan.Zero);
        switch (step)
        {
            case CheckStep.Address:
                await probe.ResolveAsync(client.Connection.Endpoint, cancellationToken);
                return ok;
            case CheckStep.Tls:
                return ok with { CertificateExpires = await probe.CertificateExpiryAsync(client.Connection.Endpoint, cancellationToken) };
            case CheckStep.SignIn:
                await SignInAsync(cancellationToken);
                return ok;
            case CheckStep.Version:
                return ok with { ServerVersion = Version() };
            case CheckStep.Impersonation:
                _folder = await FolderAsync(cancellationToken);
                return ok;
            case CheckStep.Reach:
                await ThrowIfReachedAsync(cancellationToken);
                return ok;
            default:
                await CheckRightsAsync(cancellationToken);
                return ok;
        }
    }

    private Task CheckRightsAsync(CancellationToken cancellationToken) => _folder is { Rights.AreEnough: true }
        ? new PersonsMailbox(client.As(new EwsCaller(Mailbox))).ThrowIfNobodysAsync(Mailbox!, cancellationToken)
        : throw EwsErrors.Of("CalendarRights");

    /// <summary>Whoever gets an answer about versions has been let in; that error belongs to the next step.</summary>
    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _delegate.SendAsync(ConvertIdOperation.Probe(), cancellationToken);
        }
        catch (SideException error) when (error.Number == ErrorNumbers.VersionNotSupported)
        {
            _versionError = error;
        }
    }

    /// <summary>Only a refusal for want of rights is the right answer: a mailbox that is not there proves nothing.</summary>
    private async Task ThrowIfReachedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FolderAsync(client.As(new EwsCaller(OutOfReach)), cancellationToken);
        }
        catch (SideException error) when (error.Number is ErrorNumbers.NoImpersonation or ErrorNumbers.NoImpersonationOfUser)
        {
            return;
        }

        throw new SideException(ErrorNumbers.ReachesTooMuch, ErrorScope.Connection, isPermanent: true, Reaches);
    }

    private string? Version() => _versionError is null ? _delegate.Server?.ToString() : throw _versionError;

    private async Task<EwsFolder> FolderAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FolderAsync(client.As(new EwsCaller(Mailbox)), cancellationToken);
        }
        catch (SideException error) when (IsUnclear(error))
        {
            throw await HasNeverSignedInAsync(cancellationToken) ? EwsErrors.Of(NeverSignedIn, inner: error) : error;
        }
    }

    private static async Task<EwsFolder> FolderAsync(EwsClient of, CancellationToken cancellationToken) =>
        (await of.SendAsync(new GetFolderOperation(EwsFolderId.Calendar), cancellationToken)).Required();

    /// <summary>The server says neither that somebody lacks a right nor that it has too much to do.</summary>
    private static bool IsUnclear(SideException error) =>
        error.Number is SideException.Unnumbered or ErrorNumbers.ServerBusy && !ErrorTable.Says(error.Code, ServerMood.Busy);

    /// <summary>Exchange makes the default folders at somebody's first sign-in: his own calendar is missing for no other reason.</summary>
    private async Task<bool> HasNeverSignedInAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FolderAsync(_delegate, cancellationToken);
            return false;
        }
        catch (SideException error)
        {
            return error.Code == "ErrorFolderNotFound";
        }
    }
}
