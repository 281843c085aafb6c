using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The vaccines that health records ask for.</summary>
public sealed record ListVaccines : IQuery<IReadOnlyList<VaccineLine>>
{
    public static Permission Access => VaccineAccess.Setting;
}

public sealed record VaccineLine(int Id, int Position, string Name, bool IsCompulsory, int? FromBirthYear, int? ToBirthYear, bool IsArchived);

internal sealed class ListVaccinesHandler(IFamiliesDb db) : IQueryHandler<ListVaccines, IReadOnlyList<VaccineLine>>
{
    public async Task<Outcome<IReadOnlyList<VaccineLine>>> Handle(ListVaccines request, CancellationToken cancellationToken) =>
        await db
            .Vaccines.OrderBy(vaccine => vaccine.IsArchived)
            .ThenBy(vaccine => vaccine.Position)
            .ThenBy(vaccine => vaccine.Id)
            .Select(vaccine => new VaccineLine(
                vaccine.Id,
                vaccine.Position,
                vaccine.Name,
                vaccine.IsCompulsory,
                vaccine.FromBirthYear,
                vaccine.ToBirthYear,
                vaccine.IsArchived
            ))
            .ToListAsync(cancellationToken);
}
