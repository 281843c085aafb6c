using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Messaging;

public sealed class ExpiringPiecesTests
{
    private const string Subject = "Une pièce arrive à échéance";
    private static readonly IncomingFile Pdf = new("Assurance.pdf", FileSamples.Pdf());
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_family_hears_once_of_each_piece_that_is_about_to_expire(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, stranger) = (await portal.GivenFamily(), await portal.GivenFamily());
        var piece = await portal.GivenPiece(validity: PieceValidity.UntilDate);
        var health = await portal.GivenPiece("Ordonnance", isHealth: true, validity: PieceValidity.UntilDate);
        await AcceptedAsync(portal, family, piece, new(2019, 2, 10));
        await AcceptedAsync(portal, family, health, new(2019, 2, 11));
        await AcceptedAsync(portal, stranger, piece, new(2019, 6, 30));
        portal.ItIs(new(2019, 1, 16), new(9, 30));

        (await RunAsync(portal)).Should().Be(0, "families are not written to unless the centre wants it");
        await portal.SendAs(Director, new SwitchReminder(ReminderKind.ExpiringPieces, true));
        await portal.SendAs(Director, new SetReminderDays(ReminderKind.ExpiringPieces, 20));
        (await RunAsync(portal)).Should().Be(0, "the tenth of February is further than twenty days");
        portal.ItIs(new(2019, 1, 22), new(8, 59));
        (await RunAsync(portal)).Should().Be(0, "it is too early in the morning");
        portal.ItIs(new(2019, 1, 22), new(9, 1));
        (await RunAsync(portal)).Should().Be(1);
        portal.ItIs(new(2019, 1, 23), new(9, 1));
        (await RunAsync(portal)).Should().Be(0, "both were told");

        var mail = await portal.Find(db => db.OutboxMessages.SingleAsync(row => row.Subject == Subject));
        mail.Should().BeEquivalentTo(new { FamilyId = (int?)family.Family.Id, Recipients = family.Family.Guardians[0].Email });
        mail.Model.Should().Contain("Assurance scolaire").And.Contain("10-02-2019").And.Contain("11-02-2019").And.NotContain("Ordonnance");
        (await portal.SendAs(Director, new GetReminders()))
            .Value.Reminders.Should()
            .ContainEquivalentOf(
                new
                {
                    Kind = ReminderKind.ExpiringPieces,
                    IsOn = true,
                    Days = (int?)20,
                }
            );
        (await portal.SendAs(Director, new SetReminderDays(ReminderKind.ExpiringPieces, 0)))
            .Refusal.Should()
            .BeEquivalentTo(new { Code = "Invalid", Field = "Days" });
        (await portal.SendAs(Director, new SetReminderDays(ReminderKind.LateRequests, 5))).IsRefused.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_piece_that_was_replaced_or_waits_for_the_centre_is_not_asked_for_and_the_next_period_is_told_again(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece(validity: PieceValidity.UntilDate);
        await portal.SendAs(Director, new SwitchReminder(ReminderKind.ExpiringPieces, true));
        await AcceptedAsync(portal, family, piece, new(2019, 2, 1));
        var waiting = (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, Pdf))).Value;
        portal.ItIs(new(2019, 1, 16), new(10, 0));
        (await RunAsync(portal)).Should().Be(0, "a new one waits for the centre");

        await portal.SendAs(Director, new TreatDeposit(waiting, Accept: true, new(2019, 3, 1)));
        portal.ItIs(new(2019, 1, 17), new(10, 0));
        (await RunAsync(portal)).Should().Be(0, "the new one holds longer");
        portal.ItIs(new(2019, 1, 31), new(10, 0));
        (await RunAsync(portal)).Should().Be(1, "the first of March is near");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_several_workers_in_the_same_instant_one_writes_and_a_second_run_of_the_day_finds_the_pieces_told(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var piece = await portal.GivenPiece(validity: PieceValidity.UntilDate);
        await portal.SendAs(Director, new SwitchReminder(ReminderKind.ExpiringPieces, true));
        for (var index = 0; index < 5; index++)
        {
            await AcceptedAsync(portal, await portal.GivenFamily(), piece, new(2019, 2, 1));
        }

        portal.ItIs(new(2019, 1, 16), new(10, 0));
        var written = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RunAsync(portal))));

        written.Sum().Should().Be(5);
        await portal.Find(db => db.ReminderRuns.ExecuteDeleteAsync());
        (await RunAsync(portal)).Should().Be(0, "each piece is noted by itself");
        (await portal.Find(db => db.OutboxMessages.CountAsync(row => row.Subject == Subject))).Should().Be(5);
    }

    private static async Task AcceptedAsync(Portal portal, Household family, RequiredPiece piece, DateOnly until)
    {
        var deposit = (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, Pdf))).Value;
        (await portal.SendAs(Director, new TreatDeposit(deposit, Accept: true, until))).IsRefused.Should().BeFalse();
    }

    private static async Task<int> RunAsync(Portal portal)
    {
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ReminderRound>().RunAsync(CancellationToken.None);
    }
}
