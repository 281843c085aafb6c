using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <param name="FamilyId">Key of the family.</param>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="Mail">What it would read; null when it is not reminded.</param>
/// <param name="NotBecause">Why it is not; French.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record ReminderPreview(int FamilyId, string FamilyName, PaymentReminderMail? Mail, string? NotBecause, string? Confidential = null);

/// <summary>Writes the reminders of families as they would be sent now.</summary>
internal sealed class ReminderDesk(IInvoicingDb db, CentreClock clock, CollectionSettings settings)
{
    public async Task<IReadOnlyList<(ReminderPreview Preview, List<(MailTo To, List<LateInvoice> Lines)> Mails)>> DraftAsync(
        IReadOnlyList<int> familyIds,
        CancellationToken cancellationToken
    )
    {
        var today = clock.Today;
        var centre = await db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var families = await db
            .Families.Where(family => familyIds.Contains(family.Id))
            .OrderBy(family => family.SortKey)
            .ThenBy(family => family.Id)
            .Select(family => new
            {
                family.Id,
                family.Name,
                Last = db
                    .PaymentReminders.Where(reminder => reminder.FamilyId == family.Id)
                    .OrderByDescending(reminder => reminder.SentAt)
                    .Select(reminder => new { reminder.Level, reminder.SentAt })
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var addresses = await db.AddressesAsync(familyIds, cancellationToken);
        var late = (
            await db
                .Invoices.WhereUnpaid()
                .Where(invoice => familyIds.Contains(invoice.FamilyId) && invoice.DueOn < today)
                .OrderBy(invoice => invoice.DueOn)
                .ThenBy(invoice => invoice.Id)
                .Select(invoice => new
                {
                    invoice.FamilyId,
                    invoice.AddresseeId,
                    Children = invoice.Lines.Select(line => line.ChildId).ToList(),
                    Late = new LateInvoice(
                        invoice.Number,
                        invoice.IssuedOn,
                        invoice.DueOn,
                        invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents,
                        invoice.CreditedCents,
                        invoice.PaidCents
                    ),
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(row => row.FamilyId);
        var notices = await ConfidentialNotices.OfAsync(db, families.ConvertAll(family => family.Id), cancellationToken);
        return
        [
            .. families.Select(family =>
            {
                var lastOn = family.Last is null ? (DateOnly?)null : DateOnly.FromDateTime(clock.ToWallClock(family.Last.SentAt));
                List<LateInvoice> invoices = [.. late[family.Id].Select(row => row.Late)];
                var step = ReminderStep.For(
                    invoices.Count == 0 ? null : invoices[0].DueOn,
                    family.Last?.Level ?? 0,
                    lastOn,
                    today,
                    settings.DaysBetweenReminders
                );
                // Each adult is reminded of what that adult may know of.
                var mails = addresses[family.Id]
                    .MailsOf(late[family.Id], (eyes, row) => eyes.SeesInvoice(row.AddresseeId, row.Children))
                    .ConvertAll(mail => (mail.To, mail.Lines.ConvertAll(row => row.Late)));
                var reason =
                    mails.Count == 0 && (invoices.Count > 0 || !addresses[family.Id].Any())
                        ? "aucune adresse e-mail : prévenez la famille autrement"
                        : Sentence(step.Refusal, lastOn);
                return (
                    new ReminderPreview(
                        family.Id,
                        family.Name,
                        reason is null ? new PaymentReminderMail(family.Name, step.Level, invoices, centre.Name, centre.Phone) : null,
                        reason,
                        notices.Line(family.Id)
                    ),
                    mails
                );
            }),
        ];
    }

    private string? Sentence(ReminderRefusal? refusal, DateOnly? lastOn) =>
        refusal switch
        {
            null => null,
            ReminderRefusal.NothingLate => "rien n’est en retard",
            ReminderRefusal.TooSoon => string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"déjà relancée le {lastOn:dd-MM-yyyy} (moins de {settings.DaysBetweenReminders} jours)"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
        };
}
