using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Enrolment;

/// <summary>
/// Gives back the places that nobody holds any more. Taking one is a question that can be answered no, and is asked before
/// (<see cref="FilePlaces"/>, <see cref="UndoDecisions"/>).
/// </summary>
internal sealed class FreedPlaces(IEnrolmentDb db) : ISubscriber<RequestAct>
{
    public async Task HearAsync(RequestAct act, CancellationToken cancellationToken)
    {
        // Sessions' rows are locked last (decision 0003): all else that the act writes goes before them.
        await db.SaveChangesAsync(cancellationToken);
        int[] freed = [.. act.Happened.Where(happening => happening.Event.Places < 0).Select(happening => happening.Line.Row.SessionId)];
        await db.ReleasePlacesAsync(freed, cancellationToken);
    }
}
