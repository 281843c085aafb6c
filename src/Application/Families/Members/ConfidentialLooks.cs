using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A message that shows staff where guardians live or can be reached. Where somebody's coordinates are confidential, the look is recorded.</summary>
public interface IShowsCoordinates
{
    /// <summary>What was looked at, for the journal, without a name: « dossier de la famille ».</summary>
    string Look { get; }

    /// <summary>Keys of the families whose guardians it shows.</summary>
    IQueryable<int> FamiliesShown(IPortalDb db);

    /// <summary>True for a page of one family; false for lists, which leave out what the sender's own family hides.</summary>
    bool IsOfOneFamily => true;
}

/// <summary>What is looked at, in the journal's words.</summary>
internal static class Looks
{
    public const string Record = "dossier de la famille";
    public const string Form = "formulaire du dossier";
    public const string Print = "fiche imprimée";
    public const string Changes = "modifications à traiter";
    public const string DayLists = "listes du jour, avec les téléphones";
    public const string Export = "export d’une liste";
    public const string Invoice = "facture, avec l’adresse";
    public const string Treasury = "débiteurs pour la Trésorerie";
    public const string Run = "facturation d’un mois, avec l’adresse";
    public const string Logins = "connexions, avec les adresses e-mail";
    public const string Mails = "courriels non envoyés, avec les adresses";
    public const string Deposit = "pièce déposée";

    /// <summary>One family, as far as there is one.</summary>
    public static IQueryable<int> FamilyShown(this IFamiliesDb db, int familyId) =>
        db.Families.Where(family => family.Id == familyId).Select(family => family.Id);
}

/// <summary>Writes looks at confidential coordinates into the journal, before they are shown: what cannot be recorded is not.</summary>
internal sealed class ConfidentialLooks(IPortalDb db, ICurrentUser user, CentreClock clock, ITransactions transactions)
{
    /// <summary>The act under which the journal keeps looks.</summary>
    public const string Act = "confidential.read";

    // A page that reads itself again, and its parts, are one look.
    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(5);

    /// <summary>Those of the families of which somebody has confidential coordinates; whoever left goes on being protected.</summary>
    public Task<List<int>> HiddenAsync(IQueryable<int> families, CancellationToken cancellationToken) =>
        db
            .Guardians.IgnoreQueryFilters()
            .Where(guardian => guardian.IsConfidential && families.Contains(guardian.FamilyId))
            .Select(guardian => guardian.FamilyId)
            .Distinct()
            .ToListAsync(cancellationToken);

    /// <summary>The same of keys at hand, which a page of lines names; nobody is asked for where there are none.</summary>
    public async Task<List<int>> HiddenAsync(IEnumerable<int> families, CancellationToken cancellationToken)
    {
        var ids = families.Distinct().ToList();
        return ids.Count == 0 ? [] : await HiddenAsync(db.Families.Where(family => ids.Contains(family.Id)).Select(family => family.Id), cancellationToken);
    }

    /// <summary>
    /// Those of the guardians whose coordinates whoever asks may not see, working for the centre: the own family hides them from that
    /// person. Whoever left goes on being protected.
    /// </summary>
    public async Task<IReadOnlyCollection<int>> WithheldAsync(CancellationToken cancellationToken)
    {
        var (own, me) = (user.OwnFamilies, user.GuardianId);
        return own.Count == 0
            ? []
            : await db
                .Guardians.IgnoreQueryFilters()
                .Where(guardian =>
                    guardian.IsConfidential
                    && own.Contains(guardian.FamilyId)
                    && guardian.Id != me
                    && !db.JoinedGuardians.Any(joined => joined.UserId == user.UserId && joined.GuardianId == guardian.Id)
                )
                .Select(guardian => guardian.Id)
                .ToListAsync(cancellationToken);
    }

    /// <summary>Within a transaction that runs already: the look is kept with what it did, or neither is.</summary>
    public async Task AddAsync(string look, IReadOnlyCollection<int> hidden, CancellationToken cancellationToken)
    {
        if (hidden.Count > 0)
        {
            await WriteAsync(look, hidden, cancellationToken);
        }
    }

    /// <returns>False when it could not be recorded.</returns>
    public async Task<bool> RecordAsync(string look, IReadOnlyCollection<int> hidden, CancellationToken cancellationToken) =>
        hidden.Count == 0 || await transactions.RunAsync(_ => WriteAsync(look, hidden, cancellationToken), cancellationToken) is not null;

    private async Task<Outcome<Done>> WriteAsync(string look, IReadOnlyCollection<int> families, CancellationToken cancellationToken)
    {
        var (me, since) = (user.UserId, clock.Now - OneLook);
        // What an entry says is sealed: the database cannot compare it.
        var recent = await db
            .AuditEntries.Where(entry =>
                entry.Act == Act && entry.UserId == me && entry.At > since && entry.FamilyId != null && families.Contains(entry.FamilyId.Value)
            )
            .Select(entry => new { FamilyId = entry.FamilyId!.Value, entry.Details })
            .ToListAsync(cancellationToken);
        var seen = recent.FindAll(entry => entry.Details == look).ConvertAll(entry => entry.FamilyId);
        db.AuditEntries.AddRange(
            families.Except(seen).Order().Select(family => AuditEntry.Record(clock.Now, me, user.DisplayName, Act, $"Family:{family}", family, look))
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>
/// Records the look of each message that shows coordinates. Whoever is of the family is refused: a parent who works for the centre must not
/// find there what the parent's pages withhold.
/// </summary>
internal sealed class LookBehavior<TRequest, TResponse>(IPortalDb db, ConfidentialLooks looks, ICurrentUser user) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage
    where TResponse : class, IOutcome<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IShowsCoordinates shows)
        {
            return await next();
        }

        var hidden = await looks.HiddenAsync(shows.FamiliesShown(db), cancellationToken);
        if (shows.IsOfOneFamily && hidden.Exists(user.IsOwn))
        {
            return TResponse.Refuse([OwnFamily.Refusal]);
        }

        return await looks.RecordAsync(shows.Look, hidden, cancellationToken) ? await next() : TResponse.Refuse([Refusal.Busy]);
    }
}
