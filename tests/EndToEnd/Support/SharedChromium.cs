using ClsPortal.EndToEnd.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedChromium))]

namespace ClsPortal.EndToEnd.Tests.Support;

/// <summary>One Chromium for all tests, each with cookies and pages of its own; closed after the last, as the portal that is shared.</summary>
public sealed class SharedChromium : IAsyncDisposable
{
    private static readonly Lazy<Task<Chromium>> Shared = new(Chromium.LaunchAsync);

    // A wait ends when its condition holds; on a busy machine that may take longer than the five seconds that Playwright allows.
    static SharedChromium() => Microsoft.Playwright.Assertions.SetDefaultExpectTimeout(60_000);

    public static Task<Chromium> Instance => Shared.Value;

    public async ValueTask DisposeAsync()
    {
        await Demo.EndSharedAsync();
        if (Shared.IsValueCreated)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }
}
