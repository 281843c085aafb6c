using ClsPortal.Application.Common;
using ClsPortal.Application.Families;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Files;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Files;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Home;

/// <summary>« Accueil »: the centre's message, what waits, the next days of each child.</summary>
public sealed record GetHome : IQuery<FamilyHome>
{
    public static Access Access => Access.Parent;
}

public sealed record FamilyHome(
    string FamilyName, string CentreName, string CentrePhone, string Announcement, DateOnly Today, int WaitingRequests, int UnreadMessages,
    IReadOnlyList<PieceToDo> Pieces, int PiecesWaiting, IReadOnlyList<ChildNextDays> Children);

public sealed record ChildNextDays(int ChildId, string Name, IReadOnlyList<NextDay> Days);

public sealed record NextDay(DateOnly Date, string ActivityName, TimeOnly StartsAt, TimeOnly EndsAt, RequestStatus Status);

internal sealed class GetHomeHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<GetHome, FamilyHome>
{
    private const int DaysAhead = 14;
    private const int DaysPerChild = 6;

    public async Task<Outcome<FamilyHome>> Handle(GetHome request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var until = today.AddDays(DaysAhead);
        var family = await db.Families.Where(family => family.Id == user.FamilyId)
            .Select(family => new { family.Name, Centre = db.Centres.SingleOrDefault() }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (family is null)
        {
            return Refusal.NotFound;
        }

        var centre = family.Centre ?? CentreProfile.NotSetUp;
        var children = await db.Children.WherePresent().Where(child => child.FamilyId == user.FamilyId).OrderBy(child => child.BirthDate).ThenBy(child => child.Id)
            .Select(child => new { child.Id, child.FirstName }).ToListAsync(cancellationToken);
        var days = await (
            from row in db.EnrolmentRequests.WhereHoldingAPlace()
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where row.FamilyId == user.FamilyId && session.Date >= today && session.Date <= until
            orderby session.Date, activity.StartsAt
            select new { row.ChildId, Day = new NextDay(session.Date, activity.Name, activity.StartsAt, activity.EndsAt, row.Status) })
            .ToListAsync(cancellationToken);
        var waiting = await db.EnrolmentRequests.WhereWaiting().CountAsync(row => row.FamilyId == user.FamilyId, cancellationToken);
        var unread = await db.Conversations.Where(conversation => conversation.FamilyId == user.FamilyId).SumAsync(conversation => conversation.UnreadByFamily, cancellationToken);
        var pieces = await PiecesToDo.OfFamilyAsync(db, user.FamilyId, children.ConvertAll(child => child.Id), today, cancellationToken);
        var deposited = await db.DepositedFiles.CountAsync(deposit => deposit.FamilyId == user.FamilyId && deposit.Status == DepositStatus.Deposited, cancellationToken);
        return new FamilyHome(
            family.Name, centre.Name, centre.Phone, centre.Announcement, today, waiting, unread, pieces, deposited,
            [.. children.Select(child => new ChildNextDays(
                child.Id, child.FirstName, [.. days.Where(line => line.ChildId == child.Id).Select(line => line.Day).Take(DaysPerChild)]))]);
    }
}
