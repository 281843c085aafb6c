using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>All documents of the centre, also those to come and those whose time is over.</summary>
public sealed record ListCentreDocuments(int PageNumber = 1) : IQuery<CentreDocuments>
{
    // The director publishes: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record CentreDocuments(Page<CentreDocumentLine> Lines, IReadOnlyList<DocumentActivity> Activities, DateOnly Today, string MaxSize, long MaxBytes);

public sealed record DocumentActivity(int Id, string Name);

public sealed record CentreDocumentLine(
    Guid Id, string Title, string Category, int? ActivityId, string? ActivityName, DateOnly VisibleFrom, DateOnly? VisibleUntil, FileKind Kind, long Length, DateTime PublishedAt);

internal sealed class ListCentreDocumentsHandler(IPortalDb db, CentreClock clock, FileLimits limits) : IQueryHandler<ListCentreDocuments, CentreDocuments>
{
    private const int PageSize = 50;

    public async Task<Outcome<CentreDocuments>> Handle(ListCentreDocuments request, CancellationToken cancellationToken)
    {
        var total = await db.CentreDocuments.CountAsync(cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        var lines = await (
            from document in db.CentreDocuments
            join file in db.StoredFiles on document.FileId equals file.Id
            orderby document.PublishedAt descending, document.Id
            select new CentreDocumentLine(
                document.Id, document.Title, document.Category, document.ActivityId,
                db.Activities.Where(activity => activity.Id == document.ActivityId).Select(activity => activity.Name).FirstOrDefault(),
                document.VisibleFrom, document.VisibleUntil, file.Kind, file.Length, document.PublishedAt))
            .Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var activities = await db.Activities.OrderBy(activity => activity.SortKey).Select(activity => new DocumentActivity(activity.Id, activity.Name)).ToListAsync(cancellationToken);
        return new CentreDocuments(
            new Page<CentreDocumentLine>([.. lines.Select(line => line with { PublishedAt = clock.ToWallClock(line.PublishedAt) })], number, PageSize, total),
            activities, clock.Today, limits.Text, limits.MaxBytes);
    }
}

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
    Guid? Id, string Title, string Category, int? ActivityId, DateOnly? VisibleFrom, DateOnly? VisibleUntil, IncomingFile? File) : ICommand<Guid>, IBringsFile
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class PublishDocumentValidator : AbstractValidator<PublishDocument>
{
    public PublishDocumentValidator()
    {
        RuleFor(document => document.Title).NotEmpty().WithMessage("Donnez un titre au document.")
            .MaximumLength(CentreDocument.TitleMaxLength).WithMessage($"Ce titre est trop long : {CentreDocument.TitleMaxLength} caractères au plus.");
        RuleFor(document => document.Category).NotEmpty().WithMessage("Indiquez une rubrique, par exemple « Règlement ».")
            .MaximumLength(CentreDocument.CategoryMaxLength).WithMessage($"Cette rubrique est trop longue : {CentreDocument.CategoryMaxLength} caractères au plus.");
        RuleFor(document => document.VisibleFrom).NotNull().WithMessage("Indiquez le premier jour de publication.");
        RuleFor(document => document.VisibleUntil).GreaterThanOrEqualTo(document => document.VisibleFrom)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
        RuleFor(document => document.File).NotNull().When(document => document.Id is null).WithMessage(FileRefusals.Missing.Sentence);
    }
}

internal sealed class PublishDocumentHandler(IPortalDb db, ICurrentUser user, CentreClock clock, FileVault vault) : ICommandHandler<PublishDocument, Guid>
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
        db.AuditEntries.Add(AuditEntry.Record(
            clock.Now, user.UserId, user.DisplayName, request.Id is null ? "document.published" : replaced is null ? "document.changed" : "document.replaced",
            $"CentreDocument:{document.Id}", details: document.Title));
        await db.SaveChangesAsync(cancellationToken);
        if (replaced is { } old)
        {
            await vault.RemoveAsync(old, cancellationToken);
        }

        return document.Id;
    }
}

/// <summary>Takes a document back: nobody reads it any more, and nothing of it is kept.</summary>
[HarmlessForOwnFamily("set for all families alike")]
public sealed record WithdrawDocument(Guid DocumentId) : ICommand<Done>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class WithdrawDocumentHandler(IPortalDb db, ICurrentUser user, CentreClock clock, FileVault vault) : ICommandHandler<WithdrawDocument, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawDocument request, CancellationToken cancellationToken)
    {
        var document = await db.CentreDocuments.SingleOrDefaultAsync(row => row.Id == request.DocumentId, cancellationToken);
        if (document is null)
        {
            return Refusal.NotFound;
        }

        db.CentreDocuments.Remove(document);
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.UserId, user.DisplayName, "document.withdrawn", $"CentreDocument:{document.Id}", details: document.Title));
        await db.SaveChangesAsync(cancellationToken);
        await vault.RemoveAsync(document.FileId, cancellationToken);
        return Done.It;
    }
}
