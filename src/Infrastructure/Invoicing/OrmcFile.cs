using System.Globalization;
using System.Text;
using System.Xml;
using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>
/// Writes a bordereau as PES Aller (ORMC), or as one of annulations and réductions of its titles: every value is the attribute V of its element, in
/// the order of the schema. Written as it is read. There is no <c>Edition</c>: of the two that ORMC takes, 03 is for companies and 06 needs the
/// document itself; without it the body sends the families their notice. <c>DebFact</c> and <c>FinFact</c> are for hospitals: with them a bordereau is
/// rejected.
/// </summary>
public static class OrmcFile
{
    private const string Aller = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller";
    private const string Recette = "http://www.minefi.gouv.fr/cp/helios/pes_v2/recette/r0/aller";
    private const int SubjectMaxLength = 160;
    private const int FlushEvery = 100;
    private static readonly string Version = typeof(OrmcFile).Assembly.GetName().Version?.ToString(2) ?? "1.0";

    public static string Name(BordereauContent content) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(content.IsReduction ? "PESREDUCTION" : "PESORMC")}_{content.Treasury.CollectivityCode}_{content.Year}_{content.Number:000}.xml"
        );

    public static async Task WriteAsync(BordereauContent content, Stream target, CancellationToken cancellationToken)
    {
        await using var xml = XmlWriter.Create(
            target,
            new XmlWriterSettings
            {
                Async = true,
                Encoding = Encoding.Latin1,
                Indent = true,
            }
        );
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync("n", "PES_Aller", Aller);
        await xml.WriteAttributeStringAsync("xmlns", "xsi", null, XmlNamespaces.Instance);
        await xml.WriteAttributeStringAsync("xmlns", "reca", null, Recette);
        await xml.WriteAttributeStringAsync("xmlns", "cm", null, "http://www.minefi.gouv.fr/cp/helios/pes_v2/commun");
        await xml.WriteAttributeStringAsync("xsi", "schemaLocation", XmlNamespaces.Instance, Recette);
        await WriteHeadAsync(xml, content);
        await OpenAsync(xml, "PES_RecetteAller");
        await OpenAsync(xml, "EnTeteRecette");
        await ValueAsync(xml, "IdVer", "2");
        await ValueAsync(xml, "InfoDematerialisee", "0");
        await xml.WriteEndElementAsync();
        await OpenAsync(xml, "Bordereau");
        await WriteBordereauAsync(xml, content);
        await foreach (var title in content.Titles.WithCancellation(cancellationToken))
        {
            await WritePieceAsync(xml, content, title);
            if (title.Position % FlushEvery == 0)
            {
                await xml.FlushAsync();
            }
        }

        await xml.WriteEndDocumentAsync();
    }

    private static async Task WriteHeadAsync(XmlWriter xml, BordereauContent content)
    {
        await OpenAsync(xml, "Enveloppe");
        await OpenAsync(xml, "Parametres");
        await ValueAsync(xml, "Version", "2");
        await ValueAsync(xml, "TypFic", content.IsReduction ? content.Treasury.ReductionFileType : "PESORMC");
        await ValueAsync(xml, "NomFic", Name(content));
        await xml.WriteEndElementAsync();
        await OpenAsync(xml, "Emetteur");
        await ValueAsync(xml, "Sigle", "CLSPORTAL");
        await ValueAsync(xml, "Adresse", $"ClsPortal {Version}");
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
        await OpenAsync(xml, "EnTetePES");
        await ValueAsync(xml, "DteStr", Date(content.IssuedOn));
        await ValueAsync(xml, "IdPost", content.Treasury.PostCode);
        await ValueAsync(xml, "IdColl", content.Treasury.Siret);
        await ValueAsync(xml, "CodCol", content.Treasury.CollectivityCode);
        await ValueAsync(xml, "CodBud", content.Treasury.BudgetCode);
        await ValueAsync(xml, "LibelleColBud", TreasuryText.Of(content.Treasury.Label, TreasuryCodeRule.LabelMaxLength));
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteBordereauAsync(XmlWriter xml, BordereauContent content)
    {
        await OpenAsync(xml, "BlocBordereau");
        await ValueAsync(xml, "Exer", Number(content.Year));
        await ValueAsync(xml, "IdBord", Number(content.Number));
        await ValueAsync(xml, "DteBordEm", Date(content.IssuedOn));
        await ValueAsync(xml, "TypBord", content.IsReduction ? "02" : "06");
        await ValueAsync(xml, "NbrPce", Number(content.TitleCount));
        await ValueAsync(xml, "MtBordHt", Euros(content.TotalCents));
        if (!content.IsReduction)
        {
            await ValueAsync(xml, "DteAsp", Date(content.IssuedOn));
            await ValueAsync(xml, "Objet", "Centre de loisirs");
        }

        await xml.WriteEndElementAsync();
    }

    private static async Task WritePieceAsync(XmlWriter xml, BordereauContent content, BordereauTitle title)
    {
        var subject = TreasuryText.Of(
            title.Reduced is { } of
                ? $"Avoir {title.InvoiceNumber} sur la facture {of.InvoiceNumber}"
                : string.Create(CultureInfo.InvariantCulture, $"Facture {title.InvoiceNumber} du {title.PeriodFrom:dd/MM/yyyy} au {title.PeriodTo:dd/MM/yyyy}"),
            SubjectMaxLength
        );
        await OpenAsync(xml, "Piece");
        await OpenAsync(xml, "BlocPiece");
        await ValueAsync(xml, "IdPce", Number(title.Position));
        await ValueAsync(xml, "TypPce", content.IsReduction ? content.Treasury.ReductionPieceType : "15");
        await ValueAsync(xml, "NatPce", content.IsReduction ? "06" : "01");
        await ValueAsync(xml, "ObjPce", subject);
        if (!content.IsReduction)
        {
            await WriteDebtAsync(xml, content, title);
        }

        await xml.WriteEndElementAsync();
        await OpenAsync(xml, "LigneDePiece");
        await OpenAsync(xml, "BlocLignePiece");
        await OpenAsync(xml, "InfoLignePiece");
        await ValueAsync(xml, "IdLigne", "1");
        await ValueAsync(xml, "ObjLignePce", subject);
        await ValueAsync(xml, "CodProdLoc", content.Treasury.ProductCode);
        await ValueAsync(xml, "Nature", content.Treasury.AccountCode);
        await ValueAsync(xml, "Majo", "0");
        await ValueAsync(xml, "TvaIntraCom", "0");
        await ValueAsync(xml, "MtHT", Euros(title.AmountCents));
        await xml.WriteEndElementAsync();
        if (title.Reduced is { } reduced)
        {
            // RattachPiece names the title that is reduced.
            await OpenAsync(xml, "RattachPiece");
            await ValueAsync(xml, "NatPceOrig", "01");
            await ValueAsync(xml, "ExerRat", Number(reduced.Year));
            await ValueAsync(xml, "IdPceOrig", Number(reduced.Position));
            await ValueAsync(xml, "IdLigneOrig", "1");
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
        await WriteDebtorAsync(xml, content.Treasury, title);
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteDebtAsync(XmlWriter xml, BordereauContent content, BordereauTitle title)
    {
        var codes = content.Treasury;
        var debt = DebtReference.Of(
            title.InvoiceNumber,
            codes.CollectivityCode,
            codes.KeyCode.Length > 0 ? codes.KeyCode : Number(content.Number),
            content.Year,
            codes.Period
        );
        await ValueAsync(xml, "NumDette", debt.Number);
        await ValueAsync(xml, "Per", codes.Period);
        await ValueAsync(xml, "Cle1", debt.Key1);
        await ValueAsync(xml, "Cle2", debt.Key2);
    }

    private static async Task WriteDebtorAsync(XmlWriter xml, TreasurySettings codes, BordereauTitle title)
    {
        var debtor = title.Debtor;
        await OpenAsync(xml, "Tiers");
        await OpenAsync(xml, "InfoTiers");
        await ValueAsync(xml, "RefTiers", TreasuryText.Of(title.FamilyNumber, 30));
        await ValueAsync(xml, "CatTiers", "01");
        await ValueAsync(xml, "NatJur", "01");
        await ValueAsync(xml, "TypTiers", "01");
        await OptionalAsync(
            xml,
            "Civilite",
            debtor.Civility switch
            {
                "M." => codes.CivilityOfMen,
                "Mme" => codes.CivilityOfWomen,
                _ => "",
            }
        );
        await ValueAsync(xml, "Nom", debtor.LastName);
        await ValueAsync(xml, "Prenom", debtor.FirstName);
        await xml.WriteEndElementAsync();
        await OpenAsync(xml, "Adresse");
        await ValueAsync(xml, "TypAdr", "1");
        await OptionalAsync(xml, "Adr1", debtor.Complement);
        await ValueAsync(xml, "Adr2", debtor.Street);
        await OptionalAsync(xml, "Adr3", debtor.Locality);
        await ValueAsync(xml, "CP", debtor.PostCode);
        await ValueAsync(xml, "Ville", debtor.City);
        await ValueAsync(xml, "CodRes", "0");
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
    }

    private static Task OpenAsync(XmlWriter xml, string name) => xml.WriteStartElementAsync(null, name, null);

    private static async Task ValueAsync(XmlWriter xml, string name, string value)
    {
        await OpenAsync(xml, name);
        await xml.WriteAttributeStringAsync(null, "V", null, value);
        await xml.WriteEndElementAsync();
    }

    // An empty one breaks the schema.
    private static Task OptionalAsync(XmlWriter xml, string name, string value) => value.Length == 0 ? Task.CompletedTask : ValueAsync(xml, name, value);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Euros(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static class XmlNamespaces
    {
        public const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    }
}
