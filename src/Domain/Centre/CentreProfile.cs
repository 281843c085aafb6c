using ClsPortal.Domain.Calendar;

namespace ClsPortal.Domain.Centre;

/// <summary>The one leisure centre that a portal serves: who it is and what it promises. A database holds exactly one.</summary>
public sealed class CentreProfile
{
    /// <summary>The only key there is.</summary>
    public const int OnlyId = 1;

    private CentreProfile()
    {
    }

    /// <summary>Database key, always <see cref="OnlyId"/>.</summary>
    public int Id { get; private set; } = OnlyId;

    /// <summary>Such as « Centre de Loisirs de Pontigny ».</summary>
    public string Name { get; private set; } = "";

    /// <summary>The number a parent is told to call, as it is written in the guide.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>Where parents' answers to the portal's mails go.</summary>
    public string Email { get; private set; } = "";

    /// <summary>School zone whose holidays bind the centre: A, B or C.</summary>
    public string SchoolZone { get; private set; } = "A";

    /// <summary>Within how many working days the centre promises to answer a request.</summary>
    public int AnswerWorkingDays { get; private set; }

    /// <summary>A message of the centre shown on every family's home page, or empty.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>Creates the profile.</summary>
    public static CentreProfile Create(string name, string phone, string email, string schoolZone, int answerWorkingDays, string announcement = "") => new()
    {
        Name = name,
        Phone = phone,
        Email = email,
        SchoolZone = schoolZone,
        AnswerWorkingDays = answerWorkingDays,
        Announcement = announcement,
    };

    /// <summary>The last day by which a request filed on <paramref name="filedOn"/> is promised an answer.</summary>
    public DateOnly AnswerDueOn(DateOnly filedOn) => PublicHolidays.WorkingDaysAfter(filedOn, AnswerWorkingDays);

    /// <summary>The same for a request about a session: an answer after the child has been there, or has not, is none.</summary>
    public DateOnly AnswerDueOn(DateOnly filedOn, DateOnly sessionDate)
    {
        var promised = AnswerDueOn(filedOn);
        var eve = sessionDate.AddDays(-1);
        return promised < sessionDate ? promised : eve > filedOn ? eve : filedOn;
    }
}
