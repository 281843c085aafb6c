using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>What a child's record says, as a director files it.</summary>
public static class ChildRecordPaper
{
    private static readonly string[] Allergies = [HealthField.HasAsthma, HealthField.FoodAllergies, HealthField.MedicineAllergies, HealthField.OtherAllergies];

    public static PaperContent Of(PrintedRecord record)
    {
        var paper = new PaperContent($"Fiche {Wording.Of(record.Child.Name)}");
        paper.Facing(new("Centre", [record.CentreName, record.CentrePhone]), new("Famille", [$"Famille {record.FamilyName}", $"n° {record.FamilyNumber}"]));
        Warn(paper, record);
        paper.Heading("Enfant");
        paper.Facts(Lines(record.Child));
        foreach (var guardian in record.Guardians)
        {
            paper.Heading($"Responsable légal : {guardian.Name}");
            paper.Facts(Lines(guardian));
        }

        Contacts(paper, record.Contacts);
        Health(paper, record.Health);
        Consents(paper, record.Consents);
        return paper;
    }

    // What somebody who takes the sheet in a hurry must not turn pages for.
    private static void Warn(PaperContent paper, PrintedRecord record)
    {
        if (record.Confidential is { } confidential)
        {
            paper.Marked(confidential);
        }

        var health = record.Health;
        if (Allergies.Any(key => health.Values.GetValueOrDefault(key, "") is not ("" or RecordValue.No)))
        {
            paper.Marked("Allergie ou asthme : voir « Allergies » plus bas, avec la conduite à tenir.");
        }

        if (health.Values.GetValueOrDefault(HealthField.HasPai) == RecordValue.Yes)
        {
            paper.Marked("Un projet d’accueil individualisé (PAI) existe pour cet enfant.");
        }

        if (health.Values.GetValueOrDefault(HealthField.HasTreatment) == RecordValue.Yes)
        {
            paper.Marked("L’enfant suit un traitement médical.");
        }

        if (record.Waiting > 0)
        {
            paper.Note(
                record.Waiting == 1
                    ? "Une modification demandée par la famille attend son traitement et ne figure pas sur cette fiche."
                    : $"{record.Waiting} modifications demandées par la famille attendent leur traitement et ne figurent pas sur cette fiche."
            );
        }
    }

    private static void Contacts(PaperContent paper, IReadOnlyList<RecordGroup> contacts)
    {
        paper.Heading("Personnes à prévenir ou habilitées à venir chercher l’enfant");
        if (contacts.Count == 0)
        {
            paper.Paragraph("Personne n’est indiqué.");
            return;
        }

        paper.Table(
            "Personnes à prévenir ou habilitées",
            [new("Nom", 3), new("Lien", 2), new("Téléphone", 2.2f), new("À prévenir", 1.2f), new("Habilitée", 1.2f)],
            contacts.Select(contact =>
                PaperRow.Of(
                    contact.Name,
                    Value(contact, nameof(Contact.Relation)),
                    string.Join('\n', new[] { Value(contact, nameof(Contact.Phone)), Value(contact, nameof(Contact.OtherPhone)) }.Where(phone => phone != "—")),
                    Value(contact, nameof(Contact.MayBeCalled)),
                    Value(contact, nameof(Contact.MayPickUp))
                )
            )
        );
    }

    private static void Health(PaperContent paper, RecordGroup health)
    {
        paper.Heading("Fiche sanitaire de liaison");
        if (health.Values.Values.All(value => value.Length == 0))
        {
            paper.Marked("La fiche sanitaire n’est pas remplie.");
        }

        foreach (var section in health.Fields.GroupBy(field => field.Section))
        {
            paper.Heading(section.Key ?? "Divers");
            paper.Facts(section.Select(field => (field.Label, (string?)field.Show(health.Values.GetValueOrDefault(field.Key, "")))));
        }

        paper.Paragraph(
            health is { SignedBy: { } by, SignedAt: { } at }
                ? $"Déclarée exacte par {by}, le {Day(at)}."
                : "Aucun responsable n’a encore déclaré cette fiche exacte."
        );
    }

    private static void Consents(PaperContent paper, IReadOnlyList<RecordGroup> consents)
    {
        paper.Heading("Autorisations diverses");
        if (consents.Count == 0)
        {
            paper.Paragraph("Le Centre de Loisirs n’en demande aucune.");
            return;
        }

        paper.Table(
            "Autorisations et réponses",
            [new("Autorisation", 5), new("Réponse", 1.1f), new("Par, le", 2.2f)],
            consents.Select(consent =>
                PaperRow.Of(
                    consent.Fields[0].Label,
                    consent.Fields[0].Show(consent.Values.GetValueOrDefault(consent.Fields[0].Key, "")),
                    consent is { SignedBy: { } by, SignedAt: { } at } ? $"{by}\n{Day(at)}" : "—"
                )
            )
        );
    }

    private static IEnumerable<(string Name, string? Value)> Lines(RecordGroup group) =>
        group.Fields.Select(field =>
            (field.Label.Replace(" (facultatif)", "", StringComparison.Ordinal), (string?)field.Show(group.Values.GetValueOrDefault(field.Key, "")))
        );

    private static string Value(RecordGroup group, string key) => group.Fields.First(field => field.Key == key).Show(group.Values.GetValueOrDefault(key, ""));

    private static string Day(DateTime local) => local.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);

    private static string Day(DateOnly date) => date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);
}
