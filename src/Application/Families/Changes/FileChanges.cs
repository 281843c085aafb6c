using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using FluentValidation;

namespace ClsPortal.Application.Families;

/// <summary>A parent's save: one change request per field that differs; the record changes only when staff accept. All or nothing.</summary>
public sealed record FileChanges(IReadOnlyList<FieldEdit> Edits) : ICommand<FiledChanges>
{
    public const int Most = 200;

    public static Permission Access => Permission.Parent;
}

public sealed record FiledChanges(int Count);

internal sealed class FileChangesValidator : AbstractValidator<FileChanges>
{
    public FileChangesValidator() =>
        RuleFor(file => file.Edits)
            .NotEmpty()
            .WithMessage("Vous n’avez rien modifié : rien n’a été envoyé.")
            .WithErrorCode(RecordEdits.NothingChanged)
            .Must(edits => edits.Count <= FileChanges.Most)
            .WithMessage($"Enregistrez {FileChanges.Most} informations au plus à la fois.");
}

internal sealed class FileChangesHandler(
    IFamiliesDb db,
    RecordDesk desk,
    RecordEdits edits,
    RecordSight sight,
    ChangeValues values,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock,
    Teller<RecordAct> teller
) : ICommandHandler<FileChanges, FiledChanges>
{
    public async Task<Outcome<FiledChanges>> Handle(FileChanges request, CancellationToken cancellationToken)
    {
        if (!await desk.LockAsync(user.FamilyId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var prepared = await edits.PrepareAsync(user.FamilyId, request.Edits, await sight.OfParentAsync(cancellationToken), cancellationToken);
        if (prepared.IsRefused)
        {
            return Outcome<FiledChanges>.Refuse(prepared.Refusals);
        }

        var by = await author.NameAsync(cancellationToken);
        foreach (var edit in prepared.Value)
        {
            var change = ChangeRequest.File(
                user.FamilyId,
                edit.Sheet.Subject,
                ChangeKind.Change,
                edit.Field.Key,
                new(clock.Now, user.UserId, by),
                user.GuardianId
            );
            values.Keep(change, edit.Old, edit.New);
            db.ChangeRequests.Add(change);
        }

        await teller.TellAsync(new RecordAct([user.FamilyId]), cancellationToken);
        return new FiledChanges(prepared.Value.Count);
    }
}
