namespace Severa.CalendarSync.Sandbox.SignIn.Ntlm;

/// <summary>What the two sides agree on. See https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp (2.2.2.5).</summary>
[Flags]
internal enum NtlmFlags : uint
{
    None = 0,
    Unicode = 0x1,
    RequestTarget = 0x4,
    Sign = 0x10,
    Seal = 0x20,
    Ntlm = 0x200,
    AlwaysSign = 0x8000,
    TargetIsDomain = 0x10000,
    ExtendedSessionSecurity = 0x80000,
    TargetInfo = 0x800000,
    Version = 0x2000000,
    Key128 = 0x20000000,
    KeyExchange = 0x40000000,
    Key56 = 0x80000000,
}
