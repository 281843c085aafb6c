using System.Globalization;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Tells families which of the pieces they handed in are about to expire: each piece once for each date until which it holds.</summary>
public sealed class ExpiringPieces(IMessagingDb db, ILogins logins, CentreClock clock)
{
    /// <summary>Notes and mails; the caller adds the mails and saves, in one transaction with the day's run.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> WriteAsync(int days, CancellationToken cancellationToken)
    {
        var expiring = await ExpiringAsync(days, cancellationToken);
        var familyIds = expiring.Select(line => line.FamilyId).Distinct().ToList();
        var families = await db.FamilyAddressesAsync(familyIds, cancellationToken);
        var centre = await db.CentreAsync(cancellationToken);
        var lines = expiring.ToLookup(line => line.FamilyId);
        var mails = new List<OutboxMessage>();
        var filers = await logins.GuardiansAsync([.. expiring.Select(line => line.DepositedBy).Distinct()], cancellationToken);
        foreach (var family in families)
        {
            var told = family.MailsOf(lines[family.Id], (eyes, line) => eyes.SeesPaper(line.ChildId, filers.GetValueOrDefault(line.DepositedBy)));
            mails.AddRange(told.Select(mail => Say(family.Name, mail.Lines).WriteTo(mail.To, clock.Now)));
            // Of what nobody could be told yet, nothing is noted.
            db.PieceReminders.AddRange(
                told.SelectMany(mail => mail.Lines).Distinct().Select(line => PieceReminder.Of(line.DepositId, line.ValidUntil, clock.Now))
            );
        }

        return mails;

        NoticeMail Say(string family, List<ExpiringPiece> pieces) =>
            new(
                $"Bonjour, famille {family},",
                [
                    pieces.Count == 1 ? "Une pièce que vous avez déposée arrive à échéance :" : "Des pièces que vous avez déposées arrivent à échéance :",
                    .. pieces.Select(line => line.Sentence),
                    "Merci de déposer la nouvelle avant cette date.",
                ],
                "/mon-compte/depot",
                "Déposer une pièce",
                centre.Name,
                centre.Phone,
                "Une pièce arrive à échéance"
            );
    }

    private async Task<IReadOnlyList<ExpiringPiece>> ExpiringAsync(int days, CancellationToken cancellationToken)
    {
        var (today, last) = (clock.Today, clock.Today.AddDays(days));
        var near = db.DepositedFiles.Where(deposit =>
            deposit.Status == DepositStatus.Accepted
            && deposit.ValidUntil >= today
            && deposit.ValidUntil <= last
            && !db.PieceReminders.Any(told => told.DepositId == deposit.Id && told.ValidUntil == deposit.ValidUntil)
        );
        // With all that was handed in for the same piece: a new one that waits or holds longer is the family's answer.
        var rows = await (
            from deposit in db.DepositedFiles
            join piece in db.RequiredPieces on deposit.PieceId equals piece.Id
            where
                !piece.IsRetired
                && (deposit.ChildId == null || db.Children.Any(child => child.Id == deposit.ChildId && child.LeftAt == null))
                && near.Any(one => one.FamilyId == deposit.FamilyId && one.ChildId == deposit.ChildId && one.PieceId == deposit.PieceId)
            orderby deposit.FamilyId, deposit.ChildId, piece.Id
            select new
            {
                deposit.Id,
                deposit.FamilyId,
                deposit.ChildId,
                deposit.PieceId,
                deposit.DepositedBy,
                Deposit = new Deposit(deposit.Status, deposit.ValidUntil, deposit.DepositedAt),
                piece.Name,
                piece.IsHealth,
                piece.IsRequired,
                Child = db.Children.Where(child => child.Id == deposit.ChildId).Select(child => child.FirstName).FirstOrDefault(),
            }
        ).ToListAsync(cancellationToken);
        return
        [
            .. from row in rows
            group row by (row.FamilyId, row.ChildId, row.PieceId) into piece
            let one = piece.First()
            where PieceRules.StateOf(one.IsRequired, [.. piece.Select(row => row.Deposit)], today, days) == PieceState.Expiring
            // The one that holds longest is the one that counts.
            let current = piece.Where(row => row.Deposit.Status == DepositStatus.Accepted).MaxBy(row => row.Deposit.ValidUntil)!
            select new ExpiringPiece(
                current.Id,
                current.FamilyId,
                current.ChildId,
                current.DepositedBy,
                current.Deposit.ValidUntil!.Value,
                Sentence(one.IsHealth ? null : one.Name, one.Child, current.Deposit.ValidUntil.Value)
            ),
        ];
    }

    // The name of a piece of the health record says something of a child's health: it stays in the portal.
    private static string Sentence(string? name, string? child, DateOnly until) =>
        $"{name ?? "Pièce de la fiche sanitaire"}{(child is null ? "" : $", {child}")} : valable jusqu’au "
        + $"{until.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)}.";

    private sealed record ExpiringPiece(Guid DepositId, int FamilyId, int? ChildId, Guid DepositedBy, DateOnly ValidUntil, string Sentence);
}
