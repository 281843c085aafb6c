using System.Globalization;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Families;

/// <summary>A child's record as a director files it.</summary>
public static class ChildRecordPdf
{
    private static readonly string[] Allergies = [HealthField.HasAsthma, HealthField.FoodAllergies, HealthField.MedicineAllergies, HealthField.OtherAllergies];

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
        return PdfDocument.Write(
            head,
            flow =>
            {
                flow.Title($"Fiche {Wording.Of(record.Child.Name)}");
                flow.Facing([record.CentreName, record.CentrePhone], [$"Famille {record.FamilyName}", $"n° {record.FamilyNumber}"]);
                Warn(flow, record);
                flow.Heading("Enfant");
                flow.Facts(Lines(record.Child));
                foreach (var guardian in record.Guardians)
                {
                    flow.Heading($"Responsable légal : {guardian.Name}");
                    flow.Facts(Lines(guardian));
                }

                Contacts(flow, record.Contacts);
                Health(flow, record.Health);
                Consents(flow, record.Consents);
            }
        );
    }

    // What somebody who takes the sheet in a hurry must not turn pages for.
    private static void Warn(PdfFlow flow, PrintedRecord record)
    {
        if (record.Confidential is { } confidential)
        {
            flow.Marked(confidential);
        }

        var health = record.Health;
        if (Allergies.Any(key => health.Values.GetValueOrDefault(key, "") is not ("" or RecordValue.No)))
        {
            flow.Marked("Allergie ou asthme : voir « Allergies » plus bas, avec la conduite à tenir.");
        }

        if (health.Values.GetValueOrDefault(HealthField.HasPai) == RecordValue.Yes)
        {
            flow.Marked("Un projet d’accueil individualisé (PAI) existe pour cet enfant.");
        }

        if (health.Values.GetValueOrDefault(HealthField.HasTreatment) == RecordValue.Yes)
        {
            flow.Marked("L’enfant suit un traitement médical.");
        }

        if (record.Waiting > 0)
        {
            flow.Note(
                record.Waiting == 1
                    ? "Une modification demandée par la famille attend son traitement et ne figure pas sur cette fiche."
                    : $"{record.Waiting} modifications demandées par la famille attendent leur traitement et ne figurent pas sur cette fiche."
            );
        }
    }

    private static void Contacts(PdfFlow flow, IReadOnlyList<RecordGroup> contacts)
    {
        flow.Heading("Personnes à prévenir ou habilitées à venir chercher l’enfant");
        if (contacts.Count == 0)
        {
            flow.Paragraph("Personne n’est indiqué.");
            return;
        }

        flow.Table(
            [new("Nom", 3), new("Lien", 2), new("Téléphone", 2.2f), new("À prévenir", 1.2f), new("Habilitée", 1.2f)],
            contacts.Select(contact =>
                PdfRow.Of(
                    contact.Name,
                    Value(contact, nameof(Contact.Relation)),
                    string.Join('\n', new[] { Value(contact, nameof(Contact.Phone)), Value(contact, nameof(Contact.OtherPhone)) }.Where(phone => phone != "—")),
                    Value(contact, nameof(Contact.MayBeCalled)),
                    Value(contact, nameof(Contact.MayPickUp))
                )
            )
        );
    }

    private static void Health(PdfFlow flow, RecordGroup health)
    {
        flow.Heading("Fiche sanitaire de liaison");
        if (health.Values.Values.All(value => value.Length == 0))
        {
            flow.Marked("La fiche sanitaire n’est pas remplie.");
        }

        foreach (var section in health.Fields.GroupBy(field => field.Section))
        {
            flow.Heading(section.Key ?? "Divers");
            flow.Facts(section.Select(field => (field.Label, (string?)field.Show(health.Values.GetValueOrDefault(field.Key, "")))));
        }

        flow.Paragraph(
            health is { SignedBy: { } by, SignedAt: { } at }
                ? $"Déclarée exacte par {by}, le {Day(at)}."
                : "Aucun responsable n’a encore déclaré cette fiche exacte."
        );
    }

    private static void Consents(PdfFlow flow, IReadOnlyList<RecordGroup> consents)
    {
        flow.Heading("Autorisations diverses");
        if (consents.Count == 0)
        {
            flow.Paragraph("Le Centre de Loisirs n’en demande aucune.");
            return;
        }

        flow.Table(
            [new("Autorisation", 5), new("Réponse", 1.1f), new("Par, le", 2.2f)],
            consents.Select(consent =>
                PdfRow.Of(
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
