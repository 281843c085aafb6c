using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>The vaccines that health records ask for.</summary>
public sealed record ListVaccines : IQuery<IReadOnlyList<VaccineLine>>
{
    public static Permission Access => VaccineAccess.Setting;
}

public sealed record VaccineLine(int Id, int Position, string Name, bool IsCompulsory, int? FromBirthYear, int? ToBirthYear, bool IsArchived);

internal sealed class ListVaccinesHandler(IPortalDb db) : IQueryHandler<ListVaccines, IReadOnlyList<VaccineLine>>
{
    public async Task<Outcome<IReadOnlyList<VaccineLine>>> Handle(ListVaccines request, CancellationToken cancellationToken) =>
        await db.Vaccines.OrderBy(vaccine => vaccine.IsArchived).ThenBy(vaccine => vaccine.Position).ThenBy(vaccine => vaccine.Id)
            .Select(vaccine => new VaccineLine(vaccine.Id, vaccine.Position, vaccine.Name, vaccine.IsCompulsory, vaccine.FromBirthYear, vaccine.ToBirthYear, vaccine.IsArchived))
            .ToListAsync(cancellationToken);
}

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
        RuleFor(save => save.Name).NotEmpty().WithMessage("Écrivez le nom du vaccin.")
            .MaximumLength(Vaccine.NameMaxLength).WithMessage($"Le nom est trop long : {Vaccine.NameMaxLength} caractères au plus.");
        RuleFor(save => save.FromBirthYear).InclusiveBetween(1990, 2100).WithMessage("Écrivez une année de naissance, comme 2018.");
        RuleFor(save => save.ToBirthYear).InclusiveBetween(1990, 2100).WithMessage("Écrivez une année de naissance, comme 2017.")
            .Must((save, to) => to is null || save.FromBirthYear is null || to >= save.FromBirthYear).WithMessage("La dernière année doit être la première ou une année après elle.");
        RuleFor(save => save.Position).InclusiveBetween(1, 1000).WithMessage("L’ordre est un nombre de 1 à 1000.");
    }
}

internal sealed class SaveVaccineHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SaveVaccine, Done>
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

        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, known is null ? "vaccine.added" : "vaccine.changed", $"Vaccine:{request.VaccineId}", null, name));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>Stops asking for a vaccine; dates that were recorded remain.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record ArchiveVaccine(int VaccineId) : ICommand<Done>
{
    public static Permission Access => VaccineAccess.Setting;
}

internal sealed class ArchiveVaccineHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<ArchiveVaccine, Done>
{
    public async Task<Outcome<Done>> Handle(ArchiveVaccine request, CancellationToken cancellationToken)
    {
        if (await db.Vaccines.SingleOrDefaultAsync(vaccine => vaccine.Id == request.VaccineId && !vaccine.IsArchived, cancellationToken) is not { } vaccine)
        {
            return VaccineAccess.Gone;
        }

        vaccine.Archive();
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "vaccine.archived", $"Vaccine:{vaccine.Id}", null, vaccine.Name));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>Fills an empty list with the national vaccines, to be checked by the centre.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record AddUsualVaccines : ICommand<Done>
{
    public static Permission Access => VaccineAccess.Setting;
}

internal sealed class AddUsualVaccinesHandler(IPortalDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<AddUsualVaccines, Done>
{
    public async Task<Outcome<Done>> Handle(AddUsualVaccines request, CancellationToken cancellationToken)
    {
        if (await db.Vaccines.AnyAsync(vaccine => !vaccine.IsArchived, cancellationToken))
        {
            return new Refusal("NotEmpty", "La liste n’est pas vide : complétez-la vaccin par vaccin.");
        }

        db.Vaccines.AddRange(UsualVaccines.All());
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "vaccine.usual", "Vaccine:0"));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

internal static class VaccineAccess
{
    // A setting: the director, who knows the children, or the administrator. It holds nobody's data.
    public static readonly Permission Setting = Permission.Of(Roles.Director | Roles.Administrator);

    public static readonly Refusal Gone = new("Gone", "Ce vaccin n’est plus demandé : un collègue l’a retiré entre-temps.");
}

/// <summary>The French list: eleven vaccines are compulsory for children born from 2018 on, diphtheria, tetanus and poliomyelitis for those born before.</summary>
public static class UsualVaccines
{
    private const int ElevenFrom = 2018;
    private const int MeningococciFrom = 2025;

    public static IEnumerable<Vaccine> All() =>
    [
        Vaccine.Create(1, "Diphtérie, tétanos, poliomyélite", isCompulsory: true),
        Vaccine.Create(2, "Coqueluche", isCompulsory: true, ElevenFrom),
        Vaccine.Create(3, "Haemophilus influenzae b", isCompulsory: true, ElevenFrom),
        Vaccine.Create(4, "Hépatite B", isCompulsory: true, ElevenFrom),
        Vaccine.Create(5, "Pneumocoque", isCompulsory: true, ElevenFrom),
        Vaccine.Create(6, "Rougeole, oreillons, rubéole", isCompulsory: true, ElevenFrom),
        Vaccine.Create(7, "Méningocoque C", isCompulsory: true, ElevenFrom, MeningococciFrom - 1),
        Vaccine.Create(8, "Méningocoques ACWY", isCompulsory: true, MeningococciFrom),
        Vaccine.Create(9, "Méningocoque B", isCompulsory: true, MeningococciFrom),
    ];
}
