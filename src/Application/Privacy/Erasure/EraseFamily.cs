using ClsPortal.Application.Access;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <param name="Number">The family's number.</param>
/// <param name="Name">Without « Famille »; to be typed as a confirmation.</param>
/// <param name="IsAnonymised">True once nothing of it is left to erase.</param>
/// <param name="Guardians">Who may ask for a copy of their own, those who left too.</param>
/// <param name="Obstacles">Why it cannot be erased today.</param>
/// <param name="Goes">What is deleted or made nameless.</param>
/// <param name="Stays">What is kept, and why.</param>
public sealed record ErasurePreview(
    string Number,
    string Name,
    bool IsAnonymised,
    IReadOnlyList<DossierPerson> Guardians,
    IReadOnlyList<Refusal> Obstacles,
    IReadOnlyList<ErasedLine> Goes,
    IReadOnlyList<KeptLine> Stays
);

public sealed record DossierPerson(int GuardianId, string Name, bool HasLeft);

public sealed record ErasedLine(string What, int Count);

public sealed record KeptLine(string What, int Count, string Why);

/// <summary>Makes a family that asked for it nameless.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="TypedName">Its name, typed by hand: what is erased cannot be brought back.</param>
public sealed record EraseFamily(int FamilyId, string TypedName) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => Permission.Of(Roles.Administrator);
}

internal sealed class EraseFamilyValidator : AbstractValidator<EraseFamily>
{
    public EraseFamilyValidator() => RuleFor(erase => erase.TypedName).NotEmpty().WithMessage("Tapez le nom de la famille pour confirmer.");
}

internal sealed class EraseFamilyHandler(
    IPrivacyDb db,
    ErasureDesk desk,
    FamilyEraser eraser,
    ICurrentUser user,
    CentreClock clock,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<EraseFamily, Done>
{
    public async Task<Outcome<Done>> Handle(EraseFamily request, CancellationToken cancellationToken)
    {
        await eraser.LockAsync([request.FamilyId], cancellationToken);
        if (await desk.PreviewAsync(request.FamilyId, cancellationToken) is not { } preview)
        {
            return Refusal.NotFound;
        }

        if (preview.IsAnonymised)
        {
            return new Refusal("AlreadyAnonymous", "Ce dossier est déjà anonyme.");
        }

        if (SearchKey.Of(request.TypedName) != SearchKey.Of(preview.Name))
        {
            return new Refusal("WrongName", $"Ce n’est pas le nom de la famille : tapez « {preview.Name} ».", nameof(request.TypedName));
        }

        if (preview.Obstacles.Count > 0)
        {
            return preview.Obstacles[0];
        }

        await eraser.EraseAsync([request.FamilyId], cancellationToken);
        // Its number, not its name: the journal must not bring back what was erased.
        db.AuditEntries.Add(
            AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "rights.erased", $"Family:{request.FamilyId}", request.FamilyId, $"n° {preview.Number}")
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(ChangeNotice.Anything));
        return Done.It;
    }
}

