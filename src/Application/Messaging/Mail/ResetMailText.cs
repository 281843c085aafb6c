using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Goes back to the standard words.</summary>
[HarmlessForOwnFamily("the words of every family’s mails")]
public sealed record ResetMailText(string Template) : ICommand<Done>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class ResetMailTextHandler(IMessagingDb db, SetupDesk setup) : ICommandHandler<ResetMailText, Done>
{
    public async Task<Outcome<Done>> Handle(ResetMailText request, CancellationToken cancellationToken)
    {
        if (MailCatalogue.Find(request.Template) is null)
        {
            return Refusal.NotFound;
        }

        if (await db.MailTexts.SingleOrDefaultAsync(row => row.Template == request.Template, cancellationToken) is { } text)
        {
            db.MailTexts.Remove(text);
            setup.Record("mail-text.standard", $"MailText:{request.Template}");
            await db.SaveChangesAsync(cancellationToken);
        }

        return Done.It;
    }
}
