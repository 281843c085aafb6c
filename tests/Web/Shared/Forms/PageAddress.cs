using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using System.Text.RegularExpressions;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Web.Attendance.Staff;
using ClsPortal.Web.Shared.Layout;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Shared;

/// <summary>A page, with what its address says, and who may open it.</summary>
internal sealed partial record PageAddress(Type Page, string Template, IReadOnlyDictionary<string, object> Values, string Query, Roles Role)
{
    // What an address does not hold and a form needs to be seen.
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["/gestion/quotients"] = "famille={FamilyId}",
        ["/gestion/paiements/saisie"] = "famille={Debtor}",
        ["/gestion/droits"] = "q=test",
    };

    public string Path => Parameter().Replace(Template, hit => Text(Values[hit.Groups["name"].Value])) + (Query.Length > 0 ? "?" + Query : "");

    public override string ToString() => Path;

    /// <summary>
    /// Every page behind the sign-in, live or static, but those of one's own security and Présences, which is its script's; one whose address takes a
    /// value that nothing fills fails.
    /// </summary>
    public static async Task<IReadOnlyList<PageAddress>> AllAsync(DemoPortal portal)
    {
        var known = await KnownAsync(portal);
        return
        [
            .. from page in typeof(App).Assembly.GetTypes()
            where page.GetCustomAttribute<LayoutAttribute>()?.LayoutType != typeof(StaticLayout) && page != typeof(Presences)
            from route in page.GetCustomAttributes<RouteAttribute>()
            orderby route.Template
            let values = Parameter()
                .Matches(route.Template)
                .Select(hit => hit.Groups["name"].Value)
                .ToDictionary(name => name, name => Value(known, route.Template, name))
            let query = Parameter().Replace(Queries.GetValueOrDefault(route.Template, ""), hit => Text(known[hit.Groups["name"].Value]))
            select new PageAddress(page, route.Template, values, query, WhoOpens(page)),
        ];
    }

    private static object Value(Dictionary<string, object> known, string template, string name) =>
        name != "Id" ? known[name] : known[template.Split((char[])['/']).Last(part => part.Length > 0 && part[0] != '{' && part != "annuler")];

    private static Roles WhoOpens(Type page)
    {
        var roles =
            page.GetCustomAttributes<AuthorizeAttribute>(inherit: true).Select(attribute => attribute.Roles).FirstOrDefault(roles => roles is not null)
            ?? "Parent";
        return roles.Contains("Accountant", StringComparison.Ordinal) ? Roles.Accountant
            : roles.Contains("Director", StringComparison.Ordinal) ? Roles.Director
            : roles.Contains("Administrator", StringComparison.Ordinal) ? Roles.Administrator
            : roles.Contains("Agent", StringComparison.Ordinal) ? Roles.Agent
            : Roles.Parent;
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static Task<Dictionary<string, object>> KnownAsync(DemoPortal portal) =>
        portal.Host.Find(async db =>
        {
            var family = await db
                .Families.Include(row => row.Guardians)
                .Include(row => row.Children)
                .FirstAsync(row => row.Number == "0119" || row.Number == "0001");
            var contact = await db.Contacts.OrderBy(row => row.Id).FirstOrDefaultAsync(row => row.FamilyId == family.Id);
            var invoice = await db.Invoices.OrderBy(row => row.Id).FirstOrDefaultAsync(row => row.Kind == InvoiceKind.Invoice);
            var activity = await db.Activities.OrderBy(row => row.Id).Select(row => row.Id).FirstOrDefaultAsync();
            var child = family.Children.Select(row => row.Id).FirstOrDefault();
            return new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["FamilyId"] = family.Id,
                ["Debtor"] = invoice?.FamilyId ?? family.Id,
                ["ChildId"] = child,
                ["GuardianId"] = family.Guardians[0].Id,
                ["ActivityId"] = activity,
                ["InvoiceId"] = invoice?.Id ?? 0,
                ["Year"] = 2019,
                ["RunId"] = await db.InvoiceRuns.Select(run => run.Id).Order().FirstOrDefaultAsync(),
                ["UserId"] = Guid.Parse((await portal.SignInAsync(Roles.Agent)).FindFirst(ClaimTypes.NameIdentifier)!.Value),
                ["Attempt"] = Guid.NewGuid(),
                ["responsable"] = family.Guardians[0].Id,
                ["enfant"] = child,
                ["sante"] = child,
                ["contacts"] = contact?.Id ?? 0,
                ["activites"] = activity,
                ["envoyes"] = await db.Broadcasts.Select(row => row.Id).Order().FirstOrDefaultAsync(),
                ["messages"] = await db.Conversations.Select(row => row.Id).Order().FirstOrDefaultAsync(),
                ["contact"] = await db.Conversations.Where(row => row.FamilyId == family.Id).Select(row => row.Id).Order().FirstOrDefaultAsync(),
            };
        });

    [GeneratedRegex(@"\{(?<name>\w+)(:\w+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
