using ClsPortal.Application.Common;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>« Nous contacter »: a parent writes to the centre.</summary>
/// <param name="MessageId">Chosen by the form, so that what is sent twice is one.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">What it says.</param>
public sealed record StartConversation(Guid MessageId, string Subject, string Text) : ICommand<Guid>
{
    public static Access Access => Access.Parent;
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
        // The conversation takes the key of its first message: a second sending finds it.
        if (await db.Conversations.AnyAsync(row => row.Id == request.MessageId && row.FamilyId == user.FamilyId, cancellationToken))
        {
            return request.MessageId;
        }

        if (await desk.RefuseRushAsync(cancellationToken) is { } rush)
        {
            return rush;
        }

        var conversation = desk.Begin(request.MessageId, user.FamilyId, Side.Family, request.Subject);
        await desk.AddAsync(request.MessageId, conversation.Id, user.FamilyId, Side.Family, request.Text, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return conversation.Id;
    }
}

/// <summary>Staff write to one family.</summary>
public sealed record WriteToFamily(Guid MessageId, int FamilyId, string Subject, string Text) : ICommand<Guid>, IConcernsFamily
{
    // Whoever answers families may also begin: SPEC, "Who may do what". To many at once: the director.
    public static Access Access => Access.Of(Roles.Treating);
}

internal sealed class WriteToFamilyValidator : AbstractValidator<WriteToFamily>
{
    public WriteToFamilyValidator()
    {
        RuleFor(write => write.Subject).SubjectSays();
        RuleFor(write => write.Text).TextSays();
    }
}

internal sealed class WriteToFamilyHandler(IPortalDb db, ConversationDesk desk) : ICommandHandler<WriteToFamily, Guid>
{
    public async Task<Outcome<Guid>> Handle(WriteToFamily request, CancellationToken cancellationToken)
    {
        if (!await db.Families.AnyAsync(family => family.Id == request.FamilyId && family.AnonymisedAt == null, cancellationToken))
        {
            return Refusal.NotFound;
        }

        if (!await db.Conversations.AnyAsync(row => row.Id == request.MessageId, cancellationToken))
        {
            desk.Begin(request.MessageId, request.FamilyId, Side.Centre, request.Subject);
            await desk.AddAsync(request.MessageId, request.MessageId, request.FamilyId, Side.Centre, request.Text, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        return request.MessageId;
    }
}

/// <summary>A parent answers; a closed conversation is open again.</summary>
public sealed record AnswerConversation(Guid ConversationId, Guid MessageId, string Text) : ICommand<Done>
{
    public static Access Access => Access.Parent;
}

/// <summary>The centre answers a family.</summary>
public sealed record AnswerFamily(Guid ConversationId, Guid MessageId, string Text) : ICommand<Done>, IConcernsFamilies
{
    // Whoever answers families.
    public static Access Access => Access.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) =>
        db.Conversations.Where(row => row.Id == ConversationId).Select(row => row.FamilyId);
}

internal sealed class AnswerConversationValidator : AbstractValidator<AnswerConversation>
{
    public AnswerConversationValidator() => RuleFor(answer => answer.Text).TextSays();
}

internal sealed class AnswerFamilyValidator : AbstractValidator<AnswerFamily>
{
    public AnswerFamilyValidator() => RuleFor(answer => answer.Text).TextSays();
}

internal sealed class AnswerConversationHandler(IPortalDb db, ICurrentUser user, CentreClock clock, ConversationDesk desk)
    : ICommandHandler<AnswerConversation, Done>, ICommandHandler<AnswerFamily, Done>
{
    public Task<Outcome<Done>> Handle(AnswerConversation request, CancellationToken cancellationToken) =>
        AnswerAsync(Side.Family, request.ConversationId, request.MessageId, request.Text, cancellationToken);

    public Task<Outcome<Done>> Handle(AnswerFamily request, CancellationToken cancellationToken) =>
        AnswerAsync(Side.Centre, request.ConversationId, request.MessageId, request.Text, cancellationToken);

    private async Task<Outcome<Done>> AnswerAsync(Side side, Guid conversationId, Guid messageId, string text, CancellationToken cancellationToken)
    {
        var isCentre = side == Side.Centre;
        var readable = db.Conversations.Where(row => row.Id == conversationId && (isCentre || row.FamilyId == user.FamilyId));
        var familyId = await readable.Select(row => (int?)row.FamilyId).SingleOrDefaultAsync(cancellationToken);
        if (familyId is null)
        {
            return Refusal.NotFound;
        }

        if (await db.ConversationMessages.AnyAsync(row => row.Id == messageId && row.ConversationId == conversationId, cancellationToken))
        {
            return Done.It;
        }

        if (!isCentre && await desk.RefuseRushAsync(cancellationToken) is { } rush)
        {
            return rush;
        }

        await readable.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LastMessageAt, clock.Now)
                .SetProperty(row => row.IsClosed, row => row.IsClosed && isCentre)
                .SetProperty(row => row.UnreadByFamily, row => row.UnreadByFamily + (isCentre ? 1 : 0))
                .SetProperty(row => row.UnreadByCentre, row => row.UnreadByCentre + (isCentre ? 0 : 1)),
            cancellationToken);
        await desk.AddAsync(messageId, conversationId, familyId.Value, side, text, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
