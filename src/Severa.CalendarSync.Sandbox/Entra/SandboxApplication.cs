namespace Severa.CalendarSync.Sandbox.Entra;

/// <summary>An application registered in a tenant of the simulated Entra, with the right to act in mailboxes.</summary>
public sealed class SandboxApplication
{
    public string TenantId { get; set; } = "7e57c0a7-0500-4a11-8b1d-000000000001";

    /// <summary>May stand for the tenant's id in addresses.</summary>
    public string TenantDomain { get; set; } = "contoso.test";

    public string ClientId { get; set; } = "7e57c0a7-0500-4a11-8b1d-00000000a001";

    /// <summary>Empty: only the certificate counts.</summary>
    public string ClientSecret { get; set; } = "Sandbox~Client-Secret!";

    /// <summary>When the secret stops working. Null: never.</summary>
    public DateTimeOffset? SecretExpires { get; set; }

    /// <summary>The public certificate the application proves itself with: PEM, or base64 of the .cer file.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>Or its thumbprint only (SHA-1 or SHA-256, hex); then each assertion must carry the certificate in x5c.</summary>
    public string CertificateThumbprint { get; set; } = "";

    /// <summary>Has the role full_access_as_app, so that it may act in mailboxes.</summary>
    public bool HasFullAccess { get; set; } = true;

    /// <summary>Addresses the application may act in; none named means all.</summary>
    public IList<string> Scope { get; } = [];

    /// <summary>The first application, where the server takes no passwords; null where it does.</summary>
    public static SandboxApplication? Of(SandboxOptions options) => options.Product is { IsOffice365: true } ? options.EffectiveApplications[0] : null;

    internal bool IsIn(string tenant) =>
        string.Equals(TenantId, tenant, StringComparison.OrdinalIgnoreCase) || string.Equals(TenantDomain, tenant, StringComparison.OrdinalIgnoreCase);

    /// <summary>How the application looks to Exchange.</summary>
    internal SandboxAccount ToAccount()
    {
        var account = new SandboxAccount { UserName = ClientId, Password = "", MayImpersonate = true };
        foreach (var address in Scope)
        {
            account.Scope.Add(address);
        }

        return account;
    }
}
