using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>
/// Roots that one connection trusts besides those of the machine. Name, dates and purpose of a certificate are checked all the
/// same; there is no way to trust everything.
/// </summary>
public sealed class TrustedRoots
{
    /// <summary>Nothing but the machine's own roots.</summary>
    public static readonly TrustedRoots None = new([], []);

    private const int MostCharacters = 256 * 1024;
    private const string ServerPurpose = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection _roots;
    private readonly X509Certificate2Collection _between;

    private TrustedRoots(X509Certificate2Collection roots, X509Certificate2Collection between)
    {
        (_roots, _between) = (roots, between);
        Fingerprint = string.Join(',', roots.Select(r => r.GetCertHashString(HashAlgorithmName.SHA256)).Order(StringComparer.Ordinal));
    }

    public bool IsEmpty => _roots.Count == 0;

    /// <summary>The roots, for people to look at.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => [.. _roots];

    /// <summary>Changes with the roots: a secret that was saved with some is not sent under the trust of others.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads certificates in PEM; those that are no roots help to find the way to one. At least one must be a root.</summary>
    public static bool TryParse(string pem, [NotNullWhen(true)] out TrustedRoots? roots)
    {
        roots = null;
        var all = new X509Certificate2Collection();
        try
        {
            if (pem.Length <= MostCharacters)
            {
                all.ImportFromPem(pem);
            }
        }
        catch (CryptographicException)
        {
            return false;
        }

        var byKind = all.ToLookup(IsRoot);
        roots = byKind[true].Any() ? new TrustedRoots([.. byKind[true]], [.. byKind[false]]) : null;
        return roots is not null;
    }

    /// <summary>Whether a certificate that the machine has judged is good for the host it was shown by.</summary>
    internal bool Accept(X509Certificate? certificate, X509Chain? judged, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        // Another name, or no certificate at all, is nothing a root can mend.
        return errors == SslPolicyErrors.RemoteCertificateChainErrors && !IsEmpty && certificate is X509Certificate2 shown && LeadsToRoot(shown, judged);
    }

    /// <summary>The callback for a handshake; null where the machine's judgement is all there is.</summary>
    public RemoteCertificateValidationCallback? Callback() => IsEmpty ? null : (_, certificate, chain, errors) => Accept(certificate, chain, errors);

    private bool LeadsToRoot(X509Certificate2 certificate, X509Chain? judged)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.ExtraStore.AddRange(_between);
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerPurpose));

        // As the machine does by default.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;

        // A certificate must not make this service fetch things from wherever it says.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (judged is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(judged.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
