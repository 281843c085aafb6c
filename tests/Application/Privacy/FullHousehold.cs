using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Privacy;

/// <summary>A family with at least one row in every table that the register knows of persons, on and around 16-01-2019.</summary>
internal static class FullHousehold
{
    public const string Word = "Zanzibar";
    private static readonly Person Director = Person.With(Roles.Director);
    private static readonly Person Accountant = Person.With(Roles.Accountant);

    /// <summary>The day of the family's only session.</summary>
    public static readonly DateOnly Day = new(2019, 1, 16);

    public static async Task<Household> IsGivenAsync(Portal portal, Activity activity)
    {
        var family = await portal.GivenFamily(isSeparated: true);
        var login = await AddLoginAsync(portal, family);
        family = family with { Parent = family.Parent with { UserId = login, GuardianId = family.Family.Guardians[0].Id } };
        await LeaveAsync(portal, family.Family.Guardians[1].Id);
        await RecordAsync(portal, family);
        await EnrolAsync(portal, family, activity);
        await WriteAsync(portal, family);
        await InvoiceAsync(portal, family);
        await DepositAsync(portal, family);
        return family;
    }

    /// <summary>Only what makes a family come: one booked session on a day.</summary>
    public static Task BookAsync(Portal portal, Household family, Activity activity, DateOnly day) =>
        portal.SendAs(Director, new BookOnBehalf(family.ChildId, activity.Id, new(day, day, Weekdays.All), null, null, null));

