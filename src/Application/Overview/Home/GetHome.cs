using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Overview;

/// <summary>« Accueil »: the centre's message, what waits, the next days of each child.</summary>
public sealed record GetHome : IQuery<FamilyHome>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="FamilyName">Without « Famille ».</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
/// <param name="Announcement">The centre's message; empty for none.</param>
/// <param name="Today">On the centre's clocks.</param>
/// <param name="Waits">How much waits.</param>
/// <param name="Pieces">Papers to hand in.</param>
/// <param name="Children">The next days of each.</param>
/// <param name="MustChooseSharing">True until a guardian who is not the only one has chosen who sees the own coordinates.</param>
public sealed record FamilyHome(
    string FamilyName,
    string CentreName,
    string CentrePhone,
    string Announcement,
    DateOnly Today,
    HomeWaits Waits,
    IReadOnlyList<PieceToDo> Pieces,
    IReadOnlyList<ChildNextDays> Children,
    bool MustChooseSharing
)
{
    /// <summary>True when neither the family nor the centre has anything to do.</summary>
    public bool IsAllDone =>
        Pieces.Count == 0
        && Waits is { UnreadMessages: 0, UnansweredConsents: 0, InvoicesDue: 0, Requests: 0, RecordChanges: 0, Pieces: 0, MessagesToCentre: 0 };
}

/// <summary>How much waits: first what the family does, then what it expects of the centre.</summary>
/// <param name="UnreadMessages">Messages that this guardian has not read.</param>
/// <param name="UnansweredConsents">Authorisations that want an answer.</param>
/// <param name="InvoicesDue">Invoices that are not paid in full.</param>
/// <param name="CentsDue">Their rest.</param>
/// <param name="FirstDueOn">The earliest last day to pay; null when nothing is due.</param>
/// <param name="Requests">Enrolments and cancellations that wait.</param>
/// <param name="RecordChanges">Changes of the record that wait.</param>
/// <param name="Pieces">Files handed in that wait.</param>
/// <param name="MessagesToCentre">Conversations that this guardian reads and in which the family wrote last.</param>
public sealed record HomeWaits(
    int UnreadMessages,
    int UnansweredConsents,
    int InvoicesDue,
    long CentsDue,
    DateOnly? FirstDueOn,
    int Requests,
    int RecordChanges,
    int Pieces,
    int MessagesToCentre
);

public sealed record ChildNextDays(int ChildId, string Name, IReadOnlyList<NextDay> Days);

public sealed record NextDay(DateOnly Date, int ActivityId, string ActivityName, TimeOnly StartsAt, TimeOnly EndsAt, RequestStatus Status);

internal sealed class GetHomeHandler(IOverviewDb db, RecordSight sight, ICurrentUser user, CentreClock clock) : IQueryHandler<GetHome, FamilyHome>
{
    private const int DaysAhead = 14;
    private const int DaysPerChild = 6;

    public async Task<Outcome<FamilyHome>> Handle(GetHome request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var until = today.AddDays(DaysAhead);
        var family = await db
            .Families.Where(family => family.Id == user.FamilyId)
            .Select(family => new
            {
                family.Name,
                Centre = db.Centres.SingleOrDefault(),
                MustChoose = family.Guardians.Count > 1
                    && family.Guardians.Any(guardian => guardian.Id == user.GuardianId && guardian.ToldOfPrivacyAt == null && !guardian.IsConfidential),
            })
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (family is null)
        {
            return Refusal.NotFound;
        }

        var centre = family.Centre ?? CentreProfile.NotSetUp;
        var children = await db
            .Children.WherePresent()
            .WhereOpenTo(user)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .Select(child => new { child.Id, child.FirstName })
            .ToListAsync(cancellationToken);
        var eyes = await sight.OfParentAsync(cancellationToken);
        var days = await (
            from row in db.EnrolmentRequests.WhereHoldingAPlace().WhereOpenTo(db, user)
            join session in db.Sessions on row.SessionId equals session.Id
            join activity in db.Activities on session.ActivityId equals activity.Id
            where session.Date >= today && session.Date <= until
            orderby session.Date, activity.StartsAt
            select new { row.ChildId, Day = new NextDay(session.Date, activity.Id, activity.Name, activity.StartsAt, activity.EndsAt, row.Status) }
        ).ToListAsync(cancellationToken);
        var pieces = await PiecesToDo.OfFamilyAsync(
            db,
            db.DepositedFiles.WhereCountingFor(user.FamilyId, eyes, user.UserId),
            user.FamilyId,
            children.ConvertAll(child => child.Id),
            today,
            cancellationToken
        );
        return new FamilyHome(
            family.Name,
            centre.Name,
            centre.Phone,
            centre.Announcement,
            today,
            await WaitsAsync(children.ConvertAll(child => child.Id), eyes, cancellationToken),
            pieces,
            [
                .. children.Select(child => new ChildNextDays(
                    child.Id,
                    child.FirstName,
                    [.. days.Where(line => line.ChildId == child.Id).Select(line => line.Day).Take(DaysPerChild)]
                )),
            ],
            family.MustChoose
        );
    }

    // One statement for all that is counted, one for what is to be paid, one for the answers.
    private async Task<HomeWaits> WaitsAsync(List<int> children, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var (requests, papers) = (db.EnrolmentRequests.WhereOpenTo(db, user), db.DepositedFiles.WhereOpenTo(user.FamilyId, eyes, user.UserId));
        var readable = db.ReadableBy(user);
        var counts = await db
            .Families.Where(family => family.Id == user.FamilyId)
            .Select(family => new
            {
                Unread = readable.Sum(row => row.Unread),
                ToCentre = readable.Count(row =>
                    row.Conversation.GuardianId != null
                    && !row.Conversation.IsClosed
                    && !db
                        .ConversationMessages.Where(message => message.ConversationId == row.Conversation.Id)
                        .OrderByDescending(message => message.SentAt)
                        .ThenByDescending(message => message.Id)
                        .Select(message => message.IsFromCentre)
                        .First()
                ),
                Requests = requests.Count(row => row.Status == RequestStatus.Pending),
                Changes = db.ChangeRequests.Where(eyes.SeesChange).Count(change => change.FamilyId == family.Id && change.Status == ChangeStatus.Pending),
                Deposited = papers.Count(deposit => deposit.Status == DepositStatus.Deposited),
            })
            .SingleAsync(cancellationToken);
        var due = await db
            .Invoices.WhereOpenTo(db, user.FamilyId, eyes)
            .WhereUnpaid()
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Invoices = all.Count(),
                Cents = all.Sum(invoice => invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents),
                FirstOn = (DateOnly?)all.Min(invoice => invoice.DueOn),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return new HomeWaits(
            counts.Unread,
            await UnansweredConsents.OfFamilyAsync(db, user.FamilyId, children, cancellationToken),
            due?.Invoices ?? 0,
            due?.Cents ?? 0,
            due?.FirstOn,
            counts.Requests,
            counts.Changes,
            counts.Deposited,
            counts.ToCentre
        );
    }
}
