using System.Text.Json;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Common;
using ClsPortal.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>A few sentences and the page that tells the rest: what is confidential stays in the portal.</summary>
/// <param name="Greeting">Such as « Bonjour, famille test, ».</param>
/// <param name="Paragraphs">Plain text.</param>
/// <param name="Path">Page of the portal.</param>
/// <param name="LinkText">What the link says.</param>
/// <param name="CentreName">Who writes.</param>
/// <param name="CentrePhone">Whom to call.</param>
public sealed record NoticeMail(string Greeting, IReadOnlyList<string> Paragraphs, string Path, string LinkText, string CentreName, string CentrePhone)
{
    public const string Template = "Notice";
}

/// <summary>What a notice says.</summary>
internal sealed record Notice(string Subject, IReadOnlyList<string> Paragraphs, string Path, string LinkText);

/// <summary>Writes notices into the outbox, in the running transaction; the caller saves.</summary>
internal sealed class Notices(IPortalDb db, CentreClock clock)
{
    /// <returns>The numbers of families that have no address to write to.</returns>
    public async Task<IReadOnlyList<string>> TellFamiliesAsync(IReadOnlyCollection<int> familyIds, Notice notice, CancellationToken cancellationToken)
    {
        var centre = await db.CentreAsync(cancellationToken);
        var families = await db.FamilyAddressesAsync(familyIds, cancellationToken);
        foreach (var family in families)
        {
            Write(family.Id, string.Join(",", family.Emails), notice, new NoticeMail(
                $"Bonjour, famille {family.Name},", notice.Paragraphs, notice.Path, notice.LinkText, centre.Name, centre.Phone));
        }

        return families.WithoutAddress();
    }

    /// <summary>To the centre's own address.</summary>
    public async Task TellCentreAsync(int familyId, Notice notice, CancellationToken cancellationToken)
    {
        var centre = await db.CentreAsync(cancellationToken);
        if (centre.Email.Length > 0)
        {
            Write(familyId, centre.Email, notice, new NoticeMail("Bonjour,", notice.Paragraphs, notice.Path, notice.LinkText, centre.Name, centre.Phone));
        }
    }

    private void Write(int familyId, string recipients, Notice notice, NoticeMail mail) =>
        db.OutboxMessages.Add(OutboxMessage.Write(familyId, recipients, NoticeMail.Template, notice.Subject, JsonSerializer.Serialize(mail), clock.Now));
}
