using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>A deposited file was handed in, taken back, accepted or refused.</summary>
/// <param name="Deposit">As it stands now.</param>
/// <param name="Piece">What it is; null where nothing is told of it.</param>
/// <param name="Filer">The guardian who handed it in; null where it is not known.</param>
internal sealed record DepositAct(DepositedFile Deposit, RequiredPiece? Piece = null, int? Filer = null) : IAct
{
    /// <summary>Number of a family that must be told otherwise.</summary>
    public string? FamilyWithoutEmail { get; set; }

    /// <summary>A reason may speak of health: then it stays out of the journal and, with the piece's name, out of the mail.</summary>
    public bool IsHealth => Piece is { IsHealth: true };

    public IEnumerable<JournalLine> Journal =>
        Deposit.Status switch
        {
            DepositStatus.Accepted => [new("file.accepted", Subject, Deposit.FamilyId)],
            DepositStatus.Refused => [new("file.refused", Subject, Deposit.FamilyId, IsHealth ? null : Deposit.Reason)],
            _ => [],
        };

    public ChangeNotice Notice => new([Deposit.FamilyId], []);

    private string Subject => $"DepositedFile:{Deposit.Id}";
}

/// <summary>The family is told of every decision.</summary>
internal sealed class DepositMails(Notices notices) : ISubscriber<DepositAct>
{
    public async Task HearAsync(DepositAct act, CancellationToken cancellationToken)
    {
        if (act.Deposit.Status != DepositStatus.Deposited && act.Piece is { } piece)
        {
            act.FamilyWithoutEmail = await notices.TellFamilyAsync(
                act.Deposit.FamilyId,
                NoticeOf(act.Deposit, act.IsHealth ? null : piece.Name),
                eyes => eyes.SeesPaper(act.Deposit.ChildId, act.Filer),
                cancellationToken
            );
        }
    }

    private static Notice NoticeOf(DepositedFile deposit, string? name)
    {
        var piece = name is null ? "Une pièce que vous avez déposée" : $"La pièce « {name} » que vous avez déposée";
        return deposit.Status == DepositStatus.Accepted
            ? new Notice("Votre pièce a été acceptée", [$"{piece} a été acceptée."], "/mon-compte/depot", "Voir vos pièces")
            : new Notice(
                "Votre pièce a été refusée",
                [
                    $"{piece} a été refusée.",
                    name is null ? "Le motif est indiqué dans votre espace." : $"Motif : {deposit.Reason}",
                    "Vous pouvez en déposer une autre.",
                ],
                "/mon-compte/depot",
                "Déposer une autre pièce"
            );
    }
}
