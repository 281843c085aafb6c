using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>To a family: what it owes past its date, in one mail.</summary>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="Level">1, or 2 for the last.</param>
/// <param name="Invoices">What is late.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
public sealed record PaymentReminderMail(string FamilyName, int Level, IReadOnlyList<LateInvoice> Invoices, string CentreName, string CentrePhone)
{
    public const string Template = "PaymentReminder";

    public long DueCents => Invoices.Sum(invoice => invoice.DueCents);

    /// <summary>The mail's subject.</summary>
    public static string Subject(int level) => level == 1 ? "Rappel : facture à régler" : "Dernier rappel avant recouvrement par la Trésorerie";

    /// <summary>What is asked for.</summary>
    public static string Opening(int level) =>
        level == 1
            ? "Sauf erreur de notre part, nous n’avons pas encore reçu le règlement de ce qui suit. Si vous venez de payer, ne tenez pas compte de ce message."
            : "Malgré notre précédent rappel, nous n’avons pas reçu le règlement de ce qui suit. Sans règlement de votre part, la Trésorerie en "
                + "poursuivra le recouvrement, ce qui peut entraîner des frais.";

    /// <summary>What to do when paying is hard.</summary>
    public const string Closing = "Une difficulté pour payer ? Appelez-nous avant l’échéance : un échéancier peut être demandé à la Trésorerie.";
}

/// <param name="Number">Of the invoice.</param>
/// <param name="IssuedOn">The date on it.</param>
/// <param name="DueOn">The last day to pay.</param>
/// <param name="DueCents">What is still due.</param>
/// <param name="CreditedCents">What credit notes took back.</param>
/// <param name="PaidCents">What was paid.</param>
public sealed record LateInvoice(string Number, DateOnly IssuedOn, DateOnly DueOn, long DueCents, long CreditedCents = 0, long PaidCents = 0)
{
    /// <summary>How the rest comes about; empty when it is the whole invoice.</summary>
    public string Balance() =>
        (CreditedCents, PaidCents) switch
        {
            (0, 0) => "",
            (var credited, 0) => $" (facturé {PriceSentences.Euros(DueCents + credited)}, avoirs {PriceSentences.Euros(credited)})",
            (0, var paid) => $" (facturé {PriceSentences.Euros(DueCents + paid)}, déjà payé {PriceSentences.Euros(paid)})",
            (var credited, var paid) => $" (facturé {PriceSentences.Euros(DueCents + credited + paid)}, avoirs {PriceSentences.Euros(credited)}, déjà payé "
                + $"{PriceSentences.Euros(paid)})",
        };
}

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
