using ClsPortal.Domain.Families;

namespace ClsPortal.Web.Shared.Ui;

/// <summary>How the portal writes what is known of files.</summary>
internal static class Pieces
{
    public static (string Text, string Colour) Tag(this PieceState state) =>
        state switch
        {
            PieceState.Missing => ("À fournir", "tag-red"),
            PieceState.NotNeeded => ("Si vous êtes concerné", "tag-grey"),
            PieceState.Waiting => ("Déposée, en attente", "tag-amber"),
            PieceState.Refused => ("Refusée", "tag-red"),
            PieceState.Expired => ("Expirée", "tag-red"),
            PieceState.Expiring => ("Expire bientôt", "tag-amber"),
            PieceState.Valid => ("À jour", "tag-green"),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static (string Text, string Colour) Tag(DepositStatus status, bool isExpired) =>
        status switch
        {
            DepositStatus.Deposited => ("Déposé", "tag-amber"),
            DepositStatus.Accepted => isExpired ? ("Expiré", "tag-grey") : ("Accepté", "tag-green"),
            DepositStatus.Refused => ("Refusé", "tag-red"),
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static string Name(this PieceValidity validity) =>
        validity switch
        {
            PieceValidity.Unlimited => "Sans limite",
            PieceValidity.UntilDate => "Jusqu’à une date lue sur la pièce",
            PieceValidity.SchoolYear => "L’année scolaire",
            _ => throw new ArgumentOutOfRangeException(nameof(validity)),
        };

    public static string Size(this long bytes) =>
        bytes < 1024 * 1024 ? $"{Math.Max(1, bytes / 1024)} Ko" : string.Create(French.Culture, $"{bytes / 1048576.0:0.0} Mo");
}
