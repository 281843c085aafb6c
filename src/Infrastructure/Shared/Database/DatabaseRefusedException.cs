namespace ClsPortal.Infrastructure.Shared;

/// <summary>A database, or a backup, of which this version of the portal can make nothing; the sentence tells the operator what to do.</summary>
public sealed class DatabaseRefusedException : Exception
{
    // What an operator knows of that version: nothing was published under a number before.
    private const string LastBefore = "la dernière version du portail d’avant le 29-11-2026 (celle qui s’arrête à la migration InvoiceAddressee)";

    private DatabaseRefusedException(string sentence)
        : base(sentence) { }

    internal static DatabaseRefusedException Older(string last) =>
        new(
            $"Cette base de données vient d’une version trop ancienne du portail (dernière migration : {last}) : celle-ci ne sait plus la mettre à jour, "
                + "et n’y a rien changé. "
                + $"Installez d’abord {LastBefore}, laissez-la démarrer une fois sur cette base, puis revenez à celle-ci."
        );

    internal static DatabaseRefusedException Newer(string unknown) =>
        new(
            $"Cette base de données a été mise à jour par une version plus récente du portail (migration inconnue ici : {unknown}). Rien n’y a été changé. "
                + "Démarrez cette version plus récente, ou restaurez dans une base vide une sauvegarde d’avant cette mise à jour."
        );

    internal static DatabaseRefusedException OlderBackup(string last) =>
        new(
            $"Cette sauvegarde vient d’une version trop ancienne du portail (dernière migration : {last}). Rien n’a été restauré. "
                + $"Restaurez-la avec {LastBefore}, laissez-la démarrer une fois sur cette base, puis revenez à celle-ci."
        );
}
