using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>A parent presses <i>Payer</i> on an invoice: the attempt is recorded, PayFiP opens it, the parent is to go there.</summary>
/// <param name="InvoiceId">One invoice: a PayFiP reference names one debt.</param>
/// <param name="EvenIfUnderWay">The parent was told that somebody is paying it already, and means it.</param>
public sealed record StartPayment(long InvoiceId, bool EvenIfUnderWay = false) : IExchange<PaymentStarted>
{
    /// <summary>A family may open this many payments within an hour: each is a call to PayFiP.</summary>
    public const int MostPerHour = 20;

    public static Permission Access => Permission.Parent;
}

/// <summary>Where the parent is to go.</summary>
public sealed record PaymentStarted(Uri Page);

internal sealed class StartPaymentHandler(IInvoicingDb db, RecordSight sight, ICurrentUser user, CentreClock clock, ITransactions transactions, IPayFip payFip)
    : IExchangeHandler<StartPayment, PaymentStarted>
{
    public async Task<Outcome<PaymentStarted>> Handle(StartPayment request, CancellationToken cancellationToken)
    {
        if (payFip.Offer.Mode == PayFipMode.Link)
        {
            return new PaymentStarted(payFip.Offer.GeneralPage);
        }

        // Three steps, so that no lock is held while PayFiP thinks.
        var recorded = await transactions.RunAsync(_ => RecordAsync(request, cancellationToken), cancellationToken) ?? Refusal.Busy;
        if (recorded.IsRefused)
        {
            return recorded.Refusal;
        }

        var (attempt, order) = recorded.Value;
        var start = await payFip.StartAsync(order, cancellationToken);
        var noted = await transactions.RunAsync(_ => NoteAsync(attempt, start, cancellationToken), CancellationToken.None) ?? Refusal.Busy;
        return (start, noted) switch
        {
            (PayFipStart.Started started, { IsRefused: false }) => new PaymentStarted(started.Page),
            (PayFipStart.Refused, _) => new Refusal(
                "PayFipRefused",
                "PayFiP n’a pas accepté d’ouvrir ce paiement : rien n’a été payé. Contactez le Centre de Loisirs, ou réglez auprès de la Trésorerie."
            ),
            _ => new Refusal("PayFipUnavailable", "Le site de paiement ne répond pas en ce moment : rien n’a été payé. Réessayez dans quelques minutes."),
        };
    }

    private async Task<Outcome<Recorded>> RecordAsync(StartPayment request, CancellationToken cancellationToken)
    {
        // Locks the invoice: of two parents who press at once, the second is warned.
        var mine = db.Invoices.WhereOpenTo(db, user.FamilyId, await sight.OfParentAsync(cancellationToken)).Where(row => row.Id == request.InvoiceId);
        await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, row => row.PaidCents), cancellationToken);
        var invoice = await mine.AsNoTracking().SingleOrDefaultAsync(row => row.Kind == InvoiceKind.Invoice, cancellationToken);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        if (invoice.DueCents <= 0)
        {
            return new Refusal("NothingDue", $"La facture {invoice.Number} est déjà réglée : il n’y a rien à payer.");
        }

        if (!PayFipRules.Takes(invoice.DueCents))
        {
            return new Refusal("AmountNotTaken", "PayFiP accepte de 1,00 € à 9 999,99 € par paiement : réglez cette facture auprès de la Trésorerie.");
        }

        var now = clock.Now;
        if (
            !request.EvenIfUnderWay
            && await db.PaymentAttempts.AnyAsync(
                row =>
                    row.InvoiceId == invoice.Id
                    && (row.State == PaymentAttemptState.Opening || row.State == PaymentAttemptState.Pending)
                    && row.ExpiresAt > now,
                cancellationToken
            )
        )
        {
            return new Refusal(
                "UnderWay",
                $"Un paiement de la facture {invoice.Number} est déjà en cours, peut-être dans un autre onglet ou par l’autre parent. Attendez son "
                    + "résultat pour ne pas payer deux fois."
            );
        }

        // Whoever pays gets the receipt, and nobody else: the page that PayFiP shows names the address.
        var emails = await db
            .Guardians.Where(guardian =>
                guardian.FamilyId == user.FamilyId
                && guardian.Email != null
                && (guardian.Id == user.GuardianId || !db.Guardians.Any(other => other.FamilyId == user.FamilyId && other.Id != guardian.Id))
            )
            .Select(guardian => guardian.Email!)
            .ToListAsync(cancellationToken);
        if (emails.Find(PayFipRules.TakesEmail) is not { } email)
        {
            return new Refusal("NoEmail", "PayFiP envoie un reçu par e-mail, et aucune adresse n’est enregistrée pour vous. Contactez le Centre de Loisirs.");
        }

        var since = now.AddHours(-1);
        if (await db.PaymentAttempts.CountAsync(row => row.FamilyId == user.FamilyId && row.CreatedAt > since, cancellationToken) >= StartPayment.MostPerHour)
        {
            return new Refusal(
                "TooManyPayments",
                "Beaucoup de paiements ont été ouverts en peu de temps : réessayez dans une heure, ou réglez auprès de la Trésorerie."
            );
        }

        var attempt = await AttemptForAsync(invoice, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new Recorded(
            attempt.Id,
            new PayFipOrder(attempt.Reference, invoice.IssuedOn.Year, PayFipRules.Subject($"Facture {invoice.Number}"), attempt.AmountCents, email, attempt.Id)
        );
    }

    private async Task<PaymentAttempt> AttemptForAsync(Invoice invoice, DateTime now, CancellationToken cancellationToken)
    {
        if (payFip.Offer.Mode == PayFipMode.WebService)
        {
            return db.PaymentAttempts.Add(PaymentAttempt.Open(invoice, user.UserId, now)).Entity;
        }

        // Whoever presses again before the accountant has looked leaves one line to reconcile, not two.
        return await db.PaymentAttempts.FirstOrDefaultAsync(
                row => row.InvoiceId == invoice.Id && row.State == PaymentAttemptState.ToReconcile && row.AmountCents == invoice.DueCents,
                cancellationToken
            ) ?? db.PaymentAttempts.Add(PaymentAttempt.SendAway(invoice, user.UserId, now)).Entity;
    }

    private async Task<Outcome<Done>> NoteAsync(Guid attempt, PayFipStart start, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var opening = db.PaymentAttempts.Where(row => row.Id == attempt && row.State == PaymentAttemptState.Opening);
        if (start is PayFipStart.Started { IdOp: null })
        {
            return Done.It;
        }

        if (start is PayFipStart.Started { IdOp: { } idOp })
        {
            // No row: PayFiP took longer to answer than a payment lives. Nobody is sent to pay what is no longer followed.
            return
                await opening.ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(row => row.State, PaymentAttemptState.Pending)
                            .SetProperty(row => row.IdOp, idOp)
                            .SetProperty(row => row.ExpiresAt, now + PayFipRules.Lifetime)
                            .SetProperty(row => row.NextPollAt, now + PollSchedule.After(0)),
                    cancellationToken
                ) == 1
                ? Done.It
                : Refusal.NotFound;
        }

        await opening.ExecuteUpdateAsync(
            set =>
                set.SetProperty(row => row.State, PaymentAttemptState.Failed)
                    .SetProperty(row => row.NextPollAt, (DateTime?)null)
                    .SetProperty(row => row.EndedAt, now),
            cancellationToken
        );
        return Done.It;
    }

    private sealed record Recorded(Guid Attempt, PayFipOrder Order);
}
