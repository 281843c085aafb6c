using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Shared;

public sealed class SealedModelTests
{
    private static readonly Dictionary<string, string> InClear = new(StringComparer.Ordinal)
    {
        ["set by the centre and shown to everybody or to all of its own"] = """
            activities.name activities.site activities.sort_key activity_categories.name activity_revisions.after_stamp activity_revisions.before
            bus_stops.line bus_stops.name centre_looks.accent
            centre_documents.category centre_documents.title centres.announcement centres.email centres.name centres.phone centres.school_zone closures.reason
            sessions.closed_reason consent_kinds.text
            holiday_periods.name holiday_periods.zone invoicing_settings.pay_fip_number invoicing_settings.issuer_address invoicing_settings.issuer_name
            invoicing_settings.payment_text invoicing_settings.series
            invoicing_settings.treasury_address invoicing_settings.treasury_name mail_texts.closing mail_texts.introduction mail_texts.subject
            mail_texts.template offices.address offices.email offices.name
            offices.phone required_pieces.explanation required_pieces.name vaccines.name broadcasts.bus_line
            """,
        ["names of staff, on acts of the centre"] = """
            activity_revisions.changed_by_name attendance_marks.by_name audit_entries.user_name broadcasts.sent_by_name change_requests.decided_by_name
            change_requests.filed_by_name consents.answered_by
            conversation_messages.author_name conversations.assigned_name family_quotients.entered_by_name health_records.signed_by
            invoice_runs.started_by_name invoices.issued_by_name
            invoicing_settings.changed_by_name payment_reminders.sent_by_name payments.recorded_by_name payments.treasury_told_by_name
            retention_runs.started_by_name treasury_bordereaux.created_by_name treasury_codes.changed_by_name
            """,
        ["who somebody is and where to be reached: searched, sorted, compared, and written to every day"] = """
            children.first_name children.last_name children.school children.school_class children.sex children.sort_key contacts.first_name contacts.last_name
            contacts.other_phone contacts.phone
            contacts.relation families.name families.number families.search_text families.sort_key guardians.address guardians.civility guardians.email
            guardians.entered_by_referent guardians.first_name guardians.home_phone
            guardians.last_name guardians.mobile_phone guardians.postal_code guardians.profession guardians.town guardians.work_phone
            outbox_messages.recipients outbox_messages.subject
            """,
        ["accounts, which are kept and handed over as they were printed"] = """
            invoice_lines.child_name invoice_lines.explanation invoice_lines.label invoices.addressee invoices.number invoices.reason payments.key
            payments.reference payment_attempts.id_op
            payment_attempts.note payment_attempts.reference payment_reminders.invoices treasury_bordereaux.cancel_reason treasury_titles.city
            treasury_titles.first_name treasury_titles.last_name
            payments.treasury_told_how treasury_titles.civility treasury_titles.complement treasury_titles.locality treasury_titles.post_code
            treasury_titles.street invoice_sequences.series invoice_runs.activities
            """,
        ["codes of the portal, no words of a person"] =
            "audit_entries.act audit_entries.subject change_requests.field outbox_messages.last_error outbox_messages.template retention_runs.counts "
            + "secret_checks.key_name",
        ["who may enter: digests, sealed by their own means, or the address that signs in"] = """
            data_protection_keys.friendly_name data_protection_keys.xml invitations.code_digest invitations.display_name invitations.email
            invitations.email_key invitations.roles role_claims.claim_type
            role_claims.claim_value roles.concurrency_stamp roles.name roles.normalized_name user_claims.claim_type user_claims.claim_value
            user_logins.login_provider user_logins.provider_display_name
            user_logins.provider_key user_tokens.login_provider user_tokens.name user_tokens.value users.concurrency_stamp users.display_name users.email
            users.normalized_email users.normalized_user_name
            recovery_codes.digest recovery_codes.salt sign_in_attempts.key users.password_hash users.phone_number users.security_stamp users.sort_key
            users.totp_secret users.user_name
            """,
    };

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Every_sealed_property_names_the_table_and_column_it_lies_in(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);

        var sealedProperties = await portal.Find(db =>
            Task.FromResult(
                db.Model.GetEntityTypes()
                    .SelectMany(entity => entity.GetProperties())
                    .Where(property => SealedProperty.Of(property) is not null)
                    .Select(property =>
                        (Said: SealedProperty.Of(property), Is: new SecretColumn(property.DeclaringType.GetTableName()!, property.GetColumnName()).ToString())
                    )
                    .ToList()
            )
        );

        sealedProperties.Should().OnlyContain(property => property.Said == property.Is);
    }

    [Fact]
    public async Task Every_text_is_sealed_or_named_here_as_one_that_lies_in_clear_and_why()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var clear = await portal.Find(db =>
            Task.FromResult(
                db.Model.GetEntityTypes()
                    .SelectMany(entity => entity.GetProperties())
                    .Where(property => property.ClrType == typeof(string) && !SealedText.IsSealed(property))
                    .Where(property => !property.DeclaringType.ClrType.Name.Contains("Passkey", StringComparison.Ordinal))
                    .Select(property => $"{property.DeclaringType.GetTableName()}.{property.GetColumnName()}")
                    .Distinct()
                    .ToList()
            )
        );

        var said = InClear.SelectMany(line => line.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
        string.Join(' ', clear.Except(said, StringComparer.Ordinal)).Should().BeEmpty();
        string.Join(' ', said.Except(clear, StringComparer.Ordinal)).Should().BeEmpty();
        said.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Every_column_of_bytes_is_sealed()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);

        var clear = await portal.Find(db =>
            Task.FromResult(
                db.Model.GetEntityTypes()
                    .SelectMany(entity => entity.GetProperties())
                    .Where(property => property.ClrType == typeof(byte[]) && SealedProperty.Of(property) is null)
                    // The public halves of passkeys: nothing to keep secret.
                    .Where(property => !property.DeclaringType.ClrType.Name.Contains("Passkey", StringComparison.Ordinal))
                    .Select(property => property.DeclaringType.ClrType.Name + "." + property.Name)
                    .ToList()
            )
        );

        // What the organisation shows to whoever comes.
        clear.Should().BeEquivalentTo("SecretCheck.Sample", "CentreLook.Logo", "CentreLook.Cover");
    }
}
