using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Stops asking for a vaccine; dates that were recorded remain.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ArchiveVaccine(int VaccineId) : ICommand<Done>
{
    public static Permission Access => VaccineAccess.Setting;
}

internal sealed class ArchiveVaccineHandler(IFamiliesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<ArchiveVaccine, Done>
{
    public async Task<Outcome<Done>> Handle(ArchiveVaccine request, CancellationToken cancellationToken)
    {
        if (await db.Vaccines.SingleOrDefaultAsync(vaccine => vaccine.Id == request.VaccineId && !vaccine.IsArchived, cancellationToken) is not { } vaccine)
        {
            return VaccineAccess.Gone;
        }

        vaccine.Archive();
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "vaccine.archived", $"Vaccine:{vaccine.Id}", null, vaccine.Name));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
