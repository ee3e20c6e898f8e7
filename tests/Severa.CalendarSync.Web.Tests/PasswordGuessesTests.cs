using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Tests;

public sealed class PasswordGuessesTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("Qwertyuiop12")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("salasana12345")]
    [InlineData("Kesäloma2026!")]
    [InlineData("MySeveraLogin7")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("WelcomeWelcome1")]
    [InlineData("zyxwvutsrqpo")]
    public void WhatEverybodyTries_IsCommon(string password) => Assert.True(PasswordGuesses.IsCommon(password));

    [Theory]
    [InlineData("kolme-lintua-oksalla")]
    [InlineData("Sininen-Tunturi-47")]
    [InlineData("correct horse battery")]
    [InlineData("x9$Lm2!vQp7w")]
    public void WordsThatDoNotBelongTogether_AreFine(string password) => Assert.False(PasswordGuesses.IsCommon(password));

    [Theory]
    [InlineData("virtanen-on-paras", true)]
    [InlineData("AINO-ja-kumppanit", true)]
    [InlineData("kolme-lintua-oksalla", false)]
    public void OwnName_IsFound(string password, bool expected) =>
        Assert.Equal(expected, PasswordGuesses.NamesItsOwner(password, "Aino Virtanen", "aino.virtanen@contoso.test"));
}
