using System.Reflection;
using ClsPortal.Application.Access;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Attendance;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Overview;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Families;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Access;

/// <summary>Every use case against every role: whoever may not is told that nothing is there, and nothing is.</summary>
public sealed class AccessTests(AccessTests.DeniedPortal denied) : IClassFixture<AccessTests.DeniedPortal>
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly TariffTerms Flat = new(TariffKind.Flat, TariffUnit.Session) { FlatCents = 1200 };
    private static readonly ActivityDraft Draft = new(
        "x",
        1,
        "x",
        Wednesday,
        Wednesday,
        Weekdays.All,
        Season.SchoolTime,
        new(8, 0),
        new(9, 0),
        1,
        3,
        11,
        0,
        new(CutoffKind.HoursBefore, 48, default),
        [],
        []
    );

    private static readonly IReadOnlyDictionary<string, string> NoField = new Dictionary<string, string>(StringComparer.Ordinal);
    private static readonly ImportTable EmptyImport = new(new ImportFile([], []), new Dictionary<string, int>());
    private static readonly Series OneDay = new(Wednesday, Wednesday, Weekdays.All);

    // The table of SPEC, "Who may do what", said once more by hand: the code's own rule is what is tested.
    private static readonly Dictionary<Type, (object Message, Roles Allowed)> UseCases = new (object Message, Roles Allowed)[]
    {
        (new RotateKeys(), Roles.Administrator),
        (new GetHome(), Roles.Parent),
        (new GetPieces(), Roles.Parent),
        (new DepositFile(1, 1, new IncomingFile("a.pdf", FileSamples.Pdf())), Roles.Parent),
        (new WithdrawFile(Guid.NewGuid()), Roles.Parent),
        (new OpenDeposit(Guid.NewGuid()), Roles.Parent | Roles.Agent | Roles.Director),
        (new ListDeposits(), Roles.Agent | Roles.Director),
        (new TreatDeposit(Guid.NewGuid(), true), Roles.Agent | Roles.Director),
        (new ListRequiredPieces(), Roles.Director | Roles.Administrator),
        (new SaveRequiredPiece(null, "x", "", true, true, false, PieceValidity.Unlimited), Roles.Director | Roles.Administrator),
        (new ListDocuments(), Roles.Parent),
        (new OpenDocument(Guid.NewGuid()), Roles.Parent | Roles.Agent | Roles.Director),
        (new ListCentreDocuments(), Roles.Director),
        (new PublishDocument(null, "x", "x", null, Wednesday, null, new IncomingFile("a.pdf", FileSamples.Pdf())), Roles.Director),
        (new WithdrawDocument(Guid.NewGuid()), Roles.Director),
        (new GetBroadcastChoices(), Roles.Director),
        (new PreviewBroadcast(new Audience(Wednesday, Wednesday)), Roles.Director),
        (new SendBroadcast(Guid.NewGuid(), new Audience(Wednesday, Wednesday), "x", "x", ""), Roles.Director),
        (new ListBroadcasts(), Roles.Agent | Roles.Director),
        (new PreviewRetention(), Roles.Administrator),
        (new GetRetentionState(), Roles.Administrator),
        (new StartRetention(""), Roles.Administrator),
        (new FindFamilies(), Roles.Administrator),
        (new PreviewErasure(1), Roles.Administrator),
        (new EraseFamily(1, "x"), Roles.Administrator),
        (new ExportFamily(1, 1), Roles.Administrator),
        (new ExportMyFamily(WithHealth: false), Roles.Parent),
        (new GetPrivacyNotice(), Roles.Staff | Roles.Parent),
        (new GetBroadcast(Guid.NewGuid()), Roles.Agent | Roles.Director),
        (new ListConversations(), Roles.Parent),
        (new StartConversation(Guid.NewGuid(), "x", "x"), Roles.Parent),
        (new OpenConversation(Guid.NewGuid()), Roles.Parent),
        (new AnswerConversation(Guid.NewGuid(), Guid.NewGuid(), "x"), Roles.Parent),
        (new OpenFamilyConversation(Guid.NewGuid()), Roles.Agent | Roles.Director),
        (new AnswerFamily(Guid.NewGuid(), Guid.NewGuid(), "x"), Roles.Agent | Roles.Director),
        (new WriteToFamily(Guid.NewGuid(), 1, "x", "x"), Roles.Agent | Roles.Director),
        (new ListAddressees(1), Roles.Agent | Roles.Director),
        (new ShareConversation(Guid.NewGuid(), true), Roles.Parent),
        (new ListOtherGuardians(), Roles.Parent),
        (new ListInbox(), Roles.Agent | Roles.Director),
        (new CloseConversation(Guid.NewGuid()), Roles.Agent | Roles.Director),
        (new AssignConversation(Guid.NewGuid()), Roles.Agent | Roles.Director),
        (new GetEnrolmentChoices(null), Roles.Parent),
        (new GetCalendarMonth(1, 1, Wednesday), Roles.Parent),
        (new PreviewSeries(1, 1, OneDay), Roles.Parent),
        (new AskSession(1, 1, Wednesday), Roles.Parent),
        (new AskSeries(1, 1, OneDay), Roles.Parent),
        (new WithdrawRequest(1), Roles.Parent),
        (new ChangePendingRequest(1, null, null, null), Roles.Parent),
        (new AskCancellation(1), Roles.Parent),
        (new ListWaitingRequests(), Roles.Parent),
        (new ListEnrolmentHistory(), Roles.Parent),
        (new GetDashboard(), Roles.Agent | Roles.Director),
        (new ListRequestsToTreat(), Roles.Agent | Roles.Director),
        (new TreatRequests([1], true), Roles.Agent | Roles.Director),
        (new BookOnBehalf(1, 1, OneDay, null, null, null), Roles.Agent | Roles.Director),
        (new CancelOnBehalf(1, false, "x"), Roles.Agent | Roles.Director),
        (new MoveBooking(1, 1, Wednesday, null), Roles.Agent | Roles.Director),
        (new UndoDecisions([1]), Roles.Agent | Roles.Director),
        (new ListTreatedRequests(), Roles.Agent | Roles.Director),
        (new CreateFamily("x", "", NoField, [], []), Roles.Agent | Roles.Director),
        (new FindDuplicates(null, []), Roles.Agent | Roles.Director),
        (new AddMember(1, RecordPart.Child, NoField, []), Roles.Agent | Roles.Director),
        (new ChangeReferent(1, 1, 1, "x"), Roles.Agent | Roles.Director),
        (new RenameFamily(1, "x", "x", "x", "x"), Roles.Agent | Roles.Director),
        (new GetChildDeparture(1, 1), Roles.Agent | Roles.Director),
        (new LetChildLeave(1, 1, [], null), Roles.Agent | Roles.Director),
        (new LetGuardianLeave(1, 1), Roles.Agent | Roles.Director),
        (new TakeBackMember(1, RecordPart.Child, 1), Roles.Agent | Roles.Director),
        (new ProposeChild(NoField), Roles.Parent),
        (new ProposeReferent(1), Roles.Parent),
        (new AgreeToReferent(Guid.NewGuid(), true), Roles.Parent),
        (new ShareCoordinates(true), Roles.Parent),
        (new ProtectGuardian(1, 1, true, [], "x"), Roles.Agent | Roles.Director),
        (new ListFamilies(), Roles.Agent | Roles.Director),
        (new GetFamilyDesk(1), Roles.Agent | Roles.Director),
        (new ListSessions(null, Wednesday), Roles.Agent | Roles.Director),
        (new SetSessionCapacity(1, 3), Roles.Director),
        (new GetAttendanceSheet(Wednesday), Roles.Agent | Roles.Director),
        (new MarkAttendance(Guid.NewGuid(), 1, AttendanceMarkKind.Absent, DateTimeOffset.UnixEpoch, null), Roles.Agent | Roles.Director),
        (new FindChildren(Wednesday, 1, "x"), Roles.Agent | Roles.Director),
        (new GetDayLists(Wednesday, Wednesday), Roles.Agent | Roles.Director),
        (new ProduceDayList(DayListKind.Roster, Wednesday, Wednesday), Roles.Agent | Roles.Director),
        (new GetStatistics(Wednesday, Wednesday), Roles.Director | Roles.Administrator | Roles.Accountant),
        (new ExportStatistics(Wednesday, Wednesday), Roles.Director | Roles.Administrator | Roles.Accountant),
        (new GetReminders(), Roles.Director | Roles.Administrator),
        (new SwitchReminder(ReminderKind.LateRequests, true), Roles.Director | Roles.Administrator),
        (new SetReminderDays(ReminderKind.ExpiringPieces, 30), Roles.Director | Roles.Administrator),
        (new ProduceHealthList(Wednesday, Wednesday), Roles.Agent | Roles.Director),
        (new PreviewImport(EmptyImport), Roles.Administrator),
        (new ImportFamilies(EmptyImport), Roles.Administrator),
        (new ExportEnrolmentHistory(), Roles.Parent),
        (new ExportList(ExportKind.Families), Roles.Director | Roles.Administrator),
        (new ListStaffing(Wednesday, Wednesday), Roles.Agent | Roles.Director),
        (new PlanStaff(1, 1, false), Roles.Director),
        (new GetStaffRules(), Roles.Agent | Roles.Director | Roles.Administrator),
        (new SetStaffRule(CareKind.OutOfSchool, 8, 12), Roles.Director),
        (new GetRequestImpact([1]), Roles.Agent | Roles.Director),
        (new ListMailsNotSent(), Roles.Agent | Roles.Director | Roles.Administrator),
        (new RetryMail(Guid.NewGuid()), Roles.Agent | Roles.Director | Roles.Administrator),
        (new PrintMyRecord(1), Roles.Parent),
        (new PrintRecord(1), Roles.Agent | Roles.Director),
        (new ListUsers(), Roles.Administrator),
        (new GetUser(Guid.NewGuid()), Roles.Administrator),
        (new InviteStaff("x", "x@example.fr", Roles.Agent, new Uri("https://example.fr")), Roles.Administrator),
        (new ListJoinedGuardians(Guid.NewGuid()), Roles.Director | Roles.Administrator),
        (new JoinGuardian(Guid.NewGuid(), 1), Roles.Director | Roles.Administrator),
        (new PartGuardian(Guid.NewGuid(), 1), Roles.Director | Roles.Administrator),
        (new InviteGuardian(1, new Uri("https://example.fr")), Roles.Agent | Roles.Director | Roles.Administrator),
        (new ListGuardianAccess(1), Roles.Agent | Roles.Director | Roles.Administrator),
        (new SendInvitationAgain(Guid.NewGuid(), new Uri("https://example.fr")), Roles.Agent | Roles.Director | Roles.Administrator),
        (new WithdrawInvitation(Guid.NewGuid()), Roles.Agent | Roles.Director | Roles.Administrator),
        (new SetUserRoles(Guid.NewGuid(), Roles.Agent), Roles.Administrator),
        (new SetUserDisabled(Guid.NewGuid(), true), Roles.Administrator),
        (new ResetUserFactor(Guid.NewGuid()), Roles.Administrator),
        (new EndUserSessions(Guid.NewGuid()), Roles.Administrator),
        (new ListAudit(), Roles.Administrator),
        (new GetOffices(), Roles.Parent | Roles.Staff),
        (new GetPublicCentre(), Roles.Parent | Roles.Staff),
        (new ListTariffs(), Roles.Accountant | Roles.Director),
        (new PreviewTariff(1, Wednesday, Flat, "0001"), Roles.Accountant | Roles.Director),
        (new SaveTariff([1], Wednesday, Flat), Roles.Accountant),
        (new DeleteTariff(1), Roles.Accountant),
        (new GetQuotients(1), Roles.Accountant | Roles.Agent | Roles.Director),
        (new EnterQuotient(1, Wednesday, null, 642, true), Roles.Accountant | Roles.Agent | Roles.Director),
        (new ListFamilyQuotients(), Roles.Accountant),
        (new ListInvoiceRuns(), Roles.Accountant),
        (new GetInvoiceRun(1), Roles.Accountant),
        (new PreviewRunFamily(1, 1), Roles.Accountant),
        (new PrepareInvoiceRun(Wednesday, [], Wednesday, true), Roles.Accountant),
        (new ExcludeFromRun(1, 1, true), Roles.Accountant),
        (new InvoiceAnyway(1, 1), Roles.Accountant),
        (new IssueInvoiceRun(1, 1, 1), Roles.Accountant),
        (new StopInvoiceRun(1), Roles.Accountant),
        (new ResumeInvoiceRun(1), Roles.Accountant),
        (new CloseInvoiceRun(1), Roles.Accountant),
        (new GetInvoicingSettings(), Roles.Accountant),
        (new ChangeInvoicingSettings(0, InvoicingTerms.Initial), Roles.Accountant),
        (new ListInvoices(), Roles.Accountant),
        (new GetInvoice(1), Roles.Accountant),
        (new CreditInvoice(1, [new(1)], "Erreur", false), Roles.Accountant),
        (new ListMyInvoices(), Roles.Parent),
        (new GetMyInvoice(1), Roles.Parent),
        (new GetTaxCertificate(2019), Roles.Parent),
        (new GetCentreSettings(), Roles.Director | Roles.Administrator),
        (new SaveCentre("x", "03.86.47.86.12", "x@example.fr", "A", 3, 3, "", ""), Roles.Director | Roles.Administrator),
        (new SaveOffice(null, "x", "x", "03.86.47.86.12", "x@example.fr"), Roles.Director | Roles.Administrator),
        (new MoveOffice(1, true), Roles.Director | Roles.Administrator),
        (new RemoveOffice(1), Roles.Director | Roles.Administrator),
        (new GetLook(), Roles.Director | Roles.Administrator),
        (new SaveAccent("#0e5f76"), Roles.Director | Roles.Administrator),
        (new DrawLookPicture(LookPart.Logo, []), Roles.Director | Roles.Administrator),
        (new SaveLookPicture(LookPart.Logo, []), Roles.Director | Roles.Administrator),
        (new RemoveLookPicture(LookPart.Logo), Roles.Director | Roles.Administrator),
        (new ResetLook(), Roles.Director | Roles.Administrator),
        (new PreviewClosure(new(Wednesday, Wednesday, null)), Roles.Director),
        (new CloseDays(new(Wednesday, Wednesday, null), "x", ""), Roles.Director),
        (new ListClosures(), Roles.Director),
        (new ReopenDays(1, false), Roles.Director),
        (new ListBookingsToSettle(), Roles.Agent | Roles.Director),
        (new SettleBookings([99], "x"), Roles.Agent | Roles.Director),
        (new PreviewCapacities(1, Wednesday, null, Weekdays.All, 3), Roles.Director),
        (new SetCapacities([new(1, 3)]), Roles.Director),
        (new ListMailTexts(), Roles.Director | Roles.Administrator),
        (new SaveMailText(RequestsTreatedMail.Template, "x", "", "", ""), Roles.Director | Roles.Administrator),
        (new ResetMailText(RequestsTreatedMail.Template), Roles.Director | Roles.Administrator),
        (new GetRetention(), Roles.Administrator),
        (new SaveRetention([], ""), Roles.Administrator),
        (new GetSetupProgress(), Roles.Director | Roles.Administrator),
        (new ListActivities(), Roles.Director | Roles.Administrator),
        (new GetActivityForm(null), Roles.Director | Roles.Administrator),
        (new PreviewActivity(null, Draft), Roles.Director | Roles.Administrator),
        (new SaveActivity(null, Draft, "", ""), Roles.Director | Roles.Administrator),
        (new PreviewActivityUndo(1), Roles.Director | Roles.Administrator),
        (new UndoActivity(1, 1, ""), Roles.Director | Roles.Administrator),
        (new ArchiveActivity(1, true), Roles.Director | Roles.Administrator),
        (new SaveCategory(null, "x"), Roles.Director | Roles.Administrator),
        (new MoveCategory(1, true), Roles.Director | Roles.Administrator),
        (new RemoveCategory(1), Roles.Director | Roles.Administrator),
        (new GetMyRecord(), Roles.Parent),
        (new GetMyForm(RecordPart.Guardian, 1), Roles.Parent),
        (new FileChanges([new(RecordSubject.Guardian(1), "Town", "", "Beine")]), Roles.Parent),
        (new ProposeContact(RecordTests.Grandmother), Roles.Parent),
        (new ProposeContactRemoval(1), Roles.Parent),
        (new WithdrawChange(Guid.NewGuid()), Roles.Parent),
        (new SignHealthRecord(1), Roles.Parent),
        (new ListChangesToTreat(), Roles.Agent | Roles.Director),
        (new TreatChanges([new(Guid.NewGuid())], true), Roles.Agent | Roles.Director),
        (new GetFamilyRecord(1), Roles.Agent | Roles.Director),
        (new GetFamilyForm(1, RecordPart.Guardian, 1), Roles.Agent | Roles.Director),
        (new GetProtection(1, 1), Roles.Agent | Roles.Director),
        (new GetConfidentialNotice(1), Roles.Staff),
        (new EditRecord(1, [new(RecordSubject.Guardian(1), "Town", "", "Beine")]), Roles.Agent | Roles.Director),
        (new AddContact(1, RecordTests.Grandmother), Roles.Agent | Roles.Director),
        (new RemoveContact(1, 1), Roles.Agent | Roles.Director),
        (new ReassignContact(1, 1, 1, null, "x"), Roles.Agent | Roles.Director),
        (new ReadHealthRecord(1), Roles.Agent | Roles.Director),
        (new ListConsentKinds(), Roles.Director),
        (new SaveConsentKind(0, "x", true, true, 1), Roles.Director),
        (new ArchiveConsentKind(1), Roles.Director),
        (new ListVaccines(), Roles.Director | Roles.Administrator),
        (new SaveVaccine(0, "x", true, null, null, 1), Roles.Director | Roles.Administrator),
        (new ArchiveVaccine(1), Roles.Director | Roles.Administrator),
        (new AddUsualVaccines(), Roles.Director | Roles.Administrator),
        (new GetPaymentPage(), Roles.Parent),
        (new StartPayment(1), Roles.Parent),
        (new FollowPayment(Guid.NewGuid()), Roles.Parent),
        (new NoteNotification("x"), Roles.Parent | Roles.Staff),
        (new ListPayments(), Roles.Accountant),
        (new GetFamilyAccount(), Roles.Accountant),
        (new EnterPayments(Guid.NewGuid(), 1, PaymentMeans.Cash, Wednesday, null, [new(1, 1)]), Roles.Accountant),
        (new ReversePayment(1, "x"), Roles.Accountant),
        (new ClosePaymentAttempt(Guid.NewGuid(), "x"), Roles.Accountant),
        (new GiveBack(1, 1, "x"), Roles.Accountant),
        (new ListUnpaid(), Roles.Accountant),
        (new PreviewReminders([1]), Roles.Accountant),
        (new SendReminders([1]), Roles.Accountant),
        (new GetExports(), Roles.Accountant),
        (new ListDebtorsToComplete(), Roles.Accountant),
        (new EnterDebtor(1, [1], new DebtorForm("Mme", "x", "x", "", "x", "", "89800", "x")), Roles.Accountant),
        (new ListPaymentsToTell(), Roles.Accountant),
        (new TellTreasury([1], "x"), Roles.Accountant),
        (new GetTreasuryCodes(), Roles.Accountant),
        (new ChangeTreasuryCodes(0, new TreasurySettings("089012", "20006746900018", "012", "00", "x", "83")), Roles.Accountant),
        (new CreateBordereau(Wednesday, Wednesday), Roles.Accountant),
        (new CancelBordereau(1, "x"), Roles.Accountant),
        (new ReadBordereau(1), Roles.Accountant),
        (new ExportTable(ExportSubject.Invoices), Roles.Accountant),
        (new GetSchoolCalendar(), Roles.Director | Roles.Administrator),
        (new ReadCalendarFile("A", null, "2026-2027"), Roles.Director | Roles.Administrator),
        (new PreviewCalendar(new("A", [])), Roles.Director | Roles.Administrator),
        (new ApplyCalendar(new("A", []), ""), Roles.Director | Roles.Administrator),
    }.ToDictionary(line => line.Message.GetType());

    private static readonly Roles[] Single = [Roles.None, Roles.Parent, Roles.Agent, Roles.Director, Roles.Accountant, Roles.Administrator];

    public static TheoryData<string, Roles> EveryUseCaseAndRole()
    {
        var rows = new TheoryData<string, Roles>();
        foreach (var type in UseCases.Keys)
        {
            foreach (var role in Single)
            {
                rows.Add(type.Name, role);
            }
        }

        return rows;
    }

    [Fact]
    public void Every_request_of_the_application_is_in_the_table()
    {
        var requests = typeof(IMessage).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IMessage)) && !type.IsInterface);

        requests.Except(UseCases.Keys).Should().BeEmpty("a new one gets a line that says who may send it");
    }

    [Theory, MemberData(nameof(EveryUseCaseAndRole))]
    public async Task Only_the_roles_of_the_table_get_past_the_door(string useCase, Roles role)
    {
        var (message, allowed) = UseCases.Values.Single(line => line.Message.GetType().Name == useCase);
        if (role == Roles.None ? useCase is not (nameof(GetOffices) or nameof(GetPrivacyNotice) or nameof(NoteNotification)) : (allowed & role) == Roles.None)
            if (
                role == Roles.None ? useCase is not (nameof(GetOffices) or nameof(GetPublicCentre) or nameof(NoteNotification)) : (allowed & role) == Roles.None
            )
            {
                // One portal for all who are sent away: nothing may have happened to it, whoever came before.
                (await denied.Situation.IsDeniedAsync(role, message))
                    .Should()
                    .BeTrue();
                (await denied.Situation.RequestsOfFamily()).Should().ContainSingle().Which.Status.Should().Be(RequestStatus.Pending);
                return;
            }

        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var isDenied = await (await Situation.IsGivenAsync(portal)).IsDeniedAsync(role, message);
        if (
            role != Roles.Parent
            && useCase
                is not (
                    nameof(RetryMail)
                    or nameof(DeleteTariff)
                    or nameof(OpenDeposit)
                    or nameof(TreatDeposit)
                    or nameof(OpenDocument)
                    or nameof(GetBroadcast)
                    or nameof(WithdrawDocument)
                    or nameof(OpenFamilyConversation)
                    or nameof(AnswerFamily)
                    or nameof(CloseConversation)
                    or nameof(AssignConversation)
                )
        )
            if (
                role != Roles.Parent
                && useCase
                    is not (
                        nameof(RetryMail)
                        or nameof(DeleteTariff)
                        or nameof(GetUser)
                        or nameof(SendInvitationAgain)
                        or nameof(WithdrawInvitation)
                        or nameof(SetUserRoles)
                        or nameof(SetUserDisabled)
                        or nameof(ResetUserFactor)
                        or nameof(EndUserSessions)
                        or nameof(JoinGuardian)
                        or nameof(PartGuardian)
                    )
            )
                if (
                    role != Roles.Parent
                    && useCase
                        is not (
                            nameof(RetryMail)
                            or nameof(DeleteTariff)
                            or nameof(EnterPayments)
                            or nameof(ReversePayment)
                            or nameof(GiveBack)
                            or nameof(ClosePaymentAttempt)
                            or nameof(TellTreasury)
                            or nameof(CancelBordereau)
                            or nameof(ReadBordereau)
                        )
                )
                    if (role != Roles.Parent && useCase is not nameof(RetryMail))
                    {
                        isDenied.Should().BeFalse();
                    }
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_a_password_alone_opens_nothing_of_the_staffs_and_says_how_to_mend_it()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite, policy: SignInPolicy.Strict);
        var faults = new List<string>();
        foreach (
            var (message, allowed) in UseCases.Values.Where(line => line.Allowed != (Roles.Parent | Roles.Staff) && (line.Allowed & Roles.Staff) != Roles.None)
        )
        {
            foreach (var role in Single.Where(role => (role & Roles.Staff) != Roles.None))
            {
                var weak = await CodeAsync(portal, Person.With(role) with { HasPasswordAlone = true }, message);
                var expected = (allowed & role) == Roles.None ? Refusal.NotFoundCode : Refusal.SecondFactorCode;
                if (weak != expected)
                {
                    faults.Add($"{message.GetType().Name} as {role}: {weak}, expected {expected}");
                }
            }
        }

        faults.Should().BeEmpty();
        (await portal.Find(db => db.AuditEntries.CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Whoever_is_a_parent_too_stays_one_with_a_password_alone_and_is_none_of_the_staff()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite, policy: SignInPolicy.Strict);
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        var weak = own.Parent with { Roles = Roles.Parent | Roles.Agent, HasPasswordAlone = true };
        var theirs = (await portal.SendAs(other.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Value;
        var mine = (await portal.SendAs(weak, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))).Value;

        (await portal.SendAs(weak, new GetHome())).IsRefused.Should().BeFalse();
        (await portal.SendAs(weak, new OpenConversation(mine))).IsRefused.Should().BeFalse();
        (await portal.SendAs(weak, new OpenConversation(theirs))).IsNotFound.Should().BeTrue("a parent reads the own family only");
        (await portal.SendAs(weak, new ListFamilies())).Refusal.Should().Be(Refusal.StaffFactorNeeded);
        (await portal.SendAs(weak with { HasPasswordAlone = false }, new ListFamilies())).IsRefused.Should().BeFalse();
        (await portal.SendAs(other.Parent with { HasPasswordAlone = true }, new GetHome())).IsRefused.Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_password_of_a_parent_opens_nothing_of_the_staffs_whatever_else_is_asked(bool needsSecondFactor)
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite, policy: new SignInPolicy(needsSecondFactor));
        var family = await portal.GivenFamily();
        var person = family.Parent with { Roles = Roles.Parent | Roles.Director, HasShortPassword = true };

        (await portal.SendAs(person, new ListFamilies())).Refusal.Should().Be(Refusal.NewPasswordNeeded);
        (await portal.SendAs(person, new ListInvoices())).IsNotFound.Should().BeTrue();
        (await portal.SendAs(person, new GetHome())).IsRefused.Should().BeFalse();
        (await portal.SendAs(family.Parent with { HasShortPassword = true }, new GetHome())).IsRefused.Should().BeFalse("nobody else's password is too short");
    }

    // What the accountant's messages above name by the key 1.
    private static async Task SeedAccountsAsync(Portal portal, Household family, Activity activity)
    {
        var (now, by) = (new DateTime(2019, 1, 8, 9, 0, 0, DateTimeKind.Utc), Guid.NewGuid());
        var settings = InvoicingSettings.Version(InvoicingTerms.Initial, now, by, "C");
        await portal.SaveAsync(settings, Tariff.Create(activity.Id, Wednesday, Flat));
        var run = InvoiceRun.Start(new(Wednesday, Wednesday, Wednesday, Wednesday), [], false, settings.Id, new(now, by, "C"));
        await portal.SaveAsync(run);
        await portal.SaveAsync(
            InvoiceRunFamily.Add(run.Id, family.Family.Id, 1, 1620, RunAnomalies.None, 0),
            Invoice.Issue(
                "091900001",
                new(family.Family.Id, "Famille"),
                new(Wednesday, Wednesday, Wednesday, Wednesday),
                [InvoiceLine.For(new(family.ChildId, "Enfant", null, Wednesday), "Mercredi", 1, 1620, 1620, 420, "")],
                new(now, by, "C")
            )
        );
    }

    private static async Task<bool> SendUntypedAsync(Portal portal, Person person, object message) =>
        await CodeAsync(portal, person, message) == Refusal.NotFoundCode;

    /// <summary>Code of the refusal; empty when there was none.</summary>
    internal static Task<string> CodeAsync(Portal portal, Person person, object message)
    {
        var result = message
            .GetType()
            .GetInterfaces()
            .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequest<>))
            .GetGenericArguments()[0]
            .GetGenericArguments()[0];
        return (Task<string>)
            typeof(AccessTests)
                .GetMethod(nameof(SendAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(result)
                .Invoke(null, [portal, person, message])!;
    }

    private static async Task<string> SendAsync<T>(Portal portal, Person person, object message) =>
        await portal.SendAs(person, (IRequest<Outcome<T>>)message) is { IsRefused: true } refused ? refused.Refusal.Code : "";

    /// <summary>A family with one request, another family, and rows for the keys that the table names.</summary>
    public sealed record Situation(Portal Portal, Household Family, Household Stranger)
    {
        public static async Task<Situation> IsGivenAsync(Portal portal)
        {
            var activity = await portal.GivenActivity();
            await portal.SaveAsync(Closure.Decide(new(2019, 2, 1), new(2019, 2, 1), null, "Pont", DateTime.UnixEpoch, Guid.NewGuid(), Guid.NewGuid()));
            await portal.SaveAsync(Office.Create(1, "Secrétariat", "2 rue du Serein", "03.86.18.92.48", "secretariat@example.fr"));
            var family = await portal.GivenFamily();
            await SeedAccountsAsync(portal, family, activity);
            await portal.SendAs(family.Parent, new AskSession(family.ChildId, activity.Id, Wednesday));
            return new Situation(portal, family, await portal.GivenFamily());
        }

        /// <summary>A parent is one of the other family: present in the table or not, the request is never theirs.</summary>
        public Task<bool> IsDeniedAsync(Roles role, object message) =>
            SendUntypedAsync(
                Portal,
                role == Roles.Parent ? Stranger.Parent
                    : role == Roles.None ? Person.Nobody
                    : Person.With(role),
                message
            );

        public Task<List<EnrolmentRequest>> RequestsOfFamily() => Portal.RequestsOf(Family);
    }

    /// <summary>The portal that nobody who is sent away can have changed.</summary>
    public sealed class DeniedPortal : IAsyncLifetime
    {
        private Situation? _situation;

        public Situation Situation => _situation!;

        public async ValueTask InitializeAsync() => _situation = await Situation.IsGivenAsync(await Portal.StartAsync(DatabaseProvider.Sqlite));

        public ValueTask DisposeAsync() => _situation!.Portal.DisposeAsync();
    }
}
