using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The kinds of mail, with the centre's own words where it has chosen some.</summary>
public sealed record ListMailTexts : IQuery<IReadOnlyList<MailTextLine>>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="Template">The key.</param>
/// <param name="Name">As staff know it.</param>
/// <param name="When">When it leaves.</param>
/// <param name="Subject">The centre's, or the standard one.</param>
/// <param name="Introduction">After the salutation; empty: nothing.</param>
/// <param name="Closing">At the end; empty: nothing.</param>
/// <param name="IsStandard">True while the centre has chosen nothing.</param>
/// <param name="Placeholders">That can be used.</param>
/// <param name="Stamp">Of what was read.</param>
public sealed record MailTextLine(
    string Template, string Name, string When, string Subject, string Introduction, string Closing, bool IsStandard, IReadOnlyCollection<string> Placeholders, string Stamp);

internal sealed class ListMailTextsHandler(IPortalDb db) : IQueryHandler<ListMailTexts, IReadOnlyList<MailTextLine>>
{
    public async Task<Outcome<IReadOnlyList<MailTextLine>>> Handle(ListMailTexts request, CancellationToken cancellationToken)
    {
        var texts = await db.MailTexts.AsNoTracking().ToDictionaryAsync(text => text.Template, cancellationToken);
        return MailCatalogue.All.Select(kind =>
        {
            var text = texts.GetValueOrDefault(kind.Template);
            return new MailTextLine(
                kind.Template, kind.Name, kind.When, text?.Subject ?? kind.StandardSubject, text?.Introduction ?? "", text?.Closing ?? "", text is null, kind.Placeholders, MailTextStamp.Of(text));
        }).ToList();
    }
}

internal static class MailTextStamp
{
    public static string Of(MailText? text) => SetupDesk.Stamp(new { text?.Subject, text?.Introduction, text?.Closing });
}

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
        RuleFor(save => save.Subject).Must(subject => !string.IsNullOrWhiteSpace(subject)).WithMessage("Indiquez l’objet du courriel.")
            .MaximumLength(MailText.SubjectMaxLength).WithMessage($"L’objet est trop long : {MailText.SubjectMaxLength} caractères au plus.")
            .Must(subject => subject.AsSpan().IndexOfAny('\r', '\n') < 0).WithMessage("L’objet tient sur une ligne.");
        RuleFor(save => save.Introduction).MaximumLength(MailText.ParagraphMaxLength).WithMessage($"Ce texte est trop long : {MailText.ParagraphMaxLength} caractères au plus.");
        RuleFor(save => save.Closing).MaximumLength(MailText.ParagraphMaxLength).WithMessage($"Ce texte est trop long : {MailText.ParagraphMaxLength} caractères au plus.");
        RuleFor(save => save).Custom((save, context) =>
        {
            var known = MailCatalogue.Find(save.Template)?.Placeholders ?? [];
            foreach (var (field, text) in new[] { (nameof(save.Subject), save.Subject), (nameof(save.Introduction), save.Introduction), (nameof(save.Closing), save.Closing) })
            {
                foreach (var unknown in MailPlaceholders.Unknown(text, known))
                {
                    context.AddFailure(field, $"{unknown} n’est pas un champ de ce courriel. Champs possibles : {string.Join(", ", known)}.");
                }
            }
        });
    }
}

internal sealed class SaveMailTextHandler(IPortalDb db, SetupDesk setup) : ICommandHandler<SaveMailText, Done>
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

/// <summary>Goes back to the standard words.</summary>
[HarmlessForOwnFamily("the words of every family’s mails")]
public sealed record ResetMailText(string Template) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class ResetMailTextHandler(IPortalDb db, SetupDesk setup) : ICommandHandler<ResetMailText, Done>
{
    public async Task<Outcome<Done>> Handle(ResetMailText request, CancellationToken cancellationToken)
    {
        if (MailCatalogue.Find(request.Template) is null)
        {
            return Refusal.NotFound;
        }

        if (await db.MailTexts.SingleOrDefaultAsync(row => row.Template == request.Template, cancellationToken) is { } text)
        {
            db.MailTexts.Remove(text);
            setup.Record("mail-text.standard", $"MailText:{request.Template}");
            await db.SaveChangesAsync(cancellationToken);
        }

        return Done.It;
    }
}
