using System.Net;
using System.Text;
using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Tests.Support;
using MimeKit;

namespace ClsPortal.Infrastructure.Tests.Messaging;

/// <summary>What families read, as it arrives.</summary>
public sealed class MailContentTests
{
    [Fact]
    public async Task Accents_survive_in_the_subject_and_in_both_bodies()
    {
        var mail = await ArrivedAsync(
            Mails.Treated,
            Mails.TreatedModel(reason: "Équipe réduite, désolés « à bientôt » œuvre €"),
            subject: "Votre demande a été traitée — n’hésitez pas"
        );

        mail.Subject.Should().Be("Votre demande a été traitée — n’hésitez pas");
        mail.From.Mailboxes.Single().Should().BeEquivalentTo(new { Name = "Portail famille", Address = "portail@example.fr" });
        string[] bodies = [mail.TextBody!, WebUtility.HtmlDecode(mail.HtmlBody)!];
        bodies
            .Should()
            .OnlyContain(body =>
                body.Contains("Lefèvre-Çelik")
                && body.Contains("Zoé")
                && body.Contains("Inscription refusée")
                && body.Contains("Équipe réduite, désolés « à bientôt » œuvre €")
                && body.Contains("05-02-2019")
                && body.Contains("03.86.47.86.12")
            );
    }

    [Fact]
    public async Task Twelve_decisions_are_twelve_rows_of_one_table_in_French()
    {
        var mail = await ArrivedAsync(Mails.Treated, Mails.TreatedModel(lines: 12));

        mail.HtmlBody!.Split("<tr>").Should().HaveCount(1 + 1 + 12);
        mail.HtmlBody!.Should().Contain("<html lang=\"fr\">").And.Contain("scope=\"col\"").And.NotContain("<script");
        mail.TextBody!.Split("\n- ").Should().HaveCount(1 + 12);
    }

    [Fact]
    public async Task What_staff_type_is_text_and_never_markup()
    {
        var mail = await ArrivedAsync(Mails.Treated, Mails.TreatedModel(reason: "<script>alert(1)</script>"));

        mail.HtmlBody!.Should().NotContain("<script").And.Contain("&lt;script&gt;");
        mail.TextBody!.Should().Contain("<script>alert(1)</script>");
    }

    [Theory]
    [InlineData("https://portail.example.fr", true)]
    [InlineData(null, false)]
    public async Task The_link_to_the_history_is_there_once_the_portal_knows_its_address(string? publicUrl, bool isThere)
    {
        var mail = await ArrivedAsync(Mails.Treated, Mails.TreatedModel(), publicUrl: publicUrl);

        const string link = "https://portail.example.fr/mon-compte/historique";
        mail.HtmlBody!.Contains($"href=\"{link}\"", StringComparison.Ordinal).Should().Be(isThere);
        mail.TextBody!.Contains(link, StringComparison.Ordinal).Should().Be(isThere);
    }

    [Fact]
    public async Task An_invoice_is_announced_with_its_month_and_day_and_without_any_amount()
    {
        var model = System.Text.Json.JsonSerializer.Serialize(
            new InvoiceAvailableMail("Lefèvre", new(2018, 12, 1), new(2019, 2, 7), "Centre de Loisirs", "03.86.47.86.12")
        );
        var mail = await ArrivedAsync(InvoiceAvailableMail.Template, model, publicUrl: "https://portail.example.fr");

        string[] bodies = [mail.TextBody!, WebUtility.HtmlDecode(mail.HtmlBody)!];
        bodies
            .Should()
            .OnlyContain(body =>
                body.Contains("décembre 2018")
                && body.Contains("07-02-2019")
                && body.Contains("https://portail.example.fr/mon-compte/factures")
                && !body.Contains('€')
            );
    }

    [Fact]
    public async Task A_reminder_and_a_receipt_say_what_was_billed_credited_paid_and_is_left()
    {
        var reminder = await ArrivedAsync(
            PaymentReminderMail.Template,
            Json(new PaymentReminderMail("Lefèvre", 1, [new("011900075", new(2019, 1, 8), new(2019, 2, 7), 1181, 1576, 10000)], "Centre", "03"))
        );
        var receipt = await ArrivedAsync(PaymentReceivedMail.Template, Json(new PaymentReceivedMail("Lefèvre", "011900075", 10000, 0, "Centre", "03", 1181)));

        string[] reminders = [reminder.TextBody!, WebUtility.HtmlDecode(reminder.HtmlBody)!];
        reminders
            .Should()
            .OnlyContain(body => body.Contains("127,57") && body.Contains("avoirs 15,76") && body.Contains("déjà payé 100,00") && body.Contains("11,81"));
        string[] receipts = [receipt.TextBody!, WebUtility.HtmlDecode(receipt.HtmlBody)!];
        receipts.Should().OnlyContain(body => body.Contains("Il reste") && body.Contains("11,81"));
    }

