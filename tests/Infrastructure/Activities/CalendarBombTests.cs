using System.Text;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Activities;

/// <summary>Files of a few megabytes that the libraries would make gigabytes of: refused in a sentence before they see them.</summary>
public sealed class CalendarBombTests
{
    private const long MostBytes = 250L * 1024 * 1024;

    private static readonly ISchoolCalendarFiles Files = new ServiceCollection()
        .AddSingleton(new PortalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")))
        .AddCalendarFiles()
        .BuildServiceProvider()
        .GetRequiredService<ISchoolCalendarFiles>();

    [Theory]
    [InlineData("", "BEGIN:VEVENT\nEND:VEVENT\n", 300_000)]
    [InlineData("", "BEGIN:VEVENT\n", 500_000)]
    [InlineData("SUMMARY:", "x", 8_000_000)]
    [InlineData("SUMMARY:", "\n xxxxxxxxxxxxxxx", 450_000)]
    public void An_ICS_that_asks_for_much_gets_little(string start, string part, int times) =>
        IsRefusedCheaply($"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{start}{Repeat(part, times)}\n");

    [Theory]
    [InlineData("[{}", ",{}", 2_500_000)]
    [InlineData("[", "[", 4_000_000)]
    public void A_JSON_that_asks_for_much_gets_little(string start, string part, int times) => IsRefusedCheaply(start + Repeat(part, times));

    [Theory]
    [InlineData("description;", 600_000)]
    [InlineData("\n", 8_000_000)]
    public void A_CSV_that_asks_for_much_gets_little(string part, int times) => IsRefusedCheaply("description;start_date" + Repeat(part, times));

    private static void IsRefusedCheaply(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Files.Read(content).Should().BeNull();
        Files.TooMuch(content).Should().EndWith(".");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MostBytes);
    }

    private static string Repeat(string part, int times) => new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
}
