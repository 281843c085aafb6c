using System.Globalization;
using ClsPortal.Application.Attendance;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Attendance;

/// <summary>Allergies and diets on paper and as a table.</summary>
public static class HealthListFiles
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static byte[] Pdf(HealthList list)
    {
        const string Title = "Allergies et régimes";
        var head = new PdfHead(
            Title,
            list.CentreName,
            list.ProducedAt,
            list.CentreName,
            $"édité le {list.ProducedAt.ToString("dd-MM-yyyy HH'h'mm", French)}",
            "Confidentiel : données de santé"
        );
        return PdfDocument.Write(
            head,
            flow =>
            {
                flow.Title($"{Title}, {DayListFiles.Span(list.From, list.To)}");
                flow.Marked("Confidentiel. Réservé à l’équipe qui accueille ces enfants ; à détruire après usage.");
                foreach (var session in list.Sessions)
                {
                    flow.Heading(
                        $"{session.ActivityName}, {session.Date.ToString("dddd d MMMM yyyy", French)} : {session.Booked} "
                            + $"enfant{(session.Booked > 1 ? "s" : "")}"
                    );
                    flow.Paragraph(
                        session.Meals.Count == 0
                            ? "Aucun repas particulier."
                            : "Repas : " + string.Join(", ", session.Meals.Select(meal => $"{meal.Children} {meal.Diet.ToLower(French)}")) + "."
                    );
                    if (session.WithoutRecord.Count > 0)
                    {
                        flow.Paragraph($"Sans fiche sanitaire ({session.WithoutRecord.Count}) : {string.Join(", ", session.WithoutRecord)}.");
                    }

                    foreach (var what in session.Confidential)
                    {
                        flow.Marked(what);
                    }

                    if (session.Children.Count > 0)
                    {
                        flow.Table(
                            [new("Enfant", 0.26f), new("Âge", 0.08f), new("À savoir", 0.66f)],
                            session.Children.Select(child =>
                                PdfRow.Of(
                                    DayListFiles.Named(child.Name, child.IsOwnFamily, child.Confidential),
                                    $"{child.Age}",
                                    string.Join("\n", child.Facts.Select(fact => $"{fact.Label} : {fact.Text}"))
                                )
                            )
                        );
                    }
                }
            }
        );
    }

    public static byte[] Table(HealthList list) =>
        Xlsx.Write(
            new Sheet(
                "Allergies et régimes",
                ["Date", "Activité", "Enfant", "Âge", "Rubrique", "À savoir", "Confidentiel", DayListFiles.Own],
                list.Sessions.SelectMany(session =>
                    session.Children.SelectMany(child =>
                        child.Facts.Select(fact =>
                            (IReadOnlyList<object?>)
                                [
                                    session.Date,
                                    session.ActivityName,
                                    child.Name,
                                    child.Age,
                                    fact.Label,
                                    fact.Text,
                                    child.Confidential,
                                    DayListFiles.Marked(child.IsOwnFamily),
                                ]
                        )
                    )
                )
            )
        );
}
