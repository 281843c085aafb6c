using System.Globalization;
using System.Text;
using System.Text.Json;
using ClsPortal.Application.Access;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Messaging.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>The two bodies of a mail.</summary>
public sealed record MailBodies(string Html, string Text);

/// <summary>Where mails lead to; nowhere while <c>Portal:PublicUrl</c> is not set, for the bound address means nothing outside the server.</summary>
public sealed record MailLinks(Uri? PublicUrl)
{
    public Uri? Payment => PublicUrl is null ? null : new Uri(PublicUrl, "/paiement");

    public Uri? Payments => PublicUrl is null ? null : new Uri(PublicUrl, "/gestion/paiements");

    public Uri? History => PublicUrl is null ? null : new Uri(PublicUrl, "/mon-compte/historique");

    public Uri? Invoices => PublicUrl is null ? null : new Uri(PublicUrl, "/mon-compte/factures");

    // The web edge has refused a wrong one before.
    public static MailLinks Read(IConfiguration configuration) =>
        new(Uri.TryCreate(configuration["Portal:PublicUrl"], UriKind.Absolute, out var address) ? address : null);

    public Uri? Record => PublicUrl is null ? null : new Uri(PublicUrl, "/mon-compte/informations");
}

/// <summary>Turns an outbox row into what the family reads.</summary>
public sealed class MailRenderer(IServiceProvider services, ILoggerFactory loggers, MailLinks links)
{
    internal static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <exception cref="InvalidOperationException">No template of that name, or a model that does not fit it: a fault of ours.</exception>
    public Task<MailBodies> RenderAsync(OutboxMessage message) =>
        message.Template switch
        {
            NoticeMail.Template => RenderAsync<NoticeBody, NoticeMail>(message, Text, (nameof(NoticeBody.PublicUrl), links.PublicUrl)),
            AccountNoticeMail.Template => RenderAsync<AccountNoticeBody, AccountNoticeMail>(message, Text),
            InvitationMail.Template => RenderAsync<InvitationBody, InvitationMail>(message, Text),
            Application.Families.RecordTreatedMail.Template => RenderAsync<RecordTreated, Application.Families.RecordTreatedMail>(
                message,
                mail => RecordTreatedText.Of(mail, links.Record),
                (nameof(RecordTreated.Record), links.Record)
            ),
            RequestsTreatedMail.Template => RenderAsync<RequestsTreated, RequestsTreatedMail>(message, Text, (nameof(RequestsTreated.History), links.History)),
            DaysReopenedMail.Template => RenderAsync<DaysReopenedBody, DaysReopenedMail>(message, Text),
            PasswordResetMail.Template => RenderAsync<PasswordResetBody, PasswordResetMail>(message, Text),
            PaymentReceivedMail.Template => RenderAsync<PaymentReceived, PaymentReceivedMail>(message, Text),
            PaymentReminderMail.Template => RenderAsync<PaymentReminderBody, PaymentReminderMail>(
                message,
                Text,
                (nameof(PaymentReminderBody.Payment), links.Payment)
            ),
            PaymentAlertMail.Template => RenderAsync<PaymentAlertBody, PaymentAlertMail>(message, Text, (nameof(PaymentAlertBody.Payments), links.Payments)),
            ReminderMail.Template => RenderAsync<ReminderBody, ReminderMail>(message, Text),
            InvoiceAvailableMail.Template => RenderAsync<InvoiceAvailable, InvoiceAvailableMail>(
                message,
                Text,
                (nameof(InvoiceAvailable.Invoices), links.Invoices)
            ),
            _ => throw new InvalidOperationException($"No template {message.Template}"),
        };

