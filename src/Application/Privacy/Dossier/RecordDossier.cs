using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>What a guardian told the centre, or may know of what others did: persons, authorisations, health, proposed changes, papers.</summary>
internal sealed class RecordDossier(IPrivacyDb db, RecordForms forms, RecordSight sight, ChangeLines changes, ISecretBox box, CentreClock clock)
{
    public async Task<IReadOnlyList<DossierSection>> SectionsAsync(int familyId, bool withHealth, RecordEyes eyes, CancellationToken cancellationToken)
    {
        // Whoever left the family is shown to nobody else.
        var family = await db
            .Families.IgnoreQueryFilters()
            .AsNoTracking()
            .Include(row => row.Guardians)
            .Include(row => row.Children)
            .Include(row => row.Contacts)
            .SingleAsync(row => row.Id == familyId, cancellationToken);
        var guardians = family
            .Guardians.Where(row => row.LeftAt is null || row.Id == eyes.GuardianId)
            .OrderByDescending(row => row.IsReferent)
            .ThenBy(row => row.Id)
            .ToList();
        var seen = await sight.OfGuardiansAsync(eyes, guardians, cancellationToken);
        var children = family.Children.Where(row => !eyes.HiddenChildren.Contains(row.Id)).OrderBy(row => row.BirthDate).ThenBy(row => row.Id).ToList();
        List<DossierSection> sections =
        [
            new(
                "famille",
                "Famille",
                ["Numéro", "Nom", "Dossier ouvert le"],
                [
                    [family.Number, family.Name, Local(family.CreatedAt)],
                ]
            ),
            new(
                "responsables",
                "Responsables",
                ["Référent", .. RecordFields.Guardian.Select(field => field.Label)],
                [
                    .. guardians.Select(row =>
                        (IReadOnlyList<object?>)[row.IsReferent, .. RecordFields.Guardian.Select(field => Shown(field, ValueOf(row, seen[row.Id], field.Key)))]
                    ),
                ]
            ),
            new(
                "enfants",
                "Enfants",
                [.. RecordFields.Child.Select(field => field.Label)],
                [.. children.Select(row => (IReadOnlyList<object?>)[.. RecordFields.Child.Select(field => Shown(field, row.ValueOf(field.Key)))])]
            ),
            new(
                "contacts",
                "Personnes à prévenir ou habilitées",
                [.. RecordFields.Contact.Select(field => field.Label)],
                [
                    .. family
                        .Contacts.Where(eyes.Owns)
                        .OrderBy(row => row.Id)
                        .Select(row => (IReadOnlyList<object?>)[.. RecordFields.Contact.Select(field => Shown(field, row.ValueOf(field.Key)))]),
                ]
            ),
            await ConsentsAsync(familyId, eyes, cancellationToken),
        ];
        if (withHealth)
        {
            sections.Add(await HealthAsync(familyId, children, eyes, cancellationToken));
        }

        sections.Add(await ChangesAsync(familyId, withHealth, eyes, cancellationToken));
        return sections;
    }

