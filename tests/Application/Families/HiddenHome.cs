using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>
/// A mother with confidential coordinates, a child who lives with her and moved to another activity, a child who does not, and the father.
/// All that tells where she and the child are holds <see cref="Canary"/>.
/// </summary>
internal sealed record HiddenHome(
    Household Household,
    Person Mother,
    Person Father,
    int Hidden,
    int Open,
    Activity There,
    Activity Here,
    RequiredPiece PerChild,
    RequiredPiece PerFamily
)
{
    public const string Canary = "Kanari";

    public static readonly DateOnly Wednesday = new(2019, 1, 23);
    public static readonly DateOnly Today = new(2019, 1, 15);

    private static readonly Person Director = Person.With(Roles.Director);

    public int FamilyId => Household.Family.Id;

    public string MothersEmail => Household.Family.Guardians[0].Email!;

    public string FathersEmail => Household.Family.Guardians[1].Email!;

    /// <summary>The withheld child's rows: a booking, a request that waits, a refused one, a cancellation that waits, an attendance of today.</summary>
    public required IReadOnlyList<long> Requests { get; init; }

    /// <summary>Of the withheld child, filed by the mother; of the open child, by the mother; of the family, by the mother.</summary>
    public required IReadOnlyList<Guid> Deposits { get; init; }

    public required Guid Document { get; init; }

    public static async Task<HiddenHome> GivenAsync(Portal portal)
    {
        var household = await portal.GivenFamily(children: 2, isSeparated: true);
        var (mother, father) = (await LoginAsync(portal, household, 0), await LoginAsync(portal, household, 1));
        var (hidden, open) = (household.Family.Children[0].Id, household.Family.Children[1].Id);
        var there = await portal.GivenActivity(name: $"{Canary} mercredi", withBus: true);
        // Hours that meet those of the other activity: overlap must not tell of it.
        var here = await portal.GivenActivity(name: "Chablis mercredi", withBus: true);
        var everyDay = await portal.GivenActivity(name: $"{Canary} du mardi", weekdays: Weekdays.Tuesday);
        await portal.Find(async db =>
        {
            await db
                .Activities.Where(row => row.Id == there.Id || row.Id == everyDay.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Site, $"{Canary}-Site"));
            await db
                .BusStops.Where(row => row.ActivityId == there.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, row => $"{Canary}-" + row.Name));
            await db.Children.Where(row => row.Id == hidden).ExecuteUpdateAsync(set => set.SetProperty(row => row.School, $"{Canary}-Ecole"));
            await db
                .Guardians.Where(row => row.Id == mother.GuardianId)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(row => row.Address, $"1 rue {Canary}")
                        .SetProperty(row => row.Town, $"{Canary}-Ville")
                        .SetProperty(row => row.MobilePhone, "0600000001")
                );
            return true;
        });
        await portal.GivenHealth(hidden, (HealthField.DoctorName, $"{Canary}-Docteur"));
        var (perChild, perFamily) = (
            await portal.GivenPiece(validity: PieceValidity.UntilDate),
            await portal.GivenPiece("Justificatif de domicile", isPerChild: false, validity: PieceValidity.UntilDate)
        );
        List<Guid> deposits =
        [
            (await portal.SendAs(mother, new DepositFile(perChild.Id, hidden, new IncomingFile($"{Canary}-enfant.pdf", FileSamples.Pdf())))).Value,
            (await portal.SendAs(mother, new DepositFile(perChild.Id, open, new IncomingFile($"{Canary}-autre.pdf", FileSamples.Pdf())))).Value,
            (await portal.SendAs(mother, new DepositFile(perFamily.Id, null, new IncomingFile($"{Canary}-bail.pdf", FileSamples.Pdf())))).Value,
        ];
        var document = (
            await portal.SendAs(
                Director,
                new PublishDocument(null, $"{Canary}-Document", "Règlement", there.Id, Today, null, new IncomingFile("Doc.pdf", FileSamples.Pdf()))
            )
        ).Value;
        var stop = there.BusStops.First(row => row.OutboundAt is not null).Id;
        foreach (var date in new[] { Wednesday, Wednesday.AddDays(7), Wednesday.AddDays(14), Wednesday.AddDays(21) })
        {
            (await portal.SendAs(mother, new AskSession(hidden, there.Id, date, stop, null, $"{Canary}-Remarque"))).IsRefused.Should().BeFalse();
        }

        (await portal.SendAs(mother, new AskSession(open, here.Id, Wednesday, null, null, $"{Canary}-Remarque"))).IsRefused.Should().BeFalse();
        var rows = await portal.RequestsOf(household);
        await portal.SendAs(Director, new TreatRequests([rows[0].Id, rows[2].Id], Accept: true));
        await portal.SendAs(Director, new TreatRequests([rows[3].Id], Accept: false, $"{Canary}-Motif"));
        (await portal.SendAs(mother, new AskCancellation(rows[2].Id, $"{Canary}-Remarque"))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Director, new BookOnBehalf(hidden, everyDay.Id, new Series(Today, Today, Weekdays.Tuesday), null, null, "Accueil d’urgence")))
            .Value.Filed.Should()
            .ContainSingle();
        var today = (await portal.RequestsOf(household))[^1];
        var came = Guid.NewGuid();
        (await portal.SendAs(Director, new MarkAttendance(came, today.Id, AttendanceMarkKind.Present, portal.Clock.GetUtcNow(), null, new(8, 40))))
            .IsRefused.Should()
            .BeFalse();
        (
            await portal.SendAs(
                Director,
                new MarkAttendance(Guid.NewGuid(), today.Id, AttendanceMarkKind.Left, portal.Clock.GetUtcNow(), came, new(8, 50), null, $"{Canary}-Voisine")
            )
        )
            .IsRefused.Should()
            .BeFalse();
        (await portal.SendAs(Director, new ProtectGuardian(household.Family.Id, mother.GuardianId, IsConfidential: true, [hidden], "Ordonnance de protection")))
            .IsRefused.Should()
            .BeFalse();
        return new HiddenHome(household with { Parent = mother }, mother, father, hidden, open, there, here, perChild, perFamily)
        {
            Requests = [.. (await portal.RequestsOf(household)).Where(row => row.ChildId == hidden).Select(row => row.Id)],
            Deposits = deposits,
            Document = document,
        };
    }

    private static async Task<Person> LoginAsync(Portal portal, Household household, int index)
    {
        var guardian = household.Family.Guardians[index];
        var person = new Person(Guid.CreateVersion7(), $"Famille {household.Family.Name}", Roles.Parent, household.Family.Id, guardian.Id);
        var email = $"login{guardian.Id}@example.fr";
        await portal.SaveAsync(
            new PortalUser
            {
                Id = person.UserId,
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                DisplayName = person.Name,
                FamilyId = household.Family.Id,
                GuardianId = guardian.Id,
                SecurityStamp = "x",
            }
        );
        return person;
    }
}
