using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A guardian or a child who had left is back: with a login, if leaving had closed it; without the places, which were given up.</summary>
public sealed record TakeBackMember(int FamilyId, RecordPart Part, int Id) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class TakeBackMemberValidator : AbstractValidator<TakeBackMember>
{
    public TakeBackMemberValidator() =>
        RuleFor(back => back.Part).Must(part => part is RecordPart.Guardian or RecordPart.Child).WithMessage("Choisissez un responsable ou un enfant.");
}

internal sealed class TakeBackMemberHandler(IFamiliesDb db, RecordDesk desk, StaffChanges changes, ILogins logins) : ICommandHandler<TakeBackMember, Done>
{
    private const string Label = "De nouveau dans le dossier";

    private static readonly Refusal IsBack = new("IsBack", "Cette personne est de nouveau dans la famille : un collègue l’a reprise entre-temps.");

    // Whoever comes back after the delay is registered anew: what is left of then says nothing of whom it was.
    private static readonly Refusal Nameless = new(
        "Nameless",
        "Les noms de cette personne ont été effacés à la fin du délai de conservation : inscrivez-la de nouveau dans la famille."
    );

    public async Task<Outcome<Done>> Handle(TakeBackMember request, CancellationToken cancellationToken)
    {
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        await changes.BeginAsync(request.FamilyId, cancellationToken);
        var refusal =
            request.Part == RecordPart.Guardian ? await TakeGuardianAsync(request, cancellationToken) : await TakeChildAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        await changes.EndAsync(cancellationToken);
        return Done.It;
    }

    private async Task<Refusal?> TakeGuardianAsync(TakeBackMember request, CancellationToken cancellationToken)
    {
        var guardian = await db
            .Guardians.IgnoreQueryFilters()
            .SingleOrDefaultAsync(row => row.Id == request.Id && row.FamilyId == request.FamilyId, cancellationToken);
        if (guardian?.LeftAt is null)
        {
            return guardian is null ? Refusal.NotFound : IsBack;
        }

        if (guardian.LastName == Family.NamelessMember)
        {
            return Nameless;
        }

        if (guardian.LeavingClosedLogin && await logins.OfGuardianAsync(guardian.Id, cancellationToken) is { } login)
        {
            await logins.SetDisabledAsync(login.Id, isDisabled: false, cancellationToken);
        }

        guardian.Return();
        changes.Note(RecordSubject.Guardian(guardian.Id), "family.guardian-back", $"{guardian.FirstName} {guardian.LastName}".Trim(), Label);
        return null;
    }

    private async Task<Refusal?> TakeChildAsync(TakeBackMember request, CancellationToken cancellationToken)
    {
        var child = await db.Children.SingleOrDefaultAsync(row => row.Id == request.Id && row.FamilyId == request.FamilyId, cancellationToken);
        if (child?.LeftAt is null)
        {
            return child is null ? Refusal.NotFound : IsBack;
        }

        if (child.LastName == Family.NamelessMember)
        {
            return Nameless;
        }

        child.Return();
        changes.Note(RecordSubject.Child(child.Id), "family.child-back", RecordDesk.NameOf(child), Label);
        return null;
    }
}
