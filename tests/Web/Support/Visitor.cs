using System.Net;
using System.Text.RegularExpressions;

namespace ClsPortal.Web.Tests.Support;

/// <summary>A browser without JavaScript: reads pages, fills in their form, keeps cookies, does not follow redirects by itself.</summary>
internal sealed class Visitor(HttpClient http)
{
    public HttpClient Http => http;

    public async Task<Page> Open(string address) => await Page.Of(await http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute)));

    /// <summary>Opens the page and posts its form with the fields filled in.</summary>
    public async Task<Page> Submit(string address, params (string Field, string Value)[] fields) => await Submit(await Open(address), address, fields);

    public async Task<Page> Submit(Page page, string address, params (string Field, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([.. page.HiddenFields, .. fields.Select(field => KeyValuePair.Create($"Model.{field.Field}", field.Value))]);
        return await Page.Of(await http.PostAsync(new Uri(address, UriKind.RelativeOrAbsolute), form));
    }

    /// <summary>Posts one of several forms of a page; the names of the fields are given whole.</summary>
    public Task<Page> SubmitForm(string address, string form, params (string Field, string Value)[] fields) => SubmitForm(address, address, form, fields);

    /// <summary>The same for a form that is posted to another address.</summary>
    public async Task<Page> SubmitForm(string address, string action, string form, params (string Field, string Value)[] fields)
    {
        var page = await Open(address);
        // A test that invents names would pass where a browser fails.
        fields.Where(field => !page.Html.Contains($"name=\"{field.Field}\"", StringComparison.Ordinal)).Should().BeEmpty();
        using var content = new FormUrlEncodedContent([.. page.HiddenFieldsOf(form), .. fields.Select(field => KeyValuePair.Create(field.Field, field.Value))]);
        return await Page.Of(await http.PostAsync(new Uri(action, UriKind.RelativeOrAbsolute), content));
    }

    public Task<Page> SignIn(string email, string password = PortalHost.Password, string query = "") =>
        Submit("/connexion" + query, ("Email", email), ("Password", password));

    /// <summary>Signs in with the password and a code of an application that is added for it.</summary>
    public async Task SignInStronglyAsync(PortalHost host, string email)
    {
        var secret = await host.GivenCodes(email);
        await SignIn(email);
        await Submit("/connexion/code", ("Code", host.CodeOf(secret)));
    }
}

/// <summary>What came back, as a reader sees it.</summary>
internal sealed partial record Page(HttpStatusCode Status, string? Location, string Html)
{
    public string Heading => Clean(H1().Match(Html).Groups["text"].Value);

    public string Alert => Clean(AlertText().Match(Html).Groups["text"].Value);

    public string Text => Clean(Html);

    /// <summary>Of the page's first form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HiddenFields => HiddenIn(Html.Split("</form>")[0]);

    public IReadOnlyList<KeyValuePair<string, string>> HiddenFieldsOf(string form) =>
        HiddenIn(Html.Split("</form>").First(part => part.Contains($"name=\"_handler\" value=\"{form}\"", StringComparison.Ordinal)));

    private static IReadOnlyList<KeyValuePair<string, string>> HiddenIn(string html) =>
        [
            .. Hidden()
                .Matches(html)
                .Select(hit => KeyValuePair.Create(WebUtility.HtmlDecode(hit.Groups["name"].Value), WebUtility.HtmlDecode(hit.Groups["value"].Value))),
        ];

    public static async Task<Page> Of(HttpResponseMessage response)
    {
        using (response)
        {
            var location = response.Headers.Location;
            return new Page(response.StatusCode, location?.OriginalString, await response.Content.ReadAsStringAsync());
        }
    }

    private static string Clean(string html) => Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();

    [GeneratedRegex("<h1[^>]*>(?<text>.*?)</h1>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex H1();

    [GeneratedRegex("<(?<tag>div|section)[^>]*role=\"alert\"[^>]*>(?<text>.*?)</\\k<tag>>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlertText();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blanks();
}
