using System.Text.Json;
using ClsPortal.Application.Access;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Families;

/// <summary>Which of two guardians a mail reaches.</summary>
internal enum Told
{
    /// <summary>Neither: it is the centre's, somebody else's, or none is written.</summary>
    Neither,

    Mother,

    Both,

    /// <summary>Both, and the mother alone where the child who lives with her is hidden.</summary>
    OfLou,
}

/// <param name="Sender">As <see cref="MailSenders"/> names it.</param>
/// <param name="Told">Whom the mails reach.</param>
/// <param name="Act">Makes it write about what is the mother's; null where that cannot be, with the reason beside it.</param>
/// <param name="Says">How words end that the mother's mail holds: without, a test of the father's would be blind.</param>
internal sealed record MailRow(string Sender, Told Told, Func<SeparatedHome, Task>? Act, params string[] Says);

/// <summary>All that makes the portal write a mail, done to the mother's things one after another. A sender without a row fails.</summary>
internal static class GuardianMails
{
    private static readonly Sender Director = SeparatedHome.Director;
    private static readonly Sender Accountant = SeparatedHome.Accountant;
    private static readonly Sender Administrator = Sender.With(Roles.Administrator);
    private static readonly Uri Portal = new(PortalHost.Address);

    public static readonly IReadOnlyList<MailRow> Rows =
    [
        // Decisions on places.
        new(
            nameof(TreatRequests),
            Told.OfLou,
            async home => await home.SendAs(Director, new TreatRequests([await AskedAsync(home)], Accept: false, home.Words.Place("Complet"))),
            "Atelier",
            "Complet"
        ),
        new(nameof(UndoDecisions), Told.OfLou, async home => await home.SendAs(Director, new UndoDecisions([await BookedAsync(home)])), "Atelier"),
        new(nameof(BookOnBehalf), Told.OfLou, async home => await BookAsync(home, home.Days.Dequeue()), "Atelier"),
        new(
            nameof(CancelOnBehalf),
            Told.OfLou,
            async home => await home.SendAs(Director, new CancelOnBehalf(await BookedAsync(home), false, home.Words.Place("Maladie"))),
            "Atelier",
            "Maladie"
        ),
        new(
            nameof(MoveBooking),
            Told.OfLou,
            async home =>
                await home.SendAs(Director, new MoveBooking(await BookedAsync(home), home.There.Id, home.Days.Dequeue(), home.Words.Place("Echange"))),
            "Atelier",
            "Echange"
        ),
        new(
            nameof(SettleBookings),
            Told.OfLou,
            async home => await home.SendAs(Director, new SettleBookings([await BookedAsync(home)], home.Words.Place("Greve"))),
            "Atelier",
            "Greve"
        ),
        new(nameof(CloseDays), Told.OfLou, async home => await CloseAsync(home), "Atelier", "Travaux"),
        new(nameof(ReopenDays), Told.OfLou, ReopenAsync, "Atelier"),
        // The record. A change of the mother's own is hers, one of her child is both's.
        new(nameof(TreatChanges), Told.Mother, home => TreatAsync(home, RecordPart.Guardian, home.Words.Own("Reponse")), "Reponse"),
        new(nameof(TreatChanges), Told.Mother, home => TreatAsync(home, RecordPart.Contact, home.Words.Own("Objection")), "Objection"),
        new(nameof(TreatChanges), Told.OfLou, home => TreatAsync(home, RecordPart.Child, home.Words.Place("Attestation")), "Attestation"),
        new(nameof(EditRecord), Told.Mother, async home => await EditAsync(home)),
        new(
            nameof(AddContact),
            Told.Mother,
            async home =>
                await home.SendAs(
                    Director,
                    new AddContact(home.Family.Id, SeparatedHomeStory.ContactOf(home.Words.Own("Marraine"), home.Words.Phone(9), ""), home.Mother.GuardianId)
                ),
            "Marraine"
        ),
        new(nameof(RemoveContact), Told.Mother, async home => await home.SendAs(Director, new RemoveContact(home.Family.Id, home.Contact)), "Tante"),
        new(nameof(AddMember), Told.Both, AddGrandmotherAsync),
        new(nameof(LetGuardianLeave), Told.Both, async home => await home.SendAs(Director, new LetGuardianLeave(home.Family.Id, await GrandmotherAsync(home)))),
        new(
            nameof(TakeBackMember),
            Told.Both,
            async home => await home.SendAs(Director, new TakeBackMember(home.Family.Id, RecordPart.Guardian, await GrandmotherAsync(home)))
        ),
        new(nameof(ChangeReferent), Told.Both, ChangeReferentAsync),
        // Papers, and what is written.
        new(
            nameof(TreatDeposit),
            Told.OfLou,
            async home => await home.SendAs(Director, new TreatDeposit(await DepositedAsync(home), Accept: false, Reason: home.Words.Place("Flou")))
        ),
        new(
            nameof(WriteToFamily),
            Told.Mother,
            async home =>
                await home.SendAs(Director, new WriteToFamily(Guid.NewGuid(), home.Family.Id, home.Words.Own("Invitation"), "Texte", home.Mother.GuardianId))
        ),
        new(
            nameof(AnswerFamily),
            Told.Mother,
            async home => await home.SendAs(Director, new AnswerFamily(home.Threads[0], Guid.NewGuid(), home.Words.Own("Suite")))
        ),
        new(nameof(SendBroadcast), Told.OfLou, home => SeparatedHomeStory.BroadcastAsync(home, home.Words.Place("Fete"), home.Words.Place("Carnaval"))),
        new(
            nameof(StartConversation),
            Told.Neither,
            async home => await home.SendAs(home.Mother, new StartConversation(Guid.NewGuid(), home.Words.Own("Question"), "Texte"))
        ),
        new(
            nameof(AnswerConversation),
            Told.Neither,
            async home => await home.SendAs(home.Mother, new AnswerConversation(home.Threads[0], Guid.NewGuid(), home.Words.Own("Merci")))
        ),
        // Money. A payment is of the mother's invoice; the worker does what a parent's return does.
        new(nameof(FollowPayment), Told.OfLou, PayAsync, "90731"),
        new("PaymentWorker.StepAsync", Told.OfLou, PayUnseenAsync, "90732"),
        new(nameof(SendReminders), Told.OfLou, RemindOfDebtAsync, "90733"),
        new("InvoiceRunWorker.StepAsync", Told.OfLou, RunInvoicesAsync),
        // Logins: to the address of the login and to no other.
        new(
            "SecurityNotices.TellAsync",
            Told.Mother,
            home => NoticeAsync(home, (notices, user) => notices.WriteAsync(user, "security.password-changed", $"la clé {home.Words.Own("Telephone")}.")),
            "Telephone"
        ),
        new(
            "SecurityNotices.TellAsync",
            Told.Mother,
            home => NoticeAsync(home, (notices, user) => notices.TellAsync(user, $"la clé {home.Words.Own("Tablette")}.")),
            "Tablette"
        ),
        new(
            "IPasswordReset.SendLinkAsync",
            Told.Mother,
            home =>
                home.Host.With<PasswordReset, bool>(async reset =>
                {
                    await reset.SendLinkAsync(home.Mother.Email, Portal);
                    return true;
                })
        ),
        new(
            nameof(ResetUserFactor),
            Told.Mother,
            async home =>
            {
                await home.Host.GivenCodes(home.Mother.Email);
                await home.SendAs(Administrator, new ResetUserFactor(home.Mother.UserId));
            }
        ),
        new(nameof(EndUserSessions), Told.Neither, async home => await home.SendAs(Administrator, new EndUserSessions(home.Mother.UserId))),
        new(nameof(SetUserRoles), Told.Neither, async home => await home.SendAs(Administrator, new SetUserRoles(home.Mother.UserId, Roles.None))),
        new(
            nameof(SetUserDisabled),
            Told.Neither,
            async home =>
            {
                await home.SendAs(Administrator, new SetUserDisabled(home.Mother.UserId, IsDisabled: true));
                await home.SendAs(Administrator, new SetUserDisabled(home.Mother.UserId, IsDisabled: false));
            }
        ),
        new(nameof(InviteGuardian), Told.Neither, async home => await home.SendAs(Director, new InviteGuardian(await GrandmotherAsync(home), Portal))),
        new(
            nameof(SendInvitationAgain),
            Told.Neither,
            async home =>
                await home.SendAs(Director, new SendInvitationAgain(await home.Host.Find(db => db.Invitations.Select(row => row.Id).SingleAsync()), Portal))
        ),
        new(
            nameof(InviteStaff),
            Told.Neither,
            async home => await home.SendAs(Administrator, new InviteStaff("Agent", "agent@centre.example", Roles.Agent, Portal))
        ),
        // Brings families that are not there yet, and invites each guardian at the address of the file.
        new(nameof(ImportFamilies), Told.Neither, null),
        // What it gives away is told on purpose, each side the own: ReassignContactTests.
        new(nameof(ReassignContact), Told.Neither, null),
        // Shows staff an invented mail, which is not kept.
        new("IMailPreview.RenderAsync", Told.Neither, null),
        // Last: what moves the clock, and takes the child away.
        new("ReminderWorker.StepAsync", Told.OfLou, RemindAsync, "Atelier"),
        new(nameof(LetChildLeave), Told.OfLou, LeaveAsync, "Atelier", "Demenagement"),
    ];

