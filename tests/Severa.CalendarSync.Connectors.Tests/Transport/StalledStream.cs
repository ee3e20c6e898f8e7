using System.Text;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>An answer that begins and then stops coming, without ending.</summary>
internal sealed class StalledStream(string beginning) : MemoryStream(Encoding.UTF8.GetBytes(beginning))
{
    private readonly TaskCompletionSource _stalled = new();

    /// <summary>The beginning has been read, and more is waited for.</summary>
    public Task Stalled => _stalled.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        if (read == 0)
        {
            _stalled.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return read;
    }
}
