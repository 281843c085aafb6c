using ClsPortal.Domain.Activities;

namespace ClsPortal.Web.Activities.Staff.Staffing;

/// <summary>How the ratio is told.</summary>
internal static class StaffSentences
{
    public static string Name(CareKind kind) =>
        kind switch
        {
            CareKind.OutOfSchool => "Extrascolaire",
            CareKind.AroundSchool => "Périscolaire, 5 h au plus",
            CareKind.AroundSchoolLong => "Périscolaire, plus de 5 h",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public static string Source(CareKind kind) =>
        kind switch
        {
            CareKind.OutOfSchool => "CASF R.227-15 : 1 pour 8 avant 6 ans, 1 pour 12 dès 6 ans",
            CareKind.AroundSchool => "CASF R.227-16 : 1 pour 10 et 1 pour 14 ; avec un PEDT, jusqu’à 1 pour 14 et 1 pour 18",
            CareKind.AroundSchoolLong => "CASF R.227-16 : 1 pour 8 et 1 pour 12 ; avec un PEDT, jusqu’à 1 pour 10 et 1 pour 14",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public static string Name(StaffLevel level) =>
        level switch
        {
            StaffLevel.Unknown => "À renseigner",
            StaffLevel.Enough => "Suffisant",
            StaffLevel.Tight => "Insuffisant avec les demandes",
            StaffLevel.TooFew => "Insuffisant",
            _ => throw new ArgumentOutOfRangeException(nameof(level)),
        };

    public static string Tag(StaffLevel level) =>
        level switch
        {
            StaffLevel.Unknown => "tag-grey",
            StaffLevel.Enough => "tag-green",
            StaffLevel.Tight => "tag-amber",
            StaffLevel.TooFew => "tag-red",
            _ => throw new ArgumentOutOfRangeException(nameof(level)),
        };
}
