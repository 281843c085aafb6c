using System.Net;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Web.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace ClsPortal.Web.Tests.Access;

/// <summary>Every address of the portal, against a family's own parent, another family's, each role and a visitor.</summary>
public sealed class AddressTests
{
    private const Roles Treating = Roles.Agent | Roles.Director;
    private const Roles Setup = Roles.Director | Roles.Administrator;

    // The table of SPEC, "Who may do what", for addresses: who gets past the door. What stands in braces is filled in with rows of one family.
    private static readonly (Roles Allowed, string[] Addresses)[] Doors =
    [
        (
            Roles.Parent,
            [
                "/inscriptions",
                "/inscriptions/{child}/{none}",
                "/demandes",
                "/mon-compte/historique",
                "/mon-compte/factures",
                "/mon-compte/depot",
                "/documents",
                "/contact",
                "/contact/{conversation}",
                "/paiement",
                "/paiement/suivi/{guid}",
                "/mon-compte/informations",
                "/mon-compte/informations/responsable/{guardian}",
                "/mon-compte/informations/enfant/{child}",
                "/mon-compte/informations/enfant/nouveau",
                "/mon-compte/informations/sante/{child}",
                "/mon-compte/informations/autorisations",
                "/mon-compte/informations/contacts",
                "/mon-compte/informations/contacts/{contact}",
                "/mon-compte/informations/contacts/nouveau",
                "/mon-compte/informations/{child}/fiche",
                "/mon-compte/informations/{child}/fiche.pdf",
                "/mon-compte/factures/{none}",
                "/mon-compte/factures/{none}.pdf",
                "/mon-compte/attestation-fiscale/{none}",
                "/mon-compte/attestation-fiscale/2018.pdf",
                "/mon-compte/historique.csv",
                "/mon-compte/historique.xlsx",
                "/mon-compte/mes-donnees.zip",
            ]
        ),
        (
            Treating,
            [
                "/gestion/demandes",
                "/gestion/demandes/traitees",
                "/gestion/familles",
                "/gestion/familles/nouvelle",
                "/gestion/familles/{family}",
                "/gestion/familles/{family}/nom",
                "/gestion/familles/{family}/responsable/{guardian}",
                "/gestion/familles/{family}/responsable/{guardian}/confidentialite",
                "/gestion/familles/{family}/responsable/nouveau",
                "/gestion/familles/{family}/enfant/{child}",
                "/gestion/familles/{family}/enfant/nouveau",
                "/gestion/familles/{family}/enfant/{child}/depart",
                "/gestion/familles/{family}/contacts/{contact}",
                "/gestion/familles/{family}/contacts/nouveau",
                "/gestion/familles/{family}/autorisations",
                "/gestion/familles/{family}/sante/{child}",
                "/gestion/enfants/{child}/fiche",
                "/gestion/enfants/{child}/fiche.pdf",
                "/gestion/modifications",
                "/gestion/pieces",
                "/gestion/messages/{conversation}",
                "/gestion/messages/envoyes",
                "/gestion/messages/envoyes/{guid}",
                "/gestion/activites",
                "/gestion/activites/a-regler",
                "/gestion/encadrement",
                "/gestion/listes",
                "/gestion/listes/sante",
                "/gestion/listes/liste.pdf?du=2019-01-16&au=2019-01-16",
                "/gestion/listes/liste.xlsx?du=2019-01-16&au=2019-01-16",
                "/gestion/listes/sante.pdf?jour=2019-01-16&activite=1",
                "/gestion/listes/sante.xlsx?jour=2019-01-16&activite=1",
                "/gestion/presences",
                "/gestion/presences/ajout?jour=2019-01-16&activite=1",
                "/gestion/presences/etat?jour=2019-01-16&activite=1",
                "/gestion/presences/hors-ligne.js",
                "/fichiers/{deposit}/apercu",
            ]
        ),
        (Roles.Parent | Treating, ["/fichiers/{deposit}", "/documents/{document}"]),
        (Roles.Director, ["/gestion/documents", "/gestion/fermetures", "/gestion/messages/nouveau", "/gestion/parametres/autorisations"]),
        (
            Setup,
            [
                "/gestion/activites/toutes",
                "/gestion/activites/nouvelle",
                "/gestion/activites/{none}",
                "/gestion/activites/{none}/annuler",
                "/gestion/demarrage",
                "/gestion/exports",
                "/gestion/exports/families.csv",
                "/gestion/parametres/calendrier",
                "/gestion/parametres/centre",
                "/gestion/parametres/courriels",
                "/gestion/parametres/identite",
                "/gestion/parametres/pieces",
                "/gestion/parametres/rappels",
                "/gestion/parametres/vaccins",
            ]
        ),
        (
            Roles.Administrator,
            [
                "/gestion/utilisateurs",
                "/gestion/utilisateurs/inviter",
                "/gestion/utilisateurs/{guid}",
                "/gestion/journal",
                "/gestion/parametres/conservation",
                "/gestion/import",
                "/gestion/import/modele.xlsx",
                "/gestion/droits",
                "/gestion/droits/{family}",
                "/gestion/droits/{family}/{guardian}/donnees.zip",
            ]
        ),
        (Treating | Roles.Administrator, ["/gestion/courriels", "/gestion/messages"]),
        (
            Roles.Accountant,
            [
                "/gestion/factures",
                "/gestion/factures/{none}",
                "/gestion/factures/{none}.pdf",
                "/gestion/factures/facturation",
                "/gestion/factures/facturation/{none}",
                "/gestion/factures/reglages",
                "/gestion/quotients",
                "/gestion/impayes",
                "/gestion/paiements",
                "/gestion/paiements/saisie",
                "/gestion/tresorerie",
                "/gestion/tresorerie/codes",
                "/gestion/tresorerie/table?objet=Invoices",
                "/gestion/tresorerie/ormc/{none}.xml",
            ]
        ),
        (Roles.Accountant | Roles.Director, ["/gestion/tarifs"]),
        (Setup | Roles.Accountant, ["/gestion/parametres", "/gestion/statistiques", "/gestion/statistiques.xlsx?du=2018-09&au=2019-02"]),
        (Roles.Staff, ["/gestion"]),
        (
            Roles.Parent | Roles.Staff,
            [
                "/",
                "/mon-compte/brouillons",
                "/mon-compte/securite",
                "/mon-compte/securite/application",
                "/mon-compte/securite/cle",
                "/mon-compte/securite/mot-de-passe",
                "/mon-compte/securite/connexions",
                "/mon-compte/securite/second-facteur",
                "/mon-compte/securite/cle/{none}",
            ]
        ),
    ];

