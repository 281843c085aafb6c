using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Moves a type one place up or down in the lists.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record MoveCategory(int CategoryId, bool Up) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class MoveCategoryHandler(IActivitiesDb db, SetupDesk setup) : ICommandHandler<MoveCategory, Done>
{
    public async Task<Outcome<Done>> Handle(MoveCategory request, CancellationToken cancellationToken)
    {
        await setup.LockAsync(cancellationToken);
        var all = await db.ActivityCategories.OrderBy(category => category.Position).ThenBy(category => category.Id).ToListAsync(cancellationToken);
        var at = all.FindIndex(category => category.Id == request.CategoryId);
        if (at < 0)
        {
            return Refusal.NotFound;
        }

        var to = Math.Clamp(request.Up ? at - 1 : at + 1, 0, all.Count - 1);
        (all[at], all[to]) = (all[to], all[at]);
        for (var index = 0; index < all.Count; index++)
        {
            all[index].MoveTo(index + 1);
        }

        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
