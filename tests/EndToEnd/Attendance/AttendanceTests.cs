using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Attendance;

/// <summary>Attendance on Wednesday 16-01-2019, by tablets whose connection comes and goes.</summary>
public sealed class AttendanceTests
{
    private const string Sheet = "/gestion/presences?activite=5";
    private static readonly Dictionary<string, string?> Wednesday = new(StringComparer.Ordinal) { ["Portal__Demo__Now"] = "2019-01-16T08:40" };

    [Fact]
    public async Task Touches_without_a_connection_wait_on_the_tablet_and_leave_in_order_when_it_is_back()
    {
        await using var demo = await Demo.StartAsync(Wednesday);
        var tablet = await OpenAsync(demo, Pages.Agent);
        var (first, second) = (tablet.Locator(".child").Nth(0), tablet.Locator(".child").Nth(1));

        await tablet.Context.SetOfflineAsync(true);
        await Touch(first, "Présent").ClickAsync();
        await Touch(first, "Départ…").ClickAsync();
        await tablet.FillAsync("#attendance-at", "17:10");
        await tablet.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await Touch(second, "Absent").First.ClickAsync();

        await Expect(first.GetByText("en attente d’envoi")).ToBeVisibleAsync();
        await Expect(first.Locator("[data-text]")).ToHaveTextAsync("Parti");
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("Hors connexion : 3 pointages en attente d’envoi");
        await tablet.Context.SetOfflineAsync(false);
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("Tout est enregistré");
        await Expect(first.Locator("[data-detail]")).ToContainTextAsync("parti à 17h10 avec");

        var other = await OpenAsync(demo, Pages.Director);
        await Expect(other.Locator(".child").Nth(0).Locator("[data-detail]")).ToContainTextAsync("parti à 17h10");
        await Expect(other.Locator(".child").Nth(1).Locator("[data-text]")).ToHaveTextAsync("Absent");
    }

    [Fact]
    public async Task A_touch_that_could_not_be_sent_survives_a_reload()
    {
        await using var demo = await Demo.StartAsync(Wednesday);
        var tablet = await OpenAsync(demo, Pages.Agent);
        await tablet.RouteAsync("**/pointages", route => route.AbortAsync());

        await Touch(tablet.Locator(".child").Nth(0), "Présent").ClickAsync();
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("1 pointage en attente d’envoi");
        await tablet.ReloadAsync();
        await Expect(tablet.Locator(".child").Nth(0).Locator("[data-text]")).ToHaveTextAsync("Présent");
        await Expect(tablet.Locator(".child").Nth(0).GetByText("en attente d’envoi")).ToBeVisibleAsync();

        await tablet.UnrouteAsync("**/pointages");
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("Tout est enregistré", new() { Timeout = 180_000 });
    }

