using System.Reflection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Protection;

/// <summary>
/// Makes a new key, encrypts everything that lies encrypted with it, and then removes the earlier keys: after a key may have become
/// known, or when another certificate protects them. No node may run meanwhile, since it would not know the new key.
/// </summary>
public sealed class SecretRewrap(
    IDbContextFactory<SyncDbContext> contexts, IDbContextFactory<KeyRingDbContext> rings, ColumnProtector protector, IKeyManager keys, ConsoleAudit audit)
{
    /// <summary>As long as Data Protection itself lets a key last.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(90);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private const int RowsAtOnce = 200;

    private static readonly MethodInfo OfOneTable = typeof(SecretRewrap).GetMethod(nameof(RewrapAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <returns>How many rows hold something encrypted.</returns>
    /// <exception cref="SecretUnreadableException">Something cannot be read. The earlier keys stay, and it can be done again.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // By the clock of this machine, as Data Protection judges keys.
        var now = TimeProvider.System.GetUtcNow();
        var key = keys.CreateNewKey(now, now + KeyLifetime);
        await UsedAsync(key.KeyId, cancellationToken);

        var rows = 0;
        foreach (var (entity, columns) in await TablesAsync(cancellationToken))
        {
            rows += await (Task<int>)OfOneTable.MakeGenericMethod(entity).Invoke(this, [columns, cancellationToken])!;
        }

        await audit.AddAsync(AuditAction.SecretsRewrapped, detail: null, cancellationToken);
        await RemoveKeysButAsync(key.KeyId, cancellationToken);
        return rows;
    }

    /// <summary>Data Protection learns of a new key on its own time.</summary>
    private async Task UsedAsync(Guid newest, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (protector.CurrentKey() != newest)
        {
            await Task.Delay(Look, patience.Token);
        }
    }

    /// <summary>What is encrypted, as the model says.</summary>
    private async Task<List<(Type Entity, IReadOnlyList<string> Columns)>> TablesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return
        [
            .. db.Model.GetEntityTypes()
                .Select(e => (e.ClrType, Columns: (IReadOnlyList<string>)[.. e.GetProperties().Where(p => p.GetValueConverter() is ProtectedConverter).Select(p => p.Name)]))
                .Where(table => table.Columns.Count > 0),
        ];
    }

    private async Task<int> RewrapAsync<TEntity>(IReadOnlyList<string> columns, CancellationToken cancellationToken)
        where TEntity : class
    {
        await using var reading = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = 0;
        await foreach (var batch in reading.Set<TEntity>().AsNoTracking().IgnoreQueryFilters().AsAsyncEnumerable().Chunk(RowsAtOnce).WithCancellation(cancellationToken))
        {
            await using var writing = await contexts.CreateDbContextAsync(cancellationToken);
            foreach (var entry in batch.Select(row => writing.Attach(row)))
            {
                foreach (var column in columns)
                {
                    entry.Property(column).IsModified = true;
                }
            }

            await writing.SaveChangesAsync(cancellationToken);
            rows += batch.Length;
        }

        return rows;
    }

    private async Task RemoveKeysButAsync(Guid newest, CancellationToken cancellationToken)
    {
        await using var ring = await rings.CreateDbContextAsync(cancellationToken);
        var id = newest.ToString("D");
        await ring.DataProtectionKeys.Where(k => k.Xml == null || !k.Xml.Contains(id)).ExecuteDeleteAsync(cancellationToken);
    }
}
