using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Application.Enrolment;

/// <summary>Every act of the centre is told to the family in one mail; a decision taken back before its mail left is told to nobody.</summary>
internal sealed class RequestMails(FamilyMails mails) : ISubscriber<RequestAct>
{
    public async Task HearAsync(RequestAct act, CancellationToken cancellationToken)
    {
        var notToTell = await TakeBackAsync(act, cancellationToken);
        var lines = act
            .Happened.Where(happening => !notToTell.Contains(happening.Event))
            .Select(happening => (happening.Line.Row.FamilyId, Line: Line(happening, act.Treatment.Reason)))
            .Where(told => told.Line is not null)
            .ToLookup(told => told.FamilyId, told => told.Line!);
        if (lines.Count > 0)
        {
            act.FamiliesWithoutEmail = await mails.TellAsync(act.Treatment.Id, lines, cancellationToken, act.MailHold, act.MailSubject);
            act.FamiliesTold = lines.Count;
        }
    }

    private async Task<HashSet<RequestEvent>> TakeBackAsync(RequestAct act, CancellationToken cancellationToken)
    {
        var notToTell = new HashSet<RequestEvent>(ReferenceEqualityComparer.Instance);
        var undone = act.Happened.Select(happening => happening.Event).OfType<DecisionTakenBack>();
        foreach (var mail in undone.GroupBy(taken => (taken.TreatmentId, taken.Request.FamilyId)).ToList())
        {
            var ids = mail.Select(taken => taken.Request.Id).ToHashSet();
            if (await mails.TryTakeBackAsync(mail.Key.TreatmentId, mail.Key.FamilyId, ids, cancellationToken))
            {
                notToTell.UnionWith(mail);
            }
        }

        return notToTell;
    }

    private static TreatedLine? Line(Happening happening, string? reason)
    {
        var (line, row) = (happening.Line, happening.Line.Row);
        return happening.Event switch
        {
            RequestDecided { IsByCancelling: false } decided => Told(FamilyMails.OutcomeOf(row.Kind, decided.After == RequestStatus.Accepted), reason, row.Id),
            BookingMade => Told(TreatedOutcome.BookedByCentre, reason),
            BookingCancelled { IsAsAsked: false } => Told(
                row.IsInvoicedDespiteCancellation ? TreatedOutcome.CancelledByCentreAndInvoiced : TreatedOutcome.CancelledByCentre,
                reason
            ),
            DecisionTakenBack => Told(
                row.Kind == RequestKind.Enrolment ? TreatedOutcome.EnrolmentWaitsAgain : TreatedOutcome.CancellationWaitsAgain,
                null,
                row.Id
            ),
            _ => null,
        };

        TreatedLine Told(TreatedOutcome outcome, string? why, long requestId = 0) =>
            new(row.ChildId, line.ChildName, line.ActivityName, line.Date, outcome, why, requestId);
    }
}
