using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>« Droits des personnes »: the families among which the administrator finds the one that asks for its data.</summary>
public sealed record FindFamilies(string? Search = null, int PageNumber = 1) : IQuery<Page<RightsFamily>>
{
    // Data protection is the administrator's, who sees no more of a family than it takes to find it.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

public sealed record RightsFamily(int Id, string Number, string Name, bool IsAnonymised);

internal sealed class FindFamiliesValidator : AbstractValidator<FindFamilies>
{
    public FindFamiliesValidator() => RuleFor(find => find.Search).SearchShortEnough();
}

internal sealed class FindFamiliesHandler(IPrivacyDb db) : IQueryHandler<FindFamilies, Page<RightsFamily>>
{
    public async Task<Outcome<Page<RightsFamily>>> Handle(FindFamilies request, CancellationToken cancellationToken)
    {
        var families = db.Families.WhereMatching(request.Search);
        var total = await families.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        return cut.Of<RightsFamily>(
            await families
                .OrderBy(family => family.AnonymisedAt != null)
                .ThenBy(family => family.SortKey)
                .ThenBy(family => family.Id)
                .Cut(cut)
                .Select(family => new RightsFamily(family.Id, family.Number, family.Name, family.AnonymisedAt != null))
                .ToListAsync(cancellationToken)
        );
    }
}
