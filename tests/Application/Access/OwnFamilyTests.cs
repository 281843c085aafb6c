using ClsPortal.Application.Access;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Families;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Access;

/// <summary>Whoever works for the centre and has a child there treats everybody's matters but the own family's.</summary>
public sealed class OwnFamilyTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly Person Colleague = Person.With(Roles.Agent);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Requests_of_the_own_family_are_marked_and_left_to_a_colleague_while_the_others_are_decided(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var agent = own.Parent with { Roles = Roles.Parent | Roles.Agent };
        var (mine, theirs) = (await AskedAsync(portal, own, activity), await AskedAsync(portal, other, activity));

        (await portal.SendAs(agent, new ListRequestsToTreat())).Value.Lines.Items.Where(line => line.IsOwnFamily).Select(line => line.Id).Should().Equal(mine);
        (await portal.SendAs(Colleague, new ListRequestsToTreat())).Value.Lines.Items.Should().HaveCount(2).And.OnlyContain(line => !line.IsOwnFamily);
        foreach (var accept in new[] { true, false })
        {
            var alone = (await portal.SendAs(agent, new TreatRequests([mine], accept, "Motif"))).Value;
            alone.Treated.Should().Be(0);
            alone.MissedByColleague.Should().ContainSingle().Which.Sentence.Should().Contain("votre propre famille");
        }

        var both = (await portal.SendAs(agent, new TreatRequests([mine, theirs], Accept: true))).Value;

        both.RequestIds.Should().Equal(theirs);
        both.MissedByColleague.Select(missed => missed.Id).Should().Equal(mine);
        (await portal.RequestsOf(own)).Single().Status.Should().Be(RequestStatus.Pending);
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act != OwnFamily.Attempted))).FamilyId.Should().Be(other.Family.Id);
        (
            await portal.Find(db =>
                db.AuditEntries.CountAsync(entry => entry.Act == OwnFamily.Attempted && entry.FamilyId == own.Family.Id && entry.UserId == agent.UserId)
            )
        )
            .Should()
            .Be(3, "each attempt is kept");
        (await portal.SendAs(Colleague, new TreatRequests([mine], Accept: true))).Value.Treated.Should().Be(1);
        (await portal.SendAs(agent, new TreatRequests([mine], Accept: false, "Motif")))
            .Value.MissedByColleague.Single()
            .IsOwnFamily.Should()
            .BeFalse("it is decided by now");
        (await portal.SendAs(agent, new UndoDecisions([mine]))).Value.Kept.Should().ContainSingle().Which.Code.Should().Be(OwnFamily.Code);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Bookings_of_the_own_family_are_made_moved_and_cancelled_by_a_colleague(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var agent = own.Parent with { Roles = Roles.Parent | Roles.Agent };
        foreach (var household in new[] { own, other })
        {
            await portal.SendAs(Colleague, new BookOnBehalf(household.ChildId, activity.Id, new Series(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        var (mine, theirs) = ((await portal.RequestsOf(own))[0].Id, (await portal.RequestsOf(other))[0].Id);

        (await portal.SendAs(agent, new BookOnBehalf(own.ChildId, activity.Id, new Series(new(2019, 1, 30), new(2019, 1, 30), Weekdays.All), null, null, null)))
            .Refusal.Should()
            .Be(OwnFamily.Refusal);
        (await portal.SendAs(agent, new MoveBooking(mine, activity.Id, new(2019, 1, 30), null))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(agent, new CancelOnBehalf(mine, false, "Motif"))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(agent, new CancelOnBehalf(theirs, false, "Motif"))).IsRefused.Should().BeFalse();
        (await portal.RequestsOf(own)).Single().Status.Should().Be(RequestStatus.Accepted);
        await portal.PlacesAreConsistent();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Changes_and_pieces_of_the_own_family_are_marked_and_left_to_a_colleague(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var agent = own.Parent with { Roles = Roles.Parent | Roles.Agent };
        var piece = await portal.GivenPiece();
        var deposits = new List<Guid>();
        foreach (var household in new[] { own, other })
        {
            var (mother, subject) = household.Mother();
            await portal.SendAs(mother, new FileChanges([new(subject, nameof(Guardian.Town), "", "Beine")]));
            deposits.Add(
                (await portal.SendAs(household.Parent, new DepositFile(piece.Id, household.ChildId, new IncomingFile("a.pdf", FileSamples.Pdf())))).Value
            );
        }

        var (mine, theirs) = ((await portal.ChangesOf(own))[0].Id, (await portal.ChangesOf(other))[0].Id);

        (await portal.SendAs(agent, new ListChangesToTreat())).Value.Items.Where(line => line.IsOwnFamily).Select(line => line.Id).Should().Equal(mine);
        (await portal.SendAs(agent, new ListDeposits())).Value.Lines.Items.Where(line => line.IsOwnFamily).Select(line => line.Id).Should().Equal(deposits[0]);
        var treated = (await portal.SendAs(agent, new TreatChanges([new(mine), new(theirs)], Accept: true))).Value;
        treated.Treated.Should().Be(1);
        treated.Missed.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Id = mine, OwnFamily.Code });
        (await portal.GuardianOf(own)).Town.Should().BeNullOrEmpty();
        (await portal.SendAs(agent, new TreatDeposit(deposits[0], Accept: true))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(agent, new TreatDeposit(deposits[1], Accept: true))).IsRefused.Should().BeFalse();
        (await portal.Find(db => db.DepositedFiles.Where(file => file.FamilyId == own.Family.Id).Select(file => file.Status).SingleAsync()))
            .Should()
            .Be(DepositStatus.Deposited);
        (await portal.SendAs(Colleague, new TreatChanges([new(mine)], Accept: true))).Value.Treated.Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Money_of_the_own_family_is_a_colleagues_matter(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var own = await portal.GivenFamily();
        var accountant = own.Parent with { Roles = Roles.Parent | Roles.Accountant };
        var other = Person.With(Roles.Accountant);
        var now = portal.Clock.GetUtcNow().UtcDateTime;
        var invoice = Invoice.Issue(
            "091900001",
            new(own.Family.Id, "Famille"),
            new(Wednesday, Wednesday, Wednesday, Wednesday),
            [InvoiceLine.For(new(own.ChildId, "Enfant", null, Wednesday), activity.Name, 1, 1620, 1620, 0, "")],
            new(now, other.UserId, "C")
        );
        await portal.SaveAsync(invoice);
        var line = (await portal.Find(db => db.InvoiceLines.AsNoTracking().SingleAsync())).Id;
        await portal.SendAs(other, new EnterPayments(Guid.NewGuid(), own.Family.Id, PaymentMeans.Cash, new(2019, 1, 14), null, [new(invoice.Id, 620)]));
        var payment = (await portal.Find(db => db.Payments.AsNoTracking().SingleAsync())).Id;

        (await portal.SendAs(accountant, new EnterPayments(Guid.NewGuid(), own.Family.Id, PaymentMeans.Cash, new(2019, 1, 14), null, [new(invoice.Id, 1000)])))
            .Refusal.Should()
            .Be(OwnFamily.Refusal);
        (await portal.SendAs(accountant, new CreditInvoice(invoice.Id, [new(line)], "Motif", false))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(accountant, new ReversePayment(payment, "Motif"))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(accountant, new GiveBack(invoice.Id, 1, "Mandat"))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(accountant, new EnterQuotient(own.Family.Id, Wednesday, null, 300, true))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.Find(db => db.Payments.CountAsync())).Should().Be(1);
        (await portal.SendAs(other, new ReversePayment(payment, "Motif"))).IsRefused.Should().BeFalse();
    }

    [Fact]
    public async Task The_record_of_the_own_family_is_edited_by_a_colleague_and_the_parents_own_requests()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var agent = own.Parent with { Roles = Roles.Parent | Roles.Agent };
        var (id, child, guardian) = (own.Family.Id, own.ChildId, own.Family.Guardians[0].Id);
        var none = new Dictionary<string, string>(StringComparer.Ordinal);

        Outcome<Done>[] refused =
        [
            await portal.SendAs(agent, new AddContact(id, RecordTests.Grandmother)),
            await portal.SendAs(agent, new RemoveContact(id, 1)),
            await portal.SendAs(agent, new ChangeReferent(id, guardian, guardian, "x")),
            await portal.SendAs(agent, new RenameFamily(id, "a", "b", "c", "d")),
            await portal.SendAs(agent, new LetChildLeave(id, child, [], null)),
            await portal.SendAs(agent, new LetGuardianLeave(id, guardian)),
            await portal.SendAs(agent, new TakeBackMember(id, RecordPart.Child, child)),
        ];
        refused.Should().OnlyContain(outcome => outcome.IsRefused && outcome.Refusal == OwnFamily.Refusal);
        (await portal.SendAs(agent, new AddMember(id, RecordPart.Child, none, []))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(agent, new EditRecord(id, [new(RecordSubject.Guardian(guardian), "Town", "", "Beine")]))).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(agent, new EditRecord(other.Family.Id, [new(RecordSubject.Guardian(other.Family.Guardians[0].Id), "Town", "", "Beine")])))
            .IsRefused.Should()
            .BeFalse();
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.FamilyId == id && entry.Act != OwnFamily.Attempted))).Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Whatever_concerns_one_family_is_refused_to_its_guardians_by_either_login_and_recorded(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (own, messages) = await EverythingOfAsync(portal);
        var everyRole = own.Parent with { Roles = Roles.Parent | Roles.Staff };
        var joined = Person.With(Roles.Staff) with { JoinedFamilies = [own.Family.Id] };
        var faults = new List<string>();
        foreach (var message in messages.Values)
        {
            foreach (var (login, person) in new[] { ("one login", everyRole), ("joined login", joined) })
            {
                if (await AccessTests.CodeAsync(portal, person, message) is not OwnFamily.Code and var code)
                {
                    faults.Add($"{message.GetType().Name} by {login}: '{code}'");
                }
            }

            if (await AccessTests.CodeAsync(portal, Person.With(Roles.Staff) with { JoinedFamilies = [own.Family.Id + 1000] }, message) == OwnFamily.Code)
            {
                faults.Add($"{message.GetType().Name} is refused to whoever has another family");
            }
        }

        faults.Should().BeEmpty();
        messages.Keys.Should().BeEquivalentTo(Commands.Where(type => Concerning.Any(contract => type.IsAssignableTo(contract))), "each has its try here");
        (
            await portal.Find(db =>
                db.AuditEntries.CountAsync(entry =>
                    entry.Act == OwnFamily.Attempted && entry.FamilyId == own.Family.Id && (entry.UserId == everyRole.UserId || entry.UserId == joined.UserId)
                )
            )
        )
            .Should()
            .Be(2 * messages.Count);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_own_childs_presence_is_marked_by_a_colleague(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var own = await portal.GivenFamily();
        await portal.SendAs(Colleague, new BookOnBehalf(own.ChildId, activity.Id, new Series(Wednesday, Wednesday, Weekdays.All), null, null, null));
        portal.ItIs(Wednesday, new(9, 0));
        var mark = new MarkAttendance(Guid.NewGuid(), (await portal.RequestsOf(own))[0].Id, AttendanceMarkKind.AbsentJustified, portal.Clock.GetUtcNow(), null);

        (await portal.SendAs(own.Parent with { Roles = Roles.Parent | Roles.Agent }, mark)).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.SendAs(Person.With(Roles.Agent) with { JoinedFamilies = [own.Family.Id] }, mark)).Refusal.Should().Be(OwnFamily.Refusal);
        (await portal.Find(db => db.AttendanceMarks.AnyAsync())).Should().BeFalse();
        (await portal.SendAs(Colleague, mark)).IsRefused.Should().BeFalse();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Bookings_of_the_own_family_stay_when_many_are_settled(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        foreach (var household in new[] { own, other })
        {
            await portal.SendAs(Colleague, new BookOnBehalf(household.ChildId, activity.Id, new Series(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        var agent = Person.With(Roles.Agent) with { JoinedFamilies = [own.Family.Id] };
        var settled = (
            await portal.SendAs(agent, new SettleBookings([(await portal.RequestsOf(own))[0].Id, (await portal.RequestsOf(other))[0].Id], "Fermé"))
        ).Value;

        settled.Should().BeEquivalentTo(new { Cancelled = 1, OwnLeft = 1 });
        (await portal.RequestsOf(own)).Single().Status.Should().Be(RequestStatus.Accepted);
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == OwnFamily.Attempted)))
            .Should()
            .BeEquivalentTo(new { FamilyId = (int?)own.Family.Id, agent.UserId });
        await portal.PlacesAreConsistent();
    }

    [Fact]
    public void Every_command_about_many_has_its_try() =>
        Commands
            .Where(type => type.IsAssignableTo(typeof(ILeavesOwnFamilyOut)))
            .Should()
            .BeEquivalentTo(
                [typeof(TreatRequests), typeof(UndoDecisions), typeof(TreatChanges), typeof(SettleBookings), typeof(ImportFamilies)],
                "the last in ImportTests, the others above"
            );

    private static readonly Type[] Concerning = [typeof(IConcernsFamily), typeof(IConcernsFamilies), typeof(IConcernsLogin)];

    private static IEnumerable<Type> Commands =>
        typeof(ICommandMarker).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ICommandMarker)) && !type.IsInterface);

    /// <summary>A family with one of everything, and every command that concerns one family aimed at it.</summary>
    private static async Task<(Household Own, Dictionary<Type, object> Messages)> EverythingOfAsync(Portal portal)
    {
        var activity = await portal.GivenActivity();
        var own = await portal.GivenFamily(isSeparated: true);
        var (id, child, site) = (own.Family.Id, own.ChildId, new Uri("https://portail.example.fr"));
        var now = portal.Clock.GetUtcNow().UtcDateTime;
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        await portal.SendAs(Colleague, new BookOnBehalf(child, activity.Id, new Series(Wednesday, Wednesday, Weekdays.All), null, null, null));
        var booking = (await portal.RequestsOf(own))[0].Id;
        var deposit = (
            await portal.SendAs(own.Parent, new DepositFile((await portal.GivenPiece()).Id, child, new IncomingFile("a.pdf", FileSamples.Pdf())))
        ).Value;
        var thread = (await portal.SendAs(own.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Value;
        var invoice = Invoice.Issue(
            "091900001",
            new(id, "Famille"),
            new(Wednesday, Wednesday, Wednesday, Wednesday),
            [InvoiceLine.For(new(child, "Enfant", null, Wednesday), activity.Name, 1, 1620, 1620, 0, "")],
            new(now, Guid.NewGuid(), "C")
        );
        await portal.SaveAsync(invoice);
        await portal.SendAs(
            Person.With(Roles.Accountant),
            new EnterPayments(Guid.NewGuid(), id, PaymentMeans.Cash, new(2019, 1, 14), null, [new(invoice.Id, 620)])
        );
        var payment = (await portal.Find(db => db.Payments.AsNoTracking().SingleAsync())).Id;
        var attempt = PaymentAttempt.SendAway(invoice, own.Parent.UserId, now);
        var invitation = Invitation.ForGuardian("pere@example.fr", "Père", own.Family.Guardians[1].Id, id);
        invitation.Send("x", now);
        var ofTheOther = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = "p",
            NormalizedUserName = "P",
            Email = "p@example.fr",
            NormalizedEmail = "P@EXAMPLE.FR",
            FamilyId = id,
            SecurityStamp = "x",
        };
        await portal.SaveAsync(attempt, invitation, ofTheOther);
        object[] messages =
        [
            new MarkAttendance(Guid.NewGuid(), booking, AttendanceMarkKind.Absent, portal.Clock.GetUtcNow(), null),
            new CancelOnBehalf(booking, false, "Motif"),
            new MoveBooking(booking, activity.Id, new(2019, 1, 30), null),
            new BookOnBehalf(child, activity.Id, new Series(new(2019, 1, 30), new(2019, 1, 30), Weekdays.All), null, null, null),
            new PrintRecord(child),
            new TreatDeposit(deposit, true),
            new GiveBack(invoice.Id, 1, "Mandat"),
            new CreditInvoice(invoice.Id, [new(1)], "Motif", false),
            new ReversePayment(payment, "Motif"),
            new ClosePaymentAttempt(attempt.Id, "Vu"),
            new EnterPayments(Guid.NewGuid(), id, PaymentMeans.Cash, new(2019, 1, 14), null, [new(invoice.Id, 1)]),
            new EnterQuotient(id, Wednesday, null, 300, true),
            new ExcludeFromRun(1, id, true),
            new InvoiceAnyway(1, id),
            new OpenFamilyConversation(thread),
            new AnswerFamily(thread, Guid.NewGuid(), "Texte"),
            new CloseConversation(thread),
            new AssignConversation(thread),
            new WriteToFamily(Guid.NewGuid(), id, "Objet", "Texte"),
            new InviteGuardian(own.Family.Guardians[0].Id, site),
            new SendInvitationAgain(invitation.Id, site),
            new WithdrawInvitation(invitation.Id),
            new SetUserRoles(ofTheOther.Id, Roles.Agent),
            new SetUserDisabled(ofTheOther.Id, true),
            new EndUserSessions(ofTheOther.Id),
            new ResetUserFactor(ofTheOther.Id),
            new PartGuardian(Guid.NewGuid(), id),
            new AddMember(id, RecordPart.Child, none, []),
            new ChangeReferent(id, 1, 1, "x"),
            new LetChildLeave(id, child, [], null),
            new TakeBackMember(id, RecordPart.Child, child),
            new LetGuardianLeave(id, 1),
            new EditRecord(id, [new(RecordSubject.Guardian(own.Family.Guardians[0].Id), "Town", "", "Beine")]),
            new AddContact(id, RecordTests.Grandmother),
            new RemoveContact(id, 1),
            new ReassignContact(id, 1, 1, null, "x"),
            new RenameFamily(id, "a", "b", "c", "d"),
            new EraseFamily(id, "x"),
            new ExportFamily(id, 1),
            new TellTreasury([payment], "Vu"),
            new EnterDebtor(id, [invoice.Id], new DebtorForm("Mme", "x", "x", "", "1 rue x", "", "89800", "Chablis")),
            new ProtectGuardian(id, 1, true, [], "x"),
        ];
        return (own, messages.ToDictionary(message => message.GetType()));
    }

    private static async Task<long> AskedAsync(Portal portal, Household household, Activity activity)
    {
        await portal.SendAs(household.Parent, new AskSession(household.ChildId, activity.Id, Wednesday));
        return (await portal.RequestsOf(household)).Single().Id;
    }
}
