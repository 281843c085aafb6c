using ClsPortal.Domain.Centre;

namespace ClsPortal.Application.Centre;

/// <param name="IsSetUp">False in a portal that nobody has set up.</param>
/// <param name="Name">Such as « Centre de Loisirs de Pontigny ».</param>
/// <param name="Phone">The number parents are told to call.</param>
/// <param name="Email">Where their answers go.</param>
/// <param name="SchoolZone">A, B or C.</param>
/// <param name="AnswerWorkingDays">Promise of answer.</param>
/// <param name="UrgentDays">A request is urgent this many days before its session.</param>
/// <param name="Announcement">On every family's home page.</param>
/// <param name="Stamp">Of what was read.</param>
public sealed record CentreSettings(
    bool IsSetUp,
    string Name,
    string Phone,
    string Email,
    string SchoolZone,
    int AnswerWorkingDays,
    int UrgentDays,
    string Announcement,
    string Stamp
)
{
    internal static CentreSettings Of(CentreProfile? centre)
    {
        var shown = centre ?? CentreProfile.NotSetUp;
        var settings = new CentreSettings(
            centre is not null,
            centre?.Name ?? "",
            shown.Phone,
            shown.Email,
            shown.SchoolZone,
            shown.AnswerWorkingDays,
            shown.UrgentDays,
            shown.Announcement,
            ""
        );
        return settings with { Stamp = SetupDesk.Stamp(settings) };
    }
}
