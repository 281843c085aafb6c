using System.Text.Json;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>
/// The guide's family with an address, contacts, answers and a health record, what the neighbours' records say, and what waits for the centre.
/// </summary>
internal sealed class DemoRecords(PortalDbContext db, CentreClock clock, ISecretBox box)
{
    public async Task AddAsync(Family family, IReadOnlyList<Family> neighbours)
    {
        FillIn(family.Guardians[0], "Mme", "06.12.34.56.78");
        FillIn(family.Guardians[1], "M.", "06.98.76.54.32");
        var grandmother = family.AddContact(Person("Jeanne", "Test", "Grand-mère", "03.86.42.00.11", mayBeCalled: true, mayPickUp: true));
        var neighbour = family.AddContact(Person("Lucie", "Bonnefoy", "Voisine", "06.11.22.33.44", mayBeCalled: false, mayPickUp: true));
        ConsentKind[] kinds =
        [
            ConsentKind.Create(
                1,
                "J’autorise le Centre de Loisirs à photographier et filmer mon enfant pendant les activités",
                isRequired: true,
                isPerChild: true
            ),
            ConsentKind.Create(2, "J’autorise mon enfant à participer aux baignades surveillées", isRequired: true, isPerChild: true),
            ConsentKind.Create(3, "J’autorise mon enfant à rentrer seul après l’accueil", isRequired: true, isPerChild: true),
            ConsentKind.Create(4, "J’autorise mon enfant à prendre le car avec l’équipe pour les sorties", isRequired: true, isPerChild: true),
            ConsentKind.Create(5, "J’accepte de recevoir les informations du Centre de Loisirs par e-mail", isRequired: false, isPerChild: false),
        ];
        db.AddRange(kinds);
        Vaccine[] vaccines = [.. UsualVaccines.All()];
        db.AddRange(vaccines);
        await db.SaveChangesAsync();
        grandmother.BelongsTo(family.Guardians[0].Id);
        neighbour.BelongsTo(family.Guardians[1].Id);

        var at = clock.Now.AddDays(-90);
        foreach (var kind in kinds.Take(3))
        {
            var consent = Consent.Create(family.Id, kind.Id, family.Children[0].Id);
            consent.Give(kind.Position != 3, "Mère Test", at);
            db.Add(consent);
        }

        AddHealth(family.Children[0], "Mère Test", at, OfFirstChild(family.Children[0], vaccines[0]));
        foreach (var (index, child) in neighbours.SelectMany(neighbour => neighbour.Children).Index().Where(pair => pair.Index % 4 != 3))
        {
            AddHealth(child, $"Camille {child.LastName}", at, OfNeighbour(index));
        }

        db.Add(
            Proposal(
                family.Id,
                RecordSubject.Guardian(family.Guardians[1].Id),
                nameof(Guardian.WorkPhone),
                "",
                "03.86.55.66.77",
                family.Guardians[1].Id,
                "Père Test",
                1
            )
        );
        db.Add(
            Proposal(
                neighbours[0].Id,
                RecordSubject.Child(neighbours[0].Children[0].Id),
                nameof(Child.School),
                neighbours[0].Children[0].School,
                "École de Beine",
                neighbours[0].Guardians[0].Id,
                "Camille Voisine",
                2
            )
        );
        db.Add(
            ChangeRequest
                .File(
                    neighbours[1].Id,
                    RecordSubject.Child(0),
                    ChangeKind.Addition,
                    "",
                    new(clock.Now.AddDays(-1), Guid.Empty, "Camille Abelard"),
                    neighbours[1].Guardians[0].Id
                )
                .Keep(
                    "",
                    JsonSerializer.Serialize(
                        new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            [nameof(Child.FirstName)] = "Lison",
                            [nameof(Child.LastName)] = "Abelard",
                            [nameof(Child.Sex)] = "Girl",
                            [nameof(Child.School)] = "École de Chablis",
                            [nameof(Child.BirthDate)] = new DateOnly(neighbours[1].Children[0].BirthDate.Year + 1, 4, 9).ToString(
                                "yyyy-MM-dd",
                                System.Globalization.CultureInfo.InvariantCulture
                            ),
                        }
                    )
                )
        );
        await db.SaveChangesAsync();
    }

    private static void FillIn(Guardian guardian, string civility, string phone)
    {
        guardian.Change(nameof(Guardian.Civility), civility);
        guardian.Change(nameof(Guardian.Address), "12 rue des Vignes");
        guardian.Change(nameof(Guardian.PostalCode), "89800");
        guardian.Change(nameof(Guardian.Town), "Beine");
        guardian.Change(nameof(Guardian.MobilePhone), phone);
    }

    private static Dictionary<string, string> Person(string firstName, string lastName, string relation, string phone, bool mayBeCalled, bool mayPickUp) =>
        new(StringComparer.Ordinal)
        {
            [nameof(Contact.FirstName)] = firstName,
            [nameof(Contact.LastName)] = lastName,
            [nameof(Contact.Relation)] = relation,
            [nameof(Contact.Phone)] = phone,
            [nameof(Contact.MayBeCalled)] = RecordValue.Of(mayBeCalled),
            [nameof(Contact.MayPickUp)] = RecordValue.Of(mayPickUp),
        };

    private void AddHealth(Child child, string signedBy, DateTime signedAt, Dictionary<string, string> values)
    {
        var record = HealthRecord.Create(child.Id);
        record.Keep(box.SealText(HealthSecrets.Content.Row(child.Id), JsonSerializer.Serialize(values)));
        record.Sign(signedBy, signedAt);
        db.Add(record);
    }

    private static Dictionary<string, string> OfFirstChild(Child child, Vaccine vaccine) =>
        new(StringComparer.Ordinal)
        {
            [HealthFields.KeyOf(vaccine.Id)] = child.BirthDate.AddYears(6).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            [HealthField.HasTreatment] = RecordValue.No,
            [HealthField.Diseases] = "Chickenpox;Otitis",
            [HealthField.HasAsthma] = RecordValue.No,
            [HealthField.FoodAllergies] = "Arachide",
            [HealthField.AllergyAction] = "Donner l’antihistaminique de la trousse, appeler les parents, puis le 15 si la gêne respiratoire persiste.",
            [HealthField.HasPai] = RecordValue.No,
            [HealthField.Recommendations] = "Porte des lunettes, à retirer pour la baignade.",
            [HealthField.DoctorName] = "Dr Martin, Chablis",
            [HealthField.DoctorPhone] = "03.86.42.10.20",
            [HealthField.ResponsibleName] = "Mère Test",
            [HealthField.ResponsiblePhone] = "06.12.34.56.78",
            [HealthField.UrgentCare] = RecordValue.Yes,
        };

    // Three neighbours in four have filled the record in; a few of them tell the kitchen or the team something.
    private static Dictionary<string, string> OfNeighbour(int index)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [HealthField.HasTreatment] = RecordValue.No,
            [HealthField.HasAsthma] = RecordValue.Of(index == 9),
            [HealthField.HasPai] = RecordValue.Of(index == 9),
            [HealthField.DoctorName] = "Dr Martin, Chablis",
            [HealthField.UrgentCare] = RecordValue.Yes,
        };
        (string Field, string Value)[] more = (index % 12) switch
        {
            1 => [(HealthField.Diet, "NoPork")],
            5 => [(HealthField.Diet, "NoMeat;NoFish")],
            7 => [(HealthField.Diet, "NoGluten")],
            9 => [(HealthField.AllergyAction, "Deux bouffées de l’inhalateur de la trousse, puis prévenir les parents.")],
            10 => [(HealthField.Diet, "NoEgg"), (HealthField.FoodAllergies, "Œuf"), (HealthField.AllergyAction, "Appeler les parents.")],
            _ => [],
        };
        foreach (var (field, value) in more)
        {
            values[field] = value;
        }

        return values;
    }

    private ChangeRequest Proposal(
        int familyId,
        RecordSubject subject,
        string field,
        string oldValue,
        string newValue,
        int guardianId,
        string by,
        int daysAgo
    ) => ChangeRequest.File(familyId, subject, ChangeKind.Change, field, new(clock.Now.AddDays(-daysAgo), Guid.Empty, by), guardianId).Keep(oldValue, newValue);
}
