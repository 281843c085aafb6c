using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Staff write to the guardians of one family: to each in an exchange of its own, so that none reads what another answers.</summary>
/// <param name="MessageId">Chosen by the form, so that what is sent twice is one.</param>
/// <param name="FamilyId">The family.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">What it says.</param>
/// <param name="GuardianId">One of them; null for each.</param>
/// <param name="IsShared">One exchange, which all guardians of the family read and answer; it is the one guardian's, or the referent's.</param>
public sealed record WriteToFamily(Guid MessageId, int FamilyId, string Subject, string Text, int? GuardianId = null, bool IsShared = false)
    : ICommand<Guid>,
        IConcernsFamily
{
    // Whoever answers families may also begin: SPEC, "Who may do what". To many at once: the director.
    public static Permission Access => Permission.Of(Roles.Treating);
}

internal sealed class WriteToFamilyValidator : AbstractValidator<WriteToFamily>
{
    public WriteToFamilyValidator()
    {
        RuleFor(write => write.Subject).SubjectSays();
        RuleFor(write => write.Text).TextSays();
    }
}

internal sealed class WriteToFamilyHandler(IMessagingDb db, ConversationDesk desk) : ICommandHandler<WriteToFamily, Guid>
{
    public async Task<Outcome<Guid>> Handle(WriteToFamily request, CancellationToken cancellationToken)
    {
        var guardians = await db
            .Guardians.Where(guardian =>
                guardian.FamilyId == request.FamilyId
                && (request.GuardianId == null || guardian.Id == request.GuardianId)
                && db.Families.Any(family => family.Id == request.FamilyId && family.AnonymisedAt == null)
            )
            .OrderByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .Select(guardian => guardian.Id)
            .ToListAsync(cancellationToken);
        if (guardians.Count == 0)
        {
            return Refusal.NotFound;
        }

        if (!await db.Conversations.AnyAsync(row => row.Id == request.MessageId, cancellationToken))
        {
            // The first takes the form's key: a second sending finds it, and all were written with it.
            List<(Guid MessageId, OpenThread Thread)> messages = [];
            foreach (var guardianId in request.IsShared ? guardians.Take(1) : guardians)
            {
                var id = messages.Count == 0 ? request.MessageId : Guid.CreateVersion7();
                messages.Add((id, new OpenThread(id, request.FamilyId, guardianId, request.IsShared)));
                desk.Begin(messages[^1].Thread, desk.Staff, request.Subject);
            }

            await desk.AddFromCentreAsync(request.FamilyId, messages, request.Text, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        return request.MessageId;
    }
}
