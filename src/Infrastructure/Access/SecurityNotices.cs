using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>What is written when somebody changes how they sign in: an audit row, and a mail to the address of the login.</summary>
public sealed class SecurityNotices(PortalDbContext db, CentreClock clock)
{
    public async Task WriteAsync(PortalUser user, string act, string what)
    {
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.Id, user.DisplayName, act, $"User:{user.Id}", user.FamilyId));
        await TellAsync(user, what);
    }

    /// <summary>The mail alone, for what somebody else did.</summary>
    public async Task TellAsync(PortalUser user, string what)
    {
        // A portal whose centre is not described yet still has an administrator.
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync();
        var mail = new AccountNoticeMail(user.DisplayName, what, clock.ToWallClock(clock.Now), centre?.Name ?? "Portail famille", centre?.Phone ?? "");
        db.OutboxMessages.Add(mail.WriteTo(MailTo.Login(user.Email!, user.FamilyId, user.GuardianId), clock.Now));
        await db.SaveChangesAsync();
    }
}
