using Severa.CalendarSync.Web.Security.SecondFactor;

namespace Severa.CalendarSync.Web.Tests.SecondFactor;

public sealed class QrPictureTests
{
    private const int Edge = 4;

    /// <summary>ISO/IEC 18004: one square is always dark, beside the lower left mark. Its mirror image is not.</summary>
    [Fact]
    public void Picture_IsTheRightWayRound()
    {
        var pictures = Enumerable.Range(0, 24).Select(n => QrPicture.Of(new string('a', 40 + n))).ToList();
        Assert.All(pictures, picture => Assert.True(IsDark(picture, 8, Across(picture) - 8)));
        Assert.Contains(pictures, picture => !IsDark(picture, Across(picture) - 8, 8));
    }

    [Fact]
    public void Picture_HasAQuietEdge_AndThreeMarks()
    {
        var picture = QrPicture.Of("otpauth://totp/x");
        var last = Across(picture) - 1;
        Assert.All(new[] { (0, 0), (last, 0), (0, last) }, corner => Assert.True(IsDark(picture, corner.Item1, corner.Item2)));
        Assert.False(IsDark(picture, -1, -1));
        Assert.DoesNotContain("M0 ", picture.Path, StringComparison.Ordinal);
    }

    private static int Across(QrPicture picture) => picture.Size - (2 * Edge);

    private static bool IsDark(QrPicture picture, int x, int y) => picture.Path.Contains($"M{x + Edge} {y + Edge}h", StringComparison.Ordinal);
}
