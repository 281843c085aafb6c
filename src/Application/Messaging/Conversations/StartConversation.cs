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

internal sealed class StartConversationHandler(IMessagingDb db, ICurrentUser user, ConversationDesk desk) : ICommandHandler<StartConversation, Guid>
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
