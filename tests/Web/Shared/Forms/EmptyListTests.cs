using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>Before the first family, activity or invoice, every list of the portal says in a sentence that nothing is there.</summary>
public sealed class EmptyListTests
{
    // Shown only where there is something to show; the page around says so otherwise.
    private static readonly Dictionary<string, string> NeverEmpty = new(StringComparer.Ordinal)
    {
        ["AudiencePreview"] = "what MessageGroupe read before a message is sent",
        ["BusTable"] = "Listes shows it where somebody takes the bus",
        ["CalendarPreviewPanel"] = "the effect of a change of calendar",
        ["CapacityRange"] = "Activites shows it for a chosen activity, and it says « Aucune séance »",
        ["ChangeTable"] = "Modifications says that nothing waits",
        ["ContactTable"] = "InformationsContacts says that nobody is named",
        ["CountTable"] = "Statistiques says that the period holds nothing",
        ["FiguresTable"] = "Statistiques says that the period holds nothing",
        ["HealthChanges"] = "FicheSanitaire shows it where something waits",
        ["HomeAgenda"] = "Accueil says so where the family has no child",
        ["ImpactPanel"] = "of requests that were chosen",
        ["ImportFaults"] = "ImportResult shows it where the file has faults",
        ["ImportUnderstood"] = "ImportLayout shows the first lines of a file, which has one at least",
        ["InvoiceContent"] = "an invoice has a line",
        ["InvoicesToPay"] = "Paiement says that there is nothing to pay",
        ["MessageThread"] = "a conversation has a message",
        ["MonthCalendar"] = "a month has days",
        ["MonthList"] = "of the days of a month",
        ["OpenInvitations"] = "Utilisateurs shows it where somebody was invited",
        ["PaperView"] = "an invoice, a certificate or a record has a line",
        ["PaymentTable"] = "Paiements says that there is none",
        ["PieceItem"] = "of a piece that is asked for",
        ["PlacesTable"] = "EnfantDepart shows it where places are to come",
        ["PlanEffectsPanel"] = "of a change of an activity",
        ["Presences"] = "is its script's, and says that nobody is expected",
        ["PurgedFamilies"] = "RetentionPanel shows it where families were erased",
        ["ReminderDialog"] = "of families that were chosen",
        ["RosterTable"] = "Listes says that nobody is expected",
        ["RunFamilies"] = "of a run, and it says that none is left",
        ["SeriesForm"] = "of an activity that was chosen",
        ["SessionTable"] = "TableauDeBord says that no session is to come",
        ["SiteFooter"] = "the same links at the end of every page",
        ["TariffForm"] = "of an activity that was chosen",
        ["TouchedList"] = "of bookings that a change touches",
        ["TreatedTable"] = "DemandesTraitees says that none was",
        ["UnpaidTable"] = "Impayes says that nothing is due",
    };

    private static readonly string[] Tags = ["<table", "<ul", "<ol"];

    [Fact]
    public async Task Every_list_says_that_it_is_empty()
    {
        await using var portal = await DemoPortal.NothingYetAsync();
        SortedSet<string> seen = new(StringComparer.Ordinal);
        SortedSet<string> faults = new(StringComparer.Ordinal);
        foreach (var address in await PageAddress.AllAsync(portal))
        {
            await using var screen = await PortalScreen.OpenAsync(portal, address);
            seen.UnionWith(
                screen.Page.FindComponents<ComponentBase>().Where(component => !component.IsDisposed).Select(component => component.Instance.GetType().Name)
            );
            faults.UnionWith(EmptyLists(screen.Page).Select(list => $"{address.Template}: {list}"));
            if (screen.Page.FindAll("table, ul, ol, form, p, a").Count == 0)
            {
                faults.Add($"{address.Template} says nothing");
            }
        }

        var missing = Lists().Except(seen).Except(NeverEmpty.Keys).Select(list => $"{list} was met on no page of an empty portal");
        string.Join('\n', faults.Concat(missing)).Should().BeEmpty();
        NeverEmpty.Keys.Intersect(seen).Should().BeEmpty("these are met, and need no row");
    }

    // A table without a line, a list without an entry: headings over nothing.
    private static IEnumerable<string> EmptyLists(IRenderedComponent<IComponent> page) =>
        page.FindAll("table")
            .Where(table => table.QuerySelectorAll("tbody tr").Length == 0)
            .Select(table => $"the table « {table.QuerySelector("caption, th")?.TextContent.Trim()} » has no line")
            .Concat(page.FindAll("ul, ol").Where(list => list.Children.Length == 0).Select(list => $"a list has no entry: {list.Parent?.TextContent.Trim()}"));

    private static IEnumerable<string> Lists() =>
        SourceTree.Components(source =>
            !source.Contains("@layout StaticLayout", StringComparison.Ordinal)
            && source.Contains("@foreach", StringComparison.Ordinal)
            && Tags.Any(tag => source.Contains(tag, StringComparison.Ordinal))
        );
}
