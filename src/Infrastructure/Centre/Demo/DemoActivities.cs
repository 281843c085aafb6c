using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>The activities of the guide, laid over one school year.</summary>
internal sealed class DemoActivities(IReadOnlyList<HolidayPeriod> holidays, TimeZoneInfo zone, int startYear)
{
    public static IReadOnlyList<ActivityCategory> Categories() =>
        [ActivityCategory.Create("Périscolaire", 1), ActivityCategory.Create("Mercredis", 2), ActivityCategory.Create("Vacances", 3)];

    public IEnumerable<Activity> All(int periscolaire, int wednesdays, int vacances)
    {
        var summer = holidays[^1];
        var firstMonday = FirstOn(new DateOnly(startYear, 9, 1), DayOfWeek.Monday);
        var firstWednesday = FirstOn(new DateOnly(startYear, 9, 1), DayOfWeek.Wednesday);
        var lastWednesday = FirstOn(summer.FirstDay.AddDays(-7), DayOfWeek.Wednesday);
        const Weekdays schoolDays = Weekdays.Monday | Weekdays.Tuesday | Weekdays.Thursday | Weekdays.Friday;

        yield return AllYear(
            Activity.Create(
                new ActivityPlan
                {
                    Name = "Péri Beine matin",
                    CategoryId = periscolaire,
                    Site = "École de Beine",
                    From = firstMonday,
                    To = summer.FirstDay.AddDays(-1),
                    Weekdays = schoolDays,
                    Season = Season.SchoolTime,
                    StartsAt = new(7, 30),
                    EndsAt = new(8, 30),
                    Capacity = 30,
                    MinAge = 3,
                    MaxAge = 11,
                },
                135
            )
        );
        yield return AllYear(Wednesday("Petit déjeuner", new(7, 30), new(8, 30), 40, 100));
        yield return WithBus(AllYear(Wednesday("Chablis mercredi matin", new(8, 30), new(12, 0), 62, 810)));
        yield return WithBus(AllYear(Wednesday("Chablis mercredi après-midi", new(13, 30), new(17, 30), 62, 810)));
        yield return WithBus(AllYear(Wednesday("Chablis mercredi journée", new(8, 30), new(17, 30), 62, 1620)));
        foreach (var holiday in holidays)
        {
            var stayStart = FirstOn(holiday.FirstDay, DayOfWeek.Monday);
            var last = holiday == summer ? new DateOnly(startYear + 1, 7, 31) : holiday.ReturnDay.AddDays(-1);
            yield return WithBus(
                Activity
                    .Create(
                        new ActivityPlan
                        {
                            Name = holiday.Name.Replace("Vacances", "Séjour", StringComparison.Ordinal),
                            CategoryId = vacances,
                            Site = "Centre de Loisirs de Pontigny",
                            From = stayStart,
                            To = last,
                            Weekdays = Weekdays.WorkingWeek,
                            Season = Season.Holidays,
                            StartsAt = new(8, 30),
                            EndsAt = new(17, 30),
                            Capacity = 48,
                            MinAge = 3,
                            MaxAge = 11,
                        },
                        1840
                    )
                    .OpenDuring(BookingWindow.Holiday(holiday, stayStart, zone))
            );
        }

        Activity Wednesday(string name, TimeOnly from, TimeOnly to, int capacity, long priceCents) =>
            Activity.Create(
                new ActivityPlan
                {
                    Name = name,
                    CategoryId = wednesdays,
                    Site = "Maison de l’Enfance de Chablis",
                    From = firstWednesday,
                    To = lastWednesday,
                    Weekdays = Weekdays.Wednesday,
                    Season = Season.SchoolTime,
                    StartsAt = from,
                    EndsAt = to,
                    Capacity = capacity,
                    MinAge = 3,
                    MaxAge = 11,
                },
                priceCents
            );
    }

    private Activity AllYear(Activity activity) =>
        activity.OpenDuring(
            BookingWindow.Fixed(zone.StartOfDay(new DateOnly(startYear, 8, 20)), zone.StartOfDay(activity.To.AddDays(1)), activity.From, activity.To)
        );

    private static Activity WithBus(Activity activity) =>
        activity
            .Seat(50)
            .ServedAt(BusStop.Create("Beine – école", activity.StartsAt.AddMinutes(-40), activity.EndsAt.AddMinutes(35)))
            .ServedAt(BusStop.Create("Ligny-le-Châtel – mairie", activity.StartsAt.AddMinutes(-30), activity.EndsAt.AddMinutes(25)))
            .ServedAt(BusStop.Create("Maligny – place", activity.StartsAt.AddMinutes(-20), activity.EndsAt.AddMinutes(15)));

    private static DateOnly FirstOn(DateOnly date, DayOfWeek weekday) => date.AddDays((((int)weekday - (int)date.DayOfWeek) + 7) % 7);
}
