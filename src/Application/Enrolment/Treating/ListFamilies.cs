using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>Families by name, number or child.</summary>
public sealed record ListFamilies(string? Search = null, int PageNumber = 1) : IQuery<Page<FamilyLine>>
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);
}

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record FamilyLine(int Id, string Number, string Name, IReadOnlyList<string> Children, int Waiting, string? Confidential = null);

internal sealed class ListFamiliesValidator : AbstractValidator<ListFamilies>
{
    public ListFamiliesValidator() => RuleFor(list => list.Search).SearchShortEnough();
}

internal sealed class ListFamiliesHandler(IEnrolmentDb db) : IQueryHandler<ListFamilies, Page<FamilyLine>>
{
    public async Task<Outcome<Page<FamilyLine>>> Handle(ListFamilies request, CancellationToken cancellationToken)
    {
        var families = db.Families.WhereListed(request.Search);
        var total = await families.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var lines = await families
            .OrderBy(family => family.SortKey)
            .ThenBy(family => family.Id)
            .Cut(cut)
            .Select(family => new
            {
                family.Id,
                family.Number,
                family.Name,
                Children = family.Children.Where(child => child.LeftAt == null).OrderBy(child => child.BirthDate).Select(child => child.FirstName).ToList(),
                Waiting = db.EnrolmentRequests.Count(row => row.FamilyId == family.Id && row.Status == RequestStatus.Pending),
            })
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, lines.ConvertAll(line => line.Id), cancellationToken);
        return cut.Of<FamilyLine>([
            .. lines.Select(line => new FamilyLine(line.Id, line.Number, line.Name, line.Children, line.Waiting, notices.Line(line.Id))),
        ]);
    }
}
