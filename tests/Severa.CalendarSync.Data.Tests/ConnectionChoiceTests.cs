using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>R19: which connections may lead to a mailbox, and in which order they are asked.</summary>
public sealed class ConnectionChoiceTests
{
    private static readonly Guid Everybody = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Contoso = new("00000000-0000-0000-0000-000000000002");
    private static readonly Guid ContosoToo = new("00000000-0000-0000-0000-000000000003");
    private static readonly Guid Fabrikam = new("00000000-0000-0000-0000-000000000004");

    private static readonly ServingConnection[] All =
    [
        new(Everybody, ""), new(Contoso, "contoso.com"), new(ContosoToo, "contoso.com\nwingtip.com"), new(Fabrikam, "fabrikam.com"),
    ];

    [Fact]
    public void Those_that_name_the_domain_come_before_those_that_serve_every_domain() =>
        Assert.Equal([Contoso, ContosoToo, Everybody], ConnectionChoice.For("aino@contoso.com", last: null, All));

    [Fact]
    public void The_one_that_reached_the_mailbox_last_comes_first() =>
        Assert.Equal([Everybody, Contoso, ContosoToo], ConnectionChoice.For("aino@contoso.com", Everybody, All));

    [Fact]
    public void One_that_does_not_serve_the_domain_any_more_is_left_out() =>
        Assert.Equal([ContosoToo, Everybody], ConnectionChoice.For("aino@wingtip.com", Fabrikam, All));

    [Fact]
    public void A_part_of_a_domain_is_another_domain() =>
        Assert.Equal([Everybody], ConnectionChoice.For("aino@mail.contoso.com", last: null, All));

    [Theory]
    [InlineData("AINO@CONTOSO.COM")]
    [InlineData("\"odd@name\"@contoso.com")]
    public void The_domain_is_what_stands_behind_the_last_sign_in_any_case(string address) =>
        Assert.Equal(Contoso, ConnectionChoice.For(address, last: null, All)[0]);

    [Fact]
    public void Nobody_serves_a_domain_that_none_names() =>
        Assert.Empty(ConnectionChoice.For("aino@tailspin.com", last: null, All[1..]));

    [Theory]
    [InlineData("contoso.com, @Fabrikam.COM;\r\n  contoso.com", null)]
    [InlineData("contoso", "contoso")]
    [InlineData("contoso.com\nhttp://fabrikam.com", "http://fabrikam.com")]
    public void Only_domains_are_domains(string typed, string? wrong) =>
        Assert.Equal(wrong, MailDomains.FirstWrong(MailDomains.Of(typed)));
}