    // Open to whoever comes: signing in, what the law asks for, and what is not a page.
    private static readonly string[] Open =
    [
        "/connexion",
        "/connexion/code",
        "/deconnexion",
        "/mot-de-passe-oublie",
        "/mot-de-passe/nouveau",
        "/invitation",
        "/premiere-connexion",
        "/accessibilite",
        "/mentions-legales",
        "/donnees-personnelles",
        "/introuvable",
        "/erreur",
        "/style",
        "/plan",
        "/identite/couleurs.css",
        "/identite/logo.webp",
        "/identite/accueil.webp",
        "/health/live",
        "/health/ready",
        "/.well-known/change-password",
    ];

    // Answers to what is posted or comes back from PayFiP, with tests of their own.
    private static readonly string[] Posted =
    [
        "/paiement/retour",
        "/connexion/cle/get",
        "/connexion/cle/create",
        "/gestion/presences/pointages",
        "/paiement/notification",
        "/apparence",
    ];

    [Fact]
    public async Task Every_address_that_the_portal_answers_is_in_the_table()
    {
        await using var host = await PortalHost.StartAsync();
        _ = host.Visitor();
        var mapped = host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Where(pattern => !pattern.StartsWith("/_", StringComparison.Ordinal) && !pattern.StartsWith("/{**", StringComparison.Ordinal))
            .Select(Shape)
            .Distinct()
            .ToList();

        mapped
            .Should()
            .BeEquivalentTo(Doors.SelectMany(door => door.Addresses).Concat(Open).Concat(Posted).Select(address => Shape(address.Split('?')[0])).Distinct());
    }

