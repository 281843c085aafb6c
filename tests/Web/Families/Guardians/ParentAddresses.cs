using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace ClsPortal.Web.Tests.Families;

/// <summary>An address of the program: its pattern, and the values that it reads beside it.</summary>
internal sealed record MappedAddress(string Pattern, IReadOnlyCollection<string> Queries);

/// <summary>
/// Every address that a parent may open, as the program maps it, and how each is asked for about what is the mother's and the family's. Only
/// what an address needs is in the table; a new one that takes a value and has no row fails.
/// </summary>
internal static class ParentAddresses
{
    // By pattern; the first part of an address is the pattern with values of the home in it.
    private static readonly Dictionary<string, Func<SeparatedHome, IEnumerable<string>>> Rows = new(StringComparer.Ordinal)
    {
        ["/contact"] = _ => ["/contact", "/contact?page=2"],
        ["/contact/{Id:guid}"] = home => home.Threads.SelectMany(id => (string[])[$"/contact/{id}", $"/contact/{id}?page=1"]),
        ["/demandes"] = _ => ["/demandes", "/demandes?page=1"],
        ["/documents/{id:guid}"] = home => [$"/documents/{home.Document}"],
        ["/fichiers/{id:guid}"] = home => home.Deposits.Select(id => $"/fichiers/{id}"),
        ["/fichiers/{id:guid}/apercu"] = home => home.Deposits.Select(id => $"/fichiers/{id}/apercu"),
        ["/inscriptions"] = home =>
            Months(home).SelectMany(month => Children(home).Select(child => $"/inscriptions?enfant={child}&mois={month}")).Append("/inscriptions"),
        ["/inscriptions/{ChildId:int}/{ActivityId:int}"] = home =>
            from child in Children(home)
            from activity in (int[])[home.There.Id, home.Here.Id]
            from month in Months(home)
            select $"/inscriptions/{child}/{activity}?mois={month}&enfant={child}",
        ["/mon-compte/historique"] = home => History(home, ""),
        ["/mon-compte/historique.csv"] = home => History(home, ".csv"),
        ["/mon-compte/historique.xlsx"] = home => History(home, ".xlsx"),
        ["/mon-compte/factures"] = _ => ["/mon-compte/factures", "/mon-compte/factures?page=1"],
        ["/mon-compte/factures/{InvoiceId:long}"] = home => Invoices(home).Select(id => $"/mon-compte/factures/{id}"),
        ["/mon-compte/factures/{id:long}.pdf"] = home => Invoices(home).Select(id => $"/mon-compte/factures/{id}.pdf"),
        ["/mon-compte/attestation-fiscale/{year:int}.pdf"] = home => [$"/mon-compte/attestation-fiscale/{home.Today.Year}.pdf"],
        ["/mon-compte/attestation-fiscale/{Year:int}"] = home => [$"/mon-compte/attestation-fiscale/{home.Today.Year}"],
        ["/mon-compte/informations/responsable/{Id:int}"] = home =>
            [$"/mon-compte/informations/responsable/{home.Mother.GuardianId}", $"/mon-compte/informations/responsable/{home.Father.GuardianId}"],
        ["/mon-compte/informations/enfant/{Id:int}"] = home => Children(home).Select(child => $"/mon-compte/informations/enfant/{child}"),
        ["/mon-compte/informations/sante/{Id:int}"] = home => Children(home).Select(child => $"/mon-compte/informations/sante/{child}"),
        ["/mon-compte/informations/contacts/{Id:int}"] = home => [$"/mon-compte/informations/contacts/{home.Contact}"],
        ["/mon-compte/informations/{child}/fiche.pdf"] = home => Children(home).Select(child => $"/mon-compte/informations/{child}/fiche.pdf"),
        ["/mon-compte/informations/{ChildId:int}/fiche"] = home => Children(home).Select(child => $"/mon-compte/informations/{child}/fiche"),
        ["/mon-compte/mes-donnees.zip"] = _ => ["/mon-compte/mes-donnees.zip", "/mon-compte/mes-donnees.zip?sante=true"],
        ["/paiement/suivi/{Attempt:guid}"] = home => [$"/paiement/suivi/{home.PaymentAttempt}"],
        ["/paiement/retour"] = home => ["/paiement/retour", $"/paiement/retour?tentative={home.PaymentAttempt}"],
        ["/mot-de-passe/nouveau"] = home => [$"/mot-de-passe/nouveau?id={home.Mother.UserId}&code=x"],
        ["/invitation"] = _ => ["/invitation?code=x"],
        ["/premiere-connexion"] = _ => ["/premiere-connexion?code=x"],
        ["/connexion"] = home => [$"/connexion?ReturnUrl=%2Fcontact%2F{home.Threads[0]}&fin=x"],
        ["/connexion/code"] = _ => ["/connexion/code?ReturnUrl=%2F"],
        ["/deconnexion"] = _ => ["/deconnexion?retour=%2F"],
        ["/mon-compte/securite"] = _ => ["/mon-compte/securite?retour=%2F&fait=x"],
        ["/mon-compte/securite/application"] = _ => ["/mon-compte/securite/application?retour=%2F"],
        ["/mon-compte/securite/cle"] = _ => ["/mon-compte/securite/cle?retour=%2F"],
        ["/mon-compte/securite/cle/{Key}"] = _ => ["/mon-compte/securite/cle/987654"],
        ["/mon-compte/securite/mot-de-passe"] = _ => ["/mon-compte/securite/mot-de-passe?retour=%2F"],
        ["/mon-compte/securite/second-facteur"] = _ => ["/mon-compte/securite/second-facteur?retour=%2F"],
    };

