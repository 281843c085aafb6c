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

internal sealed class SaveCategoryHandler(IActivitiesDb db, SetupDesk setup) : ICommandHandler<SaveCategory, Done>
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
