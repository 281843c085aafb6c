using System.Net;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>
/// Puts the centre's own words into a mail: its subject, a paragraph after the salutation, and one at the end. The bodies are our own
/// templates': each greets in its first paragraph and stands in one box.
/// </summary>
public static class MailWording
{
    public static string Subject(MailText? text, OutboxMessage mail) =>
        text is null ? mail.Subject : MailPlaceholders.Fill(text.Subject, MailPlaceholders.Of(mail.Model, mail.Subject));

    public static MailBodies Apply(MailText? text, OutboxMessage mail, MailBodies bodies)
    {
        if (text is null)
        {
            return bodies;
        }

        var values = MailPlaceholders.Of(mail.Model, mail.Subject);
        var (introduction, closing) = (MailPlaceholders.Fill(text.Introduction, values), MailPlaceholders.Fill(text.Closing, values));
        return new MailBodies(
            Insert(Insert(bodies.Html, "</p>", Paragraph(introduction), isLast: false), "</div>", Paragraph(closing), isLast: true),
            Text(bodies.Text, introduction, closing)
        );
    }

    private static string Insert(string html, string mark, string paragraph, bool isLast)
    {
        var at = isLast ? html.LastIndexOf(mark, StringComparison.Ordinal) : html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return paragraph.Length == 0 || at < 0 ? html : html.Insert(at, paragraph);
    }

    private static string Paragraph(string text) => text.Length == 0 ? "" : $"<p>{WebUtility.HtmlEncode(text).ReplaceLineEndings("<br />")}</p>";

    private static string Text(string body, string introduction, string closing)
    {
        var end = body.IndexOf("\n\n", StringComparison.Ordinal);
        var greeted = introduction.Length == 0 || end < 0 ? body : body.Insert(end, $"\n\n{introduction.ReplaceLineEndings("\n")}");
        return closing.Length == 0 ? greeted : $"{greeted.TrimEnd('\n')}\n\n{closing.ReplaceLineEndings("\n")}\n";
    }
}

/// <summary>Shows what a family would read, with invented data.</summary>
public sealed class MailPreview(IServiceProvider services, Microsoft.Extensions.Logging.ILoggerFactory loggers) : IMailPreview
{
    public async Task<(string Subject, string Text)> RenderAsync(string template, string subject, string introduction, string closing)
    {
        var kind = MailCatalogue.Find(template) ?? throw new ArgumentException($"No mail {template}", nameof(template));
        var text = MailText.For(template);
        text.Say(subject, introduction, closing);
        var mail = OutboxMessage.Write(MailTo.Centre(""), template, kind.SampleSubject, kind.SampleModel, DateTime.UnixEpoch);
        var bodies = await new MailRenderer(services, loggers, new MailLinks(null)).RenderAsync(mail);
        return (MailWording.Subject(text, mail), MailWording.Apply(text, mail, bodies).Text);
    }
}
