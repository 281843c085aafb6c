using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ClsPortal.EndToEnd.Tests.Support;

namespace ClsPortal.EndToEnd.Tests.Shared;

/// <summary>What the published portal sends is compressed, and asked for once.</summary>
public sealed partial class PageBytesTests
{
    [Theory]
    [InlineData("/connexion", false)]
    [InlineData("/", true)]
    public async Task Pages_and_all_text_that_they_name_leave_compressed(string address, bool isSignedIn)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var demo = await Demo.SharedAsync();
        using var visitor = new HttpClient { BaseAddress = demo.Portal.Address };
        if (isSignedIn)
        {
            var cookies = await (await demo.SignInAsync(Pages.Mother)).Context.CookiesAsync();
            visitor.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        }

        visitor.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        using var page = await visitor.GetAsync(address, cancellation);
        await using var unpacked = new System.IO.Compression.BrotliStream(
            await page.Content.ReadAsStreamAsync(cancellation),
            System.IO.Compression.CompressionMode.Decompress
        );
        var html = await new StreamReader(unpacked).ReadToEndAsync(cancellation);

        page.EnsureSuccessStatusCode();
        page.Content.Headers.ContentEncoding.Should().Equal("br");
        page.Headers.CacheControl!.NoStore.Should().BeTrue();
        var named = Text().Matches(html).Select(match => match.Groups["address"].Value).ToList();
        named.Should().NotBeEmpty();
        foreach (var asset in named)
        {
            using var answer = await visitor.GetAsync("/" + asset.TrimStart('/'), cancellation);
            answer.Content.Headers.ContentEncoding.Should().Equal(["br"], asset);
            answer.Headers.CacheControl!.ToString().Should().Contain("immutable", asset);
        }
    }

    [GeneratedRegex("(?:href|src)=\"(?<address>[^\"]+\\.(?:css|js|svg))\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();
}
