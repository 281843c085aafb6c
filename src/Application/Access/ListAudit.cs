using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Access;

/// <summary>The journal, newest first.</summary>
/// <param name="Who">Part of the name of whoever acted.</param>
/// <param name="Kind">Beginning of the act's code, such as <c>booking</c>: one of <see cref="AuditSentences.Kinds"/>.</param>
/// <param name="Family">Name or number of a family.</param>
/// <param name="From">First day, on the centre's clocks.</param>
/// <param name="To">Last day.</param>
public sealed record ListAudit(string? Who = null, string? Kind = null, string? Family = null, DateOnly? From = null, DateOnly? To = null, int PageNumber = 1)
    : IQuery<Page<AuditLine>>
{
    // The journal is the administrator's: SPEC, "Who may do what". It never holds health data.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

/// <param name="At">On the centre's clocks.</param>
/// <param name="What">A French sentence.</param>
public sealed record AuditLine(long Id, DateTime At, string Who, string What, string? FamilyName, string? FamilyNumber, string? Details);

internal sealed class ListAuditHandler(IAccessDb db, ICurrentUser user, CentreClock clock) : IQueryHandler<ListAudit, Page<AuditLine>>
{
    public async Task<Outcome<Page<AuditLine>>> Handle(ListAudit request, CancellationToken cancellationToken)
    {
        var entries = AuditEntries.Of(db, clock, user, request).AsNoTracking();
        var total = await entries.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await (
            from entry in entries
            join family in db.Families on entry.FamilyId equals family.Id into families
            from family in families.DefaultIfEmpty()
            orderby entry.At descending, entry.Id descending
            select new
            {
                entry.Id,
                entry.At,
                entry.UserName,
                entry.Act,
                entry.Details,
                FamilyName = (string?)family.Name,
                FamilyNumber = (string?)family.Number,
            }
        )
            .Cut(cut)
            .ToListAsync(cancellationToken);
        return cut.Of<AuditLine>([
            .. rows.Select(row => new AuditLine(
                row.Id,
                clock.ToWallClock(row.At),
                row.UserName,
                AuditSentences.Of(row.Act),
                row.FamilyName,
                row.FamilyNumber,
                row.Details
            )),
        ]);
    }
}

/// <summary>What the journal shows, on the screen and as a file.</summary>
internal static class AuditEntries
{
    public static IQueryable<AuditEntry> Of(IAccessDb db, CentreClock clock, ICurrentUser user, ListAudit filter)
    {
        // What the journal says of a family that hides somebody (why, when, by whom) is not for a parent of it; a colleague reads it.
        var own = user.OwnFamilies;
        var entries = db.AuditEntries.Where(entry =>
            entry.FamilyId == null
            || !own.Contains(entry.FamilyId.Value)
            || entry.UserId == user.UserId
            || !db.Guardians.IgnoreQueryFilters().Any(guardian => guardian.FamilyId == entry.FamilyId && guardian.IsConfidential)
        );
        if (filter.Who?.Trim() is { Length: > 0 } who)
        {
            var lower = who.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, MA0011 // translated to the databases' lower()
            entries = entries.Where(entry => entry.UserName.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, MA0011
        }

        if (filter.Kind is { Length: > 0 } kind)
        {
            entries = entries.Where(entry => entry.Act == kind || entry.Act.StartsWith(kind + "."));
        }

        if (SearchKey.Of(filter.Family ?? "") is { Length: > 0 } key)
        {
            entries = entries.Where(entry => db.Families.Any(family => family.Id == entry.FamilyId && family.SearchText.Contains(key)));
        }

        // No instant lies before the first day of the calendar, nor after the last.
        if (filter.From is { } from && from > DateOnly.MinValue)
        {
            var start = clock.Zone.StartOfDay(from);
            entries = entries.Where(entry => entry.At >= start);
        }

        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var end = clock.Zone.StartOfDay(to.AddDays(1));
            entries = entries.Where(entry => entry.At < end);
        }

        return entries;
    }
}
