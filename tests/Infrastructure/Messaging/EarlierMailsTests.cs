using System.Net;
using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClsPortal.Infrastructure.Tests.Messaging;

/// <summary>
/// Rows that earlier versions left in the outbox, as they stand there: an update must still send them. They are never brought up to date; a mail
/// that came later needs none.
/// </summary>
public sealed class EarlierMailsTests
{
    private const string Centre = "\"CentreName\":\"Centre\",\"CentrePhone\":\"03.86\"";

    public static TheoryData<string, string, string[]> Rows { get; } =
        new()
        {
            {
                "RequestsTreated",
                """{"FamilyName":"Petit","Lines":[{"ChildId":4,"ChildName":"Zo\u00E9","ActivityName":"P\u00E9ri","Date":"2027-02-03","Outcome":1"""
                    + $$""","Reason":"Complet","RequestId":12}],{{Centre}}}""",
                ["famille Petit", "03-02-2027", "Zoé", "Péri", "Inscription refusée", "otif : Complet", "03.86"]
            },
            {
                "DaysReopened",
                $$"""{"FamilyName":"Petit","Lines":[{"ChildName":"Zo\u00E9","ActivityName":"P\u00E9ri","Date":"2027-02-02"}],{{Centre}}}""",
                ["famille Petit", "02-02-2027, Zoé, Péri", "03.86"]
            },
            {
                "PasswordReset",
                $$"""{"DisplayName":"Camille","Link":"https://p.example/a?b=1","ValidUntilLocal":"2027-02-02T11:00:00",{{Centre}}}""",
                ["Camille", "https://p.example/a?b=1", "02-02-2027 à 11h00", "03.86"]
            },
            {
                "Invitation",
                $$"""{"DisplayName":"Camille","Link":"https://p.example/a?b=1","ValidUntilLocal":"2027-02-02T11:00:00",{{Centre}}}""",
                ["Camille", "https://p.example/a?b=1", "02-02-2027 à 11h00", "03.86"]
            },
            {
                "AccountNotice",
                $$"""{"DisplayName":"Camille","What":"votre mot de passe a chang\u00E9.","AtLocal":"2027-02-02T11:00:00",{{Centre}}}""",
                ["Camille", "Le 02-02-2027 à 11h00 : votre mot de passe a changé.", "03.86"]
            },
            {
                "RecordTreated",
                """{"FamilyName":"Petit","Lines":[{"Who":"Zo\u00E9","What":"\u00C9cole","Outcome":1,"Reason":"Illisible"}]"""
                    + $$""","LoginStays":true,{{Centre}}}""",
                ["famille Petit", "Zoé, École : ", "modification refusée", "otif : Illisible", "reste la même", "03.86"]
            },
            {
                "Notice",
                $$"""{"Greeting":"Bonjour,","Paragraphs":["Un.","Deux."],"Path":"/contact","LinkText":"Lire",{{Centre}}}""",
                ["Bonjour,", "Un.", "Deux.", "https://portail.example.fr/contact", "Lire", "03.86"]
            },
            {
                "Reminder",
                $$"""{"Greeting":"Bonjour,","Introduction":"Demain","Lines":["Zo\u00E9 : P\u00E9ri"],{{Centre}}}""",
                ["Demain", "Zoé : Péri", "03.86"]
            },
            {
                "InvoiceAvailable",
                $$"""{"FamilyName":"Petit","PeriodFrom":"2027-01-01","DueOn":"2027-02-28",{{Centre}}}""",
                ["famille Petit", "janvier 2027", "28-02-2027", "03.86"]
            },
            {
                // From before it said what remains.
                "PaymentReceived",
                $$"""{"FamilyName":"Petit","InvoiceNumber":"0127","AmountCents":4860,"ExcessCents":0,{{Centre}}}""",
                ["famille Petit", "48,60", "0127", "03.86"]
            },
            {
                // From before it said how the rest comes about.
                "PaymentReminder",
                """{"FamilyName":"Petit","Level":1,"Invoices":[{"Number":"0127","IssuedOn":"2027-01-05","DueOn":"2027-01-31","DueCents":4860}],"""
                    + $$"""{{Centre}},"DueCents":4860}""",
                ["famille Petit", "0127 du 05-01-2027", "31-01-2027", "48,60", "03.86"]
            },
            { "PaymentAlert", """{"InvoiceNumber":"0127","Alert":1,"CentreName":"Centre"}""", ["0127", "trop-perçu", "Centre"] },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_of_an_earlier_version_is_still_read(string template, string model, string[] says)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var renderer = new MailRenderer(services, NullLoggerFactory.Instance, new MailLinks(new Uri("https://portail.example.fr")));

        var bodies = await renderer.RenderAsync(OutboxMessage.Write(MailTo.Centre(""), template, "Objet", model, DateTime.UnixEpoch));

        new[] { bodies.Text, WebUtility.HtmlDecode(bodies.Html) }
            .Select(body => body.Replace('\u00a0', ' '))
            .Should()
            .OnlyContain(body => says.All(body.Contains));
    }

    [Fact]
    public void No_kind_of_then_is_gone() => Rows.Select(row => row.Data.Item1).Should().BeSubsetOf(MailCatalogue.All.Select(kind => kind.Template));
}
