using System.Globalization;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Families;

/// <summary>A child's record as <see cref="ChildRecordPaper"/> says it.</summary>
public static class ChildRecordPdf
{
    /// <summary>« Fiche d’Enfant 1 du 15-01-2019.pdf »</summary>
    public static string FileName(PrintedRecord record) => $"Fiche {Wording.Of(record.Child.Name)} du {Day(record.PrintedAtLocal)}.pdf";

    public static byte[] Write(PrintedRecord record)
    {
        var head = new PdfHead(
            $"Fiche {Wording.Of(record.Child.Name)}",
            record.CentreName,
            record.PrintedAt,
            $"Fiche {Wording.Of(record.Child.Name)}, né(e) le {Day(record.BirthDate)}",
            $"imprimée le {Day(record.PrintedAtLocal)}",
            $"{record.CentreName} – {record.CentrePhone} – confidentiel"
        );
        return PaperPdf.Write(head, ChildRecordPaper.Of(record), isTitleFirst: true);
    }

    private static string Day(DateTime local) => local.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    private static string Day(DateOnly date) => date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);
}
