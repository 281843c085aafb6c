using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A guardian is no longer of the family: no mail, no login, no invitation; what he or she did stays.</summary>
public sealed record LetGuardianLeave(int FamilyId, int GuardianId) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class LetGuardianLeaveHandler(IFamiliesDb db, RecordDesk desk, StaffChanges changes, ILogins logins, CentreClock clock)
    : ICommandHandler<LetGuardianLeave, Done>
{
    public async Task<Outcome<Done>> Handle(LetGuardianLeave request, CancellationToken cancellationToken)
    {
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        if (
            await db.Guardians.SingleOrDefaultAsync(row => row.Id == request.GuardianId && row.FamilyId == request.FamilyId, cancellationToken)
            is not { } guardian
        )
        {
            return Departures.Gone;
        }

        if (guardian.IsReferent)
        {
            return new Refusal("IsReferent", "Le référent ne peut pas quitter la famille : désignez d’abord un autre référent.");
        }

        if (
            await db
                .ChangeRequests.WherePending()
                .AnyAsync(
                    change => change.FamilyId == request.FamilyId && change.Part == RecordPart.Guardian && change.SubjectId == request.GuardianId,
                    cancellationToken
                )
        )
        {
            return Departures.Waits;
        }

        await changes.BeginAsync(request.FamilyId, cancellationToken);
        // The link first: whoever follows it in this moment has a login before the next line, or none any more.
        await db
            .Invitations.Where(invitation => invitation.GuardianId == request.GuardianId && invitation.AcceptedAt == null && invitation.WithdrawnAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(invitation => invitation.WithdrawnAt, clock.Now), cancellationToken);
        var login = await logins.OfGuardianAsync(request.GuardianId, cancellationToken);
        if (login is { IsDisabled: false } open)
        {
            await logins.SetDisabledAsync(open.Id, isDisabled: true, cancellationToken);
        }

        guardian.Leave(clock.Now, closedLogin: login is { IsDisabled: false });
        changes.Note(
            RecordSubject.Guardian(guardian.Id),
            "family.guardian-left",
            $"{guardian.FirstName} {guardian.LastName}".Trim(),
            "N’est plus dans le dossier"
        );
        await changes.EndAsync(cancellationToken);
        return Done.It;
    }
}

internal static class Departures
{
    public static readonly Refusal Gone = new("Gone", "Cette personne n’est plus dans la famille : un collègue l’a retirée entre-temps.");

    public static readonly Refusal Waits = new(
        RecordEdits.AlreadyPending,
        "Une demande de la famille attend pour cette personne : traitez-la d’abord, sous « Modifications »."
    );
}
