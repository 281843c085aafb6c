using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>
/// Asks PayFiP what became of a payment, and records what it says: the only way in which an online payment marks anything paid.
/// Recording is one transaction that begins by moving the attempt on, so that however many ask at once, one of them records.
/// </summary>
public sealed class PaymentOutcomes(IInvoicingDb db, CentreClock clock, ITransactions transactions, IPayFip payFip)
{
    private const int Batch = 20;
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    // Longer than the longest time-out of a question: whoever claims it after this is alone with it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // A question right after another one would be answered the same.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(2);

    // A payment that began in the last second may end a little later than PayFiP promises.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>Asks about what is due, each once, taken once among several copies of the portal.</summary>
    /// <returns>How many were asked.</returns>
    public async Task<int> AskDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var due = await db
            .PaymentAttempts.AsNoTracking()
            .Where(attempt => attempt.NextPollAt <= now)
            .OrderBy(attempt => attempt.NextPollAt)
            .Take(Batch)
            .Select(attempt => new { attempt.Id, attempt.NextPollAt })
            .ToListAsync(cancellationToken);
        var asked = 0;
        foreach (var attempt in due)
        {
            var claim = clock.Now + Lease;
            if (
                await db
                    .PaymentAttempts.Where(row => row.Id == attempt.Id && row.NextPollAt == attempt.NextPollAt)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextPollAt, claim), cancellationToken) == 1
            )
            {
                await AskAsync(attempt.Id, claim, cancellationToken);
                asked++;
            }
        }

        return asked;
    }

    /// <summary>Asks now, unless it was asked a moment ago or has come to its end.</summary>
    public async Task AskNowAsync(Guid attemptId, CancellationToken cancellationToken)
    {
        var before = clock.Now - ShortestPause;
        var next = await db
            .PaymentAttempts.Where(row => row.Id == attemptId && row.IdOp != null && (row.LastPolledAt == null || row.LastPolledAt <= before))
            .Where(Asked)
            .Select(row => new { row.NextPollAt })
            .SingleOrDefaultAsync(cancellationToken);
        if (next is not null)
        {
            await AskAsync(attemptId, next.NextPollAt, cancellationToken);
        }
    }

    private static System.Linq.Expressions.Expression<Func<PaymentAttempt, bool>> Asked =>
        row =>
            row.State == PaymentAttemptState.Pending
            || row.State == PaymentAttemptState.Expired
            || row.State == PaymentAttemptState.Refused
            || row.State == PaymentAttemptState.Cancelled;

    private async Task AskAsync(Guid attemptId, DateTime? claim, CancellationToken cancellationToken)
    {
        var attempt = await db.PaymentAttempts.AsNoTracking().SingleAsync(row => row.Id == attemptId, cancellationToken);
        var answer = attempt.IdOp is { } idOp ? await payFip.AskAsync(idOp, cancellationToken) : new PayFipAnswer(PayFipOutcome.Purged);
        // What PayFiP said is recorded also when whoever asked has left. When the database stays busy, the claim runs out and it is asked again.
        await transactions.RunAsync<Outcome<Done>>(_ => RecordAsync(attempt, answer, claim), CancellationToken.None);
    }

    private async Task<Outcome<Done>> RecordAsync(PaymentAttempt attempt, PayFipAnswer answer, DateTime? claim)
    {
        if (answer.IsPaid)
        {
            await RecordPaidAsync(attempt, answer);
            return Done.It;
        }

        var now = clock.Now;
        var (state, next) = StepAfter(attempt, answer.Outcome, now);
        var ended = next is null;
        await db
            .PaymentAttempts.Where(row => row.Id == attempt.Id && row.State == attempt.State)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, state)
                        .SetProperty(row => row.Polls, row => row.Polls + 1)
                        .SetProperty(row => row.LastPolledAt, now)
                        .SetProperty(row => row.EndedAt, row => ended ? now : row.EndedAt)
                        .SetProperty(row => row.Note, row => state == PaymentAttemptState.ToReview ? "PayFiP n’a donné aucune réponse en 30 jours." : row.Note)
                        // A notification that came while PayFiP was thinking has set another time: that one stands.
                        .SetProperty(row => row.NextPollAt, row => row.NextPollAt == claim ? next : row.NextPollAt),
                CancellationToken.None
            );
        return Done.It;
    }

    /// <summary>Where an attempt goes that was not paid, and when to ask again.</summary>
    private static (PaymentAttemptState State, DateTime? Next) StepAfter(PaymentAttempt attempt, PayFipOutcome outcome, DateTime now)
    {
        var isOver = now >= attempt.ExpiresAt + Margin;
        var next = now + PollSchedule.After(attempt.Polls);
        if (attempt.IdOp is null)
        {
            return (PaymentAttemptState.Failed, null);
        }

        return outcome switch
        {
            PayFipOutcome.Refused => (PaymentAttemptState.Refused, null),
            PayFipOutcome.Cancelled => (PaymentAttemptState.Cancelled, null),
            // Forgotten before its time is a slip of PayFiP's: it is asked again until the time has run out.
            PayFipOutcome.Purged => isOver ? (Fallen(attempt), null) : (attempt.State, next),
            _ when now >= attempt.CreatedAt + PollSchedule.GivesUpAfter => (PaymentAttemptState.ToReview, null),
            PayFipOutcome.NotYetKnown or PayFipOutcome.Unavailable => (isOver ? Fallen(attempt) : attempt.State, next),
            _ => throw new InvalidOperationException($"No step after {outcome}"),
        };
    }

    private static PaymentAttemptState Fallen(PaymentAttempt attempt) =>
        attempt.State == PaymentAttemptState.Pending ? PaymentAttemptState.Expired : attempt.State;

    private async Task RecordPaidAsync(PaymentAttempt attempt, PayFipAnswer answer)
    {
        var fits = answer.AmountCents == attempt.AmountCents && string.Equals(answer.Reference, attempt.Reference, StringComparison.Ordinal);
        var now = clock.Now;
        var note = fits
            ? null
            : $"PayFiP annonce {Euros(answer.AmountCents)} payés pour la référence « {Shortened(answer.Reference)} », au lieu de "
                + $"{Euros(attempt.AmountCents)} pour « {attempt.Reference} ».";
        var moved = await db
            .PaymentAttempts.Where(row => row.Id == attempt.Id)
            .Where(Asked)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, fits ? PaymentAttemptState.Paid : PaymentAttemptState.ToReview)
                        .SetProperty(row => row.Polls, row => row.Polls + 1)
                        .SetProperty(row => row.LastPolledAt, now)
                        .SetProperty(row => row.EndedAt, now)
                        .SetProperty(row => row.NextPollAt, (DateTime?)null)
                        .SetProperty(row => row.Note, note),
                CancellationToken.None
            );
        if (moved == 0)
        {
            return;
        }

        if (fits)
        {
            await EnterAsync(attempt, answer, now);
        }
        else
        {
            await new PaymentMails(db, clock).AlertAsync(attempt.InvoiceId, PaymentAlert.DoesNotFit, CancellationToken.None);
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task EnterAsync(PaymentAttempt attempt, PayFipAnswer answer, DateTime now)
    {
        // Locks the invoice: what is due stays so until the payment stands.
        await db
            .Invoices.Where(row => row.Id == attempt.InvoiceId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PaidCents, row => row.PaidCents), CancellationToken.None);
        var due = await db
            .Invoices.Where(row => row.Id == attempt.InvoiceId)
            .Select(row => row.TotalCents - row.CreditedCents - row.PaidCents)
            .SingleAsync(CancellationToken.None);
        var counts = Math.Clamp(due, 0, answer.AmountCents);
        var means = answer.Outcome == PayFipOutcome.PaidByCard ? PaymentMeans.PayFipCard : PaymentMeans.PayFipDebit;
        var entry = await new PaymentLedger(db).EnterAsync(
            Payment.Receive(
                attempt.InvoiceId,
                counts,
                means,
                new($"payfip:{attempt.IdOp}", answer.Authorisation, clock.Today),
                new(now, Guid.Empty, "PayFiP"),
                excessCents: answer.AmountCents - counts
            ),
            OnHandedOver.Tell,
            CancellationToken.None
        );
        if (entry == PaymentEntry.Exceeds)
        {
            throw new InvalidOperationException($"Payment attempt {attempt.Id} exceeds what was due a moment ago");
        }

        var mails = new PaymentMails(db, clock);
        await mails.ReceivedAsync(attempt.FamilyId, attempt.InvoiceId, answer.AmountCents, answer.AmountCents - counts, CancellationToken.None);
        if (counts < answer.AmountCents)
        {
            await mails.AlertAsync(attempt.InvoiceId, PaymentAlert.TooMuch, CancellationToken.None);
        }

        // One mail until somebody has looked: where every invoice is handed over, every payment comes after.
        if (
            entry == PaymentEntry.RecordedAfterHandOver
            && await db.Payments.CountAsync(row => row.AfterHandOver && row.TreasuryToldAt == null, CancellationToken.None) == 1
        )
        {
            await mails.AlertAsync(attempt.InvoiceId, PaymentAlert.AfterHandOver, CancellationToken.None);
        }
    }

    private static string Euros(long cents) => (cents / 100m).ToString("C2", French);

    private static string Shortened(string text) => text.Length <= 30 ? text : text[..30] + "…";
}
