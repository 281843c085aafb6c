using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Support;

/// <summary>The demonstration portal as visitors meet it, at 09:00 on Tuesday 15-01-2019 unless told otherwise.</summary>
internal sealed class Demo : IAsyncDisposable
{
    public const string Password = "Demonstration-Chablis";
    private const string Day = "Portal__Demo__Now";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Prepared = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<Demo>> Shared = new(() => StartAsync());
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> SignIns = new(StringComparer.Ordinal);
    private readonly List<IBrowserContext> _visitors = [];
    private readonly bool _isShared;

    private Demo(PortalProcess portal, bool isShared = false) => (Portal, _isShared) = (portal, isShared);

    public static IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Demonstration",
            ["Portal__Demo"] = "true",
            [Day] = "2019-01-15T09:00",
        };

    /// <summary>Settings with which mails leave for that server at once.</summary>
    public static IReadOnlyDictionary<string, string?> Mail(SmtpListener smtp) =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal__Email__Smtp__Host"] = "127.0.0.1",
            ["Portal__Email__Smtp__Port"] = $"{smtp.Port}",
            ["Portal__Email__Smtp__Security"] = "None",
            ["Portal__Email__Smtp__SenderAddress"] = "portail@example.fr",
            ["Portal__Email__HoldSeconds"] = "0",
        };

    public PortalProcess Portal { get; }

    public static async Task<Demo> StartAsync(IReadOnlyDictionary<string, string?>? more = null)
    {
        var settings = new Dictionary<string, string?>(Settings, StringComparer.Ordinal);
        foreach (var (key, value) in more ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            settings[key] = value;
        }

        return new Demo(
            settings.Keys.Any(IsOfDatabase)
                ? await PortalProcess.StartAsync(settings)
                : await PortalProcess.StartOverAsync(await Prepared.GetOrAdd(settings[Day]!, day => new(() => PrepareAsync(day))).Value, settings)
        );
    }

    /// <summary>
    /// One portal for all tests that only look: a start costs more than what they do. Whoever writes into the database, changes a login, or
    /// signs out after <see cref="SignInAsync"/> starts an own one: here that goes on with the first sign-in of its login.
    /// </summary>
    public static async Task<Demo> SharedAsync() => new((await Shared.Value).Portal, isShared: true);

    /// <summary>Ends the portal of <see cref="SharedAsync"/>, if there is one.</summary>
    public static async ValueTask EndSharedAsync()
    {
        if (Shared.IsValueCreated)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    private static bool IsOfDatabase(string setting) =>
        setting.Contains("Database", StringComparison.Ordinal)
        || setting.StartsWith("ConnectionStrings", StringComparison.Ordinal)
        || setting.Contains("Encryption", StringComparison.Ordinal);

    // Made once for a day: the tables and the demonstration's data take longer than all else that a start does. A minute before the
    // visitors come, so that nothing in them is later than the first click.
    private static async Task<string> PrepareAsync(string day)
    {
        var now = DateTime.Parse(day, CultureInfo.InvariantCulture).AddMinutes(-1).ToString("s", CultureInfo.InvariantCulture);
        await using var portal = await PortalProcess.StartAsync(
            new Dictionary<string, string?>(Settings, StringComparer.Ordinal) { [Day] = now, ["Portal__ShutdownGrace"] = "0" }
        );
        await portal.StopAsync();
        var kept = Directory.CreateTempSubdirectory("clsportal-demo-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => kept.Delete(recursive: true);
        foreach (var file in Directory.GetFiles(portal.DataFolder, "portal.*"))
        {
            File.Copy(file, Path.Combine(kept.FullName, Path.GetFileName(file)));
        }

        return kept.FullName;
    }

    public Task<IPage> VisitorAsync(bool phone = false, PortalProcess? portal = null) => VisitorAsync(phone, portal, signedIn: null);

    private async Task<IPage> VisitorAsync(bool phone, PortalProcess? portal, string? signedIn)
    {
        var address = (portal ?? Portal).Address.ToString();
        var chromium = await SharedChromium.Instance;
        var context = phone ? await chromium.PhoneAsync(address, signedIn) : await chromium.DesktopAsync(address, signedIn);
        _visitors.Add(context);
        // A busy machine is slow, not wrong.
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>Signs in; the page is where that leads.</summary>
    public async Task<IPage> SignInAsync(string email, bool phone = false, PortalProcess? portal = null)
    {
        if (!_isShared || portal is not null)
        {
            return await SignInAnewAsync(email, phone, portal);
        }

        var signIn = SignIns.GetOrAdd(
            email,
            who =>
                new(async () =>
                {
                    var first = (await SignInAnewAsync(who, phone: false, portal: null)).Context;
                    return await first.StorageStateAsync();
                })
        );
        string cookies;
        try
        {
            cookies = await signIn.Value;
        }
        catch
        {
            // One test's failure is not all others'.
            SignIns.TryRemove(new(email, signIn));
            throw;
        }

        var again = await VisitorAsync(phone, portal: null, cookies);
        await again.GotoAsync("/");
        return again;
    }

    private async Task<IPage> SignInAnewAsync(string email, bool phone, PortalProcess? portal)
    {
        var page = await VisitorAsync(phone, portal);
        await page.GotoAsync("/connexion");
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("connexion"), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return page;
    }

    /// <summary>Adds an application of codes to the login, as whoever reads health records has to.</summary>
    public static async Task AddSecondFactorAsync(IPage page)
    {
        await page.GotoAsync("/mon-compte/securite/application");
        await AddCodesAsync(page, Password);
    }

    /// <summary>On the page that offers the application of codes.</summary>
    public static async Task AddCodesAsync(IPage page, string password)
    {
        var secret = await page.Locator("#secret").TextContentAsync();
        await page.FillAsync("#code", Totp.Now(secret!));
        await page.FillAsync("#current", password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter l’application" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Je les ai notés" }).ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_visitors.Select(visitor => visitor.CloseAsync()));
        if (!_isShared)
        {
            await Portal.DisposeAsync();
        }
    }
}

internal static class Pages
{
    public const string Mother = "mere@famille-test.example";
    public const string Father = "pere@famille-test.example";
    public const string Neighbour = "autre@famille-voisine.example";
    public const string Agent = "agent@centre.example";
    public const string Director = "direction@centre.example";
    public const string Accountant = "comptable@centre.example";
    public const string Administrator = "admin@centre.example";
    public const string ParentAndAgent = "animation@centre.example";

    /// <summary>Opens an address and waits until clicks are answered: the page is prerendered before its circuit is there.</summary>
    public static async Task OpenAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.WaitForFunctionAsync(IsReady);
    }

    /// <summary>True in the browser once clicks are answered: at once on a static page, on a live one when its circuit is there.</summary>
    public const string IsReady =
        "() => document.readyState === 'complete' && (window.portalReady "
        + "|| !document.querySelector('script[src*=\"blazor.web\"], script[src*=\"attendance\"]'))";
}
