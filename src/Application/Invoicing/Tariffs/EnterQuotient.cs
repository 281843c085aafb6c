using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Enters a family's quotient and residence from a day on. Nothing is overwritten: the latest entry counts.</summary>
public sealed record EnterQuotient(int FamilyId, DateOnly ValidFrom, DateOnly? ValidUntil, int? Quotient, bool IsResident) : ICommand<Done>, IConcernsFamily
{
    // As for reading them.
    public static Permission Access => Permission.Of(Roles.Accountant | Roles.Treating);
}

internal sealed class EnterQuotientValidator : AbstractValidator<EnterQuotient>
{
    public EnterQuotientValidator()
    {
        RuleFor(enter => enter.Quotient)
            .InclusiveBetween(0, FamilyQuotient.Highest)
            .WithMessage($"Indiquez un quotient entre 0 et {FamilyQuotient.Highest}, ou laissez vide si la famille ne le communique pas.");
        RuleFor(enter => enter.ValidFrom).Must(date => date.Year is >= 2000 and <= 2100).WithMessage("Indiquez la date à partir de laquelle il s’applique.");
        RuleFor(enter => enter.ValidUntil)
            .Must((enter, until) => until is null || until >= enter.ValidFrom)
            .WithMessage("La date de fin doit être le même jour que la date de début ou après elle.");
    }
}

internal sealed class EnterQuotientHandler(IInvoicingDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<EnterQuotient, Done>
{
    public async Task<Outcome<Done>> Handle(EnterQuotient request, CancellationToken cancellationToken)
    {
        if (!await db.Families.AnyAsync(family => family.Id == request.FamilyId && family.AnonymisedAt == null, cancellationToken))
        {
            return Refusal.NotFound;
        }

        db.FamilyQuotients.Add(
            FamilyQuotient.Enter(
                request.FamilyId,
                request.ValidFrom,
                request.ValidUntil,
                request.Quotient,
                request.IsResident,
                new(clock.Now, user.UserId, user.DisplayName)
            )
        );
        // What a family earns stays out of the journal: the entry itself says who and when.
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "quotient.entered",
                $"Family:{request.FamilyId}",
                request.FamilyId,
                $"dès le {request.ValidFrom:dd-MM-yyyy}"
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
