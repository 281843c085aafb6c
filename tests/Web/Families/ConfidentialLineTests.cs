using AwesomeAssertions.Execution;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Families;

/// <summary>The red line of « coordonnées confidentielles » on the lists of staff, as it stands on the page.</summary>
public sealed class ConfidentialLineTests
{
    [Fact]
    public async Task Lists_say_what_must_not_be_told_of_a_child_and_nothing_of_the_others()
    {
        await using var host = await PortalHost.StartAsync();
        var (family, guardian) = await host.GivenBookedChildAsync();
        var agent = host.Visitor();
        await agent.SignIn(await host.GivenStaff(Roles.Agent));
        foreach (var list in (string[])["/gestion/presences", "/gestion/listes", "/gestion/listes?liste=bus"])
        {
            (await agent.Open(list)).Html.Should().NotContain("confidential-line", $"nobody is hidden on {list}");
        }

        var child = await host.Find(db => db.Children.Select(row => row.Id).SingleAsync());
        (await host.SendAsync(Roles.Agent, new ProtectGuardian(family, guardian, IsConfidential: true, [child], "Ordonnance"))).IsRefused.Should().BeFalse();

        foreach (var list in (string[])["/gestion/presences", "/gestion/listes"])
        {
            (await agent.Open(list)).Text.Should().Contain("Coordonnées confidentielles : ne dites rien de Zélie", $"it stands on {list}");
        }
    }

    [Fact]
    public async Task Pages_of_money_decisions_and_messages_carry_it()
    {
        await using var host = await PortalHost.StartAsync();
        var (family, guardian) = await host.GivenBookedChildAsync();
        var (child, today) = (
            await host.Find(db => db.Children.Select(row => row.Id).SingleAsync()),
            DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime)
        );
        var invoice = Invoice.Issue(
            "01260000001",
            new(family, "Mère Nom", guardian),
            new(today.AddDays(-60), today.AddDays(-31), today.AddDays(-30), today.AddDays(-1)),
            [InvoiceLine.For(new(child, "Zélie", null, today.AddDays(-40)), "Accueil", 1, 1620, 1620, 0, "")],
            new(host.Clock.GetUtcNow().UtcDateTime, Guid.NewGuid(), "C")
        );
        await host.Find(db =>
        {
            db.Add(invoice);
            return db.SaveChangesAsync();
        });
        (await host.SendAsync(Roles.Accountant, new EnterPayments(Guid.NewGuid(), family, PaymentMeans.Cheque, today, null, [new(invoice.Id, 620)])))
            .IsRefused.Should()
            .BeFalse();
        (await host.SendAsync(Roles.Agent, new WriteToFamily(Guid.NewGuid(), family, "Objet", "Texte", guardian))).IsRefused.Should().BeFalse();
        (string Page, Roles Role, bool HasBanner)[] pages =
        [
            ("/gestion/paiements", Roles.Accountant, false),
            ("/gestion/paiements/saisie?q=famille", Roles.Accountant, false),
            ($"/gestion/paiements/saisie?famille={family}", Roles.Accountant, true),
            ("/gestion/quotients", Roles.Accountant, false),
            ($"/gestion/quotients?famille={family}", Roles.Accountant, true),
            ("/gestion/familles", Roles.Agent, false),
            ("/gestion/demandes/traitees", Roles.Agent, false),
            ("/gestion/messages", Roles.Agent, false),
            ($"/gestion/familles/{family}/enfant/{child}/depart", Roles.Agent, true),
            ("/gestion/courriels", Roles.Agent, false),
            ("/gestion/utilisateurs", Roles.Administrator, false),
            ($"/gestion/droits/{family}", Roles.Administrator, true),
        ];
        var staff = new Dictionary<Roles, Visitor>();
        foreach (var role in pages.Select(page => page.Role).Distinct())
        {
            staff[role] = host.Visitor();
            await staff[role].SignIn(await host.GivenStaff(role));
        }

        foreach (var (page, role, _) in pages)
        {
            (await staff[role].Open(page)).Html.Should().NotContain("confidential-line", $"nobody is hidden on {page}").And.NotContain("notice-confidential");
        }

        (await host.SendAsync(Roles.Agent, new ProtectGuardian(family, guardian, IsConfidential: true, [child], "Ordonnance"))).IsRefused.Should().BeFalse();

        using var all = new AssertionScope();
        foreach (var (page, role, hasBanner) in pages)
        {
            (await staff[role].Open(page)).Html.Should().Contain(hasBanner ? "notice-confidential" : "confidential-line", $"it stands on {page}");
        }
    }
}
