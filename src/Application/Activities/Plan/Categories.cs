using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Adds a type of activity, or renames one.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveCategory(int? CategoryId, string Name) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class SaveCategoryValidator : AbstractValidator<SaveCategory>
{
    public SaveCategoryValidator() => RuleFor(save => save.Name).NameGiven(Activity.NameMaxLength);
}

internal sealed class SaveCategoryHandler(IPortalDb db, SetupDesk setup) : ICommandHandler<SaveCategory, Done>
{
    public async Task<Outcome<Done>> Handle(SaveCategory request, CancellationToken cancellationToken)
    {
        await setup.LockAsync(cancellationToken);
        var all = await db.ActivityCategories.ToListAsync(cancellationToken);
        var name = request.Name.Trim();
        var category = all.Find(row => row.Id == request.CategoryId);
        if (request.CategoryId is not null && category is null)
        {
            return Refusal.NotFound;
        }

        if (all.Exists(row => row != category && string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return new Refusal("NameTaken", "Ce type d’activité existe déjà.", nameof(request.Name));
        }

        if (category is null)
        {
            db.ActivityCategories.Add(ActivityCategory.Create(name, all.Select(row => row.Position).DefaultIfEmpty().Max() + 1));
        }
        else
        {
            category.Rename(name);
        }

        setup.Record(category is null ? "category.added" : "category.renamed", "ActivityCategory", name);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>Moves a type one place up or down in the lists.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record MoveCategory(int CategoryId, bool Up) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class MoveCategoryHandler(IPortalDb db, SetupDesk setup) : ICommandHandler<MoveCategory, Done>
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

/// <summary>Removes a type that holds no activity.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record RemoveCategory(int CategoryId) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class RemoveCategoryHandler(IPortalDb db, SetupDesk setup) : ICommandHandler<RemoveCategory, Done>
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
