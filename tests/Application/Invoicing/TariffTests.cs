using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Invoicing;

public sealed class TariffTests
{
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly TariffTerms Bands = new(TariffKind.Bands, TariffUnit.Session)
    {
        Bands = [(400, 800), (null, 1200)],
        MealCents = 420,
        SecondChildPercent = 10,
        OutsideCents = 300,
    };

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_tariff_holds_from_its_day_and_the_calendar_and_the_preview_follow_it(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var series = new Series(Wednesday, new(2019, 2, 6), Weekdays.All);

        var before = (await portal.SendAs(family.Parent, new PreviewSeries(family.ChildId, activity.Id, series))).Value;
        (await portal.SendAs(Accountant, new SaveTariff([activity.Id], new(2019, 2, 1), Bands))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Accountant, new EnterQuotient(family.Family.Id, new(2019, 2, 6), null, 400, true))).IsRefused.Should().BeFalse();
        var after = (await portal.SendAs(family.Parent, new PreviewSeries(family.ChildId, activity.Id, series))).Value;
        var month = (await portal.SendAs(family.Parent, new GetCalendarMonth(family.ChildId, activity.Id, new(2019, 2, 1)))).Value;

        before.TotalCents.Should().Be(3 * 1620, "the activity's own price stands in where no tariff holds");
        after.Lines.Where(line => line.Code is null).Select(line => line.PriceCents).Should().Equal(1620, 1620, 1220);
        after.TotalCents.Should().Be(1620 + 1620 + 1220);
        after.Explanations.Should().Contain("quotient familial 400, tranche jusqu’à 400 : 8,00\u00a0€ la séance ; repas : 4,20\u00a0€");
        month.Prices.Should().BeEquivalentTo(new { LowestCents = 1220, HighestCents = 1220 });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Brothers_and_sisters_of_the_day_lower_the_younger_ones_price(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily(children: 2);
        await portal.SendAs(Accountant, new SaveTariff([activity.Id], new(2018, 9, 1), Bands));
        var series = new Series(Wednesday, new(2019, 1, 30), Weekdays.Wednesday);
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));

        var younger = (await portal.SendAs(family.Parent, new PreviewSeries(family.Family.Children[1].Id, activity.Id, series))).Value;
        var elder = (await portal.SendAs(family.Parent, new PreviewSeries(family.ChildId, activity.Id, series))).Value;

        younger.Lines.Select(line => line.PriceCents).Should().Equal(1080 + 420, 1620);
        elder.Lines[1].PriceCents.Should().Be(1620);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_effect_on_a_family_is_shown_before_anything_is_saved(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily(children: 2);
        await portal.GivenFamily();
        await portal.SendAs(Accountant, new EnterQuotient(family.Family.Id, new(2019, 1, 1), null, 401, IsResident: false));

        var preview = (await portal.SendAs(Accountant, new PreviewTariff(activity.Id, new(2019, 2, 1), Bands, family.Family.Number))).Value;
        var several = await portal.SendAs(Accountant, new PreviewTariff(activity.Id, new(2019, 2, 1), Bands, "Famille"));
        var nobody = await portal.SendAs(Accountant, new PreviewTariff(activity.Id, new(2019, 2, 1), Bands, "Zzz"));

        preview.ActivityName.Should().Be(activity.Name);
        preview.Lines.Select(line => (line.ChildRank, line.NowCents, line.ThenCents)).Should().Equal((1, 1620, 1500 + 420), (2, 1620, 1350 + 420));
        several.Refusal.Should().BeEquivalentTo(new { Code = "SeveralFamilies", Field = "Family" });
        nobody.Refusal.Should().BeEquivalentTo(new { Code = "NoSuchFamily", Field = "Family" });
        (await portal.Find(db => db.Tariffs.CountAsync())).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_cannot_be_is_told_beside_its_field_and_what_holds_already_stays(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        await portal.SendAs(Accountant, new SaveTariff([activity.Id], new(2019, 1, 15), Bands));
        await portal.SendAs(Accountant, new SaveTariff([activity.Id], new(2019, 1, 15), Bands with { MealCents = 450 }));
        await portal.SendAs(Accountant, new SaveTariff([activity.Id], new(2019, 1, 16), Bands));
        var ids = await portal.Find(db => db.Tariffs.OrderBy(tariff => tariff.ValidFrom).Select(tariff => tariff.Id).ToListAsync());

        var wrong = await portal.SendAs(Accountant, new SaveTariff([], new(1, 1, 1), Bands with { Bands = [(400, 800)] }));
        var holds = await portal.SendAs(Accountant, new DeleteTariff(ids[0]));
        var toCome = await portal.SendAs(Accountant, new DeleteTariff(ids[1]));
        var unknown = await portal.SendAs(Accountant, new SaveTariff([activity.Id, 4711], new(2019, 2, 1), Bands));
        var quotient = await portal.SendAs(Accountant, new EnterQuotient(1, new(2019, 2, 1), new(2019, 1, 1), 100_000, true));

        wrong.Refusals.Select(refusal => refusal.Field).Should().Equal("ActivityIds", "ValidFrom", "Bands");
        holds.Refusal.Code.Should().Be("AlreadyHolds");
        toCome.IsRefused.Should().BeFalse();
        unknown.IsNotFound.Should().BeTrue();
        quotient.Refusals.Select(refusal => refusal.Field).Should().BeEquivalentTo("Quotient", "ValidUntil");
        (await portal.Find(db => db.Tariffs.Include(tariff => tariff.Bands).SingleAsync())).Should().BeEquivalentTo(new { MealCents = 450 });
        (await portal.Find(db => db.Set<TariffBand>().CountAsync())).Should().Be(2);
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "tariff.set"))).Should().Be(3);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Quotients_are_kept_and_the_last_entry_of_a_day_counts(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var other = await portal.GivenFamily();
        await portal.SendAs(Accountant, new EnterQuotient(family.Family.Id, new(2019, 1, 1), null, 642, true));
        await portal.SendAs(Accountant, new EnterQuotient(family.Family.Id, new(2019, 1, 1), null, 624, true));

        var shown = (await portal.SendAs(Accountant, new GetQuotients(family.Family.Id))).Value;
        var missing = (await portal.SendAs(Accountant, new ListFamilyQuotients(OnlyMissing: true))).Value;

        shown.Today.Should().Be(624);
        shown.Lines.Should().HaveCount(2).And.OnlyContain(line => line.EnteredByName == Accountant.Name);
        missing.Items.Should().ContainSingle().Which.FamilyId.Should().Be(other.Family.Id);
        (await portal.Find(db => db.AuditEntries.ToListAsync()))
            .Should()
            .OnlyContain(entry => !entry.Details!.Contains('6'), "what a family earns is not for the journal");
    }
}
