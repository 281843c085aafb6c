using System.Globalization;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Shared;

/// <summary>Records that data left the portal: what, for which days, how many lines. Never whose.</summary>
internal sealed class Exports(IPortalDb db, ICurrentUser user, CentreClock clock)
{
    /// <summary>Adds the row; the caller saves.</summary>
    public void Record(string act, DateOnly? from, DateOnly? to, int? activityId, int lines, bool isPart = false)
    {
        var span = from is null && to is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} – {to:yyyy-MM-dd}, ");
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                act,
                activityId is { } id ? string.Create(CultureInfo.InvariantCulture, $"Activity:{id}") : "Activity:*",
                details: string.Create(CultureInfo.InvariantCulture, $"{span}{lines} lignes{(isPart ? ", liste filtrée" : "")}")
            )
        );
    }
}
