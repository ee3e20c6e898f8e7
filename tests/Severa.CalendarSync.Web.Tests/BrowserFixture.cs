using Microsoft.Playwright;

namespace Severa.CalendarSync.Web.Tests;

/// <summary>One server, one driver and one browser for all browser tests: starting them is most of what such a test costs.</summary>
public class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _driver;

    public BrowserFixture() : this(new AppFactory())
    {
    }

    protected BrowserFixture(AppFactory app) => App = app;

    public AppFactory App { get; }

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>A fresh session: its own cookies, 1280 wide, light.</summary>
    public async Task<IPage> OpenAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = App.Address.ToString(),
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
            Locale = "en",
        };
        change?.Invoke(options);
        return await (await Browser.NewContextAsync(options)).NewPageAsync();
    }

    public async Task<IPage> SignInAsync(string email, Action<BrowserNewContextOptions>? change = null)
    {
        var page = await OpenAsync(change);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(AppFactory.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).WaitForAsync();
        return page;
    }

    public async Task InitializeAsync()
    {
        _driver = await Playwright.CreateAsync();
        Browser = await _driver.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        _driver?.Dispose();
        await App.DisposeAsync();
    }
}

/// <summary>Browser tests share the browser and run one after the other: <c>[Collection(BrowserCollection.Name)]</c>.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
