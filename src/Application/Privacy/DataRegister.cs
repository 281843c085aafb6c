using ClsPortal.Domain.Privacy;

namespace ClsPortal.Application.Privacy;

/// <summary>What a table of the database holds of persons.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Sections">Keys of the dossier's sections that hold it; empty with a reason.</param>
/// <param name="NotExported">Why a family's archive does not hold it.</param>
/// <param name="Delay">The delay after which it goes or loses its names; null with a reason.</param>
/// <param name="NoDelay">Why it has none.</param>
public sealed record RegisteredTable(string Table, IReadOnlyList<string> Sections, string? NotExported, RetainedData? Delay, string? NoDelay);

/// <summary>
/// The register of processing, table by table. A test compares it with the model: whoever adds a table says here what becomes of it,
/// exports it and gives it a delay, or says why not.
/// </summary>
public static class DataRegister
{
    private const string NoPerson = "no data of a person";
    private const string StaffOnly = "names of staff at most, as the authors of the centre's own acts";

    /// <summary>All tables.</summary>
    public static readonly IReadOnlyList<RegisteredTable> Tables =
    [
        // The family's record.
        Of("families", RetainedData.FamilyRecords, "famille"),
        Of("guardians", RetainedData.FamilyRecords, "responsables"),
        Of("children", RetainedData.FamilyRecords, "enfants"),
        Of("contacts", RetainedData.FamilyRecords, "contacts"),
        Of("consents", RetainedData.FamilyRecords, "autorisations"),
        Of("health_records", RetainedData.HealthRecords, "fiches-sanitaires"),
        Of("change_requests", RetainedData.RecordChanges, "modifications"),
        Of("deposited_files", RetainedData.DepositedFiles, "pieces"),
        Of("stored_files", RetainedData.DepositedFiles, "pieces"),
        Hidden("piece_reminders", "that a mail was written about a paper: the mail is among the mails", RetainedData.DepositedFiles),
        Hidden("file_chunks", "the content itself: each file lies in the archive", RetainedData.DepositedFiles),
        // Enrolments and presence.
        Of("enrolment_requests", RetainedData.Enrolments, "inscriptions"),
        Of("attendances", RetainedData.Enrolments, "presences"),
        Of("attendance_marks", RetainedData.Enrolments, "pointages"),
        // Messages.
        Of("conversations", RetainedData.Messages, "messages"),
        Of("conversation_messages", RetainedData.Messages, "messages"),
        Of("conversation_readers", RetainedData.Messages, "messages"),
        Hidden("broadcasts", "each family's own copy is among its messages", RetainedData.Messages),
        Of("outbox_messages", RetainedData.Mails, "courriels"),
        // Accounts.
        Of("family_quotients", RetainedData.Invoices, "quotients"),
        Of("invoices", RetainedData.Invoices, "factures"),
        Of("invoice_lines", RetainedData.Invoices, "lignes-de-factures"),
        Of("payments", RetainedData.Invoices, "paiements"),
        Of("payment_attempts", RetainedData.Invoices, "paiements-en-ligne"),
        Of("payment_reminders", RetainedData.Invoices, "relances"),
        Of("treasury_titles", RetainedData.Invoices, "tresorerie"),
        Of("invoice_run_families", RetainedData.Invoices, "calculs"),
        Hidden("treasury_bordereaux", StaffOnly, RetainedData.Invoices),
        // Who may enter, and who did what.
        Of("users", RetainedData.Logins, "connexions"),
        Of("invitations", RetainedData.Logins, "invitations"),
        Hidden(
            "joined_guardians",
            "that a guardian also works for the centre, which the guardian knows; goes with the login of the centre",
            RetainedData.Logins
        ),
        Hidden("user_passkeys", "a public key without meaning elsewhere; goes with its login", RetainedData.Logins),
        Hidden("sign_in_sessions", "when a visit began; gone after twelve hours, and with its login", RetainedData.Logins),
        Hidden("totp_uses", "when a code was last used; goes with its login", RetainedData.Logins),
        Hidden("recovery_codes", "digests of codes; go with their login", RetainedData.Logins),
        Kept("sign_in_attempts", "keyed digests of addresses that were tried, whether anybody has them or not; forgotten after a day"),
        Hidden("user_roles", "roles of staff; go with their login", RetainedData.Logins),
        Hidden("user_claims", "not used; goes with its login", RetainedData.Logins),
        Hidden("user_logins", "not used; goes with its login", RetainedData.Logins),
        Hidden("user_tokens", "secrets of a login; go with it", RetainedData.Logins),
        Of("audit_entries", RetainedData.AuditLog, "consultations"),
        // The centre's own set-up.
        Kept("activities", NoPerson),
        Kept("activity_categories", NoPerson),
        Kept("activity_revisions", StaffOnly),
        Kept("booking_windows", NoPerson),
        Kept("bus_stops", NoPerson),
        Kept("sessions", NoPerson),
        Kept("closures", StaffOnly),
        Kept("holiday_periods", NoPerson),
        Kept("staff_rules", NoPerson),
        Kept("staff_plans", NoPerson),
        Kept("centres", NoPerson),
        Kept("offices", NoPerson),
        Kept("centre_looks", NoPerson),
        Kept("consent_kinds", NoPerson),
        Kept("vaccines", NoPerson),
        Kept("required_pieces", NoPerson),
        Kept("centre_documents", NoPerson),
        Kept("tariffs", NoPerson),
        Kept("tariff_bands", NoPerson),
        Kept("invoicing_settings", StaffOnly),
        Kept("treasury_codes", StaffOnly),
        Kept("invoice_sequences", NoPerson),
        Kept("invoice_runs", StaffOnly),
        Kept("mail_texts", NoPerson),
        Kept("reminder_settings", NoPerson),
        Kept("reminder_runs", NoPerson),
        Kept("retention_delays", NoPerson),
        Kept("retention_runs", StaffOnly),
        Kept("roles", NoPerson),
        Kept("role_claims", NoPerson),
        Kept("data_protection_keys", NoPerson),
        Kept("secret_checks", NoPerson),
    ];

    private static RegisteredTable Of(string table, RetainedData delay, params string[] sections) => new(table, sections, null, delay, null);

    private static RegisteredTable Hidden(string table, string why, RetainedData delay) => new(table, [], why, delay, null);

    private static RegisteredTable Kept(string table, string why) => new(table, [], why, null, why);
}