    [Fact]
    public async Task A_colleague_who_noted_something_else_meanwhile_is_shown_and_neither_mark_is_lost()
    {
        await using var demo = await Demo.StartAsync(Wednesday);
        var mine = await OpenAsync(demo, Pages.Agent);
        var colleague = await OpenAsync(demo, Pages.Director);
        var child = mine.Locator(".child").Nth(0);

        await mine.Context.SetOfflineAsync(true);
        await Touch(child, "Présent").ClickAsync();
        await Touch(colleague.Locator(".child").Nth(0), "Absent").First.ClickAsync();
        await Expect(colleague.Locator(".sync")).ToContainTextAsync("Tout est enregistré");
        await mine.Context.SetOfflineAsync(false);

        await Expect(child.GetByRole(AriaRole.Alert)).ToContainTextAsync("Dominique Direction a noté « Absent »");
        await Expect(child.Locator("[data-text]")).ToHaveTextAsync("Absent");
        await child.GetByRole(AriaRole.Button, new() { Name = "Appliquer le mien" }).ClickAsync();
        await Expect(child.Locator("[data-detail]")).ToContainTextAsync("noté par Alex Agent");
        await Expect(child.Locator("[data-text]")).ToHaveTextAsync("Présent");
        await Expect(child.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Somebody_else_than_the_record_names_needs_a_note_and_a_touch_can_be_taken_back()
    {
        await using var demo = await Demo.StartAsync(Wednesday);
        var tablet = await OpenAsync(demo, Pages.Agent);
        var child = tablet.Locator(".child").Nth(0);
        await Touch(child, "Départ…").ClickAsync();
        await tablet.GetByLabel("Autre personne (à noter)").CheckAsync();
        await tablet.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await Expect(tablet.GetByText("notez son nom et qui a donné l’accord").First).ToBeVisibleAsync();
        await tablet.FillAsync("#attendance-note", "Mme Roy, voisine");
        await tablet.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await Expect(child.Locator("[data-detail]")).ToContainTextAsync("avec Autre personne : Mme Roy, voisine, noté par Alex Agent");

        await Touch(child, "Annuler").ClickAsync();
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("Tout est enregistré");
        await Expect(child.Locator("[data-text]")).ToHaveTextAsync("Non noté");
    }

    [Fact]
    public async Task A_child_who_came_without_a_booking_is_booked_on_the_spot()
    {
        await using var demo = await Demo.StartAsync(Wednesday);
        var tablet = await OpenAsync(demo, Pages.Agent);
        await tablet.GetByRole(AriaRole.Link, new() { Name = "Ajouter un enfant" }).ClickAsync();
        await tablet.WaitForURLAsync("**/ajout**");
        await tablet.OpenAsync(tablet.Url + "&q=voisine");
        await tablet.GetByRole(AriaRole.Button, new() { Name = "Inscrire Léa Voisine" }).ClickAsync();
        await tablet.GetByRole(AriaRole.Link, new() { Name = "Noter sa présence" }).ClickAsync();
        await Touch(tablet.Locator(".child", new() { HasText = "Léa Voisine" }), "Présent").ClickAsync();
        await Expect(tablet.Locator(".child.Present", new() { HasText = "Léa Voisine" })).ToContainTextAsync("noté par Alex Agent");
    }

    [Fact]
    public async Task Reloaded_without_a_connection_the_tablet_still_shows_the_list_what_was_noted_and_what_waits()
    {
        await using var demo = await Demo.StartAsync(Wednesday);
        var tablet = await OpenAsync(demo, Pages.Agent);
        var (first, second) = (tablet.Locator(".child").Nth(0), tablet.Locator(".child").Nth(1));
        var children = await tablet.Locator(".child").CountAsync();
        await KeptAsync(tablet);
        await Touch(first, "Présent").ClickAsync();
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("Tout est enregistré");

        await tablet.Context.SetOfflineAsync(true);
        await Touch(second, "Absent").First.ClickAsync();
        await tablet.ReloadAsync();

        await Expect(tablet.Locator(".sync")).ToContainTextAsync("Hors connexion, liste gardée à");
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("1 pointage en attente d’envoi");
        await Expect(tablet.Locator(".child")).ToHaveCountAsync(children);
        await Expect(first.Locator("[data-text]")).ToHaveTextAsync("Présent");
        await Expect(second.Locator("[data-text]")).ToHaveTextAsync("Absent");
        (await second.EvaluateAsync<string>("node => getComputedStyle(node).display")).Should().NotBe("list-item", "the looks were kept too");
        await Touch(tablet.Locator(".child").Nth(2), "Présent").ClickAsync();

        await tablet.GotoAsync("/gestion/presences");
        await tablet.GetByRole(AriaRole.Link, new() { Name = "mercredi 16-01-2019" }).ClickAsync();
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("2 pointages en attente d’envoi");
        await tablet.Context.SetOfflineAsync(false);
        await Expect(tablet.Locator(".sync")).ToContainTextAsync("Tout est enregistré", new() { Timeout = 180_000 });
        var other = await OpenAsync(demo, Pages.Director);
        await Expect(other.Locator(".child").Nth(1).Locator("[data-text]")).ToHaveTextAsync("Absent");
        await Expect(other.Locator(".child").Nth(2).Locator("[data-text]")).ToHaveTextAsync("Présent");
    }

    [Fact]
    public async Task Whoever_signs_out_leaves_no_list_on_the_tablet()
    {
        await using var demo = await Demo.StartAsync(Wednesday);
        var tablet = await OpenAsync(demo, Pages.Agent);
        await KeptAsync(tablet);
        await tablet.Locator(".account > summary").ClickAsync();
        await tablet.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await tablet.WaitForURLAsync("**/deconnexion");
        await tablet.WaitForFunctionAsync(
            "async () => !(await caches.has('presences-pages')) && !Object.keys(localStorage).some(key => key.startsWith('appel:'))"
        );

        await tablet.Context.SetOfflineAsync(true);
        await tablet.GotoAsync(Sheet);

        await Expect(tablet.GetByText("Aucune séance n’a été ouverte")).ToBeVisibleAsync();
        await Expect(tablet.Locator(".child")).ToHaveCountAsync(0);
    }

    private static Task KeptAsync(IPage tablet) =>
        tablet.WaitForFunctionAsync(
            "async () => (await (await caches.open('presences-pages')).keys()).length > 0 && (await (await caches.open('presences-assets')).keys()).length > 3"
        );

    private static ILocator Touch(ILocator child, string name) => child.Locator(".touch", new() { HasText = name });

    private static async Task<IPage> OpenAsync(Demo demo, string who)
    {
        var page = await demo.SignInAsync(who);
        await page.GotoAsync(Sheet);
        await page.WaitForFunctionAsync("() => window.portalReady");
        await Expect(page.Locator(".sync")).ToContainTextAsync("Tout est enregistré");
        return page;
    }
}
