using ClsPortal.Application.Access;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Families;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Shared;

/// <summary>What somebody who reads the file or the tables alone learns of what people wrote.</summary>
public sealed class SealedTextTests
{
    private const string Word = "Zanzibar";
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly Person Agent = Person.With(Roles.Agent);

    private static readonly (string Table, string Column)[] Columns =
    [
        ("enrolment_requests", "note"),
        ("enrolment_requests", "reason"),
        ("attendance_marks", "left_with"),
        ("attendances", "left_with"),
        ("change_requests", "old_value"),
        ("change_requests", "new_value"),
        ("change_requests", "reason"),
        ("deposited_files", "reason"),
        ("audit_entries", "details"),
        ("outbox_messages", "model"),
    ];

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_people_wrote_is_in_no_table_in_clear_and_read_as_it_was_written(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await EverythingWrittenAsync(portal);

        foreach (var (table, column) in Columns)
        {
            var raw = await RawAsync(portal, table, column);
            raw.Should()
                .NotBeEmpty($"the test writes {table}.{column}")
                .And.OnlyContain(value => value.StartsWith("sealed:demonstration:", StringComparison.Ordinal), table + "." + column);
        }

        var request = (await portal.RequestsOf(family)).Single(row => row.Status == RequestStatus.Refused);
        (request.Note, request.Reason).Should().Be(($"Note {Word}", $"Motif {Word}"));
        (await portal.Find(db => db.Attendances.Select(row => row.LeftWith).SingleAsync())).Should().Contain(Word);
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.Act == "enrolment.refused").Select(entry => entry.Details).SingleAsync()))
            .Should()
            .Be($"Motif {Word}");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_an_earlier_version_left_in_clear_is_read_and_then_sealed(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await EverythingWrittenAsync(portal);
        foreach (var (table, column) in Columns)
        {
            var statement = $"UPDATE {table} SET {column} = '{Word}'";
            await portal.Find(db => db.Database.ExecuteSqlRawAsync(statement));
        }

        (await portal.RequestsOf(family)).Should().OnlyContain(row => row.Note!.Contains(Word) && row.Reason!.Contains(Word), "until it is sealed");
        var administrator = Person.With(Roles.Administrator);
        while (!(await portal.SendAs(administrator, new RotateKeys(3))).Value.IsComplete)
        {
            (await portal.Find(db => db.AuditEntries.CountAsync())).Should().BeLessThan(100);
        }

        foreach (var (table, column) in Columns)
        {
            (await RawAsync(portal, table, column))
                .Should()
                .NotBeEmpty()
                .And.OnlyContain(value => value.StartsWith("sealed:demonstration:", StringComparison.Ordinal), table + "." + column);
        }

        (await portal.RequestsOf(family)).Should().OnlyContain(row => row.Note!.Contains(Word) && row.Reason!.Contains(Word));
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.UserId == administrator.UserId).Select(entry => entry.Act).Distinct().SingleAsync()))
            .Should()
            .Be("keys.sealed");
    }

    private static async Task<Household> EverythingWrittenAsync(Portal portal)
    {
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        var (mother, subject) = family.Mother();
        await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday, Note: $"Note {Word}"));
        await portal.SendAs(Agent, new TreatRequests([(await portal.RequestsOf(family))[0].Id], Accept: false, $"Motif {Word}"));
        await portal.SendAs(
            Agent,
            new BookOnBehalf(family.ChildId, activity.Id, new(new(2019, 1, 16), new(2019, 1, 16), Weekdays.All), null, null, $"Motif {Word}")
        );
        await portal.Find(db =>
            db.EnrolmentRequests.Where(row => row.Note == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Note, $"Note {Word}"))
        );
        foreach (var (seen, town, accept) in new[] { ("", $"{Word}-le-Vieux", true), ($"{Word}-le-Vieux", $"{Word}-le-Neuf", false) })
        {
            await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), seen, town)]));
            await portal.SendAs(
                Agent,
                new TreatChanges([new((await portal.ChangesOf(family)).Single(change => change.Status == ChangeStatus.Pending).Id)], accept, $"Motif {Word}")
            );
        }

        await portal.Find(db => db.ChangeRequests.ExecuteUpdateAsync(set => set.SetProperty(row => row.OldValue, Word).SetProperty(row => row.Reason, Word)));
        var deposit = (
            await portal.SendAs(family.Parent, new DepositFile((await portal.GivenPiece()).Id, family.ChildId, new IncomingFile("a.pdf", FileSamples.Pdf())))
        ).Value;
        await portal.SendAs(Agent, new TreatDeposit(deposit, Accept: false, Reason: $"Motif {Word}"));
        portal.ItIs(new(2019, 1, 16), new(17, 0));
        var booking = (await portal.RequestsOf(family)).Single(row => row.Status == RequestStatus.Accepted).Id;
        var came = Guid.NewGuid();
        await portal.SendAs(Agent, new MarkAttendance(came, booking, AttendanceMarkKind.Present, portal.Clock.GetUtcNow(), null, new(8, 30)));
        (
            await portal.SendAs(
                Agent,
                new MarkAttendance(Guid.NewGuid(), booking, AttendanceMarkKind.Left, portal.Clock.GetUtcNow(), came, new(17, 0), Note: Word)
            )
        )
            .Value.Reception.Should()
            .Be(MarkReception.Applied);
        return family;
    }

    private static Task<List<string>> RawAsync(Portal portal, string table, string column)
    {
        var statement = $"SELECT {column} AS \"Value\" FROM {table} WHERE {column} IS NOT NULL AND {column} <> ''";
        return portal.Find(db => db.Database.SqlQueryRaw<string>(statement).ToListAsync());
    }
}
