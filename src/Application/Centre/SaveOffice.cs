using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>Adds an office to the contact page, or changes one.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveOffice(int? OfficeId, string Name, string Address, string Phone, string Email) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class SaveOfficeValidator : AbstractValidator<SaveOffice>
{
    public SaveOfficeValidator()
    {
        RuleFor(save => save.Name).NameGiven(Office.NameMaxLength);
        RuleFor(save => save.Address)
            .Must(address => !string.IsNullOrWhiteSpace(address))
            .WithMessage("Indiquez l’adresse postale.")
            .MaximumLength(Office.AddressMaxLength)
            .WithMessage($"Cette adresse est trop longue : {Office.AddressMaxLength} caractères au plus.");
        RuleFor(save => save.Phone).PhoneGiven();
        RuleFor(save => save.Email).EmailGiven();
    }
}

internal sealed class SaveOfficeHandler(ICentreDb db, SetupDesk desk) : ICommandHandler<SaveOffice, Done>
{
    public async Task<Outcome<Done>> Handle(SaveOffice request, CancellationToken cancellationToken)
    {
        await desk.LockAsync(cancellationToken);
        var office = request.OfficeId is { } id ? await db.Offices.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        if (office is null)
        {
            if (request.OfficeId is not null)
            {
                return Refusal.NotFound;
            }

            var last = await db.Offices.Select(row => (int?)row.Position).MaxAsync(cancellationToken) ?? 0;
            office = Office.Create(last + 1, "", "", "", "");
            db.Offices.Add(office);
        }

        office.Describe(request.Name.Trim(), request.Address.Trim().ReplaceLineEndings("\n"), PhoneNumber.Of(request.Phone)!, EmailAddress.Of(request.Email)!);
        desk.Record(request.OfficeId is null ? "office.added" : "office.changed", "Office", office.Name);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