    private static async Task<Guid> AddLoginAsync(Portal portal, Household family)
    {
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = $"p{family.Family.Id}@example.fr",
            NormalizedUserName = $"P{family.Family.Id}@EXAMPLE.FR",
            Email = $"p{family.Family.Id}@example.fr",
            NormalizedEmail = $"P{family.Family.Id}@EXAMPLE.FR",
            DisplayName = $"Parent {Word}",
            FamilyId = family.Family.Id,
            GuardianId = family.Family.Guardians[0].Id,
            LastSignInAt = portal.Clock.GetUtcNow().UtcDateTime,
            SecurityStamp = "x",
        };
        await portal.SaveAsync(user, Invitation.ForGuardian(user.Email, user.DisplayName, family.Family.Guardians[0].Id, family.Family.Id));
        await portal.Find(db =>
            db.Invitations.ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.SentAt, user.LastSignInAt!.Value).SetProperty(row => row.AcceptedAt, user.LastSignInAt)
            )
        );
        await portal.SaveAsync(
            new IdentityUserToken<Guid>
            {
                UserId = user.Id,
                LoginProvider = "x",
                Name = "x",
                Value = "x",
            },
            new IdentityUserClaim<Guid>
            {
                UserId = user.Id,
                ClaimType = "x",
                ClaimValue = "x",
            },
            new IdentityUserLogin<Guid>
            {
                UserId = user.Id,
                LoginProvider = "x",
                ProviderKey = user.Id.ToString(),
            },
            new SignInSession
            {
                Id = Guid.NewGuid(),
                UserId = user.Id,
                StartedAt = user.LastSignInAt!.Value,
            },
            new TotpUse { UserId = user.Id, Step = 1 },
            new RecoveryCode
            {
                UserId = user.Id,
                Digest = "x",
                Salt = "x",
            }
        );
        return user.Id;
    }

    /// <summary>The second guardian is no longer of the family: queries leave such a row out, the delays must not.</summary>
    private static Task LeaveAsync(Portal portal, int guardianId) =>
        portal.Find(async db =>
        {
            var guardian = await db.Guardians.SingleAsync(row => row.Id == guardianId);
            guardian.Change("LastName", Word);
            guardian.Leave(portal.Clock.GetUtcNow().UtcDateTime, closedLogin: false);
            return await db.SaveChangesAsync();
        });

    private static async Task RecordAsync(Portal portal, Household family)
    {
        await portal.SendAs(
            Director,
            new AddContact(
                family.Family.Id,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["FirstName"] = "Tante",
                    ["LastName"] = Word,
                    ["Relation"] = "Tante",
                    ["Phone"] = "03.86.00.00.01",
                    ["OtherPhone"] = "",
                    ["MayBeCalled"] = "true",
                    ["MayPickUp"] = "true",
                }
            )
        );
        var kind = ConsentKind.Create(1, $"Photographies {family.Family.Id}", isRequired: false, isPerChild: false);
        await portal.SaveAsync(kind);
        var consent = Consent.Create(family.Family.Id, kind.Id, null);
        consent.Give(true, $"Mère {Word}", portal.Clock.GetUtcNow().UtcDateTime);
        await portal.SaveAsync(consent);
        (
            await portal.SendAs(
                Director,
                new EditRecord(
                    family.Family.Id,
                    [
                        new(RecordSubject.Health(family.ChildId), HealthField.FoodAllergies, "", $"Arachide {Word}"),
                        new(RecordSubject.Health(family.ChildId), HealthField.AllergyAction, "", "Appeler le 15"),
                        new(RecordSubject.Child(family.ChildId), "School", "", $"École {Word}"),
                    ]
                )
            )
        )
            .IsRefused.Should()
            .BeFalse();
    }

    private static async Task EnrolAsync(Portal portal, Household family, Activity activity)
    {
        await BookAsync(portal, family, activity, Day);
        var booking = (await portal.RequestsOf(family)).Single();
        var now = portal.Clock.GetUtcNow().UtcDateTime;
        var attendance = AttendanceEntry.Record(booking.Id, AttendanceState.Present, now, Director.UserId);
        attendance.Become(new AttendancePicture(AttendanceState.Present, new(8, 30), new(17, 30), $"Tante {Word}"), now, Director.UserId);
        await portal.SaveAsync(
            attendance,
            AttendanceMark.Note(Guid.NewGuid(), booking.Id, 1, new(AttendanceMarkKind.Left, new(17, 30), $"Tante {Word}"), now, new(now, Director.UserId, "D"))
        );
    }

    private static async Task WriteAsync(Portal portal, Household family)
    {
        await portal.SendAs(family.Parent, new StartConversation(Guid.NewGuid(), $"Sujet {Word}", $"Texte {Word}"));
        var audience = new Audience(Day, Day);
        var stamp = (await portal.SendAs(Director, new PreviewBroadcast(audience))).Value.Stamp;
        (await portal.SendAs(Director, new SendBroadcast(Guid.NewGuid(), audience, "Sortie", "À 9 h.", stamp))).IsRefused.Should().BeFalse();
    }

    private static async Task InvoiceAsync(Portal portal, Household family)
    {
        var (now, by) = (portal.Clock.GetUtcNow().UtcDateTime, Accountant.UserId);
        var settings = InvoicingSettings.Version(InvoicingTerms.Initial, now, by, "C");
        await portal.SaveAsync(settings);
        var run = InvoiceRun.Start(new(Day, Day, Day, Day.AddDays(30)), [], false, settings.Id, new(now, by, "C"));
        await portal.SaveAsync(run);
        await portal.Find(db =>
            db.InvoiceRuns.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsOpen, false).SetProperty(row => row.Status, InvoiceRunStatus.Done))
        );
        var booking = (await portal.RequestsOf(family)).Single();
        var invoice = Invoice.Issue(
            $"0119{family.Family.Id:00000}",
            new(family.Family.Id, $"Famille {Word}"),
            new(Day, Day, Day, Day.AddDays(30)),
            [InvoiceLine.For(new(family.ChildId, $"Enfant {Word}", booking.Id, Day), "Mercredi", 1, 1620, 1620, 420, "")],
            new(now, by, "C")
        );
        await portal.SaveAsync(InvoiceRunFamily.Add(run.Id, family.Family.Id, 1, 1620, RunAnomalies.None, 0), invoice);
        await portal.SaveAsync(
            FamilyQuotient.Enter(family.Family.Id, new(2018, 9, 1), new(2019, 8, 31), 800, true, new(now, by, "C")),
            PaymentAttempt.SendAway(invoice, family.Parent.UserId, now),
            PaymentReminder.Send(family.Family.Id, 1, 1620, [invoice.Number], now, by, "C"),
            TreasuryBordereau.Of(
                new(2019, family.Family.Id, false),
                Day,
                Day,
                Day,
                [new TitleToIssue(invoice.Id, 1620, 0, new TreasuryDebtor("Mme", Word, "Mère", "", "2 rue du Serein", "", "89800", "Chablis"))],
                new(now, by, "C")
            )
        );
        await PayAsync(portal, invoice, now);
    }

    /// <summary>A cheque that bounced and one that did not: a payment that points to another.</summary>
    public static async Task PayAsync(Portal portal, Invoice invoice, DateTime now)
    {
        var bounced = Payment.Receive(invoice.Id, 1620, PaymentMeans.Cheque, new($"a{invoice.Id}", null, Day), new(now, Accountant.UserId, "C"));
        await portal.SaveAsync(bounced);
        await portal.SaveAsync(
            Payment.Reverse(bounced, new($"b{invoice.Id}", null, Day), new(now, Accountant.UserId, "C")),
            Payment.Receive(invoice.Id, 1620, PaymentMeans.Cash, new($"c{invoice.Id}", null, Day), new(now, Accountant.UserId, "C"))
        );
        await portal.Find(db =>
            db.Invoices.Where(row => row.Id == invoice.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, row => row.TotalCents))
        );
    }

    private static async Task DepositAsync(Portal portal, Household family)
    {
        foreach (var isHealth in new[] { false, true })
        {
            var piece = await portal.GivenPiece($"Pièce {isHealth} {family.Family.Id}", isHealth: isHealth);
            (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile($"{Word}.pdf", FileSamples.Pdf()))))
                .IsRefused.Should()
                .BeFalse();
            var deposit = await portal.Find(db => db.DepositedFiles.Where(row => row.PieceId == piece.Id).Select(row => row.Id).SingleAsync());
            await portal.SaveAsync(PieceReminder.Of(deposit, Day, portal.Clock.GetUtcNow().UtcDateTime));
        }
    }
}
