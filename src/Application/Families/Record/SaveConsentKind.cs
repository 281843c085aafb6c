using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Adds a kind (key 0) or changes one. Other words mean another agreement: the director says whether families answer again.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record SaveConsentKind(int KindId, string Text, bool IsRequired, bool IsPerChild, int Position, bool AsksAgain = false) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class SaveConsentKindValidator : AbstractValidator<SaveConsentKind>
{
    public SaveConsentKindValidator()
    {
        RuleFor(save => save.Text)
            .NotEmpty()
            .WithMessage("Écrivez ce que la famille autorise.")
            .MaximumLength(ConsentKind.TextMaxLength)
            .WithMessage($"Le texte est trop long : {ConsentKind.TextMaxLength} caractères au plus.");
        RuleFor(save => save.Position).InclusiveBetween(1, 1000).WithMessage("L’ordre est un nombre de 1 à 1000.");
    }
}

internal sealed class SaveConsentKindHandler(IFamiliesDb db, ICurrentUser user, CentreClock clock) : ICommandHandler<SaveConsentKind, Done>
{
    public async Task<Outcome<Done>> Handle(SaveConsentKind request, CancellationToken cancellationToken)
    {
        var text = request.Text.Trim();
        var known =
            request.KindId == 0 ? null : await db.ConsentKinds.SingleOrDefaultAsync(kind => kind.Id == request.KindId && !kind.IsArchived, cancellationToken);
        if (request.KindId != 0 && known is null)
        {
            return new Refusal("Gone", "Cette autorisation n’est plus demandée : un collègue l’a retirée entre-temps.");
        }

        if (known is null || request.AsksAgain)
        {
            known?.Archive();
            db.ConsentKinds.Add(ConsentKind.Create(request.Position, text, request.IsRequired, known?.IsPerChild ?? request.IsPerChild));
        }
        else
        {
            known.Change(request.Position, text, request.IsRequired);
        }

        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                known is null ? "consent.added"
                    : request.AsksAgain ? "consent.replaced"
                    : "consent.changed",
                $"ConsentKind:{request.KindId}",
                null,
                text
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
