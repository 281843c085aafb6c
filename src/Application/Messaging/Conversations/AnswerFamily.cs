using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>The centre answers a family.</summary>
public sealed record AnswerFamily(Guid ConversationId, Guid MessageId, string Text) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class AnswerFamilyValidator : AbstractValidator<AnswerFamily>
{
    public AnswerFamilyValidator() => RuleFor(answer => answer.Text).TextSays();
}

internal sealed class AnswerFamilyHandler(IMessagingDb db, CentreClock clock, ConversationDesk desk) : ICommandHandler<AnswerFamily, Done>
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
