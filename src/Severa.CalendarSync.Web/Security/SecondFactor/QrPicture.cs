using System.Globalization;
using System.Text;
using QRCoder;

namespace Severa.CalendarSync.Web.Security.SecondFactor;

/// <summary>A QR code as the path of an SVG picture, one unit for each square.</summary>
/// <param name="Size">Squares in each direction, the quiet edge included.</param>
/// <param name="Path">The dark squares.</param>
public sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                if (row[x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return new QrPicture(data.ModuleMatrix.Count, path.ToString());
    }
}
