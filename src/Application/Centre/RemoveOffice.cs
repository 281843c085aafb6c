using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Takes an office off the contact page. The screen can add it again, for nothing refers to it.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record RemoveOffice(int OfficeId) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class RemoveOfficeHandler(ICentreDb db, SetupDesk desk) : ICommandHandler<RemoveOffice, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveOffice request, CancellationToken cancellationToken)
    {
        if (await db.Offices.SingleOrDefaultAsync(office => office.Id == request.OfficeId, cancellationToken) is not { } office)
        {
            return Refusal.NotFound;
        }

        db.Offices.Remove(office);
        desk.Record("office.removed", "Office", office.Name);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