/// <summary>Counts what an erasure takes and leaves.</summary>
internal sealed class ErasureDesk(IPrivacyDb db, LivingFamilies living, ILogins logins, CentreClock clock)
{
    public async Task<ErasurePreview?> PreviewAsync(int familyId, CancellationToken cancellationToken)
    {
        var family = await db
            .Families.Where(row => row.Id == familyId)
            .Select(row => new
            {
                row.Number,
                row.Name,
                IsAnonymised = row.AnonymisedAt != null,
                Guardians = row.Guardians.Count,
                Children = row.Children.Count,
                Contacts = row.Contacts.Count,
                Consents = db.Consents.Count(consent => consent.FamilyId == familyId),
                Health = db.HealthRecords.Count(record => row.Children.Any(child => child.Id == record.ChildId)),
                Changes = db.ChangeRequests.Count(change => change.FamilyId == familyId),
                Files = db.DepositedFiles.Count(file => file.FamilyId == familyId),
                Conversations = db.Conversations.Count(conversation => conversation.FamilyId == familyId),
                Mails = db.OutboxMessages.Count(mail => mail.FamilyId == familyId),
                Enrolments = db.EnrolmentRequests.Count(request => request.FamilyId == familyId),
                Invoices = db.Invoices.Count(invoice => invoice.FamilyId == familyId),
                Journal = db.AuditEntries.Count(entry => entry.FamilyId == familyId),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (family is null)
        {
            return null;
        }

        return new ErasurePreview(
            family.Number,
            family.Name,
            family.IsAnonymised,
            family.IsAnonymised ? [] : await PersonsAsync(familyId, cancellationToken),
            family.IsAnonymised ? [] : await ObstaclesAsync(familyId, cancellationToken),
            family.IsAnonymised
                ? []
                : Some(
                    new("responsables, rendus anonymes", family.Guardians),
                    new("enfants, rendus anonymes (l’année de naissance reste pour les statistiques)", family.Children),
                    new("personnes à prévenir ou habilitées", family.Contacts),
                    new("autorisations", family.Consents),
                    new("fiches sanitaires", family.Health),
                    new("demandes de modification", family.Changes),
                    new("pièces déposées", family.Files),
                    new("échanges avec le centre", family.Conversations),
                    new("courriels", family.Mails),
                    new("connexions", (await logins.OfFamilyAsync(familyId, cancellationToken)).Count)
                ),
            [
                .. new KeptLine[]
                {
                    new(
                        "factures, avec le nom du destinataire",
                        family.Invoices,
                        "les comptes publics se gardent dix ans ; elles disparaissent à la fin de leur durée de conservation"
                    ),
                    new(
                        "inscriptions et présences, sans nom ni remarque",
                        family.Enrolments,
                        "elles comptent dans les statistiques, jusqu’à la fin de leur durée de conservation"
                    ),
                    new(
                        "lignes du journal, sans nom",
                        family.Journal,
                        "le centre doit pouvoir prouver qui a lu ou changé un dossier, jusqu’à la fin de la durée du journal"
                    ),
                }.Where(line => line.Count > 0),
            ]
        );
    }

    private Task<List<DossierPerson>> PersonsAsync(int familyId, CancellationToken cancellationToken) =>
        db
            .Guardians.IgnoreQueryFilters()
            .Where(guardian => guardian.FamilyId == familyId && guardian.LastName != Family.NamelessMember)
            .OrderBy(guardian => guardian.LeftAt != null)
            .ThenByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .Select(guardian => new DossierPerson(guardian.Id, guardian.FirstName + " " + guardian.LastName, guardian.LeftAt != null))
            .ToListAsync(cancellationToken);

    private static List<ErasedLine> Some(params ErasedLine[] lines) => [.. lines.Where(line => line.Count > 0)];

    private async Task<IReadOnlyList<Refusal>> ObstaclesAsync(int familyId, CancellationToken cancellationToken)
    {
        List<Refusal> obstacles = [];
        if (await living.Owing().ContainsAsync(familyId, cancellationToken))
        {
            obstacles.Add(new Refusal("Owes", "Une facture reste à régler : le dossier est gardé jusqu’à son règlement."));
        }

        if (
            await db.PaymentAttempts.AnyAsync(
                row => row.FamilyId == familyId && (row.State == PaymentAttemptState.Opening || row.State == PaymentAttemptState.Pending),
                cancellationToken
            )
        )
        {
            obstacles.Add(new Refusal("PaymentUnderWay", "Un paiement en ligne est en cours : attendez son issue."));
        }

        var today = clock.Today;
        if (await living.Days.CountAsync(day => day.FamilyId == familyId && day.Date >= today, cancellationToken) is > 0 and var days)
        {
            obstacles.Add(
                new Refusal(
                    "UpcomingDays",
                    days == 1
                        ? "Une inscription ou une demande est encore à venir : annulez-la d’abord."
                        : $"{days} inscriptions ou demandes sont encore à venir : annulez-les d’abord."
                )
            );
        }

        var unbilled =
            from row in db.EnrolmentRequests.WhereBooked()
            join session in db.Sessions on row.SessionId equals session.Id
            where
                row.FamilyId == familyId
                && db.InvoiceRuns.Any()
                && !db.InvoiceRuns.Any(run => !run.IsOpen && run.PeriodFrom <= session.Date && session.Date <= run.PeriodTo)
                && !db.InvoiceLines.Any(line => line.BookingId == row.Id)
            select row.Id;
        if (await unbilled.AnyAsync(cancellationToken))
        {
            obstacles.Add(new Refusal("NotInvoicedYet", "Des inscriptions ne sont pas encore facturées : faites d’abord la facturation de leur mois."));
        }

        return obstacles;
    }
}
