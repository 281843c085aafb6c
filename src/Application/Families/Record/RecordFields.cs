using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>All fields of a family's record, in the order in which they are shown.</summary>
public static class RecordFields
{
    private const int PhoneMaxLength = 30;

    public static IReadOnlyList<RecordField> Guardian { get; } =
    [
        new(nameof(Domain.Families.Guardian.Civility), "Civilité", FieldKind.Choice)
        {
            Options = [new("Mme", "Madame"), new("M.", "Monsieur")],
            Autocomplete = "honorific-prefix",
        },
        new(nameof(Domain.Families.Guardian.FirstName), "Prénom") { IsRequired = true, Autocomplete = "given-name" },
        new(nameof(Domain.Families.Guardian.LastName), "Nom") { IsRequired = true, Autocomplete = "family-name" },
        new(nameof(Domain.Families.Guardian.Address), "Adresse", FieldKind.Lines, Domain.Families.Guardian.AddressMaxLength)
        {
            Autocomplete = "street-address",
        },
        new(nameof(Domain.Families.Guardian.PostalCode), "Code postal", FieldKind.PostalCode, 10) { Autocomplete = "postal-code" },
        new(nameof(Domain.Families.Guardian.Town), "Commune") { Autocomplete = "address-level2" },
        new(nameof(Domain.Families.Guardian.MobilePhone), "Téléphone portable", FieldKind.Phone, PhoneMaxLength) { Autocomplete = "tel" },
        new(nameof(Domain.Families.Guardian.HomePhone), "Téléphone du domicile", FieldKind.Phone, PhoneMaxLength) { Autocomplete = "home tel" },
        new(nameof(Domain.Families.Guardian.WorkPhone), "Téléphone professionnel", FieldKind.Phone, PhoneMaxLength) { Autocomplete = "work tel" },
        new(nameof(Domain.Families.Guardian.Email), "E-mail", FieldKind.Email, Domain.Families.Guardian.EmailMaxLength)
        {
            Autocomplete = "email",
            Hint = "Le Centre de Loisirs écrit à cette adresse. L’adresse avec laquelle vous vous connectez ne change pas : pour cela, contactez le centre.",
        },
        new(nameof(Domain.Families.Guardian.Profession), "Profession (facultatif)") { Autocomplete = "organization-title" },
    ];

    public static IReadOnlyList<RecordField> Child { get; } =
    [
        new(nameof(Domain.Families.Child.FirstName), "Prénom") { IsRequired = true },
        new(nameof(Domain.Families.Child.LastName), "Nom") { IsRequired = true },
        new(nameof(Domain.Families.Child.BirthDate), "Date de naissance", FieldKind.PastDate, 10) { IsRequired = true },
        new(nameof(Domain.Families.Child.Sex), "Sexe (facultatif)", FieldKind.Choice) { Options = [new("Girl", "Fille"), new("Boy", "Garçon")] },
        new(nameof(Domain.Families.Child.School), "École"),
        new(nameof(Domain.Families.Child.SchoolClass), "Classe"),
    ];

    public static IReadOnlyList<RecordField> Contact { get; } =
    [
        new(nameof(Domain.Families.Contact.FirstName), "Prénom"),
        new(nameof(Domain.Families.Contact.LastName), "Nom") { IsRequired = true },
        new(nameof(Domain.Families.Contact.Relation), "Lien avec l’enfant")
        {
            IsRequired = true,
            Hint = "Par exemple : grand-mère, voisin, assistante maternelle.",
        },
        new(nameof(Domain.Families.Contact.Phone), "Téléphone", FieldKind.Phone, PhoneMaxLength) { IsRequired = true },
        new(nameof(Domain.Families.Contact.OtherPhone), "Autre téléphone", FieldKind.Phone, PhoneMaxLength),
        new(nameof(Domain.Families.Contact.MayBeCalled), "À prévenir en cas d’urgence", FieldKind.Tick),
        new(nameof(Domain.Families.Contact.MayPickUp), "Habilitée à venir chercher les enfants", FieldKind.Tick),
    ];

    /// <summary>Who the centre addresses first: an act of its own, on no form.</summary>
    public static RecordField Referent { get; } = new(nameof(Domain.Families.Guardian.IsReferent), "Référent de la famille", FieldKind.Tick);

    /// <summary>What is typed of a person who is added.</summary>
    public static IReadOnlyList<RecordField> Of(RecordPart part) =>
        part switch
        {
            RecordPart.Guardian => Guardian,
            RecordPart.Child => Child,
            RecordPart.Contact => Contact,
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Nobody is added to it"),
        };

    /// <summary>The one field of an answer, under the centre's own words.</summary>
    public static IReadOnlyList<RecordField> Consent(ConsentKind kind) =>
        [new(Domain.Families.Consent.Answer, kind.Text, FieldKind.YesNo) { IsRequired = true }];
}
