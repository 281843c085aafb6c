using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Shared;

public sealed class PrintTests
{
    private const string Faults = """
        () => {
          const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1);
          const faults = seen(".top, .menu, .site-footer, .skip, .button, .exports, .pager, .bulk").map((one) => `${one.className} is printed`);
          if (getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)") faults.push("the paper is not white");
          if (getComputedStyle(document.body).color !== "rgb(0, 0, 0)") faults.push("the letters are not black");
          for (const row of seen(".list tbody tr, .calendar tr, .child"))
            if (getComputedStyle(row).breakInside !== "avoid") faults.push(`${row.className || row.tagName} may be cut in two`);
          if (seen(".list tbody tr").some((row) => getComputedStyle(row).display !== "table-row")) faults.push("a table is printed as a phone's cards");
          if (!seen("h1").length) faults.push("no heading");
          return [...new Set(faults)];
        }
        """;

    [Theory]
    [InlineData(
        Pages.Mother,
        "/inscriptions/1/1?mois=2019-01",
        "/mon-compte/factures",
        "/mon-compte/factures/5",
        "/mon-compte/attestation-fiscale/2018",
        "/mon-compte/informations/1/fiche",
        "/mon-compte/historique",
        "/demandes",
        "/mon-compte/informations"
    )]
    [InlineData(
        Pages.Director,
        "/gestion/listes?du=2019-01-16&au=2019-01-16",
        "/gestion/presences?jour=2019-01-16&activite=5",
        "/gestion/familles",
        "/gestion/familles/1"
    )]
    [InlineData(Pages.Accountant, "/gestion/factures", "/gestion/factures/5", "/gestion/impayes", "/gestion/paiements")]
    public async Task What_people_print_is_black_on_white_without_navigation_and_without_cut_rows(string who, params string[] addresses)
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(who);
        // A sheet of A4 is as wide as this, less than the width at which tables become cards on a screen.
        await page.SetViewportSizeAsync(700, 1000);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        List<string> faults = [];
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            faults.AddRange((await page.EvaluateAsync<string[]>(Faults)).Select(fault => $"{address}: {fault}"));
        }

        faults.Should().BeEmpty();
    }
}
