using ClsPortal.Application.Families;
using ClsPortal.Infrastructure.Families;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace ClsPortal.Infrastructure.Tests.Families;

public sealed class ClamAvTests
{
    private static readonly byte[] Photo = FileSamples.Picture(SKEncodedImageFormat.Jpeg);
    private static readonly byte[] Infected = [.. Photo, .. System.Text.Encoding.ASCII.GetBytes(FakeClamd.Virus)];

    [Fact]
    public async Task A_clean_file_passes_and_an_infected_one_is_refused_though_its_virus_would_not_be_kept()
    {
        await using var clamd = FakeClamd.OnTcp();
        var inspector = With(new ClamAvAddress("127.0.0.1", clamd.Port));

        (await inspector.InspectAsync(Photo, TestContext.Current.CancellationToken)).IsRefused.Should().BeFalse();
        (await inspector.InspectAsync(Infected, TestContext.Current.CancellationToken)).Refusal.Code.Should().Be("FileInfected");
        clamd.Scanned.Should().Be(2);
    }

    [Fact]
    public async Task It_is_reached_by_a_socket_too()
    {
        var path = Path.Combine(Path.GetTempPath(), $"clamd-{Guid.NewGuid():N}");
        await using var clamd = FakeClamd.OnSocket(path);

        (await With(new ClamAvAddress(path, 0)).InspectAsync(Infected, TestContext.Current.CancellationToken)).Refusal.Code.Should().Be("FileInfected");
        File.Delete(path);
    }

    [Fact]
    public async Task What_was_not_scanned_is_not_kept()
    {
        int port;
        await using (var clamd = FakeClamd.OnTcp(maxBytes: 1000))
        {
            port = clamd.Port;
            (await With(new ClamAvAddress("127.0.0.1", port)).InspectAsync(Photo, TestContext.Current.CancellationToken))
                .Refusal.Code.Should()
                .Be("FileNotScanned");
        }

        (await With(new ClamAvAddress("127.0.0.1", port)).InspectAsync(Photo, TestContext.Current.CancellationToken))
            .Refusal.Sentence.Should()
            .Contain("Réessayez");
        (await With(new ClamAvAddress("/nowhere/clamd.ctl", 0)).InspectAsync(Photo, TestContext.Current.CancellationToken))
            .Refusal.Code.Should()
            .Be("FileNotScanned");
    }

    [Fact]
    public async Task Debians_clamd_is_understood()
    {
        Assert.SkipUnless(File.Exists(Clamd.Program), "Debian's clamav-daemon is not installed; a stand-in is tested in its place.");
        await using var clamd = await Clamd.StartAsync(FakeClamd.Virus, TestContext.Current.CancellationToken);

        foreach (var address in new[] { new ClamAvAddress("127.0.0.1", clamd.Port), new ClamAvAddress(clamd.Socket, 0) })
        {
            var inspector = With(address);
            (await inspector.InspectAsync(Photo, TestContext.Current.CancellationToken)).IsRefused.Should().BeFalse();
            (await inspector.InspectAsync(Infected, TestContext.Current.CancellationToken)).Refusal.Code.Should().Be("FileInfected");
            (await inspector.InspectAsync(new byte[Clamd.MostBytes + 1], TestContext.Current.CancellationToken)).Refusal.Code.Should().Be("FileNotScanned");
        }
    }

    [Theory]
    [InlineData("clamav:3310", "clamav", 3310)]
    [InlineData("127.0.0.1:3310", "127.0.0.1", 3310)]
    [InlineData("[::1]:3310", "::1", 3310)]
    [InlineData("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl", 0)]
    public void Where_it_listens_is_a_setting(string value, string host, int port) => Read(value).ClamAv.Should().Be(new ClamAvAddress(host, port));

    [
        Theory,
        InlineData("clamav"),
        InlineData("clamav:0"),
        InlineData("clamav:port"),
        InlineData(":3310"),
        InlineData("unix:clamd.ctl"),
        InlineData("http://clamav:3310")
    ]
    public void A_wrong_setting_stops_the_start_with_a_sentence(string value)
    {
        var reading = () => Read(value);

        reading
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"Portal:Files:ClamAv is '{value}': expected where clamd listens, such as clamav:3310 or unix:/run/clamav/clamd.ctl.");
    }

    private static IFileInspector With(ClamAvAddress address) =>
        new ServiceCollection().AddLogging().AddFiles(FileLimits.Default, address).BuildServiceProvider().GetRequiredService<IFileInspector>();

    private static FileSettings Read(string value) =>
        FileSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Portal:Files:ClamAv", (string?)value)]).Build());
}
