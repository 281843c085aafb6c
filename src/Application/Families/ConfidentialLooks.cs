using ClsPortal.Application.Common;
using ClsPortal.Domain.Administration;
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

    /// <summary>One family, as far as there is one.</summary>
    public static IQueryable<int> FamilyShown(this IPortalDb db, int familyId) => db.Families.Where(family => family.Id == familyId).Select(family => family.Id);
}

/// <summary>
/// Records looks at confidential coordinates before anything is read: what cannot be recorded is not shown. Whoever is of that family is
/// refused: a parent who works for the centre must not find there what the parent's pages withhold.
/// </summary>
internal sealed class LookBehavior<TRequest, TResponse>(IPortalDb db, ICurrentUser user, CentreClock clock, ITransactions transactions) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage
    where TResponse : class, IOutcome<TResponse>
{
    /// <summary>The act under which the journal keeps looks.</summary>
    public const string Act = "confidential.read";

    // A page that reads itself again, and its parts, are one look.
    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(5);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IShowsCoordinates shows)
        {
            return await next();
        }

        var families = shows.FamiliesShown(db);
        var hidden = await db.Guardians.IgnoreQueryFilters().Where(guardian => guardian.IsConfidential && families.Contains(guardian.FamilyId)).Select(guardian => guardian.FamilyId).Distinct()
            .ToListAsync(cancellationToken);
        if (shows.IsOfOneFamily && hidden.Exists(user.IsOwn))
        {
            return TResponse.Refuse([OwnFamily.Refusal]);
        }

        if (hidden.Count > 0 && await transactions.RunAsync(_ => RecordAsync(shows.Look, hidden, cancellationToken), cancellationToken) is null)
        {
            return TResponse.Refuse([Refusal.Busy]);
        }

        return await next();
    }

    private async Task<Outcome<Done>> RecordAsync(string look, List<int> families, CancellationToken cancellationToken)
    {
        var (me, since) = (user.UserId, clock.Now - OneLook);
        var seen = await db.AuditEntries.Where(entry => entry.Act == Act && entry.UserId == me && entry.At > since && entry.Details == look && entry.FamilyId != null && families.Contains(entry.FamilyId.Value))
            .Select(entry => entry.FamilyId!.Value).ToListAsync(cancellationToken);
        db.AuditEntries.AddRange(families.Except(seen).Order().Select(family => AuditEntry.Record(clock.Now, me, user.DisplayName, Act, $"Family:{family}", family, look)));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
