using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Chooses the words of a kind of mail.</summary>
[HarmlessForOwnFamily("the words of every family’s mails")]
public sealed record SaveMailText(string Template, string Subject, string Introduction, string Closing, string Stamp) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class SaveMailTextValidator : AbstractValidator<SaveMailText>
{
    public SaveMailTextValidator()
    {
        RuleFor(save => save.Subject)
            .Must(subject => !string.IsNullOrWhiteSpace(subject))
            .WithMessage("Indiquez l’objet du courriel.")
            .MaximumLength(MailText.SubjectMaxLength)
            .WithMessage($"L’objet est trop long : {MailText.SubjectMaxLength} caractères au plus.")
            .Must(subject => subject.AsSpan().IndexOfAny('\r', '\n') < 0)
            .WithMessage("L’objet tient sur une ligne.");
        RuleFor(save => save.Introduction)
            .MaximumLength(MailText.ParagraphMaxLength)
            .WithMessage($"Ce texte est trop long : {MailText.ParagraphMaxLength} caractères au plus.");
        RuleFor(save => save.Closing)
            .MaximumLength(MailText.ParagraphMaxLength)
            .WithMessage($"Ce texte est trop long : {MailText.ParagraphMaxLength} caractères au plus.");
        RuleFor(save => save)
            .Custom(
                (save, context) =>
                {
                    var known = MailCatalogue.Find(save.Template)?.Placeholders ?? [];
                    foreach (
                        var (field, text) in new[]
                        {
                            (nameof(save.Subject), save.Subject),
                            (nameof(save.Introduction), save.Introduction),
                            (nameof(save.Closing), save.Closing),
                        }
                    )
                    {
                        foreach (var unknown in MailPlaceholders.Unknown(text, known))
                        {
                            context.AddFailure(field, $"{unknown} n’est pas un champ de ce courriel. Champs possibles : {string.Join(", ", known)}.");
                        }
                    }
                }
            );
    }
}

internal sealed class SaveMailTextHandler(IMessagingDb db, SetupDesk setup) : ICommandHandler<SaveMailText, Done>
{
    public async Task<Outcome<Done>> Handle(SaveMailText request, CancellationToken cancellationToken)
    {
        if (MailCatalogue.Find(request.Template) is not { } kind)
        {
            return Refusal.NotFound;
        }

        await setup.LockAsync(cancellationToken);
        var text = await db.MailTexts.SingleOrDefaultAsync(row => row.Template == kind.Template, cancellationToken);
        if (MailTextStamp.Of(text) != request.Stamp)
        {
            return SetupDesk.ChangedMeanwhile;
        }

        if (text is null)
        {
            text = MailText.For(kind.Template);
            db.MailTexts.Add(text);
        }

        text.Say(request.Subject.Trim(), request.Introduction.Trim(), request.Closing.Trim());
        setup.Record("mail-text.saved", $"MailText:{kind.Template}", $"{text.Subject} / {text.Introduction} / {text.Closing}");
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
