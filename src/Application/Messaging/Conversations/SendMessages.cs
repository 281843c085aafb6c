using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Nous contacter »: a parent writes to the centre.</summary>
/// <param name="MessageId">Chosen by the form, so that what is sent twice is one.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsShared">« Visible par l’autre responsable »: without it, the family's other guardians do not learn of it.</param>
public sealed record StartConversation(Guid MessageId, string Subject, string Text, bool IsShared = false) : ICommand<Guid>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class StartConversationValidator : AbstractValidator<StartConversation>
{
    public StartConversationValidator()
    {
        RuleFor(start => start.Subject).SubjectSays();
        RuleFor(start => start.Text).TextSays();
    }
}

internal sealed class StartConversationHandler(IPortalDb db, ICurrentUser user, ConversationDesk desk) : ICommandHandler<StartConversation, Guid>
{
    public async Task<Outcome<Guid>> Handle(StartConversation request, CancellationToken cancellationToken)
    {
        if (await desk.GuardianAsync(cancellationToken) is not { } author)
        {
            return ConversationDesk.NoGuardian;
        }

        // The conversation takes the key of its first message: a second sending finds it.
        if (await db.Conversations.AnyAsync(row => row.Id == request.MessageId && row.GuardianId == user.GuardianId, cancellationToken))
        {
            return request.MessageId;
        }

        if (await desk.RefuseRushAsync(cancellationToken) is { } rush)
        {
            return rush;
        }

        var thread = new OpenThread(request.MessageId, user.FamilyId, user.GuardianId, request.IsShared);
        desk.Begin(thread, author, request.Subject);
        await desk.AddAsync(request.MessageId, thread, author, request.Text, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return thread.Id;
    }
}

/// <summary>A parent answers; a closed conversation is open again.</summary>
public sealed record AnswerConversation(Guid ConversationId, Guid MessageId, string Text) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class AnswerConversationValidator : AbstractValidator<AnswerConversation>
{
    public AnswerConversationValidator() => RuleFor(answer => answer.Text).TextSays();
}

internal sealed class AnswerConversationHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk) : ICommandHandler<AnswerConversation, Done>
{
    public async Task<Outcome<Done>> Handle(AnswerConversation request, CancellationToken cancellationToken)
    {
        var readable = db.Conversations.Where(row => row.Id == request.ConversationId).WhereReadableBy(db, user);
        if (await readable.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } seen)
        {
            return Refusal.NotFound;
        }

        if (await desk.GuardianAsync(cancellationToken) is not { } author)
        {
            return ConversationDesk.NoGuardian;
        }

        if (seen.GuardianId is null)
        {
            return ConversationDesk.NoMoreMessages;
        }

        if (await db.ConversationMessages.AnyAsync(row => row.Id == request.MessageId && row.ConversationId == request.ConversationId, cancellationToken))
        {
            return Done.It;
        }

        if (await desk.RefuseRushAsync(cancellationToken) is { } rush)
        {
            return rush;
        }

        // Locks the row: whoever stopped sharing meanwhile has ended this, and whoever does later finds the answer.
        var written = await readable.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LastMessageAt, clock.Now).SetProperty(row => row.IsClosed, false).SetProperty(row => row.UnreadByCentre, row => row.UnreadByCentre + 1), cancellationToken);
        if (written == 0 || await db.OpenThreadAsync(request.ConversationId, cancellationToken) is not { } thread)
        {
            return Refusal.NotFound;
        }

        await desk.AddAsync(request.MessageId, thread, author, request.Text, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

/// <summary>The centre answers a family.</summary>
public sealed record AnswerFamily(Guid ConversationId, Guid MessageId, string Text) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class AnswerFamilyValidator : AbstractValidator<AnswerFamily>
{
    public AnswerFamilyValidator() => RuleFor(answer => answer.Text).TextSays();
}

internal sealed class AnswerFamilyHandler(IPortalDb db, CentreClock clock, ConversationDesk desk) : ICommandHandler<AnswerFamily, Done>
{
    public async Task<Outcome<Done>> Handle(AnswerFamily request, CancellationToken cancellationToken)
    {
        var one = db.Conversations.Where(row => row.Id == request.ConversationId);
        if (!await one.AnyAsync(cancellationToken))
        {
            return Refusal.NotFound;
        }

        if (await db.ConversationMessages.AnyAsync(row => row.Id == request.MessageId && row.ConversationId == request.ConversationId, cancellationToken))
        {
            return Done.It;
        }

        // Locks the row: those who may read it now are those who are told.
        await one.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastMessageAt, clock.Now), cancellationToken);
        if (await db.OpenThreadAsync(request.ConversationId, cancellationToken) is not { } thread)
        {
            return ConversationDesk.NoMoreMessages;
        }

        await desk.AddFromCentreAsync(thread.FamilyId, [(request.MessageId, thread)], request.Text, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}

internal static class OpenThreads
{
    /// <summary>Null for one that takes no more messages.</summary>
    public static Task<OpenThread?> OpenThreadAsync(this IPortalDb db, Guid id, CancellationToken cancellationToken) =>
        db.Conversations.Where(row => row.Id == id && row.GuardianId != null)
            .Select(row => new OpenThread(row.Id, row.FamilyId, row.GuardianId!.Value, row.IsShared)).SingleOrDefaultAsync(cancellationToken);
}
