using System.Globalization;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>The fields of a fiche sanitaire de liaison; its vaccines are a list of the centre.</summary>
public static class HealthFields
{
    private const int LongText = 2000;
    private const string Treatments = "Traitement médical";
    private const string Allergies = "Allergies";
    private const string Advice = "Recommandations";
    private const string Persons = "Médecin et responsable";

    private static readonly RecordField[] AfterVaccines =
    [
        new(HealthField.OtherVaccines, "Autres vaccins et dates", FieldKind.Lines, LongText)
        {
            Section = Vaccinations,
            Hint = "Si l’enfant n’a pas les vaccins obligatoires, déposez un certificat médical de contre-indication.",
        },
        new(HealthField.HasTreatment, "L’enfant suit-il un traitement médical ?", FieldKind.YesNo) { Section = Treatments },
        new(HealthField.Treatment, "Médicaments et doses", FieldKind.Lines, LongText)
        {
            Section = Treatments,
            Hint =
                "Aucun médicament ne peut être donné sans ordonnance récente. Les médicaments restent dans leur emballage d’origine, au nom de l’enfant, "
                + "avec la notice.",
        },
        new(HealthField.Diseases, "L’enfant a déjà eu", FieldKind.Choices, 300)
        {
            Section = "Maladies",
            Options =
            [
                new("Rubella", "Rubéole"),
                new("Chickenpox", "Varicelle"),
                new("Angina", "Angine"),
                new("Rheumatism", "Rhumatisme articulaire aigu"),
                new("Scarlet", "Scarlatine"),
                new("Pertussis", "Coqueluche"),
                new("Otitis", "Otite"),
                new("Measles", "Rougeole"),
                new("Mumps", "Oreillons"),
            ],
        },
        new(HealthField.HasAsthma, "Asthme", FieldKind.YesNo) { Section = Allergies },
        new(HealthField.FoodAllergies, "Allergies alimentaires", FieldKind.Lines, LongText) { Section = Allergies },
        new(HealthField.MedicineAllergies, "Allergies aux médicaments", FieldKind.Lines, LongText) { Section = Allergies },
        new(HealthField.OtherAllergies, "Autres allergies", FieldKind.Lines, LongText) { Section = Allergies },
        new(HealthField.AllergyAction, "Que faire en cas de réaction ?", FieldKind.Lines, LongText)
        {
            Section = Allergies,
            Hint = "Nécessaire dès qu’une allergie ou l’asthme est indiqué.",
        },
        new(HealthField.HasPai, "Un projet d’accueil individualisé (PAI) existe", FieldKind.YesNo)
        {
            Section = "Projet d’accueil individualisé",
            Hint = "Déposez le document dans « Dépôt de fichier ».",
        },
        new(HealthField.Difficulties, "Difficultés de santé et précautions à prendre", FieldKind.Lines, LongText)
        {
            Section = Advice,
            Hint = "Dites seulement ce que l’équipe doit faire ou éviter ; n’indiquez pas la nature d’un handicap.",
        },
        new(HealthField.Recommendations, "Recommandations utiles", FieldKind.Lines, LongText)
        {
            Section = Advice,
            Hint = "Lunettes, lentilles, appareil auditif ou dentaire, baignade…",
        },
        new(HealthField.Diet, "Repas", FieldKind.Choices, 200)
        {
            Section = Advice,
            Options =
            [
                new("NoPork", "Sans porc"),
                new("NoMeat", "Sans viande"),
                new("NoFish", "Sans poisson"),
                new("NoEgg", "Sans œuf"),
                new("NoMilk", "Sans lait"),
                new("NoGluten", "Sans gluten"),
            ],
        },
        new(HealthField.DoctorName, "Médecin traitant") { Section = Persons },
        new(HealthField.DoctorPhone, "Téléphone du médecin", FieldKind.Phone, 30) { Section = Persons },
        new(HealthField.ResponsibleName, "Responsable de l’enfant") { Section = Persons, Autocomplete = "name" },
        new(HealthField.ResponsiblePhone, "Téléphone du responsable", FieldKind.Phone, 30) { Section = Persons, Autocomplete = "tel" },
        new(HealthField.ResponsibleOtherPhone, "Autre téléphone du responsable", FieldKind.Phone, 30) { Section = Persons, Autocomplete = "home tel" },
        new(
            HealthField.UrgentCare,
            "J’autorise le Centre de Loisirs à faire prendre toutes les mesures médicales d’urgence que l’état de l’enfant rend nécessaires",
            FieldKind.YesNo
        )
        {
            Section = "Soins d’urgence",
        },
    ];

    public const string Vaccinations = "Vaccinations";

    /// <summary>The fields for a child: the vaccines of its year of birth first, and any for which a date stands.</summary>
    public static IReadOnlyList<RecordField> For(IEnumerable<Vaccine> vaccines, int birthYear, IReadOnlyDictionary<string, string> values) =>
        [
            .. vaccines
                .Where(vaccine => (!vaccine.IsArchived && vaccine.Concerns(birthYear)) || values.ContainsKey(KeyOf(vaccine.Id)))
                .OrderBy(vaccine => vaccine.Position)
                .ThenBy(vaccine => vaccine.Id)
                .Select(vaccine => new RecordField(
                    KeyOf(vaccine.Id),
                    vaccine.IsCompulsory && vaccine.Concerns(birthYear) ? $"{vaccine.Name} (obligatoire) : dernier rappel" : $"{vaccine.Name} : dernier rappel",
                    FieldKind.PastDate,
                    10
                )
                {
                    Section = Vaccinations,
                }),
            .. AfterVaccines,
        ];

    public static string KeyOf(int vaccineId) => HealthField.VaccinePrefix + vaccineId.ToString(CultureInfo.InvariantCulture);
}
