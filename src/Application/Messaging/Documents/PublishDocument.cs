using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

public sealed record CentreDocuments(Page<CentreDocumentLine> Lines, IReadOnlyList<DocumentActivity> Activities, DateOnly Today, string MaxSize, long MaxBytes);

public sealed record DocumentActivity(int Id, string Name);

public sealed record CentreDocumentLine(
    Guid Id,
    string Title,
    string Category,
    int? ActivityId,
    string? ActivityName,
    DateOnly VisibleFrom,
    DateOnly? VisibleUntil,
    FileKind Kind,
    long Length,
    DateTime PublishedAt
);

/// <summary>Publishes a document, changes what is said of it, or puts another content in its place.</summary>
/// <param name="Id">Null: a new one.</param>
/// <param name="Title">As families read it.</param>
/// <param name="Category">Heading of the list.</param>
/// <param name="ActivityId">Null: for all.</param>
/// <param name="VisibleFrom">First day.</param>
/// <param name="VisibleUntil">Last day, or null.</param>
/// <param name="File">The content; null keeps the present one.</param>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record PublishDocument(
    Guid? Id,
    string Title,
    string Category,
    int? ActivityId,
    DateOnly? VisibleFrom,
    DateOnly? VisibleUntil,
    IncomingFile? File
) : ICommand<Guid>, IBringsFile
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class PublishDocumentValidator : AbstractValidator<PublishDocument>
{
    public PublishDocumentValidator()
    {
        RuleFor(document => document.Title)
            .NotEmpty()
            .WithMessage("Donnez un titre au document.")
            .MaximumLength(CentreDocument.TitleMaxLength)
            .WithMessage($"Ce titre est trop long : {CentreDocument.TitleMaxLength} caractères au plus.");
        RuleFor(document => document.Category)
            .NotEmpty()
            .WithMessage("Indiquez une rubrique, par exemple « Règlement ».")
            .MaximumLength(CentreDocument.CategoryMaxLength)
            .WithMessage($"Cette rubrique est trop longue : {CentreDocument.CategoryMaxLength} caractères au plus.");
        RuleFor(document => document.VisibleFrom).NotNull().WithMessage("Indiquez le premier jour de publication.");
        RuleFor(document => document.VisibleUntil)
            .GreaterThanOrEqualTo(document => document.VisibleFrom)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(document => document.File).NotNull().When(document => document.Id is null).WithMessage(FileRefusals.Missing.Sentence);
    }
}

internal sealed class PublishDocumentHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, FileVault vault) : ICommandHandler<PublishDocument, Guid>
{
    public async Task<Outcome<Guid>> Handle(PublishDocument request, CancellationToken cancellationToken)
    {
        var document = request.Id is null ? null : await db.CentreDocuments.SingleOrDefaultAsync(row => row.Id == request.Id, cancellationToken);
        if (request.Id is not null && document is null)
        {
            return Refusal.NotFound;
        }

        if (request.ActivityId is { } activityId && !await db.Activities.AnyAsync(activity => activity.Id == activityId, cancellationToken))
        {
            return new Refusal("UnknownActivity", "Cette activité n’existe plus : choisissez-en une autre.", nameof(request.ActivityId));
        }

        var file = request.File is null ? null : vault.Add(request.File);
        var replaced = file is null ? null : document?.FileId;
        if (document is null)
        {
            document = CentreDocument.Publish(file!.Id, clock.Now);
            db.CentreDocuments.Add(document);
        }
        else if (file is not null)
        {
            document.Replace(file.Id, clock.Now);
        }

        document.Describe(request.Title, request.Category, request.ActivityId, request.VisibleFrom!.Value, request.VisibleUntil);
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                request.Id is null ? "document.published"
                    : replaced is null ? "document.changed"
                    : "document.replaced",
                $"CentreDocument:{document.Id}",
                details: document.Title
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        if (replaced is { } old)
        {
            await vault.RemoveAsync(old, cancellationToken);
        }

        return document.Id;
    }
}
