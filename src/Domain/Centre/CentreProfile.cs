using ClsPortal.Domain.Activities;

namespace ClsPortal.Domain.Centre;

/// <summary>The one leisure centre that a portal serves: who it is and what it promises. A database holds exactly one.</summary>
public sealed class CentreProfile
{
    /// <summary>Longest <see cref="Name"/>, in characters.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Longest <see cref="Phone"/>, in characters.</summary>
    public const int PhoneMaxLength = 30;

    /// <summary>Longest <see cref="Email"/>, in characters.</summary>
    public const int EmailMaxLength = 254;

    /// <summary>Longest <see cref="Announcement"/>, in characters.</summary>
    public const int AnnouncementMaxLength = 2000;

    /// <summary>A request is urgent when its session begins within this many days, until the centre says otherwise.</summary>
    public const int DefaultUrgentDays = 3;

    /// <summary>The only key there is.</summary>
    public const int OnlyId = 1;

    private CentreProfile() { }

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

    /// <summary>A request is urgent when its session begins within this many days.</summary>
    public int UrgentDays { get; private set; } = DefaultUrgentDays;

    /// <summary>Counts changes of the set-up. Adding to it locks the row, so that two directors' plans are made one after the other.</summary>
    public long SetupTurn { get; private set; }

    /// <summary>
    /// Counts families and persons that staff registered. Adding to it locks the row: of two who register the same child one is warned of the other.
    /// </summary>
    public long RegistrationTurn { get; private set; }

    /// <summary>What stands in until somebody has set the centre up.</summary>
    public static CentreProfile NotSetUp => Create("Centre de Loisirs", "", "", "A", 3);

    /// <summary>Creates the profile.</summary>
    public static CentreProfile Create(string name, string phone, string email, string schoolZone, int answerWorkingDays, string announcement = "") =>
        new()
        {
            Name = name,
            Phone = phone,
            Email = email,
            SchoolZone = schoolZone,
            AnswerWorkingDays = answerWorkingDays,
            Announcement = announcement,
        };

    /// <summary>Changes all but the zone, which moves sessions and has a way of its own.</summary>
    public void Describe(string name, string phone, string email, int answerWorkingDays, int urgentDays, string announcement) =>
        (Name, Phone, Email, AnswerWorkingDays, UrgentDays, Announcement) = (name, phone, email, answerWorkingDays, urgentDays, announcement);

    /// <summary>Moves the centre to another school zone.</summary>
    public void MoveToZone(string schoolZone) => SchoolZone = schoolZone;

    /// <summary>The last day by which a request filed on <paramref name="filedOn"/> is promised an answer.</summary>
    public DateOnly AnswerDueOn(DateOnly filedOn) => PublicHolidays.WorkingDaysAfter(filedOn, AnswerWorkingDays);

    /// <summary>The same for a request about a session: an answer after the child has been there, or has not, is none.</summary>
    public DateOnly AnswerDueOn(DateOnly filedOn, DateOnly sessionDate)
    {
        var promised = AnswerDueOn(filedOn);
        var eve = sessionDate.AddDays(-1);
        return promised < sessionDate ? promised
            : eve > filedOn ? eve
            : filedOn;
    }
}
