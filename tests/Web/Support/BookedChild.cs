using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Support;

/// <summary>What pages of the staff need to have somebody on them.</summary>
internal static class BookedChild
{
    /// <summary>Zélie, of a family with a login, booked for today.</summary>
    public static async Task<(int Family, int Guardian)> GivenBookedChildAsync(this PortalHost host)
    {
        await host.GivenParent("mere@example.fr");
        var today = DateOnly.FromDateTime(
            host.Clock.GetUtcNow().ToOffset(TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris").GetUtcOffset(host.Clock.GetUtcNow())).DateTime
        );
        var (family, child, activity) = await host.Find(async db =>
        {
            var family = await db.Families.Include(row => row.Guardians).AsTracking().SingleAsync();
            family.AddChild("Zélie", "Nom", today.AddYears(-8));
            var category = ActivityCategory.Create("Mercredis", 1);
            db.Add(category);
            await db.SaveChangesAsync();
            var activity = Activity.Create(
                new ActivityPlan
                {
                    Name = "Accueil",
                    CategoryId = category.Id,
                    Site = "Chablis",
                    From = today.AddDays(-30),
                    To = today.AddDays(30),
                    Weekdays = Weekdays.All,
                    Season = Season.SchoolTime,
                    StartsAt = new(0, 0),
                    EndsAt = new(23, 59),
                    Capacity = 10,
                    MinAge = 3,
                    MaxAge = 11,
                },
                1620
            );
            db.Add(activity);
            await db.SaveChangesAsync();
            db.Add(Session.Create(activity.Id, today, 10));
            await db.SaveChangesAsync();
            return (family, await db.Children.Select(row => row.Id).SingleAsync(), activity.Id);
        });
        var booked = await host.SendAsync(Roles.Agent, new BookOnBehalf(child, activity, new Series(today, today, Weekdays.All), null, null, null));
        booked.Value.Filed.Should().ContainSingle();
        return (family.Id, family.Guardians[0].Id);
    }

    /// <summary>Sends a message as a colleague would, without a browser.</summary>
    public static async Task<Outcome<T>> SendAsync<T>(this PortalHost host, Roles roles, IRequest<Outcome<T>> message)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        user.SignIn(Guid.NewGuid(), "Collègue", roles, 0);
        user.ConfirmSecondFactor();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message);
    }
}