    /// <summary>All that the program maps to be read, staff's pages, the framework's files and what answers every address left out.</summary>
    public static IReadOnlyList<MappedAddress> MappedBy(EndpointDataSource endpoints) =>
        [
            .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && IsRead(endpoint)
            let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            where
                !pattern.StartsWith("/gestion", StringComparison.Ordinal)
                && !pattern.StartsWith("/_", StringComparison.Ordinal)
                && !pattern.StartsWith("/{**", StringComparison.Ordinal)
            group endpoint by pattern into same
            select new MappedAddress(same.Key, [.. same.SelectMany(QueriesOf).Distinct(StringComparer.Ordinal)]),
        ];

    /// <summary>What the table lacks: a pattern with a value that nothing fills, one that reads a query which no row asks with, a row of no address.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<MappedAddress> mapped, SeparatedHome home)
    {
        foreach (var (pattern, queries) in mapped)
        {
            var asked = Rows.TryGetValue(pattern, out var row) ? row(home).ToList() : [];
            if (asked.Count == 0 && pattern.Contains('{', StringComparison.Ordinal))
            {
                yield return $"{pattern} has no row";
            }

            foreach (
                var query in queries.Where(query =>
                    !asked.Exists(address =>
                        address.Contains($"?{query}=", StringComparison.Ordinal) || address.Contains($"&{query}=", StringComparison.Ordinal)
                    )
                )
            )
            {
                yield return $"{pattern} is never asked with {query}";
            }
        }

        foreach (var gone in Rows.Keys.Except(mapped.Select(address => address.Pattern), StringComparer.Ordinal))
        {
            yield return $"{gone} is no address any more";
        }
    }

    /// <summary>What is asked for at an address.</summary>
    public static IEnumerable<string> Of(MappedAddress address, SeparatedHome home) =>
        Rows.TryGetValue(address.Pattern, out var row) ? row(home) : [address.Pattern];

    // Pages say it; of other addresses only what the framework binds is known: what one reads from the request by hand stands in its row.
    private static IEnumerable<string> QueriesOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is { } page
            ? page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(property => (property.Name, Query: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(property => property.Query is not null)
                .Select(property => property.Query!.Name ?? property.Name)
            : endpoint
                .Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
                .Where(parameter =>
                    (Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType) is var type
                    && (type.IsPrimitive || type == typeof(string) || type == typeof(DateOnly) || type == typeof(Guid))
                )
                .Select(parameter => parameter.Name)
                .Where(name => endpoint.RoutePattern.GetParameter(name) is null);

    private static bool IsRead(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods.Count: > 0 } methods || methods.HttpMethods.Contains("GET");

    private static long[] Invoices(SeparatedHome home) => [home.Invoice.Id, home.FathersInvoice.Id];

    private static int[] Children(SeparatedHome home) => [home.Lou, home.Sam];

    private static IEnumerable<string> Months(SeparatedHome home) =>
        Enumerable.Range(0, 2).Select(ahead => home.Today.AddMonths(ahead).ToString("yyyy-MM", CultureInfo.InvariantCulture));

    private static IEnumerable<string> History(SeparatedHome home, string format)
    {
        var (from, to) = (
            home.Today.AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            home.Today.AddDays(80).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        var page = format.Length == 0 ? "&page=1" : "";
        return
        [
            $"/mon-compte/historique{format}",
            .. Children(home).Select(child => $"/mon-compte/historique{format}?enfant={child}&du={from}&au={to}{page}"),
            $"/mon-compte/historique{format}?activite={home.There.Id}",
        ];
    }
}
