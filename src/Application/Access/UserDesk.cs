using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Access;

/// <summary>Records what was done to a login, and tells its owner where the owner should know.</summary>
internal sealed class UserDesk(IAccessDb db, ICurrentUser user, CentreClock clock)
{
    public static readonly Refusal LastAdministrator = new(
        "LastAdministrator",
        "C’est le dernier administrateur qui puisse se connecter : donnez d’abord ce rôle à quelqu’un d’autre.",
        "Roles"
    );

    public async Task TellAsync(LoginLine login, string act, string details, string? what, CancellationToken cancellationToken)
    {
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, act, $"User:{login.Id}", login.FamilyId, details));
        if (what is not null)
        {
            var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
            var mail = new AccountNoticeMail(login.Name, what, clock.ToWallClock(clock.Now), centre?.Name ?? "Portail famille", centre?.Phone ?? "");
            db.OutboxMessages.Add(mail.WriteTo(MailTo.Login(login.Email, login.FamilyId, login.GuardianId), clock.Now));
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
