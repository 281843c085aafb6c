using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>How many children one animator may look after, by kind of accueil.</summary>
public sealed record GetStaffRules : IQuery<StaffRuleList>
{
    // Whoever sees the ratio may see what it is measured against.
    public static Permission Access => Permission.Of(Roles.Treating | Roles.Administrator);
}

public sealed record StaffRuleList(IReadOnlyList<StaffRuleLine> Rules);

/// <param name="Kind">The kind.</param>
/// <param name="UnderSix">Children under six for one animator.</param>
/// <param name="FromSix">Children from six on for one animator.</param>
/// <param name="MostUnderSix">The law's limit.</param>
/// <param name="MostFromSix">The law's limit.</param>
public sealed record StaffRuleLine(CareKind Kind, int UnderSix, int FromSix, int MostUnderSix, int MostFromSix);

internal sealed class GetStaffRulesHandler(StaffingDesk desk) : IQueryHandler<GetStaffRules, StaffRuleList>
{
    public async Task<Outcome<StaffRuleList>> Handle(GetStaffRules request, CancellationToken cancellationToken) =>
        new StaffRuleList([
            .. (await desk.RulesAsync(cancellationToken))
                .OrderBy(pair => pair.Key)
                .Select(pair => new StaffRuleLine(
                    pair.Key,
                    pair.Value.UnderSix,
                    pair.Value.FromSix,
                    StaffRule.Most(pair.Key).UnderSix,
                    StaffRule.Most(pair.Key).FromSix
                )),
        ]);
}
