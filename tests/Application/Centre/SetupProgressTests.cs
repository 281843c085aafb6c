using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Privacy;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Centre;

public sealed class SetupProgressTests
{
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Each_step_is_done_once_its_data_is_there(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.Find(db => db.Centres.ExecuteDeleteAsync());

        (await ProgressAsync(portal)).Left.Should().Be(6);
        await portal.SaveAsync(CentreProfile.Create("Centre", "03", "c@example.fr", "B", 3), Office.Create(1, "Bureau", "x", "03", "c@example.fr"));
        (await ProgressAsync(portal))
            .Should()
            .BeEquivalentTo(
                new
                {
                    HasCentre = true,
                    HasOffice = true,
                    HasCalendar = false,
                    Zone = "B",
                    Left = 4,
                }
            );
        await portal.GivenActivity(holidays: Domain.Activities.HolidayPeriod.Create("Vacances d’hiver", "B", new(2019, 2, 9), new(2019, 2, 25)));
        (await ProgressAsync(portal))
            .Should()
            .BeEquivalentTo(
                new
                {
                    HasCalendar = true,
                    HasCategory = true,
                    HasActivity = true,
                    HasDirector = false,
                    Left = 1,
                }
            );
        (await ProgressAsync(portal))
            .Should()
            .BeEquivalentTo(
                new
                {
                    HasFamily = false,
                    HasGuardianLogin = false,
                    HasConsent = false,
                    HasPiece = false,
                    HasTariff = false,
                    HasInvoicing = false,
                    HasMail = true,
                    Missing = 6,
                }
            );
        await portal.GivenFamily();
        await portal.GivenPiece();
        await portal.SaveAsync(
            Tariff.Create(
                (await portal.Find(db => db.Activities.SingleAsync())).Id,
                new(2018, 9, 1),
                new TariffTerms(TariffKind.Flat, TariffUnit.Session) { FlatCents = 1200 }
            )
        );
        (await ProgressAsync(portal))
            .Should()
            .BeEquivalentTo(
                new
                {
                    HasFamily = true,
                    HasPiece = true,
                    HasTariff = true,
                    Missing = 3,
                }
            );
        portal.ItIs(new(2019, 8, 1), new(9, 0));
        (await ProgressAsync(portal)).Should().BeEquivalentTo(new { HasCalendar = false, HasActivity = false });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Screens_open_in_a_portal_without_a_centre(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        await portal.Find(db => db.Centres.ExecuteDeleteAsync());

        (await portal.SendAs(family.Parent, new GetHome())).Value.CentreName.Should().Be("Centre de Loisirs");
        (await portal.SendAs(family.Parent, new Application.Enrolment.GetEnrolmentChoices(family.ChildId))).IsRefused.Should().BeFalse();
        (await portal.SendAs(family.Parent, new Application.Enrolment.ListWaitingRequests())).IsRefused.Should().BeFalse();
        (await portal.SendAs(family.Parent, new Application.Enrolment.ListEnrolmentHistory())).IsRefused.Should().BeFalse();
        (await portal.SendAs(Person.With(Roles.Director), new GetDashboard())).Value.UrgentDays.Should().Be(3);
        (await portal.SendAs(Person.With(Roles.Director), new ListRequestsToTreat())).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Retention_delays_are_chosen_within_bounds_and_recorded(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var read = (await portal.SendAs(Administrator, new GetRetention())).Value;

        var saved = await portal.SendAs(Administrator, new SaveRetention([new(RetainedData.HealthRecords, 2)], read.Stamp));
        var stale = await portal.SendAs(Administrator, new SaveRetention([new(RetainedData.HealthRecords, 4)], read.Stamp));
        var wrong = await portal.SendAs(Administrator, new SaveRetention([new(RetainedData.Mails, 12), new(RetainedData.Invoices, 0)], read.Stamp));

        saved.IsRefused.Should().BeFalse();
        stale.Refusal.Code.Should().Be("ChangedMeanwhile");
        wrong.Refusal.Field.Should().Be("Delays[1]");
        (await portal.SendAs(Administrator, new GetRetention())).Value.Lines[0].Should().Be(new RetentionLine(RetainedData.HealthRecords, 2, 3));
        (await portal.Find(db => db.AuditEntries.SingleAsync())).Details.Should().Be("HealthRecords 3 → 2 mois");
    }

    private static async Task<SetupProgress> ProgressAsync(Portal portal) => (await portal.SendAs(Administrator, new GetSetupProgress())).Value;
}
