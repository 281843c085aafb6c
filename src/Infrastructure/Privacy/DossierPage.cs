using System.Globalization;
using System.Net;
using System.Text;
using ClsPortal.Application.Privacy;

namespace ClsPortal.Infrastructure.Privacy;

/// <summary>A family's data as a page that any browser opens, without anything from outside.</summary>
internal static class DossierPage
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string Of(FamilyDossier dossier)
    {
        var page = new StringBuilder();
        page.Append(
            """
            <!doctype html>
            <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            """
        );
        page.Append(French, $"<title>Données de la famille {Safe(dossier.FamilyName)}</title>");
        page.Append(
            """
            <style>body{font:16px/1.5 sans-serif;margin:1.5rem;color:#1c2b36}
            table{border-collapse:collapse;font-size:.9rem}th,td{border:1px solid #c3d0d9;padding:.3rem .5rem;text-align:left;vertical-align:top}
            td{white-space:pre-line}th{background:#f5f8fa}.table{overflow-x:auto}
            </style></head><body>
            """
        );
        page.Append(French, $"<h1>Données de la famille {Safe(dossier.FamilyName)} (n° {Safe(dossier.FamilyNumber)})</h1>");
        page.Append(
            French,
            $"<p>Tout ce que le portail famille de « {Safe(dossier.CentreName)} » sait de cette famille, le {dossier.MadeAt:dd-MM-yyyy à HH'h'mm}."
        );
        page.Append(dossier.WithHealth ? "" : " Les fiches sanitaires et leurs pièces n’y sont pas : elles se demandent avec un second facteur.");
        page.Append(
            " Le fichier <code>donnees.json</code> contient la même chose pour un ordinateur ; les pièces déposées sont dans le dossier "
                + "<code>fichiers</code>.</p><ul>"
        );
        foreach (var section in dossier.Sections)
        {
            page.Append(French, $"<li><a href=\"#{section.Key}\">{Safe(section.Title)}</a> ({section.Rows.Count})</li>");
        }

        page.Append("</ul>");
        foreach (var section in dossier.Sections)
        {
            Add(page, section);
        }

        return page.Append("</body></html>").ToString();
    }

    private static void Add(StringBuilder page, DossierSection section)
    {
        page.Append(French, $"<h2 id=\"{section.Key}\">{Safe(section.Title)}</h2>");
        if (section.Rows.Count == 0)
        {
            page.Append("<p>Rien.</p>");
            return;
        }

        page.Append("<div class=\"table\"><table><thead><tr>");
        foreach (var column in section.Columns)
        {
            page.Append(French, $"<th scope=\"col\">{Safe(column)}</th>");
        }

        page.Append("</tr></thead><tbody>");
        foreach (var row in section.Rows)
        {
            page.Append("<tr>");
            foreach (var cell in row)
            {
                page.Append(French, $"<td>{Safe(Text(cell))}</td>");
            }

            page.Append("</tr>");
        }

        page.Append("</tbody></table></div>");
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            bool yes => yes ? "oui" : "non",
            DateTime at => at.ToString("dd-MM-yyyy HH'h'mm", French),
            DateOnly day => day.ToString("dd-MM-yyyy", French),
            TimeOnly time => time.ToString("HH'h'mm", French),
            decimal amount => amount.ToString("N2", French),
            _ => Convert.ToString(value, French) ?? "",
        };

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
