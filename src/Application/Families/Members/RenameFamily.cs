using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Staff give a family another name or number; invoices that were issued keep what they say.</summary>
public sealed record RenameFamily(int FamilyId, string FromName, string FromNumber, string Name, string Number) : ICommand<Done>, IConcernsFamily
{
    public static Permission Access => RecordAccess.Staff;
}

internal sealed class RenameFamilyValidator : AbstractValidator<RenameFamily>
{
    public RenameFamilyValidator()
    {
        RuleFor(rename => rename.Name)
            .NotEmpty()
            .WithMessage("Écrivez le nom de la famille.")
            .MaximumLength(Family.NameMaxLength)
            .WithMessage($"Le nom est trop long : {Family.NameMaxLength} caractères au plus.");
        RuleFor(rename => rename.Number).NotEmpty().WithMessage("Écrivez le numéro de la famille.");
        RuleFor(rename => rename.Number).FamilyNumber();
    }
}

internal sealed class RenameFamilyHandler(IFamiliesDb db, RecordDesk desk, Teller<RecordAct> teller) : ICommandHandler<RenameFamily, Done>
{
    public async Task<Outcome<Done>> Handle(RenameFamily request, CancellationToken cancellationToken)
    {
        if (!await desk.LockAsync(request.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var family = await db
            .Families.IgnoreQueryFilters()
            .Include(row => row.Guardians)
            .Include(row => row.Children)
            .SingleAsync(row => row.Id == request.FamilyId, cancellationToken);
        var (name, number) = (request.Name.Trim(), request.Number.Trim());
        if (family.Name != request.FromName || family.Number != request.FromNumber)
        {
            return new Refusal(
                RecordEdits.ChangedMeanwhile,
                $"Un collègue a changé le nom ou le numéro entre-temps : famille {family.Name}, n° {family.Number}. Relisez, puis enregistrez de nouveau."
            );
        }

        if (number != family.Number && await db.Families.AnyAsync(other => other.Number == number, cancellationToken))
        {
            return new Refusal("NumberTaken", $"Une autre famille a le numéro {number}.", nameof(RenameFamily.Number));
        }

        family.Rename(number, name);
        var act = new RecordAct([request.FamilyId]);
        act.Note(
            new JournalLine(
                "family.renamed",
                $"Family:{family.Id}",
                family.Id,
                $"Famille {request.FromName} (n° {request.FromNumber}) → Famille {name} (n° {number})"
            )
        );
        await teller.TellAsync(act, cancellationToken);
        return Done.It;
    }
}
