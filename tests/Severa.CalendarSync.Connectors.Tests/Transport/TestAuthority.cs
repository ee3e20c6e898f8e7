using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>An authority of a test: a root nobody knows, and what it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ForServers = "1.3.6.1.5.5.7.3.1";
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset Today = DateTimeOffset.UtcNow;
    private readonly X509Certificate2 _root;

    public TestAuthority(string name = "Root of a test") : this(Request(name, isAuthority: true), null)
    {
    }

    private TestAuthority((CertificateRequest Request, RSA Key) own, X509Certificate2? issuer) =>
        _root = issuer is null ? own.Request.CreateSelfSigned(Today.AddYears(-2), Today.AddYears(2)) : Sign(own, issuer, Today.AddYears(-1), Today.AddYears(1));

    public string Pem => _root.ExportCertificatePem();

    public X509Certificate2 Certificate => _root;

    /// <summary>An authority between this one and servers.</summary>
    public TestAuthority Below() => new(Request("Authority between", isAuthority: true), _root);

    /// <summary>A certificate for <c>localhost</c>, or another name.</summary>
    public X509Certificate2 Issue(string name = "localhost", bool isExpired = false, bool isForClients = false)
    {
        var own = Request(name, isAuthority: false);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        own.Request.CertificateExtensions.Add(names.Build());
        own.Request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(isForClients ? ForClients : ForServers)], critical: true));
        return Sign(own, _root, Today.AddDays(-30), isExpired ? Today.AddDays(-1) : Today.AddDays(30));
    }

    public void Dispose() => _root.Dispose();

    private static (CertificateRequest Request, RSA Key) Request(string name, bool isAuthority)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return (request, key);
    }

    private static X509Certificate2 Sign((CertificateRequest Request, RSA Key) own, X509Certificate2 issuer, DateTimeOffset from, DateTimeOffset until)
    {
        using var signed = own.Request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(16));
        using var whole = signed.CopyWithPrivateKey(own.Key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
