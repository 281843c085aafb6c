using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff add a legal guardian or a child to a family. Who may be known already is told first.</summary>
public sealed record AddMember(int FamilyId, RecordPart Part, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> SeenDuplicates)
    : ICommand<AddedMember>,
        IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

public sealed record AddedMember(int Id, string Name);

internal sealed class AddMemberValidator : AbstractValidator<AddMember>
{
    public AddMemberValidator() =>
        RuleFor(add => add.Part).Must(part => part is RecordPart.Guardian or RecordPart.Child).WithMessage("Choisissez un responsable ou un enfant.");
}

internal sealed class AddMemberHandler(IFamiliesDb db, RecordDesk desk, FamilyMembers members, Duplicates duplicates, StaffChanges changes, CentreClock clock)
    : ICommandHandler<AddMember, AddedMember>
{
    public async Task<Outcome<AddedMember>> Handle(AddMember request, CancellationToken cancellationToken)
    {
        await duplicates.LockAsync(cancellationToken);
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var subject = new RecordSubject(request.Part, 0);
        var person = TypedPerson.Check(subject, request.Values, clock.Today);
        if (person.IsRefused)
        {
            return Outcome<AddedMember>.Refuse(person.Refusals);
        }

        if (await HindersAsync(request, person.Value, cancellationToken) is { } hinders)
        {
            return Outcome<AddedMember>.Refuse(hinders);
        }

        await changes.BeginAsync(request.FamilyId, cancellationToken);
        var name = TypedPerson.NameOf(person.Value);
        changes.Record(subject, new(ChangeKind.Addition, "", "", ChangeValues.OfPerson(person.Value)), name, ChangeLines.AdditionOf(request.Part));
        await members.AddAsync(request.FamilyId, request.Part, person.Value, namedById: null, cancellationToken);
        await changes.EndAsync(cancellationToken);
        var id =
            request.Part == RecordPart.Guardian
                ? await db.Guardians.Where(guardian => guardian.FamilyId == request.FamilyId).MaxAsync(guardian => guardian.Id, cancellationToken)
                : await db.Children.Where(child => child.FamilyId == request.FamilyId).MaxAsync(child => child.Id, cancellationToken);
        return new AddedMember(id, name);
    }

    private async Task<IReadOnlyList<Refusal>?> HindersAsync(AddMember request, IReadOnlyDictionary<string, string> person, CancellationToken cancellationToken)
    {
        if (request.Part == RecordPart.Guardian)
        {
            return await db.Guardians.CountAsync(guardian => guardian.FamilyId == request.FamilyId, cancellationToken) >= FamilyMembers.MostGuardians
                ? [new Refusal("TooMany", $"Une famille a {FamilyMembers.MostGuardians} responsables au plus.")]
                : await duplicates.RefuseAsync(person, [], request.SeenDuplicates, cancellationToken);
        }

        var known = await db
            .Children.Where(child => child.FamilyId == request.FamilyId)
            .Select(child => new
            {
                child.FirstName,
                child.LastName,
                child.BirthDate,
                child.LeftAt,
            })
            .ToListAsync(cancellationToken);
        return known.Find(child => PersonKey.Of(child.FirstName, child.LastName, child.BirthDate) == PersonKey.OfChild(person)) is { } same
                ?
                [
                    new Refusal(
                        FamilyMembers.AlreadyInFamily,
                        same.LeftAt is null
                            ? "Cet enfant est déjà dans la famille."
                            : "Cet enfant était déjà dans la famille : reprenez-le sous « Ne sont plus dans la famille »."
                    ),
                ]
            : known.Count >= FamilyMembers.MostChildren ? [new Refusal("TooMany", $"Une famille a {FamilyMembers.MostChildren} enfants au plus.")]
            : await duplicates.RefuseAsync(null, [person], request.SeenDuplicates, cancellationToken);
    }
}
