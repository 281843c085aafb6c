using ClsPortal.Application.Access;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Guardians and children who leave, and come back: nothing of what was is lost.</summary>
public sealed class DepartureTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly DateOnly First = new(2019, 1, 23);
    private static readonly DateOnly Second = new(2019, 1, 30);
    private static readonly DateOnly Third = new(2019, 2, 6);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_place_is_decided_when_a_child_leaves_and_the_family_gets_one_mail_about_them(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, activity) = await GivenPlacesAsync(portal);
        var seen = (await portal.SendAs(Agent, new GetChildDeparture(family.Family.Id, family.ChildId))).Value;

        var without = await portal.SendAs(Agent, new LetChildLeave(family.Family.Id, family.ChildId, [], null));
        var silent = await portal.SendAs(Agent, new LetChildLeave(family.Family.Id, family.ChildId, Decide(seen, First), " "));
        var left = await portal.SendAs(Agent, new LetChildLeave(family.Family.Id, family.ChildId, Decide(seen, First), "Déménagement"));
        var again = await portal.SendAs(Agent, new LetChildLeave(family.Family.Id, family.ChildId, [], null));

        seen.Places.Select(place => (place.Date, place.IsPending)).Should().Equal((First, false), (Second, false), (Third, true));
        without.Refusal.Code.Should().Be("PlacesChanged");
        silent.Refusal.Should().BeEquivalentTo(new { Code = "Invalid", Field = "Reason" });
        left.IsRefused.Should().BeFalse();
        again.Refusal.Code.Should().Be("Gone");
        (await portal.RequestsOf(family))
            .Select(row => (row.Kind, row.Status, row.IsInvoicedDespiteCancellation))
            .Should()
            .Equal(
                (RequestKind.Enrolment, RequestStatus.Cancelled, true),
                (RequestKind.Enrolment, RequestStatus.Cancelled, false),
                (RequestKind.Enrolment, RequestStatus.Refused, false),
                (RequestKind.Cancellation, RequestStatus.Accepted, false)
            );
        (await portal.SessionOf(activity, First)).PlacesTaken.Should().Be(0);
        await portal.PlacesAreConsistent();
        var mails = (await portal.Find(db => db.OutboxMessages.AsNoTracking().Where(mail => mail.Template == "RequestsTreated").ToListAsync())).FindAll(mail =>
            mail.Model.Contains("nagement")
        );
        mails.Should().ContainSingle();
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.FamilyId == family.Family.Id).Select(entry => entry.Act).ToListAsync()))
            .Should()
            .Contain(["family.child-left", "booking.cancelled", "booking.cancelled.invoiced", "enrolment.refused"]);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_child_who_left_is_asked_for_nowhere_and_its_history_stays(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, activity) = await GivenPlacesAsync(portal);
        await LeaveAsync(portal, family);

        (await portal.SendAs(family.Parent, new GetEnrolmentChoices(null))).Value.Children.Should().BeEmpty();
        (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, First))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new GetMyRecord())).Value.Persons.Should().NotContain(person => person.Role == "Enfant");
        (await portal.SendAs(family.Parent, new GetMyForm(RecordPart.Health, family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new PrintMyRecord(family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new GetHome())).Value.Children.Should().BeEmpty();
        (await portal.SendAs(family.Parent, new ListEnrolmentHistory())).Value.Lines.Total.Should().BePositive("what was stays");
        (await portal.SendAs(Agent, new BookOnBehalf(family.ChildId, activity.Id, new Series(First, First, Weekdays.All), null, null, null)))
            .IsNotFound.Should()
            .BeTrue();
        (await portal.SendAs(Agent, new ReadHealthRecord(family.ChildId))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Agent, new GetFamilyRecord(family.Family.Id)))
            .Value.Should()
            .BeEquivalentTo(new { Children = Array.Empty<RecordGroup>(), Former = new[] { new { Name = "Enfant 1 Nom1" } } });
        (await portal.SendAs(Agent, new FindChildren(First, activity.Id, "Nom1"))).Value.Children.Should().BeEmpty();
        var decision = (await portal.RequestsOf(family)).Single(row => row.Status == RequestStatus.Refused);
        (await portal.SendAs(Agent, new UndoDecisions([decision.Id]))).Value.Kept.Should().ContainSingle().Which.Code.Should().Be("ChildLeft");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_child_comes_back_as_it_was_without_the_places(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var (family, activity) = await GivenPlacesAsync(portal);
        await LeaveAsync(portal, family);

        var back = await portal.SendAs(Agent, new TakeBackMember(family.Family.Id, RecordPart.Child, family.ChildId));
        var twice = await portal.SendAs(Agent, new TakeBackMember(family.Family.Id, RecordPart.Child, family.ChildId));
        var foreign = await portal.SendAs(Agent, new TakeBackMember((await portal.GivenFamily()).Family.Id, RecordPart.Child, family.ChildId));

        back.IsRefused.Should().BeFalse();
        twice.Refusal.Code.Should().Be("IsBack");
        foreign.IsNotFound.Should().BeTrue();
        (await portal.SessionOf(activity, First)).PlacesTaken.Should().Be(0);
        (await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, First))).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_request_at_the_moment_of_leaving_is_refused_or_stops_the_departure(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        for (var round = 0; round < 6; round++)
        {
            var family = await portal.GivenFamily();

            var asking = Task.Run(() => portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, First)));
            var leaving = Task.Run(() => portal.SendAs(Agent, new LetChildLeave(family.Family.Id, family.ChildId, [], null)));
            await Task.WhenAll(asking, leaving);

            ((await asking).IsRefused ^ (await leaving).IsRefused).Should().BeTrue("either the child has a place and stays, or has none and left");
        }

        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task What_the_family_asked_is_treated_before_somebody_leaves(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var father = family.Family.Guardians[1].Id;
        await portal.SendAs(
            family.Parent,
            new FileChanges([
                new(RecordSubject.Child(family.ChildId), nameof(Child.School), "", "Beine"),
                new(RecordSubject.Guardian(father), nameof(Guardian.Town), "", "Beine"),
            ])
        );

        (await portal.SendAs(Agent, new LetChildLeave(family.Family.Id, family.ChildId, [], null))).Refusal.Code.Should().Be("AlreadyPending");
        (await portal.SendAs(Agent, new LetGuardianLeave(family.Family.Id, father))).Refusal.Code.Should().Be("AlreadyPending");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_guardian_who_leaves_has_no_login_no_invitation_and_no_mail_any_more(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily(isSeparated: true);
        var (mother, father) = (family.Family.Guardians[0].Id, family.Family.Guardians[1].Id);
        var login = new PortalUser
        {
            Id = Guid.NewGuid(),
            UserName = "pere",
            Email = "pere1@example.fr",
            GuardianId = father,
            FamilyId = family.Family.Id,
            SecurityStamp = "before",
        };
        var invitation = Invitation.ForGuardian("pere1@example.fr", "Père", father, family.Family.Id);
        invitation.Send("digest", portal.Clock.GetUtcNow().UtcDateTime);
        await portal.SaveAsync(login, invitation);

        var referent = await portal.SendAs(Agent, new LetGuardianLeave(family.Family.Id, mother));
        var left = await portal.SendAs(Agent, new LetGuardianLeave(family.Family.Id, father));
        var again = await portal.SendAs(Agent, new LetGuardianLeave(family.Family.Id, father));

        referent.Refusal.Code.Should().Be("IsReferent");
        left.IsRefused.Should().BeFalse();
        again.Refusal.Code.Should().Be("Gone");
        (await LoginOf(portal, login.Id)).Should().BeEquivalentTo(new { IsDisabled = true });
        (await LoginOf(portal, login.Id)).SecurityStamp.Should().NotBe("before", "what is open ends");
        (await portal.Find(db => db.Invitations.AsNoTracking().SingleAsync())).WithdrawnAt.Should().NotBeNull();
        (await portal.SendAs(Agent, new InviteGuardian(father, new Uri("https://portail.example.fr")))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Agent, new GetFamilyDesk(family.Family.Id))).Value.Guardians.Should().ContainSingle();
        (await portal.Find(db => db.OutboxMessages.Select(mail => mail.Recipients).ToListAsync()))
            .Should()
            .BeEquivalentTo(["mere1@example.fr", "pere1@example.fr"], "who leaves is told of it, once");

        await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(RecordSubject.Guardian(mother), nameof(Guardian.Town), "", "Beine")]));
        (await portal.Find(db => db.OutboxMessages.CountAsync(mail => mail.Recipients == "pere1@example.fr"))).Should().Be(1);
        (await portal.SendAs(Agent, new EditRecord(family.Family.Id, [new(RecordSubject.Guardian(father), nameof(Guardian.Town), "", "Beine")])))
            .IsNotFound.Should()
            .BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Coming_back_opens_the_login_that_leaving_closed_and_no_other(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        foreach (var wasDisabled in new[] { false, true })
        {
            var family = await portal.GivenFamily(isSeparated: true);
            var father = family.Family.Guardians[1];
            var login = new PortalUser
            {
                Id = Guid.NewGuid(),
                UserName = father.Email,
                NormalizedUserName = father.Email,
                Email = father.Email,
                GuardianId = father.Id,
                FamilyId = family.Family.Id,
                IsDisabled = wasDisabled,
            };
            await portal.SaveAsync(login);

            await portal.SendAs(Agent, new LetGuardianLeave(family.Family.Id, father.Id));
            var back = await portal.SendAs(Agent, new TakeBackMember(family.Family.Id, RecordPart.Guardian, father.Id));

            back.IsRefused.Should().BeFalse();
            (await LoginOf(portal, login.Id)).IsDisabled.Should().Be(wasDisabled);
            (await portal.SendAs(Agent, new GetFamilyRecord(family.Family.Id))).Value.Should().BeEquivalentTo(new { Former = Array.Empty<FormerMember>() });
        }
    }

    private static IReadOnlyList<PlaceGivenUp> Decide(ChildDeparture seen, DateOnly invoiced) =>
        [.. seen.Places.Select(place => new PlaceGivenUp(place.RequestId, place.Date == invoiced))];

    private static async Task LeaveAsync(Portal portal, Household family)
    {
        var seen = (await portal.SendAs(Agent, new GetChildDeparture(family.Family.Id, family.ChildId))).Value;
        (await portal.SendAs(Agent, new LetChildLeave(family.Family.Id, family.ChildId, Decide(seen, First), "Déménagement"))).IsRefused.Should().BeFalse();
    }

    private static Task<PortalUser> LoginOf(Portal portal, Guid id) => portal.Find(db => db.Users.AsNoTracking().SingleAsync(user => user.Id == id));

    // Two bookings, for the second of which the family asked to cancel, and a request that waits.
    private static async Task<(Household Family, Activity Activity)> GivenPlacesAsync(Portal portal)
    {
        var activity = await portal.GivenActivity();
        var family = await portal.GivenFamily();
        foreach (var date in new[] { First, Second, Third })
        {
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, date));
        }

        var rows = await portal.RequestsOf(family);
        await portal.SendAs(Agent, new TreatRequests([rows[0].Id, rows[1].Id], Accept: true));
        await portal.SendAs(family.Parent, new AskCancellation(rows[1].Id));
        return (family, activity);
    }
}