    /// <summary>How a decision is told.</summary>
    public static string Name(TreatedOutcome outcome) =>
        outcome switch
        {
            TreatedOutcome.EnrolmentAccepted => "Inscription acceptée",
            TreatedOutcome.EnrolmentRefused => "Inscription refusée",
            TreatedOutcome.CancellationAccepted => "Annulation acceptée",
            TreatedOutcome.CancellationRefused => "Annulation refusée : l’inscription est maintenue",
            TreatedOutcome.BookedByCentre => "Inscrit par le Centre de Loisirs",
            TreatedOutcome.CancelledByCentre => "Inscription annulée par le Centre de Loisirs",
            TreatedOutcome.CancelledByCentreAndInvoiced => "Inscription annulée par le Centre de Loisirs, facturée",
            TreatedOutcome.EnrolmentWaitsAgain => "Réponse retirée : la demande est de nouveau en attente",
            TreatedOutcome.CancellationWaitsAgain => "Réponse retirée : l’inscription est maintenue, l’annulation est de nouveau en attente",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    private string Text(NoticeMail mail)
    {
        var link = links.PublicUrl is { } portal ? $"{mail.LinkText} : {new Uri(portal, mail.Path)}\n\n" : "";
        return $"{mail.Greeting}\n\n{string.Join("\n\n", mail.Paragraphs)}\n\n{link}{mail.CentreName}, {mail.CentrePhone}\n";
    }

    /// <summary>Why somebody must look at a payment.</summary>
    public static string Explain(PaymentAlertMail mail) =>
        mail.Alert switch
        {
            PaymentAlert.DoesNotFit =>
                $"PayFiP annonce pour la facture {mail.InvoiceNumber} un paiement qui ne correspond pas à ce qui était demandé : rien n’a été enregistré. "
                    + "Vérifiez-le dans la liste des paiements.",
            PaymentAlert.AfterHandOver =>
                $"La facture {mail.InvoiceNumber} a été payée en ligne alors qu’elle est transmise à la Trésorerie : le paiement est enregistré. "
                    + "Assurez-vous que la Trésorerie le connaît, pour qu’elle ne le réclame pas à la famille : page « Trésorerie » du portail. Les "
                    + "paiements suivants s’y ajoutent sans autre courriel tant que la liste n’est pas traitée.",
            PaymentAlert.TooMuch =>
                $"La facture {mail.InvoiceNumber} a été payée en ligne alors qu’elle était déjà réglée : le trop-perçu est enregistré et reste à "
                    + "rembourser à la famille.",
            _ => throw new ArgumentOutOfRangeException(nameof(mail)),
        };

    public static string Day(DateOnly day) => day.ToString("dd-MM-yyyy", French);

    public static string Euros(long cents) => (cents / 100m).ToString("C2", French);

    private async Task<MailBodies> RenderAsync<TBody, TModel>(OutboxMessage message, Func<TModel, string> text, params (string Name, object? Value)[] more)
        where TBody : IComponent
    {
        var model = JsonSerializer.Deserialize<TModel>(message.Model) ?? throw new InvalidOperationException($"Mail {message.Id} has no model");
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = more.Append(("Mail", model)).ToDictionary(StringComparer.Ordinal);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TBody>(ParameterView.FromDictionary(parameters))).ToHtmlString()
        );
        return new MailBodies(html, text(model));
    }

    private string Text(RequestsTreatedMail mail)
    {
        var text = new StringBuilder($"Bonjour, famille {mail.FamilyName},\n\nLe {mail.CentreName} a traité ce qui suit :\n\n");
        foreach (var line in mail.Lines)
        {
            text.Append(
                French,
                $"- {line.Date:dd-MM-yyyy}, {line.ChildName}, {line.ActivityName} : "
                    + $"{Name(line.Outcome)}{(line.Reason is null ? "" : $" (motif : {line.Reason})")}\n"
            );
        }

        if (links.History is { } history)
        {
            text.Append(French, $"\nRetrouvez-les dans l’historique des inscriptions : {history}\n");
        }

        return text.Append(French, $"\nUne question ? {mail.CentreName}, {mail.CentrePhone}\n").ToString();
    }

    private static string Text(DaysReopenedMail mail) =>
        $"Bonjour, famille {mail.FamilyName},\n\nCes journées, que le {mail.CentreName} avait fermées, sont de nouveau ouvertes :\n\n"
        + string.Concat(mail.Lines.Select(line => string.Create(French, $"- {line.Date:dd-MM-yyyy}, {line.ChildName}, {line.ActivityName}\n")))
        + $"\nVos enfants n’y sont pas réinscrits d’office : faites une nouvelle demande si vous le souhaitez.\n\nUne question ? {mail.CentreName}, "
        + $"{mail.CentrePhone}\n";

    private static string Text(PaymentReceivedMail mail) =>
        $"Bonjour, famille {mail.FamilyName},\n\nVotre paiement de {Euros(mail.AmountCents)} pour la facture {mail.InvoiceNumber} est enregistré.\n"
        + (mail.RemainingCents > 0 ? $"Il reste {Euros(mail.RemainingCents)} à régler sur cette facture.\n" : "")
        + (
            mail.ExcessCents > 0
                ? $"\nCette facture avait été réglée entre-temps : {Euros(mail.ExcessCents)} vous sont dus et vous seront remboursés. Le Centre de "
                    + "Loisirs en est prévenu.\n"
                : ""
        )
        + $"\nUne question ? {mail.CentreName}, {mail.CentrePhone}\n";

    private string Text(PaymentReminderMail mail) =>
        $"Bonjour, famille {mail.FamilyName},\n\n{PaymentReminderMail.Opening(mail.Level)}\n\n"
        + string.Concat(
            mail.Invoices.Select(invoice =>
                $"- Facture {invoice.Number} du {Day(invoice.IssuedOn)}, à régler avant le {Day(invoice.DueOn)} : "
                + $"{Euros(invoice.DueCents)}{invoice.Balance()}\n"
            )
        )
        + $"\nTotal : {Euros(mail.DueCents)}\n{(links.Payment is { } payment ? $"\nRégler en ligne, ou voir les autres moyens de paiement : {payment}\n" : "")}"
        + $"\n{PaymentReminderMail.Closing}\n\n{mail.CentreName}, {mail.CentrePhone}\n";

    private string Text(PaymentAlertMail mail) =>
        $"Bonjour,\n\n{Explain(mail)}\n{(links.Payments is { } payments ? $"\n{payments}\n" : "")}\n{mail.CentreName}, portail famille\n";

    private static string Text(ReminderMail mail) =>
        $"{mail.Greeting}\n\n{mail.Introduction}\n\n{string.Concat(mail.Lines.Select(line => $"- {line}\n"))}\n{mail.CentreName}, {mail.CentrePhone}\n";

    private string Text(InvoiceAvailableMail mail) =>
        string.Create(
            French,
            $"Bonjour, famille {mail.FamilyName},\n\nVotre facture de {mail.PeriodFrom:MMMM yyyy} est disponible sur le portail, dans « Mes factures ». "
                + $"Elle est à régler avant le {mail.DueOn:dd-MM-yyyy}.\n"
        )
        + (links.Invoices is { } invoices ? $"\n{invoices}\n" : "")
        + $"\nUne question ? {mail.CentreName}, {mail.CentrePhone}\n";

    private static string Text(PasswordResetMail mail) =>
        $"Bonjour {mail.DisplayName},\n\nPour choisir un nouveau mot de passe, ouvrez ce lien avant le "
        + $"{mail.ValidUntilLocal.ToString("dd-MM-yyyy 'à' HH'h'mm", French)} :\n\n{mail.Link}\n\n"
        + $"Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même.\n\n{mail.CentreName}, {mail.CentrePhone}\n";

    private static string Text(AccountNoticeMail mail) =>
        $"Bonjour {mail.DisplayName},\n\nLe {mail.AtLocal.ToString("dd-MM-yyyy 'à' HH'h'mm", French)} : {mail.What}\n\n"
        + "Vous n’y êtes pour rien ? Choisissez tout de suite « Mot de passe oublié » sur la page de connexion, et prévenez le Centre de "
        + $"Loisirs.\n\n{mail.CentreName}, {mail.CentrePhone}\n";

    private static string Text(InvitationMail mail) =>
        $"Bonjour {mail.DisplayName},\n\n{mail.CentreName} vous ouvre un accès au portail famille. Pour choisir votre mot de passe, ouvrez ce lien avant "
        + $"le {mail.ValidUntilLocal.ToString("dd-MM-yyyy 'à' HH'h'mm", French)} :\n\n{mail.Link}\n\n"
        + $"Ce lien ne sert qu’une fois. Une question ? {mail.CentreName}, {mail.CentrePhone}\n";
}
