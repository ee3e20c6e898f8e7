using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Severa.CalendarSync.Data.Protection;

/// <summary>Encrypts single columns with the installation's key ring.</summary>
public sealed class ColumnProtector(IDataProtectionProvider provider)
{
    private const string Prefix = "p1:";
    private readonly IDataProtector _protector = provider.CreateProtector("Severa.CalendarSync.Columns.v1");

    /// <exception cref="ArgumentNullException">There is nothing to protect.</exception>
    public string Protect(string text) => Prefix + _protector.Protect(text);

    /// <summary>The text behind a stored value. A value that was never encrypted is unreadable too: nothing is ever sent in its place.</summary>
    /// <exception cref="SecretUnreadableException">The value is damaged, plain, or its key is missing (E30).</exception>
    public string Unprotect(string stored)
    {
        if (!stored.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new SecretUnreadableException();
        }

        try
        {
            return _protector.Unprotect(stored[Prefix.Length..]);
        }
        catch (CryptographicException problem)
        {
            throw new SecretUnreadableException(problem);
        }
    }

    /// <summary>The key that encrypts now: its id stands behind the first four bytes of what it encrypted.</summary>
    internal Guid CurrentKey() => new(Base64Url.DecodeFromChars(_protector.Protect("")).AsSpan(4, 16));

    /// <summary>Loads the key ring, so that no later transaction has to wait for it.</summary>
    public void WarmUp() => Unprotect(Protect(""));
}
