using ClsPortal.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ClsPortal.EndToEnd.Tests.Enrolment;

public sealed class EnrolmentTests
{
    private const string PeriBeine = "/inscriptions/1/1?mois=2019-02";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parent_asks_by_a_click_and_withdraws_by_another(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone);
        await page.OpenAsync(PeriBeine);
        var day = page.Locator("[data-date='2019-02-11']");

        await day.ClickAsync();
        await Expect(day).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("Asked"));
        await Expect(page.GetByText("Demande envoyée pour le lundi 11-02-2019")).ToBeVisibleAsync();
        await day.ClickAsync();
        await Expect(day).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("Open"));
        await Expect(page.GetByText("Demande retirée pour le lundi 11-02-2019")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_day_that_cannot_be_clicked_says_why()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync(PeriBeine);

        await page.Locator("[data-date='2019-02-18']").ClickAsync(new() { Force = true });

        await Expect(page.GetByText("lundi 18-02-2019 : Vacances scolaires (Vacances d’hiver)").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_calendar_is_used_by_keyboard_alone()
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother);
        await page.OpenAsync(PeriBeine);
        var day = page.Locator("[data-date='2019-02-11']");

        await day.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.Locator("[data-date='2019-02-12']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-date='2019-02-12']")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("Asked"));
        await page.Keyboard.PressAsync("PageDown");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mars 2019" })).ToBeVisibleAsync();
        page.Url.Should().EndWith("mois=2019-03");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_form_previews_each_date_and_files_what_can_be_filed(bool phone)
    {
        await using var demo = await Demo.StartAsync();
        var page = await demo.SignInAsync(Pages.Mother, phone);
        await page.OpenAsync(PeriBeine);

        await page.FillAsync("#from", "2019-02-26");
        await page.FillAsync("#to", "2019-02-05");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "lundi" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir les dates" }).ClickAsync();
        await Expect(page.Locator("#to-error")).ToContainTextAsync("La date « au » doit être");
        await page.FillAsync("#from", "2019-02-05");
        await page.FillAsync("#to", "2019-02-26");
        foreach (var day in new[] { "mardi", "jeudi", "vendredi" })
        {
            await page.GetByRole(AriaRole.Checkbox, new() { Name = day }).CheckAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Voir les dates" }).ClickAsync();
        await Expect(page.GetByText("7 dates sur 13 seront demandées.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Valider 7 demandes" }).ClickAsync();
        await Expect(page.GetByText("7 demandes envoyées.")).ToBeVisibleAsync();

        await page.OpenAsync("/demandes");
        await Expect(page.Locator("tr", new() { HasText = "15-02-2019" })).ToContainTextAsync("Inscription demandée");
        await page.Locator("tr", new() { HasText = "15-02-2019" }).GetByTitle("Annuler la demande").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler la demande", Exact = true }).Last.ClickAsync();
        await Expect(page.Locator("tr", new() { HasText = "15-02-2019" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Another_familys_child_and_an_unknown_activity_are_not_found()
    {
        await using var demo = await Demo.SharedAsync();
        var page = await demo.SignInAsync(Pages.Neighbour);

        foreach (
            var address in new[]
            {
                "/inscriptions/1/1",
                "/inscriptions?enfant=1",
                "/inscriptions/3/9999",
                "/gestion/demandes",
                "/gestion/familles/1",
                "/nulle-part",
            }
        )
        {
            var answer = await page.GotoAsync(address);
            answer!.Status.Should().Be(404, address);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Page introuvable" })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Places_change_on_another_parents_screen_without_a_reload()
    {
        await using var demo = await Demo.StartAsync();
        await ExpectPlacesToTravelAsync(await demo.SignInAsync(Pages.Mother), await demo.SignInAsync(Pages.Neighbour));
    }

    [Fact]
    public async Task Places_travel_between_two_copies_of_the_portal_on_one_PostgreSQL()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal__Database__Provider"] = "Postgres",
            ["ConnectionStrings__Portal"] = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(),
        };
        await using var one = await Demo.StartAsync(settings);
        await using var two = await Demo.StartAsync(settings);
        await ExpectPlacesToTravelAsync(await one.SignInAsync(Pages.Mother), await two.SignInAsync(Pages.Neighbour));
    }

    [Fact]
    public async Task Two_processes_give_the_last_place_to_one_of_two_clicks()
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal__Database__Provider"] = "Postgres",
            ["ConnectionStrings__Portal"] = connection,
        };
        await using var one = await Demo.StartAsync(settings);
        await using var two = await Demo.StartAsync(settings);
        for (var round = 0; round < 3; round++)
        {
            var day = new DateOnly(2019, 3, 7).AddDays(7 * round).ToString("yyyy-MM-dd", null);
            await ExecuteAsync(connection, $"UPDATE sessions SET capacity = 1 WHERE activity_id = 1 AND date = '{day}'");
            IPage[] pages = [await one.SignInAsync(Pages.Mother), await two.SignInAsync(Pages.Neighbour)];
            await pages[0].OpenAsync("/inscriptions/1/1?mois=2019-03");
            await pages[1].OpenAsync("/inscriptions/3/1?mois=2019-03");

            await Task.WhenAll(pages.Select(page => page.Locator($"[data-date='{day}']").ClickAsync(new() { Force = true })));

            var answers = await Task.WhenAll(
                pages.Select(async page =>
                {
                    await Expect(page.Locator(".day-detail .notice")).ToBeVisibleAsync();
                    return await page.Locator(".day-detail .notice").InnerTextAsync();
                })
            );
            answers.Should().ContainSingle(answer => answer.Contains("Demande envoyée")).And.ContainSingle(answer => answer.Contains("Complet"));
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ExpectPlacesToTravelAsync(IPage mother, IPage neighbour)
    {
        await mother.OpenAsync(PeriBeine);
        await neighbour.OpenAsync("/inscriptions/3/1?mois=2019-02");
        await Expect(neighbour.Locator("[data-date='2019-02-11']")).ToContainTextAsync("29 places disponibles");

        await mother.Locator("[data-date='2019-02-11']").ClickAsync();

        await Expect(neighbour.Locator("[data-date='2019-02-11']")).ToContainTextAsync("28 places disponibles");
    }
}
