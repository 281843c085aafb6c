using System.Net;
using System.Text.RegularExpressions;

namespace ClsPortal.Support;

/// <summary>Somebody with cookies of his own who signs in as a browser does and opens pages with a real circuit, without a browser's weight.</summary>
public sealed partial class PortalVisitor : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _http;
    private readonly string? _from;

    /// <param name="address">Of the portal, or of the proxy before it.</param>
    /// <param name="from">The visitor's own address, told as a trusted proxy tells it; null when the portal sees it for itself.</param>
    public PortalVisitor(Uri address, string? from = null)
    {
        _handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        _http = new HttpClient(_handler) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        _from = from;
        if (from is not null)
            _http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
    }

    public HttpClient Http => _http;

    /// <summary>The value of a cookie that the visitor was given; null without one.</summary>
    public string? Cookie(string name) => _handler.CookieContainer.GetCookies(_http.BaseAddress!)[name]?.Value;

    public async Task SignInAsync(string email, string password, CancellationToken cancellation = default)
    {
        var page = await ReadAsync("/connexion", cancellation);
        using var form = new FormUrlEncodedContent([
            .. Hidden()
                .Matches(page.Split("</form>")[0])
                .Select(hit => KeyValuePair.Create(WebUtility.HtmlDecode(hit.Groups["name"].Value), WebUtility.HtmlDecode(hit.Groups["value"].Value))),
            KeyValuePair.Create("Model.Email", email),
            KeyValuePair.Create("Model.Password", password),
        ]);
        using var answer = await _http.PostAsync(new Uri("/connexion", UriKind.Relative), form, cancellation);
        if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther))
            throw new InvalidOperationException($"{email} was not let in: {(int)answer.StatusCode}");
    }

    /// <summary>Opens a page and its circuit; returns once the page's first content has come over the circuit.</summary>
    public async Task<CircuitPage> OpenAsync(string address, CancellationToken cancellation = default)
    {
        var html = await ReadAsync(address, cancellation);
        return await CircuitPage.StartAsync(html, new Uri(_http.BaseAddress!, address), _handler.CookieContainer, _from, cancellation);
    }

    public async Task<string> ReadAsync(string address, CancellationToken cancellation = default)
    {
        using var answer = await _http.GetAsync(new Uri(address, UriKind.Relative), cancellation);
        var html = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? html : throw new InvalidOperationException($"{address} answered {(int)answer.StatusCode}");
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
