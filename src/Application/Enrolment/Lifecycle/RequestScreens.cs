using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Enrolment;

/// <summary>Open screens of the families and of the sessions whose places changed hear of the act when it is committed.</summary>
internal sealed class RequestScreens(ITransactions transactions, ChangeFeed feed) : IRequestSubscriber
{
    public Task HearAsync(RequestAct act, CancellationToken cancellationToken)
    {
        int[] families = [.. act.Happened.Select(happening => happening.Line.Row.FamilyId).Distinct()];
        int[] sessions = [.. act.Happened.Where(happening => happening.Event.Places != 0).Select(happening => happening.Line.Row.SessionId).Distinct()];
        if (families.Length > 0)
        {
            transactions.AfterCommit(() => feed.Publish(new ChangeNotice(families, sessions)));
        }

        return Task.CompletedTask;
    }
}
