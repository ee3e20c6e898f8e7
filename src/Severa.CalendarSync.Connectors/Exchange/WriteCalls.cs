using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>
/// Sends writes, each once. After a request that failed as a whole, or got no answer, nothing more is sent: the outcomes so
/// far are told first, and the error is thrown by the next call. Nor is anything sent that could still happen when the call's
/// writes are searched for (<see cref="SideTraits.LongestCall"/>).
/// </summary>
internal sealed class WriteCalls(EwsClient client)
{
    /// <summary>The code of what was left, to be done by the next run.</summary>
    public const string NotBegun = "NotBegun";

    /// <summary>For as long as its first request may wait for its turn, a call begins others.</summary>
    public static readonly TimeSpan Latest = ThrottlingOptions.MostPatience;

    private SideException? _error;
    private long _begunAt;
    private bool _hasSent;

    /// <summary>The call has taken so long that it begins nothing more.</summary>
    public bool IsLate => TimeLeft <= TimeSpan.Zero;

    private TimeSpan TimeLeft => Latest - client.Time.GetElapsedTime(_begunAt);

    /// <summary>A call begins, and with it the time for all its requests.</summary>
    /// <exception cref="SideException">An earlier write of this run failed as a whole.</exception>
    public void Begin()
    {
        ThrowEarlierError();
        (_begunAt, _hasSent) = (client.Time.GetTimestamp(), false);
    }

    /// <exception cref="SideException">An earlier write of this run failed as a whole.</exception>
    public void ThrowEarlierError()
    {
        if (_error is not null)
        {
            throw _error;
        }
    }

    /// <summary>An error that must wait, because outcomes have to be told first.</summary>
    public void Remember(SideException error) => _error ??= error;

    /// <summary>One answer per item, in order.</summary>
    /// <exception cref="SideException">Nothing was written, for a reason that concerns more than the items.</exception>
    public async Task<IReadOnlyList<WriteAnswer>> SendAsync<T>(
        IReadOnlyList<T> items,
        Func<T, int> sizeOf,
        Func<IReadOnlyList<T>, EwsOperation<IReadOnlyList<ItemAnswer<EwsItemId>>>> operation,
        CancellationToken cancellationToken)
    {
        ThrowEarlierError();
        var answers = new List<WriteAnswer>(items.Count);
        var open = new Stack<IReadOnlyList<T>>(WriteBatches.Of(items, sizeOf).Reverse());
        while (open.TryPop(out var batch))
        {
            if (_error is { } error)
            {
                answers.AddRange(Enumerable.Repeat(NotSent(answers, error), batch.Count));
            }
            else if (_hasSent && IsLate)
            {
                answers.AddRange(Left(batch.Count));
            }
            else if (await SendBatchAsync(operation(batch), cancellationToken) is { } received)
            {
                answers.AddRange(received);
            }
            else
            {
                open.Push([.. batch.Skip(batch.Count / 2)]);
                open.Push([.. batch.Take(batch.Count / 2)]);
            }
        }

        return _error is not null && answers.TrueForAll(a => a.Kind == WriteAnswerKind.NotDone) ? throw _error : answers;
    }

    private static WriteAnswer NotSent(List<WriteAnswer> before, SideException error) =>
        new(WriteAnswerKind.NotDone, before.Exists(a => a.Kind == WriteAnswerKind.NoAnswer) ? "NotSent" : error.Code);

    private static IEnumerable<WriteAnswer> Left(int count) => Enumerable.Repeat(new WriteAnswer(WriteAnswerKind.Left, NotBegun), count);

    /// <summary>The answers; null where nothing was done, because one of the items or their number is more than the server takes.</summary>
    private async Task<IEnumerable<WriteAnswer>?> SendBatchAsync(
        EwsOperation<IReadOnlyList<ItemAnswer<EwsItemId>>> operation, CancellationToken cancellationToken)
    {
        // The first goes in any case, or a slow server would never get any.
        var isFirst = !_hasSent;
        _hasSent = true;
        try
        {
            var received = await client.SendAsync(operation, isFirst ? Latest : TimeLeft, cancellationToken);
            return Enumerable.Range(0, operation.Size)
                .Select(i => i < received.Count ? AnswerOf(received[i]) : new WriteAnswer(WriteAnswerKind.NoAnswer, "MissingAnswer"))
                .ToArray();
        }
        catch (NoAnswerException exception)
        {
            // Whoever did not answer this write is not troubled with the next one.
            Remember(EwsErrors.Transient(exception.Code, inner: exception));
            return Enumerable.Repeat(new WriteAnswer(WriteAnswerKind.NoAnswer, exception.Code), operation.Size);
        }
        catch (SideException exception) when (exception.Code == RequestGate.NoTurn && !isFirst && IsLate)
        {
            return Left(operation.Size);
        }
        catch (SideException exception) when (ErrorTable.Says(exception.Code, ErrorActions.Halve))
        {
            return operation.Size == 1 ? [new WriteAnswer(WriteAnswerKind.Answered, exception.Code)] : null;
        }
        catch (SideException exception)
        {
            Remember(exception);
            return Enumerable.Repeat(new WriteAnswer(WriteAnswerKind.NotDone, exception.Code), operation.Size);
        }
    }

    private WriteAnswer AnswerOf(ItemAnswer<EwsItemId> answer)
    {
        if (EwsErrors.LeavesWriteUncertain(answer.Code))
        {
            return new WriteAnswer(WriteAnswerKind.NoAnswer, answer.Code);
        }

        if (EwsErrors.WideErrorOfItem(answer.Code, answer.BackOff) is { } error)
        {
            Remember(error);
            return new WriteAnswer(WriteAnswerKind.NotDone, answer.Code);
        }

        return new WriteAnswer(WriteAnswerKind.Answered, answer.Code, answer.Value);
    }
}
