namespace ClsPortal.EndToEnd.Tests.Support;

public sealed class PortalProcessTests
{
    [Fact]
    public async Task A_portal_that_cannot_start_fails_the_test_with_what_it_wrote()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Portal__Database__Provider"] = "Abacus" };

        var starting = () => PortalProcess.StartAsync(settings, TestContext.Current.CancellationToken);

        await starting.Should().ThrowAsync<PortalNotReadyException>().WithMessage("The portal ended with code *before it was ready. It wrote:*");
    }
}
