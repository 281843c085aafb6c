using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>The offices that families can reach; public, for the sign-in page names them too.</summary>
public sealed record GetOffices : IQuery<IReadOnlyList<OfficeCard>>
{
    public static Permission Access => Permission.Anonymous;
}

public sealed record OfficeCard(string Name, string Address, string Phone, string Email, int Id);

internal sealed class GetOfficesHandler(ICentreDb db) : IQueryHandler<GetOffices, IReadOnlyList<OfficeCard>>
{
    public async Task<Outcome<IReadOnlyList<OfficeCard>>> Handle(GetOffices request, CancellationToken cancellationToken) =>
        await db
            .Offices.OrderBy(office => office.Position)
            .ThenBy(office => office.Id)
            .Select(office => new OfficeCard(office.Name, office.Address, office.Phone, office.Email, office.Id))
            .ToListAsync(cancellationToken);
}
