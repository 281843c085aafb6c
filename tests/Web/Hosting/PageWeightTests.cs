using System.Text.RegularExpressions;
using ClsPortal.Application.Enrolment;
using ClsPortal.Domain.Activities;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Hosting;

/// <summary>What a parent's telephone has to load before it sees a month.</summary>
public sealed partial class PageWeightTests
{
    [Fact]
    public async Task A_month_of_the_calendar_hands_its_state_to_the_circuit_in_a_few_thousand_characters()
    {
        await using var portal = await PortalHost.StartAsync();
        var parent = await portal.GivenParent();
        var address = await portal.Find(async db =>
        {
            var today = DateOnly.FromDateTime(portal.Clock.GetUtcNow().UtcDateTime);
            var category = ActivityCategory.Create("Mercredis", 1);
            db.Add(category);
            var child = (await db.Families.SingleAsync()).AddChild("Zoé", "", today.AddYears(-7));
            await db.SaveChangesAsync();
            var activity = Activity.Create(
                new ActivityPlan
                {
                    Name = "Chablis mercredi journée",
                    CategoryId = category.Id,
                    Site = "Chablis",
                    From = today.AddDays(-60),
                    To = today.AddDays(90),
                    Weekdays = Weekdays.Wednesday,
                    Season = Season.AllYear,
                    StartsAt = new(8, 30),
                    EndsAt = new(17, 30),
                    Capacity = 9,
                    MinAge = 3,
                    MaxAge = 11,
                },
                1620
            );
            db.Add(activity);
            await db.SaveChangesAsync();
            return $"/inscriptions/{child.Id}/{activity.Id}";
        });
        var visitor = portal.Visitor();
        await visitor.SignIn(parent);

        var page = await visitor.Open(address);

        page.Html.Should().Contain("data-date=");
        State().Match(page.Html).Groups["state"].Length.Should().BeInRange(500, 6_000);
        Theme().Count(page.Html).Should().Be(0, "the theme is a style sheet, which the browser keeps");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(42)]
    public void What_was_packed_is_unpacked_as_it_was(int? number) => Unpacked(number).Should().Be(number);

    [Fact]
    public void Days_with_French_sentences_are_unpacked_as_they_were()
    {
        CalendarDay[] days =
        [
            new(
                new(2019, 1, 23),
                7,
                CalendarDayState.Full,
                "Complet",
                "complet",
                "Complet : il n’y a plus de place disponible.",
                false,
                0,
                null,
                ["Petit déjeuner"]
            ),
        ];

        Unpacked(days).Should().BeEquivalentTo(days);
    }

    private static T Unpacked<T>(T value)
    {
        var (state, written) = (new ClsPortal.Web.Hosting.PackedState<T>(), new System.Buffers.ArrayBufferWriter<byte>());
        state.Persist(value, written);
        return state.Restore(new(written.WrittenMemory));
    }

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[^-]*)-->", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex State();

    [GeneratedRegex("--mud-palette-primary:", RegexOptions.None, 1000)]
    private static partial Regex Theme();
}
