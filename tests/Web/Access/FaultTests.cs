using System.Net;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Web.Tests.Access;

public sealed class FaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_fault_of_ours_shows_a_reference_that_the_log_holds_and_nothing_else_of_it(bool posted)
    {
        using var log = new LogLines();
        var isBroken = false;
        await using var portal = await PortalHost.StartAsync(services =>
            services
                .AddSingleton<ILoggerProvider>(log)
                .AddScoped(provider =>
                    isBroken ? throw new InvalidOperationException("a secret detail") : ActivatorUtilities.CreateInstance<SignInAttempts>(provider)
                )
        );
        var visitor = portal.Visitor();
        var open = await visitor.Open("/connexion");
        isBroken = true;

        var answer = posted ? await visitor.Submit(open, "/connexion", ("Email", "a@example.fr"), ("Password", "b")) : await visitor.Open("/connexion");

        (answer.Status, answer.Heading).Should().Be((HttpStatusCode.InternalServerError, "Une erreur s’est produite de notre côté"));
        answer.Html.Should().NotContain("a secret detail");
        var line = log.All.Should().ContainSingle(entry => entry.Contains("/connexion failed; reference", StringComparison.Ordinal)).Which;
        answer.Text.Should().Contain(line.Split("reference ")[1]);
    }
}
