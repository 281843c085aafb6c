using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Families;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Privacy;

/// <summary>Names that went do not come back, whatever staff do.</summary>
public sealed class AnonymousRecordTests
{
    private static readonly Person Staff = Person.With(Roles.Director | Roles.Accountant);
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    private static readonly Dictionary<string, string> Aunt = new(StringComparer.Ordinal)
    {
        ["FirstName"] = "Zoé",
        ["LastName"] = "Revenue",
        ["Relation"] = "Tante",
        ["Phone"] = "03.86.00.00.01",
        ["OtherPhone"] = "",
        ["MayBeCalled"] = "true",
        ["MayPickUp"] = "true",
    };

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task No_act_of_the_staff_puts_a_name_into_a_record_that_has_none(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await FullHousehold.IsGivenAsync(portal, activity);
        var (id, guardian, child) = (family.Family.Id, family.Family.Guardians[0].Id, family.ChildId);
        var former = family.Family.Guardians[1].Id;
        portal.ItIs(new(2019, 2, 1), new(12, 0));
        (await portal.SendAs(Administrator, new EraseFamily(id, family.Family.Name))).IsRefused.Should().BeFalse();
        var booking = (await portal.RequestsOf(family)).Single().Id;

        List<Refusal?> answers =
        [
            await RefusalOf(portal, new EditRecord(id, [new(RecordSubject.Guardian(guardian), "FirstName", "Responsable", "Zoé")])),
            await RefusalOf(portal, new EditRecord(id, [new(RecordSubject.Child(child), "FirstName", "Enfant", "Zoé")])),
            await RefusalOf(portal, new RenameFamily(id, "anonymisée", family.Family.Number, "Revenue", family.Family.Number)),
            await RefusalOf(portal, new AddContact(id, Aunt)),
            await RefusalOf(portal, new AddMember(id, RecordPart.Guardian, Records.Guardian("Zoé", "Revenue", "zoe@example.fr"), [])),
            await RefusalOf(portal, new AddMember(id, RecordPart.Child, Records.Child("Zoé", "Revenue", "2015-03-11"), [])),
            await RefusalOf(portal, new TakeBackMember(id, RecordPart.Guardian, former)),
            await RefusalOf(portal, new InviteGuardian(guardian, new Uri("https://portail.example.fr"))),
            await RefusalOf(portal, new WriteToFamily(Guid.CreateVersion7(), id, "Objet", "Bonjour Zoé")),
            await RefusalOf(portal, new EnterQuotient(id, new(2019, 2, 1), null, 800, true)),
            await RefusalOf(portal, new BookOnBehalf(child, activity.Id, new(new(2019, 2, 6), new(2019, 2, 6), Weekdays.All), null, null, "Zoé revient")),
            await RefusalOf(portal, new CancelOnBehalf(booking, false, "Zoé n’est pas venue")),
            await RefusalOf(
                portal,
                new MarkAttendance(Guid.NewGuid(), booking, AttendanceMarkKind.Left, portal.Clock.GetUtcNow(), null, new TimeOnly(17, 0), null, "Zoé")
            ),
        ];

        answers.Should().OnlyContain(refusal => refusal != null && (refusal.Code == Refusal.NotFoundCode || refusal.Code == "Anonymous"));
        (
            await portal.Find(db =>
                db.Families.IgnoreQueryFilters()
                    .Include(row => row.Guardians)
                    .Include(row => row.Children)
                    .Include(row => row.Contacts)
                    .SingleAsync(row => row.Id == id)
            )
        )
            .Should()
            .Match<Family>(row =>
                row.Name == "anonymisée"
                && row.SortKey == "ANONYMISEE"
                && row.Contacts.Count == 0
                && row.Children.Count == 1
                && row.Guardians.Count == 2
                && row.Children.All(one => one.SortKey == "ANONYMISE  ENFANT")
            );
        (await portal.Find(db => db.Conversations.CountAsync(row => row.FamilyId == id))).Should().Be(0);
        (await portal.SendAs(Staff, new FindChildren(new(2019, 2, 6), activity.Id, family.Family.Number))).Value.Children.Should().BeEmpty();
        (await portal.SendAs(Staff, new GetFamilyDesk(id))).Value.IsAnonymised.Should().BeTrue();
        (await portal.SendAs(Staff, new GetFamilyRecord(id))).Value.Former.Should().BeEmpty("nobody could be taken back");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Of_an_erasure_and_a_registration_in_the_same_instant_one_waits_and_no_name_is_left(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        for (var round = 0; round < 5; round++)
        {
            var family = await portal.GivenFamily();
            await Task.WhenAll(
                Task.Run(() => portal.SendAs(Administrator, new EraseFamily(family.Family.Id, family.Family.Name))),
                Task.Run(() => portal.SendAs(Staff, new AddContact(family.Family.Id, Aunt)))
            );

            (await portal.Find(db => db.Families.SingleAsync(row => row.Id == family.Family.Id))).AnonymisedAt.Should().NotBeNull();
            (await portal.Find(db => db.Contacts.CountAsync(row => row.FamilyId == family.Family.Id))).Should().Be(0);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Somebody_who_left_and_whose_names_went_is_registered_anew_instead_of_taken_back(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(children: 2);
        await portal.Find(async db =>
        {
            var child = await db.Children.SingleAsync(row => row.Id == family.ChildId);
            child.Leave(portal.Clock.GetUtcNow().UtcDateTime);
            child.Anonymise();
            return await db.SaveChangesAsync();
        });

        (await portal.SendAs(Staff, new TakeBackMember(family.Family.Id, RecordPart.Child, family.ChildId))).Refusal.Code.Should().Be("Nameless");
        (await portal.SendAs(Staff, new GetFamilyRecord(family.Family.Id))).Value.Former.Should().BeEmpty();
        (await portal.Find(db => db.Children.SingleAsync(row => row.Id == family.ChildId))).LeftAt.Should().NotBeNull();
    }

    private static async Task<Refusal?> RefusalOf<T>(Portal portal, MediatR.IRequest<Outcome<T>> act)
    {
        var outcome = await portal.SendAs(Staff, act);
        return outcome.IsRefused ? outcome.Refusal : null;
    }
}
