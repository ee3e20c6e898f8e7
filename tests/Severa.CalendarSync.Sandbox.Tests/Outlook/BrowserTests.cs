using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Tests.Faults;
using Severa.CalendarSync.Sandbox.Tests.Support;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Sandbox.Tests.Outlook;

/// <summary>A table test in a real browser; skipped where there is none.</summary>
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public const string Path = "/usr/bin/chromium";

    public BrowserTheoryAttribute() => Skip = File.Exists(Path) ? null : $"No browser at {Path}.";
}

public sealed class The_Outlook_page_in_a_browser
{
    private const string Aino = "?mailbox=aino.virtanen%40contoso.test";

    [BrowserTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task It_is_accessible_and_fits(int width, ColorScheme scheme)
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Seed", "true"));
        await host.Ews().CallAsync(Requests.GetFolder());
        var view = host.Users.Rows(host.Mailbox())[3];
        host.Users.Delete(host.Mailbox(), view.Id, null);
        var master = host.Users.Rows(host.Mailbox()).First(v => v.Entry.IsMaster);
        string[] paths =
        [
            "/sandbox", "/sandbox/calendar" + Aino + "&done=saved", "/sandbox/calendar" + Aino + "&day=2026-12-01", "/sandbox/entry" + Aino,
            $"/sandbox/entry{Aino}&id={Uri.EscapeDataString(master.Id)}", "/sandbox/deleted" + Aino, "/sandbox/import" + Aino, "/sandbox/traffic",
            "/sandbox/faults?done=on",
        ];
        host.SwitchOn(FaultKind.ServerBusy, isLasting: true, milliseconds: 60_000);
        host.SwitchOn(FaultKind.MailboxMoved);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserTheoryAttribute.Path, Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions
        {
            BaseURL = host.Address.ToString(), ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            var result = await page.RunAxe();
            Assert.True(result.Violations.Length == 0, path + ": " + string.Join("; ", result.Violations.Select(v => v.Id + " " + v.Nodes[0].Html)));
            await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Picture(path, width, scheme) });
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), path + " scrolls sideways");
        }
    }

    /// <summary>To be looked at.</summary>
    private static string Picture(string path, int width, ColorScheme scheme) =>
        Path.Combine(Repository.Screenshots, $"outlook-{path.Split('?')[0].Split('/')[^1]}-{width}-{scheme}.png");

    [BrowserTheory]
    [InlineData(1280)]
    public async Task Entries_stand_at_their_hours(int width)
    {
        await using var host = await SandboxHost.StartAsync();
        foreach (var (title, hour) in new[] { ("A", 8), ("B", 8), ("C", 12) })
        {
            host.Users.Create(host.Mailbox(), new() { Subject = title, Start = SandboxHost.Monday.AddHours(hour - 10), End = SandboxHost.Monday.AddHours(hour - 9) });
        }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = BrowserTheoryAttribute.Path, Args = ["--no-sandbox", "--disable-gpu"] });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BaseURL = host.Address.ToString(), ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        await page.GotoAsync("/sandbox/calendar" + Aino);
        var boxes = new List<LocatorBoundingBoxResult>();
        foreach (var title in (string[])["A", "B", "C"])
        {
            boxes.Add((await page.Locator(".timed .entry", new PageLocatorOptions { HasText = title }).Last.BoundingBoxAsync())!);
        }

        Assert.Equal(boxes[0].Y, boxes[1].Y);
        Assert.NotEqual(boxes[0].X, boxes[1].X);
        Assert.True(boxes[2].Y > boxes[0].Y + (6 * boxes[0].Height / 2));
    }
}
