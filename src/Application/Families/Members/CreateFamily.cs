using System.Globalization;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff register a family: its référent, and its children as far as they are known.</summary>
/// <param name="Name">Without « Famille »; empty for the référent's name.</param>
/// <param name="Number">Empty for the next one that is free.</param>
/// <param name="SeenDuplicates">Keys of the possible duplicates that were shown and are other persons.</param>
[HarmlessForOwnFamily("a family that is not there yet is nobody’s")]
public sealed record CreateFamily(
    string Name,
    string Number,
    IReadOnlyDictionary<string, string> Referent,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Children,
    IReadOnlyList<string> SeenDuplicates
) : ICommand<CreatedFamily>
{
    public static Permission Access => RecordAccess.Staff;

    /// <summary>Names a child's field in refusals.</summary>
    public static RecordSubject ChildAt(int index) => RecordSubject.Child(index + 1);
}

public sealed record CreatedFamily(int FamilyId, int GuardianId, string Name, string Number);

internal sealed class CreateFamilyValidator : AbstractValidator<CreateFamily>
{
    public CreateFamilyValidator()
    {
        RuleFor(create => create.Name).MaximumLength(Family.NameMaxLength).WithMessage($"Le nom est trop long : {Family.NameMaxLength} caractères au plus.");
        RuleFor(create => create.Number).FamilyNumber();
        RuleFor(create => create.Children)
            .Must(children => children.Count <= FamilyMembers.MostChildren)
            .WithMessage($"{FamilyMembers.MostChildren} enfants au plus.");
    }
}

internal static class FamilyRules
{
    public static void FamilyNumber<T>(this IRuleBuilder<T, string> rule) =>
        rule.MaximumLength(Family.NumberMaxLength)
            .WithMessage($"Le numéro est trop long : {Family.NumberMaxLength} caractères au plus.")
            .Must(number => number.Trim().All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '.' or '/'))
            .WithMessage("Un numéro s’écrit avec des chiffres et des lettres, sans espace.");
}

internal sealed class CreateFamilyHandler(IFamiliesDb db, Duplicates duplicates, ICurrentUser user, CentreClock clock)
    : ICommandHandler<CreateFamily, CreatedFamily>
{
    public async Task<Outcome<CreatedFamily>> Handle(CreateFamily request, CancellationToken cancellationToken)
    {
        var referent = TypedPerson.Check(RecordSubject.Guardian(0), request.Referent, clock.Today);
        var children = request.Children.Select((child, index) => TypedPerson.Check(CreateFamily.ChildAt(index), child, clock.Today)).ToList();
        List<Refusal> wrong = [.. referent.Refusals, .. children.SelectMany(child => child.Refusals), .. Twice(children)];
        if (wrong.Count > 0)
        {
            return Outcome<CreatedFamily>.Refuse(wrong);
        }

        await duplicates.LockAsync(cancellationToken);
        var known = children.ConvertAll(child => child.Value);
        if (await duplicates.RefuseAsync(referent.Value, known, request.SeenDuplicates, cancellationToken) is { } maybe)
        {
            return Outcome<CreatedFamily>.Refuse(maybe);
        }

        var number = request.Number.Trim();
        if (number.Length > 0 && await db.Families.AnyAsync(family => family.Number == number, cancellationToken))
        {
            return new Refusal("NumberTaken", $"Une autre famille a le numéro {number}.", nameof(CreateFamily.Number));
        }

        var family = Family.Create(
            number.Length > 0 ? number : await NextNumberAsync(cancellationToken),
            request.Name.Trim() is { Length: > 0 } name ? name : referent.Value[nameof(Guardian.LastName)]
        );
        var guardian = family.AddGuardian(referent.Value);
        known.ForEach(child => family.AddChild(child));
        db.Families.Add(family);
        await db.SaveChangesAsync(cancellationToken);
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "family.created",
                $"Family:{family.Id}",
                family.Id,
                $"Famille {family.Name} (n° {family.Number})"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return new CreatedFamily(family.Id, guardian.Id, family.Name, family.Number);
    }

    private static IEnumerable<Refusal> Twice(List<Outcome<IReadOnlyDictionary<string, string>>> children) =>
        children
            .Select((child, index) => (child, index))
            .Where(line => !line.child.IsRefused)
            .GroupBy(line => PersonKey.OfChild(line.child.Value))
            .SelectMany(same => same.Skip(1))
            .Select(line => new Refusal(
                "Twice",
                "Cet enfant est écrit deux fois.",
                FieldEdit.KeyOf(CreateFamily.ChildAt(line.index), nameof(Child.FirstName))
            ));

    // As long as the longest one in use: « 0119 » is followed by « 0120 ».
    private async Task<string> NextNumberAsync(CancellationToken cancellationToken)
    {
        var numbers = (await db.Families.Select(family => family.Number).ToListAsync(cancellationToken)).FindAll(number =>
            number.Length <= 9 && number.All(char.IsAsciiDigit) && number.Length > 0
        );
        var highest = numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        return (highest + 1).ToString(CultureInfo.InvariantCulture).PadLeft(numbers.Select(number => number.Length).DefaultIfEmpty(4).Max(), '0');
    }
}
