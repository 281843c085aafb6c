using System.Net;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Invoicing;

/// <summary>What strangers may send to the addresses that PayFiP uses, and who may fetch exports.</summary>
public sealed class PaymentEndpointTests
{
    private const string IdOp = "7b2f0d9a-52aa-4ea7-9d5f-36d6ab70a1c2";

    [Fact]
    public async Task A_notification_needs_no_login_is_answered_alike_for_known_and_unknown_and_pays_nothing()
    {
        await using var portal = await PortalHost.StartAsync();
        var invoice = await GivenPendingAsync(portal);
        var visitor = portal.Visitor();

        var known = await PostAsync(visitor, "/paiement/notification", ("idop", IdOp), ("resultrans", "P"), ("montant", "4860"));
        var unknown = await PostAsync(visitor, "/paiement/notification", ("idop", "inconnu"), ("resultrans", "P"));
        var nothing = await PostAsync(visitor, "/paiement/notification");

        new[] { known.Status, unknown.Status, nothing.Status }.Should().AllBeEquivalentTo(HttpStatusCode.OK);
        (known.Html, unknown.Html).Should().Be((nothing.Html, nothing.Html));
        (await portal.Find(db => db.Payments.CountAsync())).Should().Be(0);
        (await portal.Find(db => db.Invoices.SingleAsync(row => row.Id == invoice))).PaidCents.Should().Be(0);
    }

    [Fact]
    public async Task A_flood_of_notifications_is_told_to_wait()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        var answers = new List<HttpStatusCode>();
        for (var call = 0; call < 245; call++)
        {
            answers.Add((await PostAsync(visitor, "/paiement/notification", ("idop", "inconnu"))).Status);
        }

        answers.Take(240).Should().AllBeEquivalentTo(HttpStatusCode.OK);
        answers[^1].Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_return_posted_from_PayFiPs_site_becomes_a_plain_visit_that_asks_who_one_is()
    {
        await using var portal = await PortalHost.StartAsync();
        await GivenPendingAsync(portal);
        var attempt = (await portal.Find(db => db.PaymentAttempts.SingleAsync())).Id;
        var visitor = portal.Visitor();

        var returned = await PostAsync(visitor, $"/paiement/retour?tentative={attempt:N}", ("idop", IdOp), ("resultrans", "P"));
        var forged = await visitor.Open("/paiement/retour?tentative=%2F%2Fexample.org");
        var followed = await visitor.Open(returned.Location!);
        await visitor.SignIn(await portal.GivenParent());
        var ofAnother = await visitor.Open(returned.Location!);

        (returned.Status, returned.Location).Should().Be((HttpStatusCode.Redirect, $"/paiement/suivi/{attempt:N}"));
        forged.Location.Should().Be("/paiement");
        followed.Location.Should().StartWith("/connexion");
        ofAnother.Status.Should().Be(HttpStatusCode.NotFound);
        (await portal.Find(db => db.Payments.CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Exports_are_the_accountants_alone()
    {
        await using var portal = await PortalHost.StartAsync();
        var (nobody, parent, agent, accountant) = (portal.Visitor(), portal.Visitor(), portal.Visitor(), portal.Visitor());
        await parent.SignIn(await portal.GivenParent());
        await agent.SignIn(await portal.GivenStaff(Roles.Agent));
        await accountant.SignIn(await portal.GivenStaff(Roles.Accountant));
        const string Csv = "/gestion/tresorerie/table?objet=Invoices&format=csv&du=2019-01-01&au=";

        (await nobody.Open(Csv)).Location.Should().StartWith("/connexion");
        (await parent.Open(Csv)).Status.Should().Be(HttpStatusCode.NotFound);
        (await agent.Open(Csv)).Status.Should().Be(HttpStatusCode.NotFound);
        (await accountant.Open("/gestion/tresorerie/ormc/1.xml")).Status.Should().Be(HttpStatusCode.NotFound);
        (await accountant.Open("/gestion/tresorerie/table?objet=Invoices&du=2019-02-01&au=2019-01-01")).Status.Should().Be(HttpStatusCode.Conflict);
        using var answer = await accountant.Http.GetAsync(new Uri(Csv, UriKind.Relative));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName.Should().Be("factures.csv");
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await answer.Content.ReadAsStringAsync()).Should().Contain("Numéro;Nature;Date;");
    }

    [Fact]
    public async Task The_payment_page_gives_what_PayFiP_asks_for_or_says_whom_to_ask_and_never_what_is_not_printed()
    {
        await using var portal = await PortalHost.StartAsync();
        var visitor = portal.Visitor();
        await visitor.SignIn(await portal.GivenParent());
        var without = (await visitor.Open("/paiement")).Html;
        await portal.Find(db =>
        {
            db.Add(InvoicingSettings.Version(InvoicingTerms.Initial with { PayFipNumber = "012345" }, DateTime.UnixEpoch, Guid.NewGuid(), "Comptable"));
            return db.SaveChangesAsync();
        });
        var with = (await visitor.Open("/paiement")).Html;

        without.Should().Contain("demandez-le au Centre de Loisirs").And.NotContain("imprimé sur votre facture");
        with.Should().Contain("<strong>012345</strong>").And.NotContain("demandez-le");
    }

    private static async Task<long> GivenPendingAsync(PortalHost portal)
    {
        await portal.GivenParent();
        var family = await portal.Find(db => db.Families.Include(row => row.Children).FirstAsync());
        var invoice = Invoice.Issue(
            "011900075",
            new(family.Id, "Mère"),
            new(new(2018, 12, 1), new(2018, 12, 31), new(2019, 1, 8), new(2019, 2, 7)),
            [InvoiceLine.For(new(null, "", null, null), "Mercredis", 1, 4860, 4860, 0, "3 journées")],
            new(DateTime.UnixEpoch, Guid.NewGuid(), "Comptable")
        );
        await portal.Find(async db =>
        {
            db.Add(invoice);
            await db.SaveChangesAsync();
            db.Add(PaymentAttempt.Open(invoice, Guid.NewGuid(), portal.Clock.GetUtcNow().UtcDateTime));
            await db.SaveChangesAsync();
            return await db.PaymentAttempts.ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.IdOp, IdOp).SetProperty(row => row.State, PaymentAttemptState.Pending)
            );
        });
        return invoice.Id;
    }

    private static async Task<Page> PostAsync(Visitor visitor, string address, params (string Field, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)));
        return await Page.Of(await visitor.Http.PostAsync(new Uri(address, UriKind.Relative), form));
    }
}
