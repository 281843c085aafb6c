using System.Net;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Access;

public sealed class FirstAdministratorTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task The_printed_link_lets_the_first_administrator_in_once(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var link = (await FirstAdministrator.EnsureAsync(portal.Services, TestContext.Current.CancellationToken))!;
        var visitor = portal.Visitor();

        (await Create(visitor, link, "anne.o'brien@example.fr")).Location.Should().Be("/gestion");

        (await visitor.Open("/gestion")).Status.Should().Be(HttpStatusCode.OK, "who created the login is signed in");
        (await portal.Visitor().Open(link)).Alert.Should().Contain("n’est pas, ou plus, valable");
        (await FirstAdministrator.EnsureAsync(portal.Services, TestContext.Current.CancellationToken)).Should().BeNull();
        (await portal.Find(db => db.AuditEntries.Select(entry => entry.Act).ToListAsync())).Should().Equal("user.first-administrator");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Of_many_who_open_the_link_at_once_one_becomes_administrator(DatabaseProvider database)
    {
        await using var portal = await PortalHost.OnAsync(database);
        var link = (await FirstAdministrator.EnsureAsync(portal.Services, TestContext.Current.CancellationToken))!;

        // All have the form before the first one sends it: whoever opens the link later gets none.
        var visitors = Enumerable.Range(0, 6).Select(number => (Email: $"adulte{number}@example.fr", Visitor: portal.Visitor())).ToList();
        var pages = await Task.WhenAll(visitors.Select(person => person.Visitor.Open(link)));
        var answers = await Task.WhenAll(visitors.Zip(pages, (person, page) => Task.Run(() => Create(person.Visitor, link, person.Email, page: page))));

        answers.Should().ContainSingle(answer => answer.Location == "/gestion");
        answers.Where(answer => answer.Location is null).Should().OnlyContain(answer => answer.Alert.Contains("n’est pas, ou plus, valable"));

        (await portal.Find(db => db.UserRoles.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.Users.CountAsync())).Should().Be(1);
    }

    [Fact]
    public async Task Whoever_sends_the_form_after_somebody_else_is_told_that_the_link_is_spent()
    {
        await using var portal = await PortalHost.StartAsync();
        var link = (await FirstAdministrator.EnsureAsync(portal.Services, TestContext.Current.CancellationToken))!;
        var (first, second) = (portal.Visitor(), portal.Visitor());
        var opened = await second.Open(link);
        await Create(first, link, "premiere@example.fr");

        var late = await Create(second, link, "seconde@example.fr", page: opened);

        late.Alert.Should().Contain("n’est pas, ou plus, valable");
        (await portal.Find(db => db.Users.CountAsync())).Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=")]
    [InlineData("?code=CfDJ8-inventé")]
    public async Task Without_the_code_there_is_no_form(string query)
    {
        await using var portal = await PortalHost.StartAsync();

        var page = await portal.Visitor().Open("/premiere-connexion" + query);

        page.Alert.Should().Contain("n’est pas, ou plus, valable");
        page.Html.Should().NotContain("action=\"/premiere-connexion").And.NotContain("type=\"password\"");
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_typed_stays()
    {
        await using var portal = await PortalHost.StartAsync();
        await portal.GivenParent();
        var link = (await FirstAdministrator.EnsureAsync(portal.Services, TestContext.Current.CancellationToken))!;

        var answer = await Create(portal.Visitor(), link, "mere1@example.fr", "trop court !");

        answer.Alert.Should().Be("Le mot de passe doit compter au moins 16 caractères.");
        answer.Html.Should().Contain("value=\"mere1@example.fr\"").And.Contain("value=\"Anne Admin\"");
        (await Create(portal.Visitor(), link, "mere1@example.fr")).Text.Should().Contain("Cette adresse est déjà utilisée par une autre connexion.");
    }

    [Fact]
    public async Task A_portal_whose_only_administrator_was_closed_offers_the_link_again()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenStaff(Roles.Administrator);
        (await FirstAdministrator.EnsureAsync(portal.Services, TestContext.Current.CancellationToken)).Should().BeNull();

        await portal.Disable(email);

        (await FirstAdministrator.EnsureAsync(portal.Services, TestContext.Current.CancellationToken)).Should().StartWith("/premiere-connexion?code=");
    }

    private static async Task<Page> Create(Visitor visitor, string link, string email, string password = PortalHost.Password, Page? page = null) =>
        await visitor.Submit(page ?? await visitor.Open(link), link, ("Name", "Anne Admin"), ("Email", email), ("Password", password), ("Again", password));
}
