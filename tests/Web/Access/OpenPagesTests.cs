using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using ClsPortal.Application.Access;
using ClsPortal.Application.Centre;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Access;

/// <summary>Pages that stand open when their sign-in ends, wherever it ends: nobody is signed in on them any more, and they do nothing.</summary>
public sealed class OpenPagesTests
{
    private const string Another = "bruyère lanterne sept";

    // The minutely look at what was not heard must not be what these tests see.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(50);

    public static TheoryData<string, bool> Ends
    {
        get
        {
            var ends = new TheoryData<string, bool>();
            foreach (var end in new[] { "sign-out", "password", "reset", "closed", "roles", "factor", "ended", "ended by its owner" })
            {
                ends.Add(end, false);
                ends.Add(end, true);
            }

            return ends;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Every_page_of_the_session_ends_at_once_and_pages_of_others_stay(string end, bool onTwoCopies)
    {
        await using var host = await PortalHost.OnAsync(onTwoCopies ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite);
        await using var second = onTwoCopies ? await host.BesideAsync() : null;
        var there = second ?? host;
        var (email, other) = (await host.GivenStaff(Roles.Agent), await host.GivenParent());
        var (visitor, neighbour) = (host.Visitor(), host.Visitor());
        await visitor.SignIn(email);
        await neighbour.SignIn(other);
        await using var first = await OpenPage.StartAsync(host, email);
        await using var tab = await OpenPage.StartAsync(there, email);
        await using var neighbours = await OpenPage.StartAsync(there, other);

        await EndAsync(host, visitor, email, end);

        await first.EndsAsync(AtOnce);
        await tab.EndsAsync(AtOnce);
        (await neighbours.IsOpenAsync()).Should().BeTrue();
        (await visitor.Open("/mon-compte/securite"))
            .Status.Should()
            .Be(end is "password" or "ended by its owner" ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.Found);
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_page_that_was_told_nothing_files_and_reads_nothing_and_ends_with_its_first_message(DatabaseProvider database)
    {
        await using var host = await PortalHost.OnAsync(database);
        var email = await host.GivenParent();
        await host.Visitor().SignIn(email);
        await using var tab = await OpenPage.StartAsync(host, email);
        (await tab.Sender.SendAsync(new StartConversation(Guid.NewGuid(), "Avant", "Un message"))).IsRefused.Should().BeFalse();
        await host.Find(db => db.Set<SignInSession>().ExecuteDeleteAsync());

        var writing = () => tab.Sender.SendAsync(new StartConversation(Guid.NewGuid(), "Après", "Un message"));
        var reading = () => tab.Sender.SendAsync(new GetOffices());

        await writing.Should().ThrowAsync<SignInEndedException>();
        (await host.Find(db => db.ConversationMessages.CountAsync())).Should().Be(1);
        (await tab.IsOpenAsync()).Should().BeFalse("and the page goes to the sign-in");
        (await reading.Should().NotThrowAsync("what everybody may read is read without a sign-in")).Which.IsRefused.Should().BeFalse();
    }

    [Fact]
    public async Task A_page_asks_for_the_sign_in_and_says_why()
    {
        await using var host = await PortalHost.StartAsync();

        (await host.Visitor().Open("/connexion?fin=1&ReturnUrl=%2Fdemandes"))
            .Text.Should()
            .Contain("Votre connexion a pris fin")
            .And.Contain("n’est pas parti");
        (await host.Visitor().Open("/connexion?ReturnUrl=%2Fdemandes")).Text.Should().NotContain("a pris fin");
    }

    private static async Task EndAsync(PortalHost host, Visitor visitor, string email, string end)
    {
        var id = await host.Find(db => db.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync());
        switch (end)
        {
            case "sign-out":
                await visitor.Submit("/deconnexion");
                break;
            case "password":
                (
                    await visitor.SubmitForm(
                        "/mon-compte/securite/mot-de-passe",
                        "mot-de-passe",
                        ("Model.Current", PortalHost.Password),
                        ("Model.Password", Another),
                        ("Model.Again", Another)
                    )
                )
                    .Location.Should()
                    .Contain("fait=");
                break;
            case "reset":
                var link = (await host.With<PasswordReset, string?>(reset => reset.PrintableLinkAsync(email)))!;
                (await host.Visitor().Submit(link, ("Password", Another), ("Again", Another))).Text.Should().Contain("est changé");
                break;
            case "ended by its owner":
                await host.Visitor().SignIn(email);
                (await visitor.SubmitForm("/mon-compte/securite/connexions", "connexions", ("Model.Current", PortalHost.Password)))
                    .Location.Should()
                    .Contain("fait=");
                break;
            case "closed":
                await ActAsync(host, new SetUserDisabled(id, true));
                break;
            case "roles":
                await ActAsync(host, new SetUserRoles(id, Roles.Agent | Roles.Accountant));
                break;
            case "factor":
                await host.GivenCodes(email);
                await ActAsync(host, new ResetUserFactor(id));
                break;
            case "ended":
                await ActAsync(host, new EndUserSessions(id));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(end), end, null);
        }
    }

    /// <summary>As another administrator.</summary>
    private static Task<bool> ActAsync(PortalHost host, IRequest<Outcome<Done>> message) =>
        host.With<IServiceProvider, bool>(async services =>
        {
            var user = services.GetRequiredService<CurrentUser>();
            user.SignIn(Guid.NewGuid(), "Andrea Admin", Roles.Administrator, 0);
            user.ConfirmSecondFactor();
            (await services.GetRequiredService<IMediator>().Send(message)).Refusals.Should().BeEmpty();
            return true;
        });

    /// <summary>What a circuit holds of whoever opened it, with the session that the browser's cookie names.</summary>
    private sealed class OpenPage : IAsyncDisposable
    {
        private readonly AsyncServiceScope _scope;

        private OpenPage(AsyncServiceScope scope) => _scope = scope;

        public PortalSender Sender => _scope.ServiceProvider.GetRequiredService<PortalSender>();

        private AuthenticationStateProvider Authentication => _scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();

        public static async Task<OpenPage> StartAsync(PortalHost host, string email)
        {
            var principal = await host.With<IServiceProvider, ClaimsPrincipal>(async services =>
            {
                var user = (await services.GetRequiredService<UserManager<PortalUser>>().FindByEmailAsync(email))!;
                var made = await services.GetRequiredService<PortalSignIn>().CreateUserPrincipalAsync(user);
                var session = await services.GetRequiredService<PortalDbContext>().Set<SignInSession>().SingleAsync(row => row.UserId == user.Id);
                made.Identities.First().AddClaim(new Claim(PortalClaims.Session, session.Id.ToString("N", CultureInfo.InvariantCulture)));
                return made;
            });
            var page = new OpenPage(host.Services.CreateAsyncScope());
            foreach (
                var handler in page
                    ._scope.ServiceProvider.GetServices<CircuitHandler>()
                    .Where(handler => handler.GetType().Assembly == typeof(PortalSender).Assembly)
            )
            {
                await handler.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
            }

            ((IHostEnvironmentAuthenticationStateProvider)page.Authentication).SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));
            return page;
        }

        public async Task<bool> IsOpenAsync() => (await Authentication.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated == true;

        public async Task EndsAsync(TimeSpan limit)
        {
            var started = Stopwatch.GetTimestamp();
            while (await IsOpenAsync())
            {
                Stopwatch.GetElapsedTime(started).Should().BeLessThan(limit);
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        public ValueTask DisposeAsync() => _scope.DisposeAsync();
    }
}
