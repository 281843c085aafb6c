using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Writes to the guardians of an audience's families: to each a conversation of its own, and a mail that says nothing but that there is one.</summary>
/// <param name="BroadcastId">Chosen by the form, so that what is sent twice is one.</param>
/// <param name="Audience">Whom.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">What it says.</param>
/// <param name="Stamp">Of the preview that was confirmed.</param>
[HarmlessForOwnFamily("the same words to every family that answers to the choice")]
public sealed record SendBroadcast(Guid BroadcastId, Audience Audience, string Subject, string Text, string Stamp) : ICommand<BroadcastSent>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

public sealed record BroadcastSent(Guid Id, int Families, int People, int WithoutEmail);

internal sealed class SendBroadcastValidator : AbstractValidator<SendBroadcast>
{
    public SendBroadcastValidator()
    {
        RuleFor(send => send.Audience).SetValidator(new AudienceValidator());
        RuleFor(send => send.Subject).SubjectSays();
        RuleFor(send => send.Text).TextSays();
    }
}

internal sealed class SendBroadcastHandler(
    IMessagingDb db,
    AudienceDesk audiences,
    ConversationDesk conversations,
    ISecretBox box,
    ICurrentUser user,
    CentreClock clock,
    ITransactions transactions,
    ChangeFeed feed
) : ICommandHandler<SendBroadcast, BroadcastSent>
{
    public async Task<Outcome<BroadcastSent>> Handle(SendBroadcast request, CancellationToken cancellationToken)
    {
        if (await db.Broadcasts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.BroadcastId, cancellationToken) is { } sent)
        {
            return new BroadcastSent(sent.Id, sent.Families, sent.People, sent.WithoutEmail);
        }

        // Saved first: a second click that comes in the same instant stumbles over the key, tries again and finds it sent.
        var broadcast = Broadcast.Send(
            request.BroadcastId,
            box.SealText(BroadcastSecrets.Subject.Row(request.BroadcastId), request.Subject.Trim()),
            box.SealText(BroadcastSecrets.Text.Row(request.BroadcastId), request.Text.Trim()),
            request.Audience,
            clock.Now,
            user.UserId,
            user.DisplayName
        );
        db.Broadcasts.Add(broadcast);
        await db.SaveChangesAsync(cancellationToken);

        var families = await audiences.HouseholdsAsync(request.Audience, cancellationToken);
        if (families.Count == 0)
        {
            return new Refusal("NobodyThere", "Aucune famille ne répond à ce choix : rien n’a été envoyé.");
        }

        if (AudienceDesk.Stamp(families) != request.Stamp)
        {
            return SetupDesk.EffectChanged;
        }

        await WriteAsync(request, families, cancellationToken);
        broadcast.Reached(families.Count, families.Sum(family => family.Readers.Count), families.Count(family => !family.HasEmail));
        db.AuditEntries.Add(
            AuditEntry.Record(
                clock.Now,
                user.UserId,
                user.DisplayName,
                "broadcast.sent",
                $"Broadcast:{broadcast.Id}",
                details: FormattableString.Invariant($"{Days(request.Audience)} : {families.Count} {(families.Count == 1 ? "famille" : "familles")}")
            )
        );
        await db.SaveChangesAsync(cancellationToken);
        transactions.AfterCommit(() => feed.Publish(ChangeNotice.Anything));
        return new BroadcastSent(broadcast.Id, broadcast.Families, broadcast.People, broadcast.WithoutEmail);
    }

    private static string Days(Audience audience) =>
        audience.Everybody ? "toutes les familles" : FormattableString.Invariant($"{audience.From:dd-MM-yyyy} – {audience.To:dd-MM-yyyy}");

    private async Task WriteAsync(SendBroadcast request, IReadOnlyList<AudienceHousehold> families, CancellationToken cancellationToken)
    {
        var centre = await db.CentreAsync(cancellationToken);
        foreach (var family in families)
        {
            foreach (var reader in family.Readers)
            {
                conversations.Begin(
                    new OpenThread(reader.Thread, family.Id, reader.GuardianId, IsShared: false),
                    conversations.Staff,
                    request.Subject,
                    request.BroadcastId
                );
                conversations.Write(reader.Thread, reader.Thread, conversations.Staff, request.Text);
                db.ConversationReaders.Add(ConversationReader.Of(reader.Thread, reader.GuardianId, unread: 1));
            }

            db.OutboxMessages.AddRange(
                ThreadMail
                    .For(family.Readers, [])
                    .Where(mail => mail.To.Address.Length > 0)
                    .Select(mail => mail.Say(centre.Name, centre.Phone).WriteTo(mail.To, clock.Now))
            );
        }
    }
}
