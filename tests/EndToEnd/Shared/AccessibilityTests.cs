using ClsPortal.EndToEnd.Tests.Support;

namespace ClsPortal.EndToEnd.Tests.Shared;

/// <summary>axe on every page, phone and desktop; no page wider than its screen, none that its own security policy breaks.</summary>
public abstract class AccessibilityTests
{
    private static readonly (string Who, string[] Addresses)[] Tours =
    [
        (
            "",
            [
                "/connexion",
                "/mot-de-passe-oublie",
                "/donnees-personnelles",
                "/mot-de-passe/nouveau",
                "/deconnexion",
                "/introuvable",
                "/accessibilite",
                "/mentions-legales",
                "/erreur",
                "/style",
                "/plan",
            ]
        ),
        (
            Pages.Mother,
            [
                "/",
                "/inscriptions",
                "/inscriptions?enfant=1",
                "/inscriptions/1/5?mois=2019-01",
                "/inscriptions/1/1?mois=2019-02",
                "/demandes",
                "/mon-compte/historique",
                "/paiement",
                "/contact",
                "/mon-compte/depot",
                "/documents",
                "/mon-compte/factures",
                "/mon-compte/factures/5",
                "/mon-compte/attestation-fiscale/2018",
                "/mon-compte/securite",
                "/mon-compte/securite/mot-de-passe",
                "/mon-compte/securite/application",
                "/mon-compte/securite/cle",
                "/mon-compte/securite/connexions",
                "/mon-compte/informations",
                "/mon-compte/informations/responsable/1",
                "/mon-compte/informations/enfant/1",
                "/mon-compte/informations/enfant/nouveau",
                "/mon-compte/informations/sante/1",
                "/mon-compte/informations/1/fiche",
                "/mon-compte/informations/autorisations",
                "/mon-compte/informations/contacts",
                "/mon-compte/informations/contacts/1",
                "/mon-compte/informations/contacts/nouveau",
                "/deconnexion",
            ]
        ),
        (
            Pages.Father,
            [
                "/mon-compte/informations",
                "/mon-compte/securite",
                "/mon-compte/securite/mot-de-passe",
                "/mon-compte/securite/application",
                "/mon-compte/securite/cle",
            ]
        ),
        (
            Pages.Administrator,
            [
                "/gestion/utilisateurs",
                "/gestion/utilisateurs/inviter",
                "/gestion/journal",
                "/gestion/droits",
                "/gestion/droits/1",
                "/gestion/import",
                "/gestion/parametres",
                "/gestion/parametres/centre",
                "/gestion/parametres/identite",
                "/gestion/parametres/calendrier",
                "/gestion/parametres/courriels",
                "/gestion/parametres/conservation",
                "/gestion/demarrage",
                "/gestion/activites/toutes",
                "/gestion/activites/toutes?archives=true",
                "/gestion/activites/nouvelle",
                "/gestion/activites/3",
                "/gestion/activites/3/annuler",
                "/gestion/activites/nouvelle?copie=8",
            ]
        ),
        (Pages.ParentAndAgent, ["/gestion/modifications", "/gestion/demandes", "/gestion/familles/3"]),
        (
            Pages.Accountant,
            [
                "/gestion",
                "/gestion/tarifs",
                "/gestion/quotients?famille=1",
                "/gestion/factures",
                "/gestion/factures/5",
                "/gestion/factures/facturation",
                "/gestion/factures/reglages",
                "/gestion/paiements",
                "/gestion/paiements/saisie?q=famille",
                "/gestion/impayes",
                "/gestion/tresorerie",
                "/gestion/tresorerie/codes",
            ]
        ),
        (
            Pages.Director,
            [
                "/gestion",
                "/gestion/demandes",
                "/gestion/demandes/traitees",
                "/gestion/familles",
                "/gestion/familles/1",
                "/gestion/activites?activite=1&mois=2019-01",
                "/gestion/courriels",
                "/gestion/messages",
                "/gestion/messages/envoyes",
                "/gestion/messages/nouveau",
                "/gestion/pieces",
                "/gestion/documents",
                "/gestion/parametres/pieces",
                "/gestion/parametres",
                "/gestion/fermetures",
                "/gestion/activites/a-regler",
                "/gestion/presences?jour=2019-01-16&activite=5",
                "/gestion/presences/ajout?jour=2019-01-16&activite=5&q=vois",
                "/gestion/listes?du=2019-01-16&au=2019-01-16",
                "/gestion/listes?liste=bus&du=2019-01-16&au=2019-01-16",
                "/gestion/encadrement?du=2019-01-16&au=2019-01-30",
                "/gestion/exports",
                "/gestion/listes/sante",
                "/gestion/statistiques?du=2018-09&au=2019-02",
                "/gestion/parametres/rappels",
                "/gestion/modifications",
                "/gestion/familles/1/responsable/2",
                "/gestion/familles/1/responsable/2/confidentialite",
                "/gestion/familles/nouvelle",
                "/gestion/familles/1/nom",
                "/gestion/familles/1/responsable/nouveau",
                "/gestion/familles/1/enfant/nouveau",
                "/gestion/familles/1/enfant/1/depart",
                "/gestion/familles/1/sante/1",
                "/gestion/enfants/1/fiche",
                "/gestion/familles/1/autorisations",
                "/gestion/familles/1/contacts/nouveau",
                "/gestion/parametres/autorisations",
                "/gestion/parametres/vaccins",
            ]
        ),
    ];

    public static TheoryData<string> People => [.. Tours.Select(tour => tour.Who)];

    private protected static async Task ExpectSoundPagesAsync(string who, bool phone)
    {
        await using var demo = await Demo.SharedAsync();
        var faults = new List<string>();
        var page = who.Length == 0 ? await demo.VisitorAsync(phone) : await demo.SignInAsync(who, phone);
        await Accessibility.PrepareAsync(page);
        // Chromium says on its console what the content security policy kept a page from doing.
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                faults.Add($"{page.Url}: {message.Text}");
            }
        };
        foreach (var address in Tours.Single(tour => tour.Who == who).Addresses)
        {
            await page.GotoAsync(address);
            if (!address.Contains("connexion") && !address.Contains("securite") && who.Length > 0)
            {
                try
                {
                    await page.WaitForFunctionAsync(Pages.IsReady);
                }
                catch (TimeoutException)
                {
                    faults.Add($"{address}: never came alive");
                    continue;
                }
            }

            faults.AddRange((await Accessibility.FaultsAsync(page)).Select(fault => $"{address}: {fault}"));
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
            {
                faults.Add($"{address}: wider than the screen");
            }
        }

        faults.Should().BeEmpty();
    }
}

/// <summary>Beside <see cref="DesktopAccessibilityTests"/>: the tests of one class run one after the other.</summary>
public sealed class PhoneAccessibilityTests : AccessibilityTests
{
    [Theory]
    [MemberData(nameof(People))]
    public Task No_page_has_a_fault_that_axe_can_find_or_scrolls_sideways(string who) => ExpectSoundPagesAsync(who, phone: true);
}

public sealed class DesktopAccessibilityTests : AccessibilityTests
{
    [Theory]
    [MemberData(nameof(People))]
    public Task No_page_has_a_fault_that_axe_can_find_or_scrolls_sideways(string who) => ExpectSoundPagesAsync(who, phone: false);
}