    /// <summary>Kinds of mail that no guardian gets.</summary>
    public static readonly IReadOnlyCollection<string> ToTheCentre = [PaymentAlertMail.Template];

    private static Task<int> ForgetAsync(SeparatedHome home) => home.Host.Find(db => db.OutboxMessages.ExecuteDeleteAsync());

    private static async Task<long> AskedAsync(SeparatedHome home)
    {
        await home.SendAs(home.Mother, new AskSession(home.Lou, home.There.Id, home.Days.Dequeue()));
        return (await home.LastRequestAsync()).Id;
    }

    private static async Task<long> BookedAsync(SeparatedHome home)
    {
        var request = await AskedAsync(home);
        await home.SendAs(Director, new TreatRequests([request], Accept: true));
        await ForgetAsync(home);
        return request;
    }

    private static async Task BookAsync(SeparatedHome home, DateOnly date) =>
        await home.SendAs(Director, new BookOnBehalf(home.Lou, home.There.Id, new Series(date, date, Weekdays.All), null, null, null));

    private static async Task CloseAsync(SeparatedHome home)
    {
        var date = home.Days.Peek();
        await BookedAsync(home);
        var days = new ClosedDays(date, date, home.There.Id);
        await home.SendAs(Director, new CloseDays(days, home.Words.Place("Travaux"), (await home.SendAs(Director, new PreviewClosure(days))).Stamp));
    }

