using System.Globalization;
using ClsPortal.Application.Attendance;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Attendance;

/// <summary>The lists of a day or week on paper and as a table.</summary>
public static class DayListFiles
{
    /// <summary>A child of whoever takes the list along, as the page marks it.</summary>
    internal const string Own = "Votre enfant";

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static byte[] Pdf(DayListKind kind, DayLists lists)
    {
        var title = kind == DayListKind.Roster ? "Liste d’appel" : "Listes de bus";
        return PdfDocument.Write(
            Head(title, lists),
            flow =>
            {
                flow.Title($"{title}, {Span(lists.From, lists.To)}");
                if (lists.Sessions.Count == 0)
                {
                    flow.Paragraph("Aucun enfant n’est inscrit pendant cette période.");
                }

                var isFirst = true;
                foreach (var session in lists.Sessions.Where(session => kind == DayListKind.Roster || session.HasBus))
                {
                    if (!isFirst)
                    {
                        flow.NewPage();
                    }

                    isFirst = false;
                    flow.Heading(
                        $"{session.ActivityName}, {session.Date.ToString("dddd d MMMM yyyy", French)}, {session.StartsAt:HH'h'mm} – {session.EndsAt:HH'h'mm}"
                    );
                    if (kind == DayListKind.Roster)
                    {
                        Roster(flow, session);
                    }
                    else
                    {
                        Bus(flow, session);
                    }
                }

                flow.Note("Document réservé à l’équipe : à détruire après usage.");
            }
        );
    }

    public static byte[] Table(DayListKind kind, DayLists lists) =>
        Xlsx.Write(
            kind == DayListKind.Roster
                ? new Sheet(
                    "Liste d’appel",
                    ["Date", "Activité", "Nom", "Prénom", "Âge", "École", "Classe", "Responsables", "Bus aller", "Bus retour", "Confidentiel", Own],
                    lists.Sessions.SelectMany(session =>
                        session.Children.Select(child =>
                            (IReadOnlyList<object?>)
                                [
                                    session.Date,
                                    session.ActivityName,
                                    child.LastName,
                                    child.FirstName,
                                    child.Age,
                                    child.School,
                                    child.SchoolClass,
                                    string.Join("\n", child.Guardians),
                                    child.Outbound?.Name,
                                    child.Return?.Name,
                                    child.Confidential,
                                    Marked(child.IsOwnFamily),
                                ]
                        )
                    )
                )
                : new Sheet(
                    "Bus",
                    ["Date", "Activité", "Sens", "Arrêt", "Heure", "Nom", "Prénom", "Âge", "Responsables", "Confidentiel", Own],
                    lists.Sessions.SelectMany(session =>
                        BusList
                            .Of(session)
                            .SelectMany(stop =>
                                stop.Children.Select(child =>
                                    (IReadOnlyList<object?>)
                                        [
                                            session.Date,
                                            session.ActivityName,
                                            stop.IsOutbound ? "Aller" : "Retour",
                                            stop.Name,
                                            stop.At,
                                            child.LastName,
                                            child.FirstName,
                                            child.Age,
                                            string.Join("\n", child.Guardians),
                                            child.Confidential,
                                            Marked(child.IsOwnFamily),
                                        ]
                                )
                            )
                    )
                )
        );

    internal static PdfHead Head(string title, DayLists lists) =>
        new(title, lists.CentreName, lists.ProducedAt, lists.CentreName, $"édité le {lists.ProducedAt.ToString("dd-MM-yyyy HH'h'mm", French)}", title);

    internal static string Span(DateOnly from, DateOnly to) =>
        from == to ? from.ToString("dddd d MMMM yyyy", French) : $"du {from.ToString("dd-MM-yyyy", French)} au {to.ToString("dd-MM-yyyy", French)}";

    /// <summary>Of a column that says which children are the own.</summary>
    internal static string? Marked(bool isOwnFamily) => isOwnFamily ? "oui" : null;

    private static void Roster(PdfFlow flow, DayListSession session)
    {
        flow.Paragraph($"{session.Children.Count} enfant{(session.Children.Count > 1 ? "s" : "")}");
        flow.Table(
            [new("Enfant", 0.24f), new("Âge", 0.07f), new("Classe", 0.1f), new("Responsables", 0.29f), new("Bus", 0.2f), new("Présent", 0.1f)],
            session.Children.Select(child =>
                PdfRow.Of(
                    Named(child),
                    $"{child.Age}",
                    child.SchoolClass,
                    string.Join("\n", child.Guardians),
                    child.Outbound is null && child.Return is null ? "" : $"{child.Outbound?.Name ?? "—"} /\n{child.Return?.Name ?? "—"}",
                    ""
                )
            )
        );
    }

    /// <summary>A child as a printed list names it: with what the page says beside the name.</summary>
    internal static string Named(string name, bool isOwnFamily, string? confidential) =>
        string.Join('\n', new[] { name, isOwnFamily ? Own : null, confidential }.OfType<string>());

    private static string Named(DayListLine child) => Named(child.Name, child.IsOwnFamily, child.Confidential);

    private static void Bus(PdfFlow flow, DayListSession session)
    {
        var stops = BusList.Of(session);
        if (stops.Count == 0)
        {
            flow.Paragraph("Aucun enfant ne prend le bus.");
        }

        foreach (var stop in stops)
        {
            flow.Heading($"{(stop.IsOutbound ? "Aller" : "Retour")} – {stop.Name}{(stop.At is { } at ? $", {at:HH'h'mm}" : "")} : {stop.Children.Count}");
            flow.Table(
                [new("Enfant", 0.3f), new("Âge", 0.08f), new("Responsables", 0.5f), new(stop.IsOutbound ? "Monté" : "Descendu", 0.12f)],
                stop.Children.Select(child => PdfRow.Of(Named(child), $"{child.Age}", string.Join("\n", child.Guardians), ""))
            );
        }
    }
}
