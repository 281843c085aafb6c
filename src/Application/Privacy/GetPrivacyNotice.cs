using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>What families are told about their data: who keeps it, and how long, as the centre has set it.</summary>
public sealed record GetPrivacyNotice : IQuery<PrivacyNotice>
{
    // Information at collection: whoever is asked for data may read it before.
    public static Permission Access => Permission.Anonymous;
}

public sealed record PrivacyNotice(
    string CentreName,
    string Phone,
    string Email,
    IReadOnlyList<OfficeView> Offices,
    IReadOnlyDictionary<RetainedData, int> Months
);

public sealed record OfficeView(string Name, string Address, string Phone, string Email);

internal sealed class GetPrivacyNoticeHandler(IPrivacyDb db) : IQueryHandler<GetPrivacyNotice, PrivacyNotice>
{
    public async Task<Outcome<PrivacyNotice>> Handle(GetPrivacyNotice request, CancellationToken cancellationToken)
    {
        var centre = await db.CentreAsync(cancellationToken);
        var offices = await db
            .Offices.AsNoTracking()
            .OrderBy(office => office.Position)
            .Select(office => new OfficeView(office.Name, office.Address, office.Phone, office.Email))
            .ToListAsync(cancellationToken);
        var delays = Retention.Of(await db.RetentionDelays.AsNoTracking().ToListAsync(cancellationToken));
        return new PrivacyNotice(centre.Name, centre.Phone, centre.Email, offices, delays.Lines.ToDictionary(line => line.Data, line => line.Months));
    }
}
