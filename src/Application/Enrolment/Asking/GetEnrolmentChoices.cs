using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Steps 1 and 2 of the enrolment screen: the children who are open to the parent and, for one of them, the activities it may use.</summary>
public sealed record GetEnrolmentChoices(int? ChildId) : IQuery<EnrolmentChoices>
{
    public static Permission Access => Permission.Parent;
}

public sealed record EnrolmentChoices(IReadOnlyList<ChildChoice> Children, IReadOnlyList<CategoryChoice> Categories, IReadOnlyList<ActivityChoice> Activities);

public sealed record ChildChoice(int Id, string Name, DateOnly BirthDate);

public sealed record CategoryChoice(int Id, string Name);

/// <param name="Id">The activity.</param>
/// <param name="CategoryId">For the type filter.</param>
/// <param name="Name">As parents know it.</param>
/// <param name="Detail">Where and when, in a line.</param>
/// <param name="FirstMonth">The month its calendar best opens on.</param>
/// <param name="ClosedSentence">Null while requests are taken; else when they open or since when they are closed.</param>
public sealed record ActivityChoice(int Id, int CategoryId, string Name, string Detail, DateOnly FirstMonth, string? ClosedSentence);

internal sealed class GetEnrolmentChoicesHandler(IEnrolmentDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<GetEnrolmentChoices, EnrolmentChoices>
{
    public async Task<Outcome<EnrolmentChoices>> Handle(GetEnrolmentChoices request, CancellationToken cancellationToken)
    {
        var children = await db
            .Children.WherePresent()
            .WhereOpenTo(user)
            .OrderBy(child => child.BirthDate)
            .ThenBy(child => child.Id)
            .Select(child => new ChildChoice(child.Id, child.FirstName, child.BirthDate))
            .ToListAsync(cancellationToken);
        if (request.ChildId is null)
        {
            return new EnrolmentChoices(children, [], []);
        }

        if (children.Find(child => child.Id == request.ChildId) is not { } chosen)
        {
            return Refusal.NotFound;
        }

        var today = clock.Today;
        var categories = await db
            .ActivityCategories.OrderBy(category => category.Position)
            .Select(category => new CategoryChoice(category.Id, category.Name))
            .ToListAsync(cancellationToken);
        var activities = await db
            .Activities.AsNoTracking()
            .Include(activity => activity.Windows)
            .Where(activity => activity.To >= today && !activity.IsArchived)
            .OrderBy(activity => activity.SortKey)
            .ToListAsync(cancellationToken);
        var phone = (await db.CentreAsync(cancellationToken)).Phone;
        var sentences = new RefusalSentences(phone, clock.Zone);
        var firstDays = await FirstDaysAsync(activities, today, cancellationToken);
        return new EnrolmentChoices(children, categories, [.. activities.Where(activity => IsForChild(activity, chosen, today)).Select(Choice)]);

        ActivityChoice Choice(Activity activity)
        {
            var open = EnrolmentRules.IsOpenForRequests(activity, clock.Now);
            return new ActivityChoice(
                activity.Id,
                activity.CategoryId,
                activity.Name,
                $"{activity.Site} · {activity.StartsAt:HH'h'mm}–{activity.EndsAt:HH'h'mm}",
                FirstOfMonth(
                    firstDays.GetValueOrDefault(activity.Id) is var day && day != default ? day
                    : activity.From > today ? activity.From
                    : today
                ),
                open.IsAllowed ? null : sentences.For(open).Sentence
            );
        }
    }

    /// <summary>For each activity, the first day that can be asked for now, full or not; when there is none, its next session.</summary>
    private async Task<Dictionary<int, DateOnly>> FirstDaysAsync(List<Activity> activities, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = activities.ConvertAll(activity => activity.Id);
        var days = (
            await db
                .Sessions.Where(session => ids.Contains(session.ActivityId) && session.Date >= today && !session.IsClosed)
                .OrderBy(session => session.Date)
                .Select(session => new { session.ActivityId, session.Date })
                .ToListAsync(cancellationToken)
        ).ToLookup(session => session.ActivityId, session => session.Date);
        return activities
            .Where(activity => days.Contains(activity.Id))
            .ToDictionary(
                activity => activity.Id,
                activity =>
                {
                    var askable = days[activity.Id]
                        .FirstOrDefault(date =>
                            EnrolmentRules.CheckWindows(activity.Windows, date, clock.Now).IsAllowed
                            && activity.Cutoff.InstantFor(date, activity.StartsAt, clock.Zone) > clock.Now
                        );
                    return askable == default ? days[activity.Id].First() : askable;
                }
            );
    }

    private static bool IsForChild(Activity activity, ChildChoice child, DateOnly today)
    {
        var from = activity.From > today ? activity.From : today;
        return Child.AgeOn(child.BirthDate, activity.To) >= activity.MinAge && Child.AgeOn(child.BirthDate, from) <= activity.MaxAge;
    }

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
