using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Adds a vaccine (key 0) or changes one.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveVaccine(int VaccineId, string Name, bool IsCompulsory, int? FromBirthYear, int? ToBirthYear, int Position) : ICommand<Done>
{
    public static Permission Access => VaccineAccess.Setting;
}

internal sealed class SaveVaccineValidator : AbstractValidator<SaveVaccine>
{
    public SaveVaccineValidator()
    {
        RuleFor(save => save.Name)
            .NotEmpty()
            .WithMessage("Écrivez le nom du vaccin.")
            .MaximumLength(Vaccine.NameMaxLength)
            .WithMessage($"Le nom est trop long : {Vaccine.NameMaxLength} caractères au plus.");
        RuleFor(save => save.FromBirthYear).InclusiveBetween(1990, 2100).WithMessage("Écrivez une année de naissance, comme 2018.");
        RuleFor(save => save.ToBirthYear)
            .InclusiveBetween(1990, 2100)
            .WithMessage("Écrivez une année de naissance, comme 2017.")
            .Must((save, to) => to is null || save.FromBirthYear is null || to >= save.FromBirthYear)
            .WithMessage("La dernière année doit être la première ou une année après elle.");
        RuleFor(save => save.Position).InclusiveBetween(1, 1000).WithMessage("L’ordre est un nombre de 1 à 1000.");
    }
}

internal sealed class SaveVaccineHandler(IFamiliesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SaveVaccine, Done>
{
    public async Task<Outcome<Done>> Handle(SaveVaccine request, CancellationToken cancellationToken)
    {
        var known = await db.Vaccines.SingleOrDefaultAsync(vaccine => vaccine.Id == request.VaccineId && !vaccine.IsArchived, cancellationToken);
        if (request.VaccineId != 0 && known is null)
        {
            return VaccineAccess.Gone;
        }

        var name = request.Name.Trim();
        if (known is null)
        {
            db.Vaccines.Add(Vaccine.Create(request.Position, name, request.IsCompulsory, request.FromBirthYear, request.ToBirthYear));
        }
        else
        {
            known.Change(request.Position, name, request.IsCompulsory, request.FromBirthYear, request.ToBirthYear);
        }

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                known is null ? "vaccine.added" : "vaccine.changed",
                $"Vaccine:{request.VaccineId}",
                null,
                name
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
