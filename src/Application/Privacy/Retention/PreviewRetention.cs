using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>What a passage of the delays would remove today.</summary>
public sealed record PreviewRetention : IQuery<RetentionPreview>
{
    // Data protection is the administrator's.
    public static Permission Access => Permission.Of(Roles.Administrator);
}

/// <param name="Lines">Kinds of which something is too old.</param>
/// <param name="Families">Families that have left, the first fifty by name.</param>
/// <param name="Held">Families that have left and still owe: they stay.</param>
public sealed record RetentionPreview(IReadOnlyList<PurgeLine> Lines, IReadOnlyList<PurgedFamily> Families, IReadOnlyList<PurgedFamily> Held);

/// <param name="Data">Whose delay.</param>
/// <param name="What">What goes.</param>
/// <param name="Count">How many.</param>
/// <param name="LastDay">What belongs to this day or an earlier one.</param>
/// <param name="Lost">What goes along that was never invoiced.</param>
public sealed record PurgeLine(RetainedData Data, string What, int Count, DateOnly LastDay, LostSums Lost);

public sealed record PurgedFamily(string Number, string Name);

internal sealed class PreviewRetentionHandler(PurgeRules rules, LivingFamilies living, CentreClock clock) : IQueryHandler<PreviewRetention, RetentionPreview>
{
    private const int MostNamed = 50;

    public async Task<Outcome<RetentionPreview>> Handle(PreviewRetention request, CancellationToken cancellationToken)
    {
        var limits = await rules.LimitsAsync(clock.Today, cancellationToken);
        List<PurgeLine> lines = [];
        foreach (var rule in rules.All)
        {
            var count = await rule.CountAsync(limits[rule.Data], cancellationToken);
            if (count > 0)
            {
                var lost = rule.LostAsync is { } lostAsync ? await lostAsync(limits[rule.Data], int.MaxValue, cancellationToken) : LostSums.None;
                lines.Add(
                    new PurgeLine(
                        rule.Data,
                        rule.What,
                        count,
                        rule.Data == RetainedData.Invoices ? limits[rule.Data].LastYearEnd : limits[rule.Data].LastDay,
                        lost
                    )
                );
            }
        }

        var limit = limits[RetainedData.FamilyRecords];
        return new RetentionPreview(lines, await NamesAsync(living.ToAnonymise(limit)), await NamesAsync(living.Held(limit)));

        async Task<IReadOnlyList<PurgedFamily>> NamesAsync(IQueryable<Domain.Families.Family> families) =>
            await families
                .AsNoTracking()
                .OrderBy(family => family.SortKey)
                .ThenBy(family => family.Id)
                .Take(MostNamed)
                .Select(family => new PurgedFamily(family.Number, family.Name))
                .ToListAsync(cancellationToken);
    }
}
