using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Moves an office one place up or down.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record MoveOffice(int OfficeId, bool Up) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class MoveOfficeHandler(ICentreDb db, SetupDesk desk) : ICommandHandler<MoveOffice, Done>
{
    public async Task<Outcome<Done>> Handle(MoveOffice request, CancellationToken cancellationToken)
    {
        await desk.LockAsync(cancellationToken);
        var offices = await db.Offices.OrderBy(office => office.Position).ThenBy(office => office.Id).ToListAsync(cancellationToken);
        var at = offices.FindIndex(office => office.Id == request.OfficeId);
        if (at < 0)
        {
            return Refusal.NotFound;
        }

        var to = Math.Clamp(request.Up ? at - 1 : at + 1, 0, offices.Count - 1);
        (offices[at], offices[to]) = (offices[to], offices[at]);
        for (var index = 0; index < offices.Count; index++)
        {
            offices[index].MoveTo(index + 1);
        }

        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
