using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>The quotients of one family, newest first.</summary>
public sealed record GetQuotients(int FamilyId) : IQuery<FamilyQuotients>
{
    // Accountants price by it, treating staff enter it with the family in front of them.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Treating);
}

public sealed record FamilyQuotients(int FamilyId, string FamilyName, string FamilyNumber, int? Today, bool IsResident, IReadOnlyList<QuotientLine> Lines);

public sealed record QuotientLine(int Id, DateOnly ValidFrom, DateOnly? ValidUntil, int? Quotient, bool IsResident, DateTime EnteredAt, string EnteredByName);

internal sealed class GetQuotientsHandler(IPortalDb db, CentreClock clock) : IQueryHandler<GetQuotients, FamilyQuotients>
{
    private const int Shown = 20;

    public async Task<Outcome<FamilyQuotients>> Handle(GetQuotients request, CancellationToken cancellationToken)
    {
        var family = await db.Families.Where(row => row.Id == request.FamilyId).Select(row => new { row.Name, row.Number }).SingleOrDefaultAsync(cancellationToken);
        if (family is null)
        {
            return Refusal.NotFound;
        }

        var rows = await db.FamilyQuotients.AsNoTracking().Where(row => row.FamilyId == request.FamilyId)
            .OrderByDescending(row => row.ValidFrom).ThenByDescending(row => row.Id).Take(Shown).ToListAsync(cancellationToken);
        var today = FamilyQuotient.On(rows, clock.Today);
        return new FamilyQuotients(request.FamilyId, family.Name, family.Number, today.Quotient, today.IsResident, [.. rows.Select(row => new QuotientLine(
            row.Id, row.ValidFrom, row.ValidUntil, row.Quotient, row.IsResident, clock.ToWallClock(row.EnteredAt), row.EnteredByName))]);
    }
}

/// <summary>Enters a family's quotient and residence from a day on. Nothing is overwritten: the latest entry counts.</summary>
public sealed record EnterQuotient(int FamilyId, DateOnly ValidFrom, DateOnly? ValidUntil, int? Quotient, bool IsResident) : ICommand<Done>, IConcernsFamily
{
    // As for reading them.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Treating);
}

internal sealed class EnterQuotientValidator : AbstractValidator<EnterQuotient>
{
    public EnterQuotientValidator()
    {
        RuleFor(enter => enter.Quotient).InclusiveBetween(0, FamilyQuotient.Highest)
            .WithMessage($"Indiquez un quotient entre 0 et {FamilyQuotient.Highest}, ou laissez vide si la famille ne le communique pas.");
        RuleFor(enter => enter.ValidFrom).Must(date => date.Year is >= 2000 and <= 2100).WithMessage("Indiquez la date à partir de laquelle il s’applique.");
        RuleFor(enter => enter.ValidUntil).Must((enter, until) => until is null || until >= enter.ValidFrom)
            .WithMessage("La date de fin doit être le même jour que la date de début ou après elle.");
    }
}

internal sealed class EnterQuotientHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<EnterQuotient, Done>
{
    public async Task<Outcome<Done>> Handle(EnterQuotient request, CancellationToken cancellationToken)
    {
        if (!await db.Families.AnyAsync(family => family.Id == request.FamilyId && family.AnonymisedAt == null, cancellationToken))
        {
            return Refusal.NotFound;
        }

        db.FamilyQuotients.Add(FamilyQuotient.Enter(
            request.FamilyId, request.ValidFrom, request.ValidUntil, request.Quotient, request.IsResident, clock.Now, user.UserId, user.DisplayName));
        // What a family earns stays out of the journal: the entry itself says who and when.
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, "quotient.entered", $"Family:{request.FamilyId}", request.FamilyId, $"dès le {request.ValidFrom:dd-MM-yyyy}"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>Families with the quotient of today, those without one first when asked.</summary>
public sealed record ListFamilyQuotients(string? Search = null, bool OnlyMissing = false, int PageNumber = 1) : IQuery<Page<FamilyQuotientLine>>
{
    // The accountant has no other list of families; treating staff have theirs.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record FamilyQuotientLine(int FamilyId, string Number, string Name, int? Quotient, bool IsResident, string? Confidential = null);

internal sealed class ListFamilyQuotientsValidator : AbstractValidator<ListFamilyQuotients>
{
    public ListFamilyQuotientsValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListFamilyQuotientsHandler(IPortalDb db, CentreClock clock) : IQueryHandler<ListFamilyQuotients, Page<FamilyQuotientLine>>
{
    private const int PageSize = 50;

    public async Task<Outcome<Page<FamilyQuotientLine>>> Handle(ListFamilyQuotients request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var families = db.Families.WhereListed(request.Search);
        if (request.OnlyMissing)
        {
            families = families.Where(family => !db.FamilyQuotients.Any(row => row.FamilyId == family.Id && row.Quotient != null && row.ValidFrom <= today
                && (row.ValidUntil == null || row.ValidUntil >= today)));
        }

        var total = await families.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var page = await families.OrderBy(family => family.SortKey).ThenBy(family => family.Id).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(family => new { family.Id, family.Number, family.Name }).ToListAsync(cancellationToken);
        var ids = page.ConvertAll(family => family.Id);
        var notices = await ConfidentialNotices.OfAsync(db, ids, cancellationToken);
        var quotients = (await db.FamilyQuotients.AsNoTracking().Where(row => ids.Contains(row.FamilyId)).ToListAsync(cancellationToken)).ToLookup(row => row.FamilyId);
        return new Page<FamilyQuotientLine>(
            [.. page.Select(family =>
            {
                var means = FamilyQuotient.On(quotients[family.Id], today);
                return new FamilyQuotientLine(family.Id, family.Number, family.Name, means.Quotient, means.IsResident, notices.Line(family.Id));
            })], number, PageSize, total);
    }
}
