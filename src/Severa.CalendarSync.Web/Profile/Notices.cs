using System.Text.Json;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What the next page tells about the last step: outcomes and numbers that survive the redirect.</summary>
public static class Notices
{
    private const string ProofKey = "ProfileProof";
    private const string RefusalKey = "ProfileRefusal";

    public static void KeepProof(this PageModel page, ProofResult result) => page.TempData[ProofKey] = JsonSerializer.Serialize(result);

    public static ProofResult? TakeProof(this PageModel page) =>
        page.TempData[ProofKey] is string text ? JsonSerializer.Deserialize<ProofResult>(text) : null;

    public static void KeepRefusal(this PageModel page, int number) => page.TempData[RefusalKey] = number;

    public static int? TakeRefusal(this PageModel page) => page.TempData[RefusalKey] as int?;
}
