namespace ClsPortal.Domain.Activities;

/// <summary>School holidays of one zone, as the ministry of education publishes them.</summary>
public sealed class HolidayPeriod
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int NameMaxLength = 100;

    private HolidayPeriod() { }

    /// <summary>Database key.</summary>
    public int Id { get; private set; }

    /// <summary>Such as « Vacances d’hiver ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>School zone: A, B or C.</summary>
    public string Zone { get; private set; } = "A";

    /// <summary>First day without school, usually a Saturday: the holidays begin the evening before, after class.</summary>
    public DateOnly FirstDay { get; private set; }

    /// <summary>The day of return to school, which is a school day and no longer a holiday.</summary>
    public DateOnly ReturnDay { get; private set; }

    /// <summary>Creates a period.</summary>
    /// <exception cref="ArgumentException">The return is not after the first day.</exception>
    public static HolidayPeriod Create(string name, string zone, DateOnly firstDay, DateOnly returnDay) =>
        returnDay <= firstDay
            ? throw new ArgumentException("Holidays end after they begin.", nameof(returnDay))
            : new()
            {
                Name = name,
                Zone = zone,
                FirstDay = firstDay,
                ReturnDay = returnDay,
            };

    /// <summary>Changes name and days; the zone stays.</summary>
    /// <exception cref="ArgumentException">The return is not after the first day.</exception>
    public void Change(string name, DateOnly firstDay, DateOnly returnDay)
    {
        if (returnDay <= firstDay)
        {
            throw new ArgumentException("Holidays end after they begin.", nameof(returnDay));
        }

        (Name, FirstDay, ReturnDay) = (name, firstDay, returnDay);
    }

    /// <summary>True from <see cref="FirstDay"/> to the day before <see cref="ReturnDay"/>.</summary>
    public bool Contains(DateOnly date) => date >= FirstDay && date < ReturnDay;
}
