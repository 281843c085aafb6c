using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Messaging;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Messaging;

public sealed class MailTextTests
{
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Words_are_chosen_read_back_and_given_up_again(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var standard = await LineAsync(portal);

        var saved = await portal.SendAs(
            Director,
            new SaveMailText(standard.Template, " {nombre} décisions pour {famille} ", "Merci.", "À bientôt !", standard.Stamp)
        );
        var stale = await portal.SendAs(Director, new SaveMailText(standard.Template, "Autre", "", "", standard.Stamp));
        var chosen = await LineAsync(portal);
        await portal.SendAs(Director, new ResetMailText(standard.Template));

        saved.IsRefused.Should().BeFalse();
        stale.Refusal.Code.Should().Be("ChangedMeanwhile");
        chosen
            .Should()
            .BeEquivalentTo(
                new
                {
                    Subject = "{nombre} décisions pour {famille}",
                    Introduction = "Merci.",
                    Closing = "À bientôt !",
                    IsStandard = false,
                }
            );
        (await LineAsync(portal)).Should().BeEquivalentTo(standard);
        (await portal.Find(db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()))
            .Should()
            .Equal("mail-text.saved", "mail-text.standard");
    }

    [Fact]
    public async Task A_placeholder_that_the_mail_cannot_fill_is_told_beside_its_field()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var line = await LineAsync(portal);

        var refused = await portal.SendAs(Director, new SaveMailText(line.Template, "", "Bonjour {prenom}", "{famille} {nom}", line.Stamp));

        refused.Refusals.Select(refusal => refusal.Field).Should().BeEquivalentTo("Subject", "Introduction", "Closing");
        refused.Refusals.Single(refusal => refusal.Field == "Introduction").Sentence.Should().StartWith("{prenom} n’est pas un champ").And.Contain("{famille}");
        (await portal.SendAs(Director, new SaveMailText("Inconnu", "x", "", "", line.Stamp))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Director, new SaveMailText(line.Template, "une\nligne", "", "", line.Stamp))).Refusal.Field.Should().Be("Subject");
    }

    [Fact]
    public void The_mail_carries_the_words_filled_and_escaped()
    {
        var kind = MailCatalogue.Find(RequestsTreatedMail.Template)!;
        var mail = OutboxMessage.Write(MailTo.Unreachable(1), kind.Template, "Standard", kind.SampleModel, DateTime.UnixEpoch);
        var text = MailText.For(kind.Template);
        text.Say("{nombre} décisions, {famille}", "Lisez <bien> :\n{centre}", "Au {telephone}.");

        var bodies = MailWording.Apply(text, mail, new MailBodies("<div><p>Bonjour,</p><p>Détails</p></div>", "Bonjour,\n\nDétails\n"));

        MailWording.Subject(text, mail).Should().Be("2 décisions, Exemple");
        bodies
            .Html.Should()
            .Be("<div><p>Bonjour,</p><p>Lisez &lt;bien&gt; :<br />Centre de Loisirs de Pontigny</p><p>Détails</p><p>Au 03.86.47.86.12.</p></div>");
        bodies.Text.Should().Be("Bonjour,\n\nLisez <bien> :\nCentre de Loisirs de Pontigny\n\nDétails\n\nAu 03.86.47.86.12.\n");
        MailWording.Apply(null, mail, new MailBodies("x", "y")).Should().Be(new MailBodies("x", "y"));
    }

    [Fact]
    public async Task Every_kind_of_mail_can_be_shown_with_invented_data()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var preview = new MailPreview(portal.Service<IServiceProvider>(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

        foreach (var kind in MailCatalogue.All)
        {
            var (subject, text) = await preview.RenderAsync(kind.Template, "Objet {centre}", "Début", "Fin");
            subject.Should().Be("Objet Centre de Loisirs de Pontigny");
            text.Should().Contain("\n\nDébut\n\n").And.EndWith("Fin\n");
        }
    }

    [Fact]
    public void Every_mail_that_the_portal_writes_can_have_other_words()
    {
        var templates = typeof(MailCatalogue)
            .Assembly.GetTypes()
            .Select(type => type.GetField("Template", System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static))
            .Where(field => field is { IsLiteral: true })
            .Select(field => (string)field!.GetRawConstantValue()!)
            .ToList();

        templates.Should().HaveCountGreaterThan(10).And.BeEquivalentTo(MailCatalogue.All.Select(kind => kind.Template));
    }

    [Fact]
    public void A_subject_can_keep_what_the_portal_would_write()
    {
        var kind = MailCatalogue.Find(NoticeMail.Template)!;
        var mail = OutboxMessage.Write(MailTo.Unreachable(1), kind.Template, "Votre pièce a été acceptée", kind.SampleModel, DateTime.UnixEpoch);
        var text = MailText.For(kind.Template);
        text.Say("[Pontigny] {objet}", "", "");

        kind.StandardSubject.Should().Be("{objet}");
        kind.Placeholders.Should().Contain("{objet}");
        MailWording.Subject(text, mail).Should().Be("[Pontigny] Votre pièce a été acceptée");
    }

    private static async Task<MailTextLine> LineAsync(Portal portal) =>
        (await portal.SendAs(Director, new ListMailTexts())).Value.Single(line => line.Template == RequestsTreatedMail.Template);
}
