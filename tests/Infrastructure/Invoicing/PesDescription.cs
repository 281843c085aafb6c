using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ClsPortal.Infrastructure.Tests.Invoicing;

/// <summary>
/// What the DGFiP's <i>Dossier technique PES v2</i> (v5.19, domains <i>Aller</i> and <i>Recette</i>) says of the elements that the portal writes and of those
/// that may stand between them: order, how often, form, and what makes a bordereau rejected. Its XSD is published nowhere; this stands for it.
/// </summary>
internal static class PesDescription
{
    private const string Flag = "[01]";
    private const string Day = @"\d{4}-\d{2}-\d{2}";
    private const string Cents = @"\d{1,12}\.\d{2}";
    private const string Line = ".{1,38}";

    private static readonly Dictionary<string, string> Blocks = new(StringComparer.Ordinal)
    {
        ["PES_Aller"] = "Enveloppe EnTetePES PES_RecetteAller",
        ["Enveloppe"] = "Parametres Emetteur Recepteur?",
        ["Parametres"] = "Version TypFic NomFic",
        ["Emetteur"] = "Sigle Adresse",
        ["EnTetePES"] = "DteStr IdPost LibellePoste? IdColl FinJur? CodCol CodBud LibelleColBud?",
        ["PES_RecetteAller"] = "EnTeteRecette Bordereau+",
        ["EnTeteRecette"] = "IdVer InfoDematerialisee?",
        ["Bordereau"] = "BlocBordereau Piece+",
        ["BlocBordereau"] = "Exer IdBord DteBordEm TypBord NbrPce MtCumulAnnuel? MtBordHt MtBordTVA? DteAsp? Objet?",
        ["Piece"] = "BlocPiece LigneDePiece+",
        ["BlocPiece"] =
            "CodServ? Affect? IdPce TypPce NatPce IdRol? DteAsp? Edition? ObjPce? DebFact? FinFact? NumDette? Per? Cle1? Cle2? PJRef? NumeroFacture?",
        // A title of ORMC has one debtor.
        ["LigneDePiece"] = "BlocLignePiece Tiers",
        ["BlocLignePiece"] = "InfoLignePiece InfoPrelevementSEPA? RattachPiece? LiensIdent?",
        ["InfoLignePiece"] =
            "IdLigne ObjLignePce? CodProdLoc Nature Fonction? Operation? TxTva? Majo DteMajo? TxMajo? CpteTiers? TvaIntraCom TVAImportation? MtHT MtTVA?",
        ["RattachPiece"] = "NatPceOrig ExerRat IdPceOrig IdLigneOrig?",
        ["Tiers"] = "InfoTiers Adresse CpteBancaire?",
        ["InfoTiers"] = "IdTiers? DteNaissance? NatIdTiers? DteIdTiers? RefTiers? CatTiers NatJur TypTiers Civilite Nom ComplNom? Prenom",
        ["Tiers/Adresse"] = "TypAdr Adr1? Adr2 Adr3? CP Ville CodRes CodPays? DteAdr?",
    };

    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["Version"] = "2",
        ["TypFic"] = "PESORMC|PESALR1",
        ["NomFic"] = @".{1,100}",
        ["Sigle"] = ".{1,32}",
        ["Emetteur/Adresse"] = Line,
        ["DteStr"] = Day,
        ["IdPost"] = "02[AB][0-9]{3,4}|[0-9]{6,7}",
        ["IdColl"] = "[0-9]{14}",
        ["CodCol"] = "[0-9]{3}",
        ["CodBud"] = "[0-9A-Z][0-9]",
        ["LibelleColBud"] = Line,
        ["IdVer"] = "2",
        ["InfoDematerialisee"] = "0",
        ["Exer"] = @"\d{4}",
        ["IdBord"] = "[1-9][0-9]{0,6}",
        ["DteBordEm"] = Day,
        ["TypBord"] = "02|06",
        ["NbrPce"] = "[1-9][0-9]{0,4}",
        ["MtBordHt"] = Cents,
        ["DteAsp"] = Day,
        ["Objet"] = ".{1,160}",
        ["IdPce"] = "[1-9][0-9]{0,7}",
        ["TypPce"] = "02|15",
        ["NatPce"] = "01|06",
        ["ObjPce"] = ".{1,160}",
        ["NumDette"] = "[0-9]{1,15}",
        ["Per"] = "[0-9]",
        ["Cle1"] = "[0-9]",
        ["Cle2"] = "[ABCDEFGHJKLMNPQRSTUVWXY]",
        ["IdLigne"] = "1",
        ["ObjLignePce"] = ".{1,160}",
        ["CodProdLoc"] = "[0-9a-zA-Z]{1,4}",
        ["Nature"] = "[0-9]{1,12}",
        ["Majo"] = "0",
        ["TvaIntraCom"] = Flag,
        ["MtHT"] = Cents,
        ["NatPceOrig"] = "01",
        ["ExerRat"] = @"\d{4}",
        ["IdPceOrig"] = "[0-9]{1,13}",
        ["IdLigneOrig"] = "[1-9][0-9]{0,5}",
        ["RefTiers"] = ".{1,30}",
        ["CatTiers"] = "01",
        ["NatJur"] = "01|02",
        ["TypTiers"] = "01",
        ["Civilite"] = "(?!M(l|L|e|E)l)(?!MLLE).{1,10}",
        ["Nom"] = Line,
        ["Prenom"] = Line,
        ["TypAdr"] = "[012]",
        ["Adr1"] = Line,
        ["Adr2"] = Line,
        ["Adr3"] = Line,
        ["CP"] = "[0-9]{5}",
        ["Ville"] = Line,
        ["CodRes"] = "0",
    };

    /// <summary>The elements that have a form: each is asserted wherever it stands.</summary>
    public static IReadOnlyCollection<string> Named => Forms.Keys;

    /// <summary>All that the Trésorerie would reject.</summary>
    public static IReadOnlyList<string> FaultsOf(XElement root)
    {
        List<string> faults = [];
        Check(root, faults);
        var bordereau = root.Descendants("Bordereau").Single();
        var (kind, pieces) = (Value(bordereau, "TypBord"), bordereau.Elements("Piece").ToList());
        Expect(Value(bordereau, "NbrPce") == pieces.Count.ToString(CultureInfo.InvariantCulture), "NbrPce counts the pieces");
        Expect(
            Amount(bordereau, "MtBordHt") == pieces.Sum(piece => Amount(piece, "MtHT")) && pieces.TrueForAll(piece => Amount(piece, "MtHT") > 0),
            "MtBordHt is the sum of amounts above zero"
        );
        Expect(
            string.CompareOrdinal(Value(bordereau, "DteAsp") ?? Value(bordereau, "DteBordEm"), Value(bordereau, "DteBordEm")) >= 0,
            "DteAsp is not before DteBordEm"
        );
        Expect(pieces.Select(piece => Value(piece, "IdPce")).Distinct().Count() == pieces.Count, "IdPce is unique");
        Expect(!root.Descendants("DebFact").Any() && !root.Descendants("FinFact").Any(), "DebFact and FinFact are for hospitals");
        Expect(!root.Descendants("Edition").Any(), "Edition 03 and 06 need a document that is not sent");
        foreach (var piece in pieces)
        {
            var triplet = $"{kind}/{Value(piece, "TypPce")}/{Value(piece, "NatPce")}";
            Expect(triplet is "06/15/01" or "02/02/06", $"{triplet} is a triplet of the annex");
            Expect((Value(root, "TypFic") == "PESORMC") == (kind == "06"), "PESORMC is for ORMC");
            Expect(kind != "06" || new[] { "NumDette", "Per", "Cle1", "Cle2" }.All(name => Value(piece, name) is not null), "a title of ORMC has its keys");
            Expect(kind != "02" || Value(piece, "ExerRat") == Value(bordereau, "Exer"), "a reduction is of the same year");
        }

        return faults;

        void Expect(bool holds, string rule)
        {
            if (!holds)
            {
                faults.Add(rule);
            }
        }
    }

    private static void Check(XElement element, List<string> faults)
    {
        var (name, path) = (element.Name.LocalName, $"{element.Parent?.Name.LocalName}/{element.Name.LocalName}");
        if ((Blocks.TryGetValue(path, out var content) || Blocks.TryGetValue(name, out content)) && !Forms.ContainsKey(path))
        {
            var children = string.Concat(element.Elements().Select(child => child.Name.LocalName + " "));
            var pattern = "^" + string.Concat(content.Split(' ').Select(part => $"({part.TrimEnd('?', '+')} ){Times(part)}")) + "$";
            if (!Matches(children, pattern))
            {
                faults.Add($"{name}: {children}");
            }

            foreach (var child in element.Elements())
            {
                Check(child, faults);
            }
        }
        else if (
            !(Forms.TryGetValue(path, out var form) || Forms.TryGetValue(name, out form))
            || element.HasElements
            || !Matches(element.Attribute("V")?.Value ?? "", $"^({form})$")
        )
        {
            faults.Add($"{path}: {element.Attribute("V")?.Value}");
        }
    }

    private static bool Matches(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    private static string Times(string part) => part[^1] is '?' or '+' ? part[^1..] : "";

    private static string? Value(XElement within, string name) => within.Descendants(name).FirstOrDefault()?.Attribute("V")?.Value;

    private static decimal Amount(XElement within, string name) => decimal.Parse(Value(within, name) ?? "0", CultureInfo.InvariantCulture);
}