    [Fact]
    public async Task A_receipt_says_what_came_in_and_what_will_be_given_back_in_euros()
    {
        var plain = await ArrivedAsync(
            PaymentReceivedMail.Template,
            Json(new PaymentReceivedMail("Lefèvre", "011900075", 123_456, 0, "Centre de Loisirs", "03.86.47.86.12"))
        );
        var twice = await ArrivedAsync(
            PaymentReceivedMail.Template,
            Json(new PaymentReceivedMail("Lefèvre", "011900075", 4860, 1050, "Centre de Loisirs", "03.86.47.86.12"))
        );

        Bodies(plain)
            .Should()
            .OnlyContain(body =>
                body.Contains("famille Lefèvre")
                && body.Contains("1 234,56 €")
                && body.Contains("011900075")
                && body.Contains("03.86.47.86.12")
                && !body.Contains("remboursés")
            );
        Bodies(twice).Should().OnlyContain(body => body.Contains("48,60 €") && body.Contains("10,50 €") && body.Contains("remboursés"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_reminder_names_each_invoice_with_its_dates_and_the_total(int level)
    {
        var model = Json(
            new PaymentReminderMail(
                "Lefèvre",
                level,
                [
                    new LateInvoice("011800325", new(2018, 7, 11), new(2018, 8, 10), 4050),
                    new LateInvoice("011800565", new(2018, 10, 9), new(2018, 11, 8), 96_480),
                ],
                "Centre de Loisirs",
                "03.86.47.86.12"
            )
        );
        var mail = await ArrivedAsync(
            PaymentReminderMail.Template,
            model,
            subject: PaymentReminderMail.Subject(level),
            publicUrl: "https://portail.example.fr"
        );

        mail.Subject.Should().Be(PaymentReminderMail.Subject(level));
        Bodies(mail)
            .Should()
            .OnlyContain(body =>
                body.Contains("famille Lefèvre")
                && body.Contains(PaymentReminderMail.Opening(level))
                && body.Contains("011800325")
                && body.Contains("11-07-2018")
                && body.Contains("10-08-2018")
                && body.Contains("40,50 €")
                && body.Contains("011800565")
                && body.Contains("09-10-2018")
                && body.Contains("08-11-2018")
                && body.Contains("964,80 €")
                && body.Contains("1 005,30 €")
                && body.Contains("https://portail.example.fr/paiement")
                && body.Contains("03.86.47.86.12")
            );
    }

    [Fact]
    public async Task The_accountants_alert_names_the_invoice_and_nobody()
    {
        foreach (var alert in Enum.GetValues<PaymentAlert>())
        {
            var mail = await ArrivedAsync(
                PaymentAlertMail.Template,
                Json(new PaymentAlertMail("011900075", alert, "Centre de Loisirs")),
                publicUrl: "https://portail.example.fr"
            );

            Bodies(mail).Should().OnlyContain(body => body.Contains("011900075") && body.Contains("https://portail.example.fr/gestion/paiements"));
        }
    }

    [Fact]
    public async Task A_reset_link_arrives_whole_in_both_bodies_and_the_outbox_forgets_it()
    {
        var link = "https://portail.example.fr/mot-de-passe/nouveau?id=4b7e&code=" + new string('A', 300);
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync(PortalCopy.Smtp(smtp.Port));
        var id = await portal.GivenMail(Mails.Reset, Mails.ResetModel(link));

        await portal.SendDueAsync();

        var mail = smtp.Messages.Single();
        mail.TextBody!.Should().Contain(link).And.Contain("avant le 15-01-2019 à 11h00");
        WebUtility.HtmlDecode(mail.HtmlBody).Should().Contain($"href=\"{link}\"");
        (await portal.MailAsync(id)).Should().BeEquivalentTo(new { Status = OutboxStatus.Sent, Model = "{}" });
    }

    private static string Json<T>(T model) => System.Text.Json.JsonSerializer.Serialize(model);

    // French sets spaces that do not break before € and between thousands; whoever reads sees a space.
    private static string[] Bodies(MimeMessage mail) =>
        [.. new[] { mail.TextBody!, WebUtility.HtmlDecode(mail.HtmlBody)! }.Select(body => body.Replace('\u202f', ' ').Replace('\u00a0', ' '))];

    private static async Task<MimeMessage> ArrivedAsync(string template, string model, string subject = "Sujet", string? publicUrl = null)
    {
        await using var smtp = SmtpListener.Start();
        await using var portal = await PortalCopy.OnSqliteAsync([.. PortalCopy.Smtp(smtp.Port), ("Portal:PublicUrl", publicUrl)]);
        await portal.GivenMail(template, model, subject: subject);
        await portal.SendDueAsync();
        // Servers without 8BITMIME are met by what travels as ASCII.
        Encoding.UTF8.GetString(smtp.Received.Single().Raw.Span).Split("\r\n\r\n")[0].Should().MatchRegex("^[\\x00-\\x7F]*$");
        return smtp.Messages.Single();
    }
}
