using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Access;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Invites the guardians of a file who cannot sign in yet, each address once.</summary>
internal sealed class ImportInvitations(IFamiliesDb db, ILogins logins, InvitationDesk desk, MailServerStatus mail)
{
    public bool IsPossible => mail.IsConfigured;

    /// <summary>Those who have an address and neither login nor open invitation; three statements.</summary>
    public async Task<IReadOnlyList<Guardian>> OpenAsync(IReadOnlyCollection<Guardian> guardians, CancellationToken cancellationToken)
    {
        var reachable = guardians.Where(guardian => guardian is { Email.Length: > 0, LeftAt: null }).DistinctBy(guardian => Key(guardian)).ToList();
        var keys = reachable.Select(Key).ToList();
        var signedUp = await logins.WithLoginAsync([.. reachable.Select(guardian => guardian.Id).Where(id => id > 0)], cancellationToken);
        var taken = await logins.TakenAsync(keys, cancellationToken);
        var invited = (
            await db
                .Invitations.Where(invitation => keys.Contains(invitation.EmailKey) && invitation.AcceptedAt == null && invitation.WithdrawnAt == null)
                .Select(invitation => invitation.EmailKey)
                .ToListAsync(cancellationToken)
        ).ToHashSet(StringComparer.Ordinal);
        return [.. reachable.Where(guardian => !signedUp.Contains(guardian.Id) && !taken.Contains(Key(guardian)) && !invited.Contains(Key(guardian)))];
    }

    /// <summary>Needs the guardians' keys; saves.</summary>
    public async Task<int> SendAsync(IReadOnlyCollection<Guardian> guardians, Uri publicUrl, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(guardians, cancellationToken);
        foreach (var guardian in open)
        {
            var invitation = db
                .Invitations.Add(Invitation.ForGuardian(guardian.Email!, $"{guardian.FirstName} {guardian.LastName}".Trim(), guardian.Id, guardian.FamilyId))
                .Entity;
            await desk.SendAsync(invitation, publicUrl, "user.invited", cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return open.Count;
    }

    private static string Key(Guardian guardian) => LoginAddress.KeyOf(guardian.Email!);
}
