using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Removes a type that holds no activity.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record RemoveCategory(int CategoryId) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class RemoveCategoryHandler(IActivitiesDb db, SetupDesk setup) : ICommandHandler<RemoveCategory, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveCategory request, CancellationToken cancellationToken)
    {
        await setup.LockAsync(cancellationToken);
        if (await db.ActivityCategories.SingleOrDefaultAsync(row => row.Id == request.CategoryId, cancellationToken) is not { } category)
        {
            return Refusal.NotFound;
        }

        if (await db.Activities.AnyAsync(activity => activity.CategoryId == category.Id, cancellationToken))
        {
            return new Refusal("CategoryInUse", $"Des activités sont du type « {category.Name} » : donnez-leur d’abord un autre type.");
        }

        db.ActivityCategories.Remove(category);
        setup.Record("category.removed", "ActivityCategory", category.Name);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
