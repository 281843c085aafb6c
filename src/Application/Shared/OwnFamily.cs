using ClsPortal.Application.Access;
using ClsPortal.Domain.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Shared;

// Nobody decides for the own family. Each command of staff says one of the following of itself; a test finds those that say nothing, and the
// pipeline refuses them to whoever has a family at the centre.

/// <summary>A command of staff about one family, which it names.</summary>
public interface IConcernsFamily
{
    int FamilyId { get; }
}

/// <summary>A command of staff about something that belongs to a family.</summary>
public interface IConcernsFamilies
{
    /// <summary>Keys of those families.</summary>
    IQueryable<int> FamiliesIn(IPortalDb db);
}

/// <summary>A command about a login, which may be one of a family.</summary>
public interface IConcernsLogin
{
    Guid UserId { get; }
}

/// <summary>A command about many at once: its handler leaves the own family’s out, says so, and records it (<see cref="OwnFamily.Attempt"/>).</summary>
public interface ILeavesOwnFamilyOut;

/// <summary>A command that does nothing for one family that it does not do for all.</summary>
/// <param name="why">What makes it so.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HarmlessForOwnFamilyAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}

/// <summary>
/// Whoever works for the centre and has a child there is a parent like any other where the own family is concerned: a colleague accepts,
/// refuses, books, marks, corrects and takes money.
/// </summary>
public static class OwnFamily
{
    public const string Code = "OwnFamily";

    /// <summary>The act under which the journal keeps attempts.</summary>
    public const string Attempted = "own-family.refused";

    public static readonly Refusal Refusal = new(
        Code,
        "Il s’agit de votre propre famille : un collègue doit s’en charger. Faites votre demande depuis l’espace famille, comme tout parent."
    );

    public static bool IsOwn(this ICurrentUser user, int familyId) => user.OwnFamilies.Contains(familyId);

    /// <summary>What the journal keeps of a refused attempt.</summary>
    /// <param name="command">Name of the command’s type.</param>
    public static AuditEntry Attempt(this ICurrentUser user, DateTime now, string command, int familyId) =>
        AuditEntry.Record(now, user.UserId, user.DisplayName, Attempted, $"Command:{command}", familyId);
}

/// <summary>Refuses commands of staff about the sender’s own family, and those that do not say whom they are about.</summary>
internal sealed class OwnFamilyBehavior<TRequest, TResponse>(ICurrentUser user, OwnFamilyGuard guard) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IMessage
    where TResponse : class, IOutcome<TResponse>
{
    private static readonly bool IsStaffCommand =
        (typeof(TRequest).IsAssignableTo(typeof(ICommandMarker)) || typeof(TRequest).IsAssignableTo(typeof(IExchangeMarker)))
        && (TRequest.Access.AnyOf & Roles.Staff) != Roles.None;

    private static readonly bool IsExempt =
        typeof(TRequest).IsAssignableTo(typeof(ILeavesOwnFamilyOut)) || Attribute.IsDefined(typeof(TRequest), typeof(HarmlessForOwnFamilyAttribute));

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (!IsStaffCommand || IsExempt || user.OwnFamilies.Count == 0 || await guard.OwnFamilyInAsync(request, cancellationToken) is not { } familyId)
        {
            return await next();
        }

        await guard.RecordAsync(typeof(TRequest).Name, familyId, cancellationToken);
        return TResponse.Refuse([OwnFamily.Refusal]);
    }
}

internal sealed class OwnFamilyGuard(IPortalDb db, ICurrentUser user, ILogins logins, CentreClock clock, ITransactions transactions)
{
    /// <returns>A family of the sender’s own that the command is about, or would be for all that is known; null when there is none.</returns>
    public async Task<int?> OwnFamilyInAsync(object request, CancellationToken cancellationToken)
    {
        var own = user.OwnFamilies;
        return request switch
        {
            IConcernsFamily one => OrNull(one.FamilyId),
            IConcernsFamilies some => await some.FamiliesIn(db)
                .Where(familyId => own.Contains(familyId))
                .Select(familyId => (int?)familyId)
                .FirstOrDefaultAsync(cancellationToken),
            // What somebody does to the own login is limited by the command itself.
            IConcernsLogin login => login.UserId == user.UserId ? null : OrNull((await logins.FindAsync(login.UserId, cancellationToken))?.FamilyId ?? 0),
            _ => own[0],
        };
    }

    public Task RecordAsync(string command, int familyId, CancellationToken cancellationToken) =>
        transactions.RunAsync<Outcome<Done>>(
            async cancellation =>
            {
                db.AuditEntries.Add(user.Attempt(clock.Now, command, familyId));
                await db.SaveChangesAsync(cancellation);
                return Done.It;
            },
            cancellationToken
        );

    private int? OrNull(int familyId) => user.IsOwn(familyId) ? familyId : null;
}
