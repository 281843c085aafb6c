namespace ClsPortal.Web.Hosting;

/// <summary>
/// Light or dark: as the device wishes, or as the visitor chose with the buttons at the end of each page. The choice is a cookie of this browser.
/// </summary>
internal static class Appearance
{
    /// <summary>Where the choice is posted, as <c>choix</c>.</summary>
    public const string Address = "/apparence";

    /// <summary>The choices in the order shown: what is sent, how the page is marked, and what people read. The first follows the device.</summary>
    public static readonly IReadOnlyList<(string Sent, string? Theme, string Words)> Choices =
    [
        ("automatique", null, "Automatique"),
        ("claire", "light", "Claire"),
        ("sombre", "dark", "Sombre"),
    ];

    private const string Cookie = "apparence";
    private const string Light = "#ffffff";
    private const string Dark = "#1b2328";

    /// <summary>For the <c>data-theme</c> of the page; null when the device decides.</summary>
    public static string? Chosen(HttpContext? context) => Choices.FirstOrDefault(choice => choice.Sent == context?.Request.Cookies[Cookie]).Theme;

    /// <summary>The colours of the browser's own bar, which continues the head of the page (<c>--surface</c> in css/theme.css).</summary>
    public static IEnumerable<(string Color, string? Media)> BrowserColors(HttpContext context) =>
        Chosen(context) switch
        {
            "light" => [(Light, null)],
            "dark" => [(Dark, null)],
            _ => [(Light, "(prefers-color-scheme: light)"), (Dark, "(prefers-color-scheme: dark)")],
        };

    // Without a token: whoever makes a browser send this changes nothing but its colours, and pages for everybody set no cookie of their own.
    public static void MapAppearance(this WebApplication app) => app.MapPost(Address, Choose).AllowAnonymous().DisableAntiforgery();

    private static IResult Choose(HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm(Name = "choix")] string? choice)
    {
        var from = Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var page) ? page.PathAndQuery : null;
        var options = new CookieOptions
        {
            IsEssential = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
        };
        if (Choices.Any(one => one.Sent == choice && one.Theme is not null))
        {
            context.Response.Cookies.Append(Cookie, choice!, options);
        }
        else
        {
            context.Response.Cookies.Delete(Cookie, options);
        }

        return Results.LocalRedirect(LocalAddress.Or(from, "/"));
    }
}
