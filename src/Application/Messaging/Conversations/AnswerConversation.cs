using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>A parent answers; a closed conversation is open again.</summary>
public sealed record AnswerConversation(Guid ConversationId, Guid MessageId, string Text) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class AnswerConversationValidator : AbstractValidator<AnswerConversation>
{
    public AnswerConversationValidator() => RuleFor(answer => answer.Text).TextSays();
}

internal sealed class AnswerConversationHandler(IMessagingDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk)
    : ICommandHandler<AnswerConversation, Done>
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
            set =>
                set.SetProperty(row => row.LastMessageAt, clock.Now)
                    .SetProperty(row => row.IsClosed, false)
                    .SetProperty(row => row.UnreadByCentre, row => row.UnreadByCentre + 1),
            cancellationToken
        );
        if (written == 0 || await db.OpenThreadAsync(request.ConversationId, cancellationToken) is not { } thread)
        {
            return Refusal.NotFound;
        }

        await desk.AddAsync(request.MessageId, thread, author, request.Text, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
