using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>
/// Writes what the domain's methods changed, one statement for all rows that changed alike, and lets everyone hear of it who makes something follow:
/// no use case frees a place, writes the journal or a mail, or tells a screen by itself.
/// </summary>
internal sealed class RequestLifecycle(IEnrolmentDb db, Teller<RequestAct> teller)
{
    /// <summary>Writes the rows and tells the act.</summary>
    public async Task SettleAsync(RequestAct act, IReadOnlyCollection<RequestInHand> lines, CancellationToken cancellationToken)
    {
        await WriteAsync(lines, cancellationToken);
        act.Take(lines);
        await TellAsync(act, cancellationToken);
    }

    /// <summary>Writes the rows that changed since they were read. The caller tells the act, or rolls back.</summary>
    public async Task WriteAsync(IReadOnlyCollection<RequestInHand> lines, CancellationToken cancellationToken)
    {
        foreach (
            var alike in lines
                .Select(line => (Line: line, State: RequestState.Of(line.Row)))
                .Where(changed => changed.State != changed.Line.Stored)
                .GroupBy(changed =>
                    // A reason that stays may differ from row to row.
                    changed.State.Reason == changed.Line.Stored.Reason
                        ? (changed.State with { Reason = null }, true)
                        : (changed.State, false)
                )
        )
        {
            var (state, keepsReason) = alike.Key;
            var ids = alike.Select(changed => changed.Line.Row.Id).ToList();
            var written = await db
                .EnrolmentRequests.Where(row => ids.Contains(row.Id))
                .ExecuteUpdateAsync(
                    set =>
                    {
                        set.SetProperty(row => row.Status, state.Status)
                            .SetProperty(row => row.TreatmentId, state.TreatmentId)
                            .SetProperty(row => row.DecidedAt, state.DecidedAt)
                            .SetProperty(row => row.DecidedBy, state.DecidedBy)
                            .SetProperty(row => row.IsInvoicedDespiteCancellation, state.IsInvoicedDespiteCancellation);
                        if (!keepsReason)
                        {
                            set.SetProperty(row => row.Reason, state.Reason);
                        }
                    },
                    cancellationToken
                );
            if (written != ids.Count)
            {
                throw new InvalidOperationException($"{ids.Count} requests were in hand, {written} were there to be written.");
            }
        }

        foreach (var line in lines)
        {
            line.Stored = RequestState.Of(line.Row);
        }
    }

    /// <summary>All that follows from the act.</summary>
    public Task TellAsync(RequestAct act, CancellationToken cancellationToken) => teller.TellAsync(act, cancellationToken);
}
