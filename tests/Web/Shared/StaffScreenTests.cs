using System.Net;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Web.Tests.Support;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>What screens of the staff say to addresses that lead nowhere useful.</summary>
public sealed class StaffScreenTests
{
    [Fact]
    public async Task Nothing_to_undo_is_told_calmly_and_leads_back()
    {
        await using var host = await PortalHost.StartAsync();
        var activity = await host.Find(async db =>
        {
            var category = ActivityCategory.Create("Mercredis", 1);
            db.Add(category);
            await db.SaveChangesAsync();
            var created = Activity.Create(
                new ActivityPlan
                {
                    Name = "Chablis mercredi journée",
                    CategoryId = category.Id,
                    Site = "Chablis",
                    From = new(2019, 1, 1),
                    To = new(2019, 7, 5),
                    Weekdays = Weekdays.Wednesday,
                    Season = Season.SchoolTime,
                    StartsAt = new(8, 30),
                    EndsAt = new(17, 30),
                    Capacity = 10,
                    MinAge = 3,
                    MaxAge = 11,
                },
                1620
            );
            db.Add(created);
            await db.SaveChangesAsync();
            return created.Id;
        });
        var director = host.Visitor();
        await director.SignInStronglyAsync(host, await host.GivenStaff(Roles.Director));

        var page = await director.Open($"/gestion/activites/{activity}/annuler");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Html.Should()
            .Contain("<div class=\"notice\" role=\"status\">")
            .And.NotContain("notice-error")
            .And.Contain($"href=\"/gestion/activites/{activity}\"");
        page.Text.Should().Contain("Aucune modification de cette activité ne peut être annulée.");
    }

    [Fact]
    public async Task The_health_list_offers_the_activities_of_the_days_that_its_address_names()
    {
        await using var host = await PortalHost.StartAsync();
        await host.Find(async db =>
        {
            var category = ActivityCategory.Create("Vacances", 1);
            db.Add(category);
            await db.SaveChangesAsync();
            var created = Activity.Create(
                new ActivityPlan
                {
                    Name = "Séjour d’été",
                    CategoryId = category.Id,
                    Site = "Chablis",
                    From = new(2030, 7, 1),
                    To = new(2030, 7, 31),
                    Weekdays = Weekdays.All,
                    Season = Season.Holidays,
                    StartsAt = new(8, 30),
                    EndsAt = new(17, 30),
                    Capacity = 10,
                    MinAge = 3,
                    MaxAge = 11,
                },
                1620
            );
            db.Add(created);
            await db.SaveChangesAsync();
            db.Add(Session.Create(created.Id, new(2030, 7, 10), 10));
            return await db.SaveChangesAsync();
        });
        var agent = host.Visitor();
        await agent.SignInStronglyAsync(host, await host.GivenStaff(Roles.Agent));

        (await agent.Open("/gestion/listes/sante?du=2030-07-10")).Text.Should().Contain("Séjour d’été");
        (await agent.Open("/gestion/listes/sante?du=2030-07-11")).Text.Should().NotContain("Séjour d’été");
    }

    [Theory]
    [InlineData("2019-13", true)]
    [InlineData("9999-12", true)]
    [InlineData("0001-01", true)]
    [InlineData("2019-01-15", true)]
    [InlineData("janvier 2019", true)]
    [InlineData("2019-01", false)]
    [InlineData("", false)]
    public async Task A_month_that_is_none_is_told_beside_its_field_over_all_invoices(string typed, bool isTold)
    {
        await using var host = await PortalHost.StartAsync();
        var accountant = host.Visitor();
        await accountant.SignInStronglyAsync(host, await host.GivenStaff(Roles.Accountant));

        var page = await accountant.Open($"/gestion/factures?mois={Uri.EscapeDataString(typed)}");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Html.Contains("id=\"mois-error\"", StringComparison.Ordinal).Should().Be(isTold);
        page.Text.Contains($"« {typed} » n’est pas un mois : écrivez l’année puis le mois, par exemple 2019-02.", StringComparison.Ordinal).Should().Be(isTold);
    }

    [Theory]
    [InlineData("?du=2019-13&au=2019-02", "« 2019-13 » n’est pas un mois")]
    [InlineData("?du=2019-02&au=9999-12", "« 9999-12 » n’est pas un mois")]
    public async Task So_is_one_of_the_statistics(string query, string sentence)
    {
        await using var host = await PortalHost.StartAsync();
        var accountant = host.Visitor();
        await accountant.SignInStronglyAsync(host, await host.GivenStaff(Roles.Accountant));

        (await accountant.Open("/gestion/statistiques" + query)).Text.Should().Contain(sentence);
        (await accountant.Open("/gestion/statistiques.xlsx" + query)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/gestion/familles?q=famille+1", "families", "Famille 1", "Famille 2")]
    [InlineData("/gestion/familles?q=famille+1", "guardians", "mere1@example.fr", "mere2@example.fr")]
    [InlineData("/gestion/utilisateurs?q=mere2", "users", "mere2@example.fr", "mere1@example.fr")]
    [InlineData("/gestion/journal?qui=personne-de-ce-nom", "journal", "Détails", "a exporté")]
    [InlineData("/gestion/journal?q=famille+1", "journal", "Détails", "a exporté")]
    [InlineData("/gestion/journal?acte=export.families", "journal", "a exporté la liste des familles", "a exporté la liste des enfants")]
    public async Task The_file_that_a_screen_offers_holds_what_its_filters_show(string screen, string kind, string shown, string hidden)
    {
        await using var host = await PortalHost.StartAsync();
        _ = (await host.GivenParent(), await host.GivenParent());
        var both = host.Visitor();
        var email = await host.GivenStaff(Roles.Director);
        await host.Change(email, (users, user) => users.AddToRoleAsync(user, nameof(Roles.Administrator)));
        await both.SignInStronglyAsync(host, email);
        await both.Open("/gestion/exports/families.csv");
        await both.Open("/gestion/exports/children.csv");

        var page = await both.Open(screen);
        var link = WebUtility.HtmlDecode(page.Html.Split('"').Single(part => part.StartsWith($"/gestion/exports/{kind}.csv", StringComparison.Ordinal)));
        var file = await both.Open(link);

        file.Status.Should().Be(HttpStatusCode.OK);
        file.Html.Should().Contain(shown).And.NotContain(hidden);
        (await both.Open($"/gestion/exports/{kind}.csv")).Html.Should().Contain(hidden, "the whole list holds it");
    }
}
