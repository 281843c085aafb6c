using Microsoft.Playwright;

namespace ClsPortal.Support;

/// <summary>
/// Debian's Chromium, driven by Playwright. Playwright's own browsers are not downloaded: the tests use the browser
/// that the machine's packages keep up to date. PORTAL_TEST_CHROMIUM names another one.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    public const string Variable = "PORTAL_TEST_CHROMIUM";

    // Background networking is refused on closed networks and makes starts slow; the sandbox cannot start as root.
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    public static async Task<Chromium> LaunchAsync()
    {
        var executable = FindExecutable();
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(
                new BrowserTypeLaunchOptions
                {
                    ExecutablePath = executable,
                    Headless = true,
                    Args = Arguments,
                }
            );
            return new Chromium(playwright, browser);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A parent's phone: 390 × 844, touch. With the cookies of another context, if <paramref name="storageState"/> holds some.</summary>
    public Task<IBrowserContext> PhoneAsync(string? baseUrl = null, string? storageState = null) =>
        Browser.NewContextAsync(Context(390, 844, baseUrl, storageState, phone: true));

    /// <summary>The office's screen: 1280 × 900. With the cookies of another context, if <paramref name="storageState"/> holds some.</summary>
    public Task<IBrowserContext> DesktopAsync(string? baseUrl = null, string? storageState = null) =>
        Browser.NewContextAsync(Context(1280, 900, baseUrl, storageState, phone: false));

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static BrowserNewContextOptions Context(int width, int height, string? baseUrl, string? storageState, bool phone) =>
        new()
        {
            StorageState = storageState,
            BaseURL = baseUrl,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            HasTouch = phone,
            IsMobile = phone,
            Locale = "fr-FR",
            TimezoneId = "Europe/Paris",
        };

    private static string FindExecutable()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return File.Exists(given) ? given : throw new FileNotFoundException($"{Variable} names {given}, which does not exist.");
        // The shell draws the same pages for half of the processor's time.
        return SearchPath.Find("chromium-headless-shell")
            ?? SearchPath.Find("chromium")
            ?? SearchPath.Find("chromium-browser")
            ?? throw new FileNotFoundException(
                $"These tests need Chromium and none is on PATH. Install Debian's package chromium-headless-shell or chromium, or set {Variable} to the "
                    + "path of one."
            );
    }
}
