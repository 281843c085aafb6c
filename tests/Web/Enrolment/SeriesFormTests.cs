using System.Globalization;
using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using ClsPortal.Application.Enrolment;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Enrolment.Parent;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Enrolment;

/// <summary>The multi-date form over the real use cases and a real database.</summary>
public sealed class SeriesFormTests
{
    [Fact]
    public async Task The_preview_tells_each_date_and_validating_files_what_it_promised()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var screen = await Screen.OpenAsync(portal, fullOnSecondDay: true);
        var form = screen.Form;
        screen.Fill(screen.First, screen.First.AddDays(2));

        form.Find("form").Submit();

        form.WaitForElement(".preview");
        form.Find("h3").TextContent.Should().Be("2 dates sur 3 seront demandées.");
        var lines = form.FindAll(".preview li").Select(line => line.TextContent).ToList();
        lines[0].Should().Contain("Sera demandé");
        lines[1].Should().Contain("Complet");
        Button(form, "Valider").TextContent.Should().Be("Valider 2 demandes");
        Button(form, "Valider").Click();
        form.WaitForAssertion(() => form.Find(".notice").TextContent.Should().Contain("2 demandes envoyées."));
        form.FindAll(".preview li").Should().ContainSingle().Which.TextContent.Should().Contain("Complet");
        (await screen.RequestsAsync()).Should().HaveCount(2).And.OnlyContain(request => request.Note == "doudou");
    }

    [Fact]
    public async Task A_refusal_stands_beside_its_field_and_nothing_typed_is_lost()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var screen = await Screen.OpenAsync(portal);
        var form = screen.Form;
        screen.Fill(screen.First.AddDays(2), screen.First, new string('x', 501));

        form.Find("form").Submit();

        form.WaitForAssertion(() => form.Find("#to-error").TextContent.Should().StartWith("La date « au » doit être"));
        form.Find("#to").GetAttribute("aria-invalid").Should().Be("true");
        form.Find("#from").GetAttribute("value").Should().Be(Text(screen.First.AddDays(2)));
        form.Find("#to").GetAttribute("value").Should().Be(Text(screen.First));
        form.Find("#note").GetAttribute("value").Should().HaveLength(501);
        form.FindAll("fieldset input[checked]").Should().HaveCount(7);
        screen.Fill(screen.First, screen.First);
        form.Find("#note").Change(new string('x', 501));
        form.Find("form").Submit();
        form.WaitForElement(".preview");
        Button(form, "Valider").Click();
        form.WaitForAssertion(() => form.Find("#note-error").TextContent.Should().StartWith("Le message est trop long"));
        form.FindAll(".preview li").Should().ContainSingle("the preview stays");
        (await screen.RequestsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Other_dates_want_another_look_before_they_are_validated()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var screen = await Screen.OpenAsync(portal);
        screen.Fill(screen.First, screen.First);
        screen.Form.Find("form").Submit();
        screen.Form.WaitForElement(".preview");

        screen.Form.Find("#to").Change(Text(screen.First.AddDays(1)));

        screen.Form.FindAll(".preview").Should().BeEmpty();
        screen.Form.FindAll("button").Should().ContainSingle().Which.TextContent.Should().Be("Voir les dates");
    }

    [Fact]
    public async Task While_the_requests_are_filed_they_cannot_be_filed_again()
    {
        await using var portal = await PortalHost.StartAsync();
        await using var screen = await Screen.OpenAsync(portal);
        screen.Fill(screen.First, screen.First.AddDays(1));
        screen.Form.Find("form").Submit();
        screen.Form.WaitForElement(".preview");

        using (await portal.Services.GetRequiredService<WriteGate>().EnterAsync(Xunit.TestContext.Current.CancellationToken))
        {
            Button(screen.Form, "Valider").Click();
            screen.Form.FindAll("button").Should().OnlyContain(button => button.HasAttribute("disabled"));
        }

        screen.Form.WaitForAssertion(() => screen.Form.Find(".notice").TextContent.Should().Contain("2 demandes envoyées."));
        (await screen.RequestsAsync()).Should().HaveCount(2);
    }

    private static IElement Button(IRenderedComponent<SeriesForm> form, string text) =>
        form.FindAll("button").Single(button => button.TextContent.StartsWith(text, StringComparison.Ordinal));

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class Screen : BunitContext
    {
        private readonly PortalHost _portal;

        private Screen(PortalHost portal) => _portal = portal;

        /// <summary>The first of three days that are neither too soon nor public holidays.</summary>
        public DateOnly First { get; private set; }

        public IRenderedComponent<SeriesForm> Form { get; private set; } = default!;

        public static async Task<Screen> OpenAsync(PortalHost portal, bool fullOnSecondDay = false)
        {
            var screen = new Screen(portal);
            var today = DateOnly.FromDateTime(portal.Clock.GetUtcNow().UtcDateTime);
            screen.First = Enumerable
                .Range(7, 30)
                .Select(today.AddDays)
                .First(day => Enumerable.Range(0, 3).All(offset => PublicHolidays.NameOf(day.AddDays(offset)) is null));
            var (child, activity) = await screen.GivenAsync(today, fullOnSecondDay);
            var sender = new PortalSender(
                portal.Services.GetRequiredService<IServiceScopeFactory>(),
                new SignedIn(await portal.PrincipalOf("mere1@example.fr")),
                new FormOutcomes()
            );
            screen.Services.AddSingleton(sender).AddSingleton(portal.Services.GetRequiredService<CentreToday>());
            var month = (await sender.SendAsync(new GetCalendarMonth(child.Id, activity.Id, screen.First))).Value;
            screen.Form = screen.Render<SeriesForm>(parameters =>
                parameters.Add(form => form.ChildId, child.Id).Add(form => form.ActivityId, activity.Id).Add(form => form.Month, month)
            );
            return screen;
        }

        /// <summary>Du, au, every weekday, a note.</summary>
        public void Fill(DateOnly from, DateOnly to, string note = "doudou")
        {
            Form.Find("#from").Change(Text(from));
            Form.Find("#to").Change(Text(to));
            Form.Find("#note").Change(note);
            for (var day = 0; day < 7; day++)
            {
                if (!Form.FindAll("fieldset input")[day].HasAttribute("checked"))
                {
                    Form.FindAll("fieldset input")[day].Change(true);
                }
            }
        }

        public Task<List<EnrolmentRequest>> RequestsAsync() => _portal.Find(db => db.EnrolmentRequests.AsNoTracking().ToListAsync());

        private async Task<(Child Child, Activity Activity)> GivenAsync(DateOnly today, bool fullOnSecondDay)
        {
            await _portal.GivenParent("mere1@example.fr");
            return await _portal.Find(db => GivenAsync(db, today, fullOnSecondDay));
        }

        private async Task<(Child Child, Activity Activity)> GivenAsync(PortalDbContext db, DateOnly today, bool fullOnSecondDay)
        {
            var category = ActivityCategory.Create("Vacances", 1);
            var family = await db.Families.Include(row => row.Children).SingleAsync();
            var child = family.AddChild("Enfant 1", "", today.AddYears(-7));
            db.Add(category);
            await db.SaveChangesAsync();
            var activity = Activity
                .Create(
                    new ActivityPlan
                    {
                        Name = "Séjour",
                        CategoryId = category.Id,
                        Site = "Chablis",
                        From = today,
                        To = today.AddDays(60),
                        Weekdays = Weekdays.All,
                        Season = Season.AllYear,
                        StartsAt = new(8, 30),
                        EndsAt = new(17, 30),
                        Capacity = 9,
                        MinAge = 3,
                        MaxAge = 11,
                    },
                    1620
                )
                .OpenDuring(
                    BookingWindow.Fixed(
                        _portal.Clock.GetUtcNow().UtcDateTime.AddDays(-1),
                        _portal.Clock.GetUtcNow().UtcDateTime.AddDays(60),
                        today,
                        today.AddDays(60)
                    )
                );
            db.Add(activity);
            await db.SaveChangesAsync();
            db.AddRange(
                Enumerable
                    .Range(0, 50)
                    .Select(today.AddDays)
                    .Select(day => Session.Create(activity.Id, day, fullOnSecondDay && day == First.AddDays(1) ? 0 : activity.DefaultCapacity))
            );
            await db.SaveChangesAsync();
            return (child, activity);
        }
    }

    private sealed class SignedIn(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}