    [Fact]
    public async Task Whoever_may_not_open_an_address_is_told_that_nothing_is_there_and_a_visitor_is_asked_to_sign_in()
    {
        await using var host = await PortalHost.StartAsync();
        var (own, stranger) = (await host.GivenParent(), await host.GivenParent());
        var rows = await GivenRowsAsync(host, own);
        var faults = new List<string>();
        (string Who, Roles Role, string? Email)[] visitors =
        [
            ("own", Roles.Parent, own),
            ("stranger", Roles.Parent, stranger),
            ("visitor", Roles.None, null),
            .. await Task.WhenAll(RoleNames.Select(async role => (role.ToString(), role, (string?)await host.GivenStaff(role)))),
        ];
        foreach (var (who, role, email) in visitors)
        {
            var visitor = host.Visitor();
            if (email is not null)
            {
                await visitor.SignInStronglyAsync(host, email);
            }

            foreach (var (allowed, address) in Doors.SelectMany(door => door.Addresses.Select(address => (door.Allowed, address))))
            {
                using var answer = await visitor.Http.GetAsync(new Uri(Fill(address, rows), UriKind.Relative));
                if (Fault(who, role, allowed, address, answer) is { } fault)
                {
                    faults.Add($"{who} {address}: {fault} ({(int)answer.StatusCode} {answer.Headers.Location})");
                }
            }
        }

        faults.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_staff_need_a_second_factor_a_password_alone_leads_from_every_address_of_theirs_to_the_page_that_says_so()
    {
        await using var host = await PortalHost.RequiringFactorAsync();
        var rows = await GivenRowsAsync(host, await host.GivenParent());
        var faults = new List<string>();
        foreach (var role in RoleNames)
        {
            var visitor = host.Visitor();
            await visitor.SignIn(await host.GivenStaff(role));
            foreach (
                var address in Doors
                    .Where(door => (door.Allowed & role) != Roles.None)
                    .SelectMany(door => door.Addresses)
                    .Where(address => !address.StartsWith("/mon-compte/securite", StringComparison.Ordinal))
            )
            {
                var filled = Fill(address, rows);
                using var answer = await visitor.Http.GetAsync(new Uri(filled, UriKind.Relative));
                var expected = address == "/" ? "/gestion" : $"/mon-compte/securite/second-facteur?retour={Uri.EscapeDataString(filled)}";
                if (answer.StatusCode != HttpStatusCode.Redirect || !answer.Headers.Location!.OriginalString.EndsWith(expected, StringComparison.Ordinal))
                {
                    faults.Add($"{role} {address}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        faults.Should().BeEmpty();
    }

    [Fact]
    public async Task A_child_s_record_is_printed_for_its_parents_and_for_staff_with_a_second_factor_who_are_led_to_it_and_back()
    {
        await using var host = await PortalHost.StartAsync();
        var (own, stranger) = (await host.GivenParent(), await host.GivenParent());
        var rows = await GivenRowsAsync(host, own);
        var (mine, theirs) = ($"/mon-compte/informations/{rows["child"]}/fiche.pdf", $"/gestion/enfants/{rows["child"]}/fiche.pdf");
        var agent = host.Visitor();
        var email = await host.GivenStaff(Roles.Agent);
        await agent.SignIn(email);

        var weak = await agent.Open(theirs);
        var explained = await agent.Open(weak.Location!);
        await agent.Submit("/deconnexion");
        await agent.SignInStronglyAsync(host, email);
        var mended = await agent.Open(weak.Location!);
        using var printed = await agent.Http.GetAsync(new Uri(theirs, UriKind.Relative));
        var parent = host.Visitor();
        await parent.SignIn(own);
        using var ownPrint = await parent.Http.GetAsync(new Uri(mine, UriKind.Relative));
        var neighbour = host.Visitor();
        await neighbour.SignIn(stranger);

        weak.Status.Should().Be(HttpStatusCode.Redirect);
        weak.Location.Should().Be($"/mon-compte/securite?retour={Uri.EscapeDataString(theirs)}");
        explained.Text.Should().Contain("connectez-vous avec un second facteur");
        explained.Html.Should().Contain($"application?retour={Uri.EscapeDataString(theirs)}", "the way back goes along");
        mended.Html.Should().Contain($"href=\"{theirs}\"");
        foreach (var pdf in new[] { printed, ownPrint })
        {
            pdf.StatusCode.Should().Be(HttpStatusCode.OK);
            pdf.Content.Headers.ContentType!.MediaType.Should().Be("application/pdf");
            pdf.Headers.CacheControl!.NoStore.Should().BeTrue();
        }

        (await neighbour.Open(mine)).Status.Should().Be(HttpStatusCode.NotFound);
        (await parent.Open("/mon-compte/securite?retour=https%3A%2F%2Fexample.org")).Html.Should().NotContain("example.org", "another site is no way back");
        (await host.Find(db => db.AuditEntries.Where(entry => entry.Act == "health.printed").ToListAsync())).Should().ContainSingle();
    }

    private static IEnumerable<Roles> RoleNames => [Roles.Agent, Roles.Director, Roles.Accountant, Roles.Administrator];

    private static string? Fault(string who, Roles role, Roles allowed, string address, HttpResponseMessage answer)
    {
        if (answer.Headers.CacheControl is not { NoStore: true })
        {
            return "may be kept by a browser";
        }

        var toSignIn = answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.Contains("/connexion", StringComparison.Ordinal);
        if (role == Roles.None)
        {
            return toSignIn ? null : "a visitor is not asked to sign in";
        }

        var isFound = answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.Conflict && !toSignIn;
        if ((allowed & role) == Roles.None || (who == "stranger" && OfOneFamily.Any(address.Contains)))
        {
            return answer.StatusCode == HttpStatusCode.NotFound ? null : "is not told that nothing is there";
        }

        return isFound || address.Contains("{none}") || address.Contains("{guid}") || address.Contains("activite=1") ? null : "is not let in";
    }

    // What another family must not find even where parents may come.
    private static readonly string[] OfOneFamily = ["{child}", "{guardian}", "{contact}", "{conversation}", "{deposit}", "{none}", "{guid}"];

    private static string Fill(string address, Dictionary<string, string> rows) =>
        rows.Aggregate(address, (filled, row) => filled.Replace($"{{{row.Key}}}", row.Value, StringComparison.Ordinal));

    // Two patterns are the same address when they differ in the names of their values only.
    private static string Shape(string pattern)
    {
        var parts = pattern.Split('{');
        return string.Concat(parts.Select((part, index) => index == 0 ? part : "*" + part[(part.IndexOf('}', StringComparison.Ordinal) + 1)..]))
            .Replace("/exports/families.csv", "/exports/*.*", StringComparison.Ordinal)
            .Replace("/2018.pdf", "/*.pdf", StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> GivenRowsAsync(PortalHost host, string email)
    {
        var user = await host.Find(db => db.Users.AsNoTracking().SingleAsync(user => user.Email == email));
        var (family, child, contact) = await host.Find(async db =>
        {
            var family = await db.Families.SingleAsync(family => family.Id == user.FamilyId);
            var child = family.AddChild("Enfant", "Nom", new DateOnly(2015, 1, 1));
            await db.SaveChangesAsync();
            var contact = Contact.Create(
                family.Id,
                user.GuardianId,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [nameof(Contact.LastName)] = "Voisin",
                    [nameof(Contact.Relation)] = "voisin",
                    [nameof(Contact.Phone)] = "03.86.00.00.00",
                    [nameof(Contact.MayPickUp)] = RecordValue.Yes,
                }
            );
            db.Add(contact);
            await db.SaveChangesAsync();
            return (family.Id, child.Id, contact.Id);
        });
        var picture = new IncomingFile("Carte.jpg", FileSamples.Picture(SKEncodedImageFormat.Png));
        var piece = await SendAsync(host, user, Roles.Director, new SaveRequiredPiece(null, "Ordonnance", "", true, true, true, PieceValidity.Unlimited));
        return new(StringComparer.Ordinal)
        {
            ["family"] = $"{family}",
            ["child"] = $"{child}",
            ["guardian"] = $"{user.GuardianId}",
            ["contact"] = $"{contact}",
            ["none"] = "987654",
            ["guid"] = $"{Guid.NewGuid()}",
            ["deposit"] = $"{await SendAsync(host, user, Roles.Parent, new DepositFile(piece, child, picture))}",
            ["document"] = $"{await SendAsync(host, user, Roles.Director, Plan(picture))}",
            ["conversation"] = $"{await SendAsync(host, user, Roles.Parent, new StartConversation(Guid.NewGuid(), "Objet", "Texte"))}",
        };
    }

    private static PublishDocument Plan(IncomingFile picture) => new(null, "Plan", "Vie du centre", null, new DateOnly(2019, 1, 1), null, picture);

    private static async Task<T> SendAsync<T>(PortalHost host, PortalUser user, Roles roles, IRequest<Outcome<T>> message)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        sender.SignIn(user.Id, user.DisplayName, roles, user.FamilyId ?? 0, user.GuardianId ?? 0);
        sender.ConfirmSecondFactor();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
    }
}
