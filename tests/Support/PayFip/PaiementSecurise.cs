using System.ServiceModel;
using System.Xml;
using System.Xml.Schema;
using System.Xml.Serialization;

namespace ClsPortal.Support;

/// <summary>The payment service's contract, written from its published description and not from the portal's client.</summary>
[ServiceContract(Namespace = Namespace)]
internal interface IPaiementSecurise
{
    const string Namespace = "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService";

    [OperationContract(Name = "creerPaiementSecurise")]
    [FaultContract(typeof(FonctionnelleErreur))]
    [return: XmlElement("return", Namespace = "")]
    CreerPaiementSecuriseResponse CreerPaiementSecurise([XmlElement("arg0", Namespace = "")] CreerPaiementSecuriseRequest arg0);

    [OperationContract(Name = "recupererDetailPaiementSecurise")]
    [FaultContract(typeof(FonctionnelleErreur))]
    [return: XmlElement("return", Namespace = "")]
    RecupererDetailPaiementSecuriseResponse RecupererDetailPaiementSecurise([XmlElement("arg0", Namespace = "")] RecupererDetailPaiementSecuriseRequest arg0);
}

[XmlType(Namespace = "")]
public sealed class CreerPaiementSecuriseRequest
{
    [XmlElement("exer")]
    public string? Exer { get; set; }

    [XmlElement("mel")]
    public string? Mel { get; set; }

    [XmlElement("montant")]
    public string? Montant { get; set; }

    [XmlElement("numcli")]
    public string? NumCli { get; set; }

    [XmlElement("objet")]
    public string? Objet { get; set; }

    [XmlElement("refdet")]
    public string? RefDet { get; set; }

    [XmlElement("saisie")]
    public string? Saisie { get; set; }

    [XmlElement("urlnotif")]
    public string? UrlNotif { get; set; }

    [XmlElement("urlredirect")]
    public string? UrlRedirect { get; set; }
}

/// <summary>The real service qualifies the fields of its answers.</summary>
[XmlType(Namespace = Answers)]
public sealed class CreerPaiementSecuriseResponse
{
    internal const string Answers = "http://securite.service.tpa.cp.finances.gouv.fr/reponse";

    [XmlElement("idOp")]
    public string? IdOp { get; set; }
}

[XmlType(Namespace = "")]
public sealed class RecupererDetailPaiementSecuriseRequest
{
    [XmlElement("idOp")]
    public string? IdOp { get; set; }
}

[XmlType(Namespace = CreerPaiementSecuriseResponse.Answers)]
public sealed class RecupererDetailPaiementSecuriseResponse
{
    [XmlElement("dattrans")]
    public string? DatTrans { get; set; }

    [XmlElement("exer")]
    public string? Exer { get; set; }

    [XmlElement("heurtrans")]
    public string? HeurTrans { get; set; }

    [XmlElement("idOp")]
    public string? IdOp { get; set; }

    [XmlElement("mel")]
    public string? Mel { get; set; }

    [XmlElement("montant")]
    public string? Montant { get; set; }

    [XmlElement("numauto")]
    public string? NumAuto { get; set; }

    [XmlElement("numcli")]
    public string? NumCli { get; set; }

    [XmlElement("objet")]
    public string? Objet { get; set; }

    [XmlElement("refdet")]
    public string? RefDet { get; set; }

    [XmlElement("resultrans")]
    public string? ResulTrans { get; set; }

    [XmlElement("saisie")]
    public string? Saisie { get; set; }
}

/// <summary>The fault's fields are not qualified, which a data contract cannot say: it writes itself.</summary>
[XmlRoot(Namespace = IPaiementSecurise.Namespace)]
public sealed class FonctionnelleErreur : IXmlSerializable
{
    public string Code { get; set; } = "";

    public string Label { get; set; } = "";

    public XmlSchema? GetSchema() => null;

    public void ReadXml(XmlReader reader) => throw new NotSupportedException();

    public void WriteXml(XmlWriter writer)
    {
        writer.WriteElementString("code", Code);
        writer.WriteElementString("descriptif", Label);
        writer.WriteElementString("libelle", Label);
        writer.WriteElementString("severite", "2");
    }
}
