using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Shared;

/// <summary>The migrations of which the one Initial took the place, in their order: what the history of a database from before it holds.</summary>
internal static class EarlierMigrations
{
    private static readonly string[] Sqlite =
    [
        "20261124151401_Initial",
        "20261124203427_Invoices",
        "20261124204342_Setup",
        "20261124210443_Tariffs",
        "20261124211016_SecretChecks",
        "20261124213010_AttendanceMarksStaffing",
        "20261124213723_MailsPerAddress",
        "20261124214942_InvoiceRuns",
        "20261124220448_Reminders",
        "20261124221150_Payments",
        "20261124221704_LoginsFamilyRecord",
        "20261124222106_Files",
        "20261124234959_Broadcasts",
        "20261125001251_InvoiceParts",
        "20261125001525_SignInSessions",
        "20261125002243_FamilyMembers",
        "20261125003056_ActivityUndoAndPieceReminders",
        "20261125004445_Retention",
        "20261125031643_WaitingIndexCoversLists",
        "20261125040438_ShortPasswords",
        "20261125041317_NameOrder",
        "20261125043113_BroadcastToAll",
        "20261128132630_DebtorsAndHandOver",
        "20261128132710_SpentSecrets",
        "20261128133428_GuardiansOwnThreads",
        "20261128140112_GuardianPrivacy",
        "20261128140113_WhoNamedWhom",
        "20261128140520_JoinedGuardiansAndSealedTexts",
        "20261128142039_InvoiceAddressee",
    ];

    private static readonly string[] Postgres =
    [
        "20261124151403_Initial",
        "20261124203437_Invoices",
        "20261124204350_Setup",
        "20261124210451_Tariffs",
        "20261124211024_SecretChecks",
        "20261124213027_AttendanceMarksStaffing",
        "20261124213734_MailsPerAddress",
        "20261124214950_InvoiceRuns",
        "20261124220457_Reminders",
        "20261124221158_Payments",
        "20261124221714_LoginsFamilyRecord",
        "20261124222115_Files",
        "20261124235003_Broadcasts",
        "20261125001254_InvoiceParts",
        "20261125001529_SignInSessions",
        "20261125002250_FamilyMembers",
        "20261125003101_ActivityUndoAndPieceReminders",
        "20261125004453_Retention",
        "20261125031647_WaitingIndexCoversLists",
        "20261125040445_ShortPasswords",
        "20261125041324_NameOrder",
        "20261125043120_BroadcastToAll",
        "20261128132650_DebtorsAndHandOver",
        "20261128132732_SpentSecrets",
        "20261128133504_GuardiansOwnThreads",
        "20261128140122_GuardianPrivacy",
        "20261128140123_WhoNamedWhom",
        "20261128140557_JoinedGuardiansAndSealedTexts",
        "20261128142048_InvoiceAddressee",
    ];

    public static IReadOnlyList<string> Of(PortalDbContext db) => db is SqlitePortalDbContext ? Sqlite : Postgres;
}
