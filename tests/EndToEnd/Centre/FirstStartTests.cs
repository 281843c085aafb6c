using System.Globalization;
using System.Text.RegularExpressions;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Centre;

/// <summary>A real installation, empty, in the production environment and on today's date.</summary>
public sealed partial class FirstStartTests
{
    private const string Password = "bruyere-lanterne-sept";
    private static readonly TimeZoneInfo Paris = PortalServices.Paris;

    [Fact]
    public async Task An_empty_portal_is_set_up_by_screen_and_takes_its_first_request()
    {
        await using var portal = await PortalProcess.StartAsync(cancellation: TestContext.Current.CancellationToken);
        await using var chromium = await Chromium.LaunchAsync();
        var today = Paris.DateOf(TimeProvider.System.GetUtcNow().UtcDateTime);
        var page = await PageAsync(chromium, portal);

        await page.GotoAsync(FirstLink().Match(portal.Output).Value);
        await page.FillAsync("#name", "Anne Admin");
        await page.FillAsync("#email", "anne@example.fr");
        await page.FillAsync("#password", Password);
        await page.FillAsync("#again", Password);
        await page.ClickAsync("main button[type=submit]");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ajouter une application de codes" }).ClickAsync();
        await Demo.AddCodesAsync(page, Password);
        await page.GetByRole(AriaRole.Link, new() { Name = "Commencer la mise en route" }).ClickAsync();
        await Expect(page.GetByText("Il reste 6 étapes.")).ToBeVisibleAsync();

        await SetUpCentreAsync(page);
        await page.OpenAsync("/gestion/demarrage");
        await Expect(page.GetByText("Il reste 4 étapes.")).ToBeVisibleAsync();
        await AddCalendarAsync(page);
        await AddActivityAsync(page, today);
        await page.OpenAsync("/gestion/demarrage");
        await Expect(page.Locator("li.done")).ToHaveCountAsync(5);

        await AddFamilyAsync(portal, today);
        var parent = await PageAsync(chromium, portal);
        await parent.GotoAsync("/connexion");
        await parent.FillAsync("#email", "mere@example.fr");
        await parent.FillAsync("#password", Password);
        await parent.ClickAsync("main button[type=submit]");
        var day = Enumerable.Range(7, 7).Select(today.AddDays).First(date => PublicHolidays.NameOf(date) is null);
        await parent.OpenAsync($"/inscriptions/1/1?mois={day.ToString("yyyy-MM", CultureInfo.InvariantCulture)}");
        await parent.Locator($"[data-date='{Iso(day)}']").ClickAsync();
        await Expect(parent.GetByText("Demande envoyée pour le")).ToBeVisibleAsync();
    }

    private static async Task SetUpCentreAsync(IPage page)
    {
        await page.OpenAsync("/gestion/parametres/centre");
        await page.FillAsync("#c-name", "Centre de Loisirs de Test");
        await page.FillAsync("#c-phone", "03.86.47.86.12");
        await page.FillAsync("#c-email", "accueil@example.fr");
        await page.ClickAsync("text=Enregistrer");
        await Expect(page.GetByText("Zone scolaire")).ToBeVisibleAsync();
        await page.ClickAsync("text=Ajouter un bureau");
        await page.FillAsync("#office-0-name", "Secrétariat");
        await page.FillAsync("#office-0-address", "2 rue du Serein");
        await page.FillAsync("#office-0-phone", "03.86.18.92.48");
        await page.FillAsync("#office-0-email", "secretariat@example.fr");
        await page.ClickAsync("text=Enregistrer le bureau");
        await Expect(page.Locator("ol.days strong")).ToHaveTextAsync("Secrétariat");
    }

    private static async Task AddCalendarAsync(IPage page)
    {
        await page.OpenAsync("/gestion/parametres/calendrier");
        await page.ClickAsync("text=Année 2026-2027, zone A");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ce qui va changer" })).ToBeVisibleAsync();
        await page.ClickAsync("text=Appliquer ces changements");
        await Expect(page.GetByText("Le calendrier est à jour.")).ToBeVisibleAsync();
        // The shipped years end some day; the test does not.
        await page.ClickAsync("text=Ajouter une période à la main");
        await page.FillAsync("#period-name", "Vacances lointaines");
        await page.FillAsync("#period-first", "2098-02-15");
        await page.FillAsync("#period-return", "2098-03-03");
        await page.ClickAsync("form:has(#period-name) button[type=submit]");
        await page.ClickAsync("text=Appliquer ces changements");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Vacances lointaines", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task AddActivityAsync(IPage page, DateOnly today)
    {
        await page.OpenAsync("/gestion/activites/toutes");
        await page.FillAsync("#t-new", "Mercredis");
        await page.ClickAsync("text=Ajouter ce type");
        await Expect(page.Locator("#types strong")).ToHaveTextAsync("Mercredis");
        await page.OpenAsync("/gestion/activites/nouvelle");
        await page.FillAsync("#a-name", "Chablis journée");
        await page.FillAsync("#a-site", "Chablis");
        await page.FillAsync("#a-from", Iso(today));
        await page.FillAsync("#a-to", Iso(today.AddDays(60)));
        await page.SelectOptionAsync("#a-season", "AllYear");
        foreach (var weekday in new[] { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" })
        {
            await page.GetByLabel(weekday, new() { Exact = true }).CheckAsync();
        }

        await page.FillAsync("#a-start", "08:30");
        await page.FillAsync("#a-end", "17:30");
        await page.ClickAsync("text=Ajouter une période à dates fixes");
        await page.FillAsync("#w-open-0", $"{Iso(today.AddDays(-1))}T00:00");
        await page.FillAsync("#w-close-0", $"{Iso(today.AddDays(60))}T00:00");
        await page.Locator("#w-close-0").BlurAsync();
        await Expect(page.GetByText("Inscriptions ouvertes, jusqu’au")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = SaveAndOpen() }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Chablis journée" })).ToBeVisibleAsync();
    }

    // Families come in by import; the portal's own store takes this one.
    private static async Task AddFamilyAsync(PortalProcess portal, DateOnly today)
    {
        await using var services = PortalServices
            .On(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(portal.DataFolder, "portal.db")}"))
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        var family = ClsPortal.Domain.Families.Family.Create("0001", "Première");
        family.AddGuardian("Mère", "Première", "mere@example.fr");
        family.AddChild("Zoé", "Première", today.AddYears(-8));
        db.Add(family);
        await db.SaveChangesAsync();
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = "mere@example.fr",
            NormalizedUserName = "MERE@EXAMPLE.FR",
            Email = "mere@example.fr",
            NormalizedEmail = "MERE@EXAMPLE.FR",
            EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            DisplayName = "Mère",
            GuardianId = family.Guardians[0].Id,
            FamilyId = family.Id,
        };
        user.PasswordHash = new PasswordHasher<PortalUser>().HashPassword(user, Password);
        db.Add(user);
        await db.SaveChangesAsync();
    }

    private static async Task<IPage> PageAsync(Chromium chromium, PortalProcess portal)
    {
        var context = await chromium.DesktopAsync(portal.Address.ToString());
        context.SetDefaultTimeout(60_000);
        SetDefaultExpectTimeout(60_000);
        return await context.NewPageAsync();
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"http\S+/premiere-connexion\?code=\S+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstLink();

    [GeneratedRegex("^Enregistrer et ouvrir", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaveAndOpen();
}
