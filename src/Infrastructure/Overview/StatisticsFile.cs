using System.Globalization;
using ClsPortal.Application.Overview;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Overview;

/// <summary>The figures as a workbook, one tab for each table of the screen.</summary>
public static class StatisticsFile
{
    private static readonly string[] Heads =
    [
        "Séances",
        "Places",
        "Inscriptions",
        "Remplissage (%)",
        "Refus",
        "Annulations",
        "Présents",
        "Absents",
        "Absents justifiés",
    ];

    public static byte[] Table(CentreStatistics statistics) =>
        Xlsx.Write(
            new Sheet(
                "Par mois",
                ["Mois", .. Heads],
                statistics.Months.Select(month => Row(month.Month.ToString("MM-yyyy", CultureInfo.InvariantCulture), month.Figures))
            ),
            new Sheet("Par activité", ["Activité", .. Heads], statistics.ByActivity.Select(line => Row(line.Name, line.Figures))),
            new Sheet("Par âge", ["Âge", "Enfants"], statistics.ByAge.Select(age => (IReadOnlyList<object?>)[age.Name, age.Count])),
            new Sheet("Par école", ["École", "Enfants"], statistics.BySchool.Select(school => (IReadOnlyList<object?>)[school.Name, school.Count]))
        );

    private static IReadOnlyList<object?> Row(string name, Figures line) =>
        [name, line.Sessions, line.Capacity, line.Bookings, line.Fill, line.Refusals, line.Cancellations, line.Present, line.Absent, line.AbsentJustified];
}