    private static async Task ReopenAsync(SeparatedHome home)
    {
        await CloseAsync(home);
        await ForgetAsync(home);
        await home.SendAs(Director, new ReopenDays(await home.Host.Find(db => db.Closures.MaxAsync(row => row.Id)), TellFamilies: true));
    }

    private static async Task TreatAsync(SeparatedHome home, RecordPart part, string reason)
    {
        var waiting = await home.Host.Find(db =>
            db.ChangeRequests.Where(change => change.Status == ChangeStatus.Pending && change.Part == part).Select(change => change.Id).ToListAsync()
        );
        waiting.Should().NotBeEmpty();
        await home.SendAs(Director, new TreatChanges([.. waiting.Select(id => new SeenChange(id))], Accept: false, reason));
    }

    private static Task<FiledChanges> EditAsync(SeparatedHome home) =>
        home.SendAs(
            Director,
            new EditRecord(
                home.Family.Id,
                [new(RecordSubject.Guardian(home.Mother.GuardianId), nameof(Guardian.Profession), home.Words.Own("Metier"), home.Words.Own("Poste"))]
            )
        );

    private static async Task AddGrandmotherAsync(SeparatedHome home) =>
        await home.SendAs(
            Director,
            new AddMember(
                home.Family.Id,
                RecordPart.Guardian,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [nameof(Guardian.FirstName)] = "Rose",
                    [nameof(Guardian.LastName)] = "Petit",
                    [nameof(Guardian.Email)] = "rose@example.fr",
                    [nameof(Guardian.MobilePhone)] = "06.10.10.10.10",
                },
                []
            )
        );

    private static Task<int> GrandmotherAsync(SeparatedHome home) =>
        home.Host.Find(db => db.Guardians.IgnoreQueryFilters().Where(guardian => guardian.FirstName == "Rose").Select(guardian => guardian.Id).SingleAsync());

    private static async Task ChangeReferentAsync(SeparatedHome home)
    {
        var referent = await home.Host.Find(db => db.Guardians.Where(guardian => guardian.IsReferent).Select(guardian => guardian.Id).SingleAsync());
        var other = referent == home.Mother.GuardianId ? home.Father.GuardianId : home.Mother.GuardianId;
        await home.SendAs(Director, new ChangeReferent(home.Family.Id, other, referent, home.Words.Own("Jugement")));
    }

    private static async Task<Guid> DepositedAsync(SeparatedHome home)
    {
        var deposit = await home.SendAs(
            home.Mother,
            new DepositFile(home.PerChild, home.Lou, new IncomingFile($"{home.Words.Place("Carte")}.pdf", FileSamples.Pdf()))
        );
        await ForgetAsync(home);
        return deposit;
    }

    private static async Task PayAsync(SeparatedHome home)
    {
        await SentAwayAsync(home, home.PaymentAttempt, due: false);
        await home.SendAs(home.Mother, new FollowPayment(home.PaymentAttempt));
    }

    private static async Task PayUnseenAsync(SeparatedHome home)
    {
        var attempt = PaymentAttempt.Open(
            await SeparatedHomeStory.GivenInvoiceAsync(home, 90732, home.Today),
            home.Mother.UserId,
            home.Host.Clock.GetUtcNow().UtcDateTime
        );
        await SeparatedHomeStory.SaveAsync(home.Host, attempt);
        await SentAwayAsync(home, attempt.Id, due: true);
        (await home.Host.With<PaymentOutcomes, int>(outcomes => outcomes.AskDueAsync(CancellationToken.None))).Should().Be(1);
    }

    private static Task<int> SentAwayAsync(SeparatedHome home, Guid attempt, bool due) =>
        home.Host.Find(db =>
            db.PaymentAttempts.Where(row => row.Id == attempt)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(row => row.IdOp, attempt.ToString())
                        .SetProperty(row => row.State, PaymentAttemptState.Pending)
                        .SetProperty(row => row.NextPollAt, due ? home.Host.Clock.GetUtcNow().UtcDateTime.AddSeconds(-1) : null)
                )
        );

    private static async Task RemindOfDebtAsync(SeparatedHome home)
    {
        await SeparatedHomeStory.GivenInvoiceAsync(home, 90733, home.Today.AddDays(-90));
        await home.SendAs(Accountant, new SendReminders([home.Family.Id]));
    }

    private static async Task RunInvoicesAsync(SeparatedHome home)
    {
        var date = home.Days.Dequeue();
        await BookAsync(home, date);
        await ForgetAsync(home);
        await home.SendAs(
            Accountant,
            new ChangeInvoicingSettings(
                0,
                InvoicingTerms.Initial with
                {
                    IssuerName = "Commune",
                    TreasuryName = "Trésorerie",
                    TreasuryAddress = "89800 Chablis",
                }
            )
        );
        var run = await home.SendAs(Accountant, new PrepareInvoiceRun(date, [home.There.Id], home.Today, TellsFamilies: true));
        await StepAsync(home);
        var ready = (await home.SendAs(Accountant, new GetInvoiceRun(run))).Of(RunFamilyStatus.Waiting);
        await home.SendAs(Accountant, new IssueInvoiceRun(run, ready.Families, ready.Cents));
        await StepAsync(home);
    }

    private static Task<bool> StepAsync(SeparatedHome home) =>
        home.Host.With<InvoiceRunJob, bool>(async job =>
        {
            var worker = Guid.NewGuid();
            while (await job.StepAsync(worker, CancellationToken.None)) { }

            return true;
        });

    private static Task<bool> NoticeAsync(SeparatedHome home, Func<SecurityNotices, PortalUser, Task> tell) =>
        home.Host.With<SecurityNotices, bool>(async notices =>
        {
            await tell(notices, await home.Host.With<UserManager<PortalUser>, PortalUser>(async users => (await users.FindByEmailAsync(home.Mother.Email))!));
            return true;
        });

    // The eve of a day to come, in the evening: a session of tomorrow, and a paper that ends soon.
    private static async Task RemindAsync(SeparatedHome home)
    {
        var date = home.There.Days(new SchoolCalendar([])).First(day => day >= home.Today.AddDays(2));
        await BookAsync(home, date);
        await home.SendAs(Director, new TreatDeposit(await DepositedAsync(home), Accept: true, date.AddDays(8)));
        await home.SendAs(Director, new SwitchReminder(ReminderKind.TomorrowSessions, true));
        await home.SendAs(Director, new SwitchReminder(ReminderKind.ExpiringPieces, true));
        await ForgetAsync(home);
        home.Host.Clock.AdjustTime(new DateTimeOffset(PortalServices.Paris.ToInstant(date.AddDays(-1), new(18, 30)), TimeSpan.Zero));
        await home.Host.With<ReminderRound, int>(round => round.RunAsync(CancellationToken.None));
    }

    private static async Task LeaveAsync(SeparatedHome home)
    {
        var places = (await home.SendAs(Director, new GetChildDeparture(home.Family.Id, home.Lou))).Places;
        await home.SendAs(
            Director,
            new LetChildLeave(
                home.Family.Id,
                home.Lou,
                [.. places.Select(place => new PlaceGivenUp(place.RequestId, StaysOnInvoice: false))],
                home.Words.Place("Demenagement")
            )
        );
    }
}
