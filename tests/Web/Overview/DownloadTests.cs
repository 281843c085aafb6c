using System.Net;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Hosting;
using ClsPortal.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Web.Tests.Overview;

/// <summary>The way of a file out of the portal, tried with the families' page that staff have.</summary>
public sealed class DownloadTests
{
    [Fact]
    public async Task A_file_is_saved_under_its_name_and_never_shown()
    {
        await using var host = await StartAsync();
        await host.GivenParent();
        var agent = host.Visitor();
        await agent.SignIn(await host.GivenStaff(Roles.Agent));

        using var answer = await agent.Http.GetAsync(new Uri("/essai/1.pdf", UriKind.Relative));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/pdf");
        answer.Content.Headers.ContentDisposition!.ToString().Should().StartWith("attachment").And.Contain("filename*=UTF-8''Fiche%20de%20No%C3%ABl.pdf");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        (await answer.Content.ReadAsStringAsync()).Should().Be("Famille 1");
    }

    [Theory]
    [InlineData(Roles.Agent, "/essai/999.pdf")]
    [InlineData(Roles.Agent, "/essai/x.pdf")]
    [InlineData(Roles.Accountant, "/essai/1.pdf")]
    [InlineData(Roles.Parent, "/essai/1.pdf")]
    public async Task What_is_not_there_or_not_theirs_is_not_found(Roles role, string address)
    {
        await using var host = await StartAsync();
        var parent = await host.GivenParent();
        var visitor = host.Visitor();
        await visitor.SignIn(role == Roles.Parent ? parent : await host.GivenStaff(role));

        (await visitor.Open(address)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to_and_comes_back()
    {
        await using var host = await StartAsync();

        (await host.Visitor().Open("/essai/1.pdf")).Location.Should().Contain("/connexion?ReturnUrl=").And.Contain("1.pdf");
    }

    [Fact]
    public async Task Why_there_is_no_file_is_told_on_a_page()
    {
        await using var host = await PortalHost.StartAsync();
        var parent = host.Visitor();
        await parent.SignIn(await host.GivenParent());

        var refused = await parent.Open("/mon-compte/attestation-fiscale/2018.pdf");

        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Heading.Should().Be("Il n’y a pas de fichier à télécharger");
        refused.Alert.Should().Contain("Aucun paiement n’a été enregistré en 2018.");
    }

    private static Task<PortalHost> StartAsync() => PortalHost.StartAsync(services => services.AddTransient<IStartupFilter, Trial>());

    private sealed class Trial : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.MapWhen(
                    context => context.Request.Path.StartsWithSegments("/essai", StringComparison.Ordinal),
                    branch =>
                        branch
                            .UseRouting()
                            .UseAuthentication()
                            .UseAuthorization()
                            .UseEndpoints(endpoints =>
                                endpoints.MapDownload(
                                    "/essai/{family}.pdf",
                                    (int family) => new GetFamilyDesk(family),
                                    (desk, _) => DownloadFile.Pdf("Fiche de Noël.pdf", System.Text.Encoding.UTF8.GetBytes(desk.Name))
                                )
                            )
                );
                next(app);
            };
    }
}
