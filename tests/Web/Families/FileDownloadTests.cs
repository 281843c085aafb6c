using System.Net;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace ClsPortal.Web.Tests.Families;

/// <summary>Every address of a file, against its own family, another one, each role and a visitor.</summary>
public sealed class FileDownloadTests
{
    [Fact]
    public async Task Whoever_may_not_have_a_file_is_told_that_there_is_none()
    {
        await using var host = await PortalHost.StartAsync();
        var (own, stranger) = (await host.GivenParent(), await host.GivenParent());
        var (deposit, document) = await GivenFilesAsync(host, own);
        string[] addresses =
        [
            $"/fichiers/{deposit}",
            $"/fichiers/{deposit}/apercu",
            $"/documents/{document}",
            $"/fichiers/{Guid.NewGuid()}",
            $"/documents/{Guid.NewGuid()}",
        ];

        var answers = new Dictionary<string, HttpStatusCode[]>(StringComparer.Ordinal);
        foreach (
            var (who, email) in new[] { ("own", own), ("stranger", stranger) }.Concat(
                await Task.WhenAll(
                    new[] { Roles.Agent, Roles.Director, Roles.Accountant, Roles.Administrator }.Select(async role =>
                        (role.ToString(), await host.GivenStaff(role))
                    )
                )
            )
        )
        {
            var visitor = host.Visitor();
            await visitor.SignInStronglyAsync(host, email);
            answers[who] = [.. await StatusesAsync(visitor, addresses)];
        }

        const HttpStatusCode yes = HttpStatusCode.OK;
        const HttpStatusCode no = HttpStatusCode.NotFound;
        answers
            .Should()
            .BeEquivalentTo(
                new Dictionary<string, HttpStatusCode[]>(StringComparer.Ordinal)
                {
                    ["own"] = [yes, no, yes, no, no],
                    ["stranger"] = [no, no, yes, no, no],
                    ["Agent"] = [yes, yes, yes, no, no],
                    ["Director"] = [yes, yes, yes, no, no],
                    ["Accountant"] = [no, no, no, no, no],
                    ["Administrator"] = [no, no, no, no, no],
                },
                options => options.WithStrictOrdering()
            );
        (await StatusesAsync(host.Visitor(), addresses)).Should().OnlyContain(status => status == HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_file_is_saved_and_never_run_and_only_a_drawn_preview_is_shown()
    {
        await using var host = await PortalHost.StartAsync();
        var (deposit, _) = await GivenFilesAsync(host, await host.GivenParent());
        var agent = host.Visitor();
        var email = await host.GivenStaff(Roles.Agent);
        await agent.SignIn(email);
        using var weak = await agent.Http.GetAsync(new Uri($"/fichiers/{deposit}", UriKind.Relative));
        weak.StatusCode.Should().Be(HttpStatusCode.Redirect, "it is a health piece, and a password alone opens none");
        weak.Headers.Location!.OriginalString.Should().Be($"/mon-compte/securite?retour=%2Ffichiers%2F{deposit}");
        await agent.Submit("/deconnexion");
        await agent.SignInStronglyAsync(host, email);

        using var file = await agent.Http.GetAsync(new Uri($"/fichiers/{deposit}", UriKind.Relative));
        using var preview = await agent.Http.GetAsync(new Uri($"/fichiers/{deposit}/apercu", UriKind.Relative));

        foreach (var answer in new[] { file, preview })
        {
            answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            string.Join(';', answer.Headers.GetValues("Content-Security-Policy")).Should().Contain("sandbox");
            answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        }

        file.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        file.Content.Headers.ContentDisposition.FileNameStar.Should().Be("Carte d’identité.png");
        file.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        preview.Content.Headers.ContentDisposition!.DispositionType.Should().Be("inline");
        preview.Content.Headers.ContentType!.MediaType.Should().Be("image/jpeg");
    }

    private static async Task<(Guid Deposit, Guid Document)> GivenFilesAsync(PortalHost host, string email)
    {
        var user = await host.Find(db => db.Users.SingleAsync(user => user.Email == email));
        var child = await host.Find(async db =>
        {
            var family = await db.Families.SingleAsync(family => family.Id == user.FamilyId);
            var child = family.AddChild("Enfant", "Nom", new DateOnly(2015, 1, 1));
            await db.SaveChangesAsync();
            return child.Id;
        });
        var picture = new IncomingFile("Carte d’identité.jpg", FileSamples.Picture(SKEncodedImageFormat.Png));
        var piece = await SendAsync(host, user, Roles.Director, new SaveRequiredPiece(null, "Carte", "", true, true, true, PieceValidity.Unlimited));
        var deposit = await SendAsync(host, user, Roles.Parent, new DepositFile(piece, child, picture));
        var document = await SendAsync(
            host,
            user,
            Roles.Director,
            new PublishDocument(null, "Plan", "Vie du centre", null, new DateOnly(2019, 1, 1), null, picture)
        );
        return (deposit, document);
    }

    private static async Task<T> SendAsync<T>(PortalHost host, PortalUser user, Roles roles, IRequest<Outcome<T>> message)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(user.Id, user.DisplayName, roles, user.FamilyId ?? 0);
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> StatusesAsync(Visitor visitor, string[] addresses)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var address in addresses)
        {
            using var answer = await visitor.Http.GetAsync(new Uri(address, UriKind.Relative));
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }
}
