using ClsPortal.Application.Centre;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>What a notice says.</summary>
internal sealed record Notice(string Subject, IReadOnlyList<string> Paragraphs, string Path, string LinkText)
{
    public NoticeMail Say(string greeting, CentreProfile centre) => new(greeting, Paragraphs, Path, LinkText, centre.Name, centre.Phone, Subject);
}

/// <summary>Writes notices into the outbox, in the running transaction; the caller saves.</summary>
internal sealed class Notices(IFamiliesDb db, CentreClock clock)
{
    /// <param name="familyId">The family.</param>
    /// <param name="notice">What it says.</param>
    /// <param name="isToldTo">Which of its adults may know of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The family's number when nobody who may know of it has an address to write to.</returns>
    public async Task<string?> TellFamilyAsync(int familyId, Notice notice, Func<RecordEyes, bool> isToldTo, CancellationToken cancellationToken)
    {
        var centre = await db.CentreAsync(cancellationToken);
        var family = (await db.FamilyAddressesAsync([familyId], cancellationToken)).Single();
        var told = family.MailsOf([notice], (eyes, _) => isToldTo(eyes)).ConvertAll(mail => mail.To);
        var mail = notice.Say($"Bonjour, famille {family.Name},", centre);
        foreach (var to in told.DefaultIfEmpty(MailTo.Unreachable(familyId)))
        {
            db.OutboxMessages.Add(mail.WriteTo(to, clock.Now));
        }

        return told.Count == 0 ? family.Number : null;
    }

    /// <summary>To the guardians who may read what the centre wrote, and to nobody else, not even at an address that two use.</summary>
    /// <param name="familyId">The family.</param>
    /// <param name="threads">What was written in, each with its readers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task TellReadersAsync(
        int familyId,
        IReadOnlyList<(Guid Thread, IReadOnlyCollection<int> Readers)> threads,
        CancellationToken cancellationToken
    )
    {
        var centre = await db.CentreAsync(cancellationToken);
        // Those who left too: their address may be one that two used.
        var guardians = await db
            .Guardians.IgnoreQueryFilters()
            .Where(guardian => guardian.FamilyId == familyId)
            .OrderByDescending(guardian => guardian.IsReferent)
            .ThenBy(guardian => guardian.Id)
            .Select(guardian => new
            {
                guardian.Id,
                Name = (guardian.FirstName + " " + guardian.LastName).Trim(),
                guardian.Email,
            })
            .ToListAsync(cancellationToken);
        var own = threads
            .SelectMany(thread => thread.Readers.Select(reader => (Reader: reader, thread.Thread)))
            .ToLookup(pair => pair.Reader, pair => pair.Thread);
        var readers = guardians
            .Where(guardian => own.Contains(guardian.Id))
            .Select(guardian => new ThreadReader(familyId, guardian.Id, guardian.Name, guardian.Email, own[guardian.Id].First()))
            .ToList();
        foreach (
            var mail in ThreadMail.For(
                readers,
                [.. guardians.Where(guardian => !own.Contains(guardian.Id)).Select(guardian => guardian.Email).OfType<string>()]
            )
        )
        {
            db.OutboxMessages.Add(mail.Say(centre.Name, centre.Phone).WriteTo(mail.To, clock.Now));
        }
    }

    /// <summary>To the centre's own address.</summary>
    public async Task TellCentreAsync(int familyId, Notice notice, CancellationToken cancellationToken)
    {
        var centre = await db.CentreAsync(cancellationToken);
        if (centre.Email.Length > 0)
        {
            db.OutboxMessages.Add(notice.Say("Bonjour,", centre).WriteTo(MailTo.Centre(centre.Email, familyId), clock.Now));
        }
    }
}

/// <summary>A guardian who is told that the centre wrote.</summary>
internal sealed record ThreadReader(int FamilyId, int GuardianId, string Name, string? Email, Guid Thread);

/// <summary>The mail that says that the centre wrote, and nothing of what.</summary>
internal sealed record ThreadMail(MailTo To, string Name, string Path)
{
    /// <summary>
    /// Whom to tell where. An address that two readers have gets one mail, which leads to the list of each; one that somebody else reads gets
    /// none: the row without address tells staff that the person was not told.
    /// </summary>
    public static IEnumerable<ThreadMail> For(IReadOnlyList<ThreadReader> readers, IReadOnlyCollection<string> addressesOfOthers)
    {
        foreach (var same in readers.GroupBy(reader => reader.Email ?? $"{reader.GuardianId}", StringComparer.OrdinalIgnoreCase))
        {
            var reader = same.First();
            var address = reader.Email is { } email && !addressesOfOthers.Contains(email, StringComparer.OrdinalIgnoreCase) ? email : null;
            yield return new ThreadMail(
                MailTo.Guardian(reader.FamilyId, reader.GuardianId, address),
                reader.Name,
                same.All(other => other.Thread == reader.Thread) ? $"/contact/{reader.Thread}" : "/contact"
            );
        }
    }

    public NoticeMail Say(string centreName, string centrePhone) =>
        new(
            $"Bonjour {Name},",
            ["Le Centre de Loisirs vous a écrit sur le portail famille."],
            Path,
            "Lire le message",
            centreName,
            centrePhone,
            "Un message du Centre de Loisirs"
        );
}
