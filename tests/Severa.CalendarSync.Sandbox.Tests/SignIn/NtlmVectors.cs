using System.Text;
using Severa.CalendarSync.Sandbox.SignIn.Ntlm;

namespace Severa.CalendarSync.Sandbox.Tests.SignIn;

public sealed class Published_vectors
{
    /// <summary>MS-NLMP 4.2.4.1.3.</summary>
    private const string Blob = "01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000";

    /// <summary>RFC 1320, A.5.</summary>
    [Theory]
    [InlineData("", "31d6cfe0d16ae931b73c59d7e0c089c0")]
    [InlineData("a", "bde52cb31de33e46245e05fbdbd6fb24")]
    [InlineData("abc", "a448017aaf21d8525fc10ae87aa6729d")]
    [InlineData("message digest", "d9130a8164549fe818874806e1c7014b")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "043f8582f241db351ce627e153e7f0e4")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "e33b4ddc9c38f2199c3e7b164fcc0536")]
    public void Md4_hashes_as_published(string message, string hash) =>
        Assert.Equal(hash, Convert.ToHexStringLower(Md4.Hash(Encoding.ASCII.GetBytes(message))));

    [Fact]
    public void Passwords_hash_as_published() =>
        Assert.Equal("a4f49c406510bdcab6824ee7c30fd852", Convert.ToHexStringLower(Md4.Hash(Encoding.Unicode.GetBytes("Password"))));

    /// <summary>MS-NLMP 4.2.4.1.1, 4.2.4.1.2, 4.2.4.2.2 and 4.2.4.2.3.</summary>
    [Fact]
    public void Ntlm_2_derives_keys_and_proof_as_published()
    {
        var key = Ntlmv2.ResponseKey("User", "Domain", "Password");
        Assert.Equal("0c868a403bfd7a93a3001ef22ef02e3f", Convert.ToHexStringLower(key));
        var proof = Ntlmv2.ProofOf(key, Convert.FromHexString("0123456789abcdef"), Convert.FromHexString(Blob));
        Assert.Equal("68cd0ab851e51c96aabc927bebef6a1c", Convert.ToHexStringLower(proof));
        var session = Ntlmv2.SessionBaseKey(key, proof);
        Assert.Equal("8de40ccadbc14a82f15cb0ad0de95ca3", Convert.ToHexStringLower(session));
        var random = Enumerable.Repeat((byte)0x55, 16).ToArray();
        Assert.Equal("c5dad2544fc9799094ce1ce90bc9d03e", Convert.ToHexStringLower(Rc4.Apply(session, random)));
    }

    [Fact]
    public void The_published_response_is_accepted_for_its_challenge_and_password_only()
    {
        var exchange = new NtlmExchange([], [.. new byte[24], .. Convert.FromHexString("0123456789abcdef")]);
        var response = new NtlmResponse(Convert.FromHexString("68cd0ab851e51c96aabc927bebef6a1c" + Blob), "Domain", "User", [], NtlmFlags.None, []);
        Assert.True(Ntlmv2.Verify(exchange, response, "Password"));
        Assert.False(Ntlmv2.Verify(exchange, response, "password"));
        Assert.False(Ntlmv2.Verify(exchange, response with { User = "Usher" }, "Password"));
        Assert.False(Ntlmv2.Verify(exchange with { Challenge = new byte[32] }, response, "Password"));
    }
}
