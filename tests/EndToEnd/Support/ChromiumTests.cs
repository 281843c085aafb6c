using Microsoft.Playwright;

namespace ClsPortal.EndToEnd.Tests.Support;

public sealed class ChromiumTests
{
    private const string Sound =
        "data:text/html;charset=utf-8,<!doctype html><html lang='fr'><title>Calendrier</title><main><h1>Calendrier</h1><p>Mercredi</p></main></html>";

    private const string Faulty =
        "data:text/html;charset=utf-8,<!doctype html><html><title>Calendrier</title><main><h1>Calendrier</h1><button></button></main></html>";

    [Fact]
    public async Task A_page_opens_on_phone_and_desktop_in_French_and_on_the_centres_clock()
    {
        await using var chromium = await Chromium.LaunchAsync();

        var phone = await OpenAsync(await chromium.PhoneAsync(), Sound);
        var desktop = await OpenAsync(await chromium.DesktopAsync(), Sound);

        (await phone.EvaluateAsync<string>("() => screen.width + ' ' + matchMedia('(pointer: coarse)').matches")).Should().Be("390 true");
        (await desktop.EvaluateAsync<string>("() => innerWidth + ' ' + innerHeight")).Should().Be("1280 900");
        (await desktop.EvaluateAsync<string>("() => new Date(Date.UTC(2019, 0, 31, 23, 30)).toLocaleString()")).Should().Be("01/02/2019 00:30:00");
    }

    [Fact]
    public async Task Axe_names_the_faults_of_a_page_and_is_silent_on_a_sound_one()
    {
        await using var chromium = await Chromium.LaunchAsync();
        var context = await chromium.DesktopAsync();

        var ofSound = await Accessibility.FaultsAsync(await OpenAsync(context, Sound));
        var ofFaulty = await Accessibility.FaultsAsync(await OpenAsync(context, Faulty));

        ofSound.Should().BeEmpty();
        ofFaulty.Should().Contain(fault => fault.StartsWith("button-name")).And.Contain(fault => fault.StartsWith("html-has-lang"));
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, string url)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(url);
        return page;
    }
}