    /// <summary>The papers, and where each lies in the archive.</summary>
    public async Task<(IReadOnlyList<DossierFile> Files, DossierSection Section)> FilesAsync(
        int familyId,
        bool withHealth,
        RecordEyes eyes,
        CancellationToken cancellationToken
    )
    {
        var deposits = db.DepositedFiles.WhereOpenTo(familyId, eyes, await sight.LoginOfAsync(eyes, cancellationToken));
        var rows = await (
            from deposit in deposits
            join piece in db.RequiredPieces on deposit.PieceId equals piece.Id
            join file in db.StoredFiles on deposit.FileId equals file.Id
            where withHealth || !piece.IsHealth
            orderby deposit.DepositedAt, deposit.Id
            select new
            {
                Deposit = deposit,
                piece.Name,
                File = file,
                Child = db.Children.Where(child => child.Id == deposit.ChildId).Select(child => child.FirstName).FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var files = rows.Select(
                (row, index) =>
                    new DossierFile(
                        row.Deposit.FileId,
                        FormattableString.Invariant(
                            $"fichiers/{index + 1:000}-{FileName.Clean(box.OpenText(FileSecrets.Name.Row(row.File.Id), row.File.SealedName), row.File.Kind)}"
                        )
                    )
            )
            .ToList();
        return (
            files,
            new DossierSection(
                "pieces",
                "Pièces déposées",
                ["Pièce", "Enfant", "Déposée le", "État", "Motif", "Valable jusqu’au", "Fichier"],
                [
                    .. rows.Zip(
                        files,
                        (row, file) =>
                            (IReadOnlyList<object?>)
                                [
                                    row.Name,
                                    row.Child,
                                    Local(row.Deposit.DepositedAt),
                                    DossierWords.Of(row.Deposit.Status),
                                    row.Deposit.Reason,
                                    row.Deposit.ValidUntil,
                                    file.Path,
                                ]
                    ),
                ]
            )
        );
    }

    private async Task<DossierSection> ConsentsAsync(int familyId, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var hidden = eyes.HiddenChildren;
        var rows = await (
            from consent in db.Consents
            join kind in db.ConsentKinds on consent.ConsentKindId equals kind.Id
            where consent.FamilyId == familyId && (consent.ChildId == null || !hidden.Contains(consent.ChildId.Value))
            orderby kind.Position, consent.Id
            select new
            {
                kind.Text,
                Child = db.Children.Where(child => child.Id == consent.ChildId).Select(child => child.FirstName).FirstOrDefault(),
                consent.IsGiven,
                consent.AnsweredBy,
                consent.AnsweredAt,
            }
        ).ToListAsync(cancellationToken);
        return new DossierSection(
            "autorisations",
            "Autorisations",
            ["Autorisation", "Enfant", "Accordée", "Réponse de", "Le"],
            [.. rows.Select(row => (IReadOnlyList<object?>)[row.Text, row.Child, row.IsGiven, row.AnsweredBy, Local(row.AnsweredAt)])]
        );
    }

    private async Task<DossierSection> HealthAsync(int familyId, IEnumerable<Child> children, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var form = await forms.OpenAsync(familyId, [.. children.Select(child => RecordSubject.Health(child.Id))], eyes, cancellationToken);
        return new DossierSection(
            "fiches-sanitaires",
            "Fiches sanitaires",
            ["Enfant", "Rubrique", "Information", "Valeur", "Signée par", "Le"],
            [
                .. form.Groups.SelectMany(group =>
                    group
                        .Fields.Where(field => group.Values[field.Key].Length > 0)
                        .Select(field =>
                            (IReadOnlyList<object?>)
                                [group.Name, field.Section, field.Label, field.Show(group.Values[field.Key]), group.SignedBy, group.SignedAt]
                        )
                ),
            ]
        );
    }

    private async Task<DossierSection> ChangesAsync(int familyId, bool withHealth, RecordEyes eyes, CancellationToken cancellationToken)
    {
        var rows = await db
            .ChangeRequests.AsNoTracking()
            .WhereSeenBy(eyes)
            .Where(change => change.FamilyId == familyId && (withHealth || change.Part != RecordPart.Health))
            .OrderBy(change => change.FiledAt)
            .ThenBy(change => change.Id)
            .ToListAsync(cancellationToken);
        return new DossierSection(
            "modifications",
            "Demandes de modification",
            ["Demandée le", "Par", "Qui", "Information", "Avant", "Après", "État", "Traitée le", "Motif"],
            [
                .. (await changes.OfAsync(rows, eyes, cancellationToken)).Select(line =>
                    (IReadOnlyList<object?>)
                        [
                            line.FiledAt,
                            line.IsByCentre ? DossierWords.Centre : line.FiledBy,
                            line.Who,
                            line.Label,
                            line.Old,
                            line.New,
                            DossierWords.Of(line.Status),
                            line.DecidedAt,
                            line.Reason,
                        ]
                ),
            ]
        );
    }

    private static string ValueOf(Guardian guardian, GuardianSight seen, string field) =>
        seen switch
        {
            GuardianSight.NameOnly when Guardian.Coordinates.Contains(field) => "",
            GuardianSight.AsEntered => guardian.ValueForReferent(field),
            _ => guardian.ValueOf(field),
        };

    private static object? Shown(RecordField field, string value) => value.Length == 0 ? null : field.Show(value);

    private DateTime? Local(DateTime? instant) => instant is { } at ? clock.ToWallClock(at) : null;
}
