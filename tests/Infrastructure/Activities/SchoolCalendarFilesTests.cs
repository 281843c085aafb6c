using System.Text;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Activities;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Tests.Activities;

/// <summary>Small files of the ministry's true shape, with its pitfalls.</summary>
public sealed class SchoolCalendarFilesTests
{
    private const string Csv = """
        description;population;start_date;end_date;location;zones;annee_scolaire
        Vacances de la Toussaint;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;Dijon;Zone A;2026-2027
        Vacances de la Toussaint;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;Lyon;Zone A;2026-2027
        Vacances d'Hiver;-;2027-02-12T23:00:00+00:00;2027-02-28T23:00:00+00:00;Dijon;Zone A;2026-2027
        Vacances d'Hiver;-;2027-02-12T23:00:00+00:00;2027-02-28T23:00:00+00:00;Lyon;Zone A;2026-2027
        Vacances d'Hiver;Second degré;2027-02-12T23:00:00+00:00;2027-03-07T23:00:00+00:00;Grenoble;Zone A;2026-2027
        Vacances d'Hiver;-;2027-02-19T23:00:00+00:00;2027-03-07T23:00:00+00:00;Nantes;Zone B;2026-2027
        Vacances de Carnaval;-;2027-02-12T23:00:00+00:00;2027-02-21T23:00:00+00:00;Guadeloupe;Guadeloupe;2026-2027
        Pont de l'Ascension;-;2027-05-06T22:00:00+00:00;2027-05-06T22:00:00+00:00;Dijon;Zone A;2026-2027
        Vacances d'Été;Enseignants;2027-07-02T22:00:00+00:00;2027-08-23T22:00:00+00:00;Dijon;Zone A;2026-2027
        Vacances d'Été;Élèves;2027-07-02T22:00:00+00:00;2027-09-01T22:00:00+00:00;Dijon;Zone A;2026-2027
        Début des Vacances d'Été;-;2028-07-07T22:00:00+00:00;;Dijon;Zone A;2027-2028
        """;

    private const string Ics = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//data.education.gouv.fr//FR
        BEGIN:VEVENT
        DTSTAMP:20250114T124531Z
        DTSTART;VALUE=DATE:20251018
        DTEND;VALUE=DATE:20251103
        SUMMARY:Vacances de la Toussaint - Zones A/B/C
        UID:1@data.education.gouv.fr
        LOCATION:Zones A/B/C
        END:VEVENT
        BEGIN:VEVENT
        DTSTAMP:20250114T124531Z
        DTSTART;VALUE=DATE:20250829
        DTEND;VALUE=DATE:20250901
        SUMMARY:Vacances d'Été(prérentrée Enseignants) - Zones A/B/C
        UID:2@data.education.gouv.fr
        END:VEVENT
        BEGIN:VEVENT
        DTSTAMP:20250114T124531Z
        DTSTART;VALUE=DATE:20260207
        DTEND;VALUE=DATE:20260223
        SUMMARY:Vacances d'Hiver - Zone A
        UID:3@data.education.gouv.fr
        END:VEVENT
        BEGIN:VEVENT
        DTSTAMP:20250114T124531Z
        DTSTART;VALUE=DATE:20250901
        SUMMARY:Rentrée scolaire des élèves - Zones A B C
        UID:4@data.education.gouv.fr
        END:VEVENT
        BEGIN:VEVENT
        DTSTAMP:20250114T124531Z
        DTSTART;VALUE=DATE:20260704
        SUMMARY:Début des Vacances d'Été - Zones A/B/C
        UID:5@data.education.gouv.fr
        END:VEVENT
        BEGIN:VEVENT
        DTSTAMP:20250114T124531Z
        DTSTART;VALUE=DATE:20260214
        DTEND;VALUE=DATE:20260302
        SUMMARY:Vacances d'Hiver - Corse
        UID:6@data.education.gouv.fr
        END:VEVENT
        END:VCALENDAR
        """;

    private static readonly ISchoolCalendarFiles Files = new ServiceCollection()
        .AddSingleton(new PortalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")))
        .AddCalendarFiles()
        .BuildServiceProvider()
        .GetRequiredService<ISchoolCalendarFiles>();

    [Fact]
    public void The_CSV_gives_each_period_once_in_French_days_without_the_teachers()
    {
        var file = Read(Csv)!;

        file.Periods.Where(period => period.Zone == "A")
            .Should()
            .Equal(
                new CalendarFilePeriod("Vacances de la Toussaint", "A", new(2026, 10, 17), new(2026, 11, 2)),
                new CalendarFilePeriod("Vacances d’hiver", "A", new(2027, 2, 13), new(2027, 3, 1)),
                new CalendarFilePeriod("Pont de l’Ascension", "A", new(2027, 5, 7), new(2027, 5, 8)),
                new CalendarFilePeriod("Vacances d’été", "A", new(2027, 7, 3), new(2027, 9, 2)),
                new CalendarFilePeriod("Vacances d’été", "A", new(2028, 7, 8), new(2028, 9, 1), IsReturnSupposed: true)
            );
        file.Periods.Should().ContainSingle(period => period.Zone == "B").Which.FirstDay.Should().Be(new DateOnly(2027, 2, 20));
        file.LinesLeftOut.Should().Be(2, "teachers and Guadeloupe");
    }

    [Fact]
    public void The_labels_of_the_site_the_comma_and_the_mark_of_Excel_do_not_matter()
    {
        var labelled =
            "\uFEFF"
            + Csv.Replace("description;population;start_date;end_date;location;zones", "Description;Population;Date de début;Date de fin;Académies;Zones")
                .ReplaceLineEndings("\r\n");

        Read(labelled)!.Periods.Should().Equal(Read(Csv)!.Periods);
        Read(Csv.Replace(';', ','))!.Periods.Should().Equal(Read(Csv)!.Periods);
    }

    [Fact]
    public void The_three_shapes_of_JSON_give_the_same()
    {
        const string row = """
            {"description":"Vacances de Noël","population":"-","start_date":"2026-12-19T00:00:00+01:00","end_date":"2027-01-04T00:00:00+01:00",
            "location":"Dijon","zones":"Zone A","annee_scolaire":"2026-2027"}
            """;
        var expected = new CalendarFilePeriod("Vacances de Noël", "A", new(2026, 12, 19), new(2027, 1, 4));

        foreach (var json in new[] { $"[{row}]", $$"""{"total_count":1,"results":[{{row}}]}""", $$"""{"nhits":1,"records":[{"fields":{{row}}}]}""" })
        {
            Read(json)!.Periods.Should().Equal(expected);
        }
    }

    [Theory]
    [InlineData(";TZID=Customized Time Zone:20261017T000000", ";TZID=Customized Time Zone:20261102T000000")]
    [InlineData(";TZID=Romance Standard Time:20261017T000000", ";TZID=Romance Standard Time:20261102T000000")]
    [InlineData(";TZID=Europe/Paris:20261017T000000", ";TZID=Europe/Paris:20261102T000000")]
    [InlineData(":20261017T000000", ":20261102T000000")]
    [InlineData(":20261017T233000", ":20261102T233000")]
    [InlineData(":20261016T220000Z", ":20261101T230000Z")]
    [InlineData(";VALUE=DATE:20261017", ";VALUE=DATE:20261102")]
    public void An_hour_of_an_ICS_is_that_of_the_wall_whatever_its_zone_is_called(string start, string end)
    {
        var ics =
            $"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//edu//FR\nBEGIN:VEVENT\nUID:0@x\n"
            + $"DTSTAMP:20260101T000000Z\nDTSTART{start}\nDTEND{end}\nSUMMARY:Vacances de la Toussaint - Zone A\nEND:VEVENT\nEND:VCALENDAR\n";

        Read(ics)!.Periods.Should().Equal(new CalendarFilePeriod("Vacances de la Toussaint", "A", new(2026, 10, 17), new(2026, 11, 2)));
    }

    [Fact]
    public void The_ICS_names_its_zones_in_the_title_and_its_end_is_the_return()
    {
        Read(Ics)!
            .Periods.Where(period => period.Zone == "A")
            .Should()
            .Equal(
                new CalendarFilePeriod("Vacances de la Toussaint", "A", new(2025, 10, 18), new(2025, 11, 3)),
                new CalendarFilePeriod("Vacances d’hiver", "A", new(2026, 2, 7), new(2026, 2, 23)),
                new CalendarFilePeriod("Vacances d’été", "A", new(2026, 7, 4), new(2026, 9, 1), IsReturnSupposed: true)
            );
        Read(Ics)!.Periods.Where(period => period.Zone == "C").Select(period => period.Name).Should().Equal("Vacances de la Toussaint", "Vacances d’été");
    }

    public static TheoryData<string, byte[]> OtherPrograms()
    {
        var ics = Ics.ReplaceLineEndings("\r\n");
        const string zone =
            "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
            + "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        return new TheoryData<string, byte[]>
        {
            { "a mark before it", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(ics)] },
            { "line ends of an old Macintosh", Encoding.UTF8.GetBytes(ics.Replace("\r\n", "\r", StringComparison.Ordinal)) },
            { "line ends of Unix and empty lines", Encoding.UTF8.GetBytes("\n\n" + ics.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n\n") },
            { "UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(ics)] },
            { "Windows", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(ics) },
            {
                "folded lines",
                Encoding.UTF8.GetBytes(
                    ics.Replace("Vacances de la", "Vacances\r\n  de la", StringComparison.Ordinal)
                        .Replace("Vacances d'", "Vaca\r\n\tnces d'", StringComparison.Ordinal)
                )
            },
            {
                "small letters",
                Encoding.UTF8.GetBytes(
                    ics.Replace("BEGIN:VEVENT", "begin:vevent", StringComparison.Ordinal).Replace("SUMMARY:", "Summary;LANGUAGE=fr:", StringComparison.Ordinal)
                )
            },
            { "a zone of its own", Encoding.UTF8.GetBytes(ics.Replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT", StringComparison.Ordinal)) },
            {
                "reminders and own fields",
                Encoding.UTF8.GetBytes(
                    ics.Replace(
                        "END:VEVENT",
                        "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n" + "DESCRIPTION:x\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT",
                        StringComparison.Ordinal
                    )
                )
            },
            { "a length instead of an end", Encoding.UTF8.GetBytes(ics.Replace("DTEND;VALUE=DATE:20260223", "DURATION:P16D", StringComparison.Ordinal)) },
        };
    }

    [Theory, MemberData(nameof(OtherPrograms))]
    public void An_ICS_of_any_program_gives_the_same(string what, byte[] content) =>
        (Files.Read(content)?.Periods ?? []).Should().Equal(Read(Ics)!.Periods, $"it has {what}");

    [Theory]
    [InlineData("")]
    [InlineData("bonjour")]
    [InlineData("nom;prénom\nx;y")]
    [InlineData("{\"a\":1}")]
    [InlineData("[1,2")]
    [InlineData("%PDF-1.4 …")]
    public void Anything_else_is_not_a_calendar(string text) => Read(text).Should().BeNull();

    [Fact]
    public void Two_school_years_come_with_the_portal_for_the_three_zones()
    {
        Files.Shipped.Should().Equal("2025-2026", "2026-2027");
        foreach (var zone in new[] { "A", "B", "C" })
        {
            Files.ReadShipped(null).Periods.Count(period => period.Zone == zone).Should().Be(12);
        }

        Files
            .ReadShipped("2025-2026")
            .Periods.Should()
            .Contain(new CalendarFilePeriod("Vacances d’hiver", "A", new(2026, 2, 7), new(2026, 2, 23)))
            .And.Contain(new CalendarFilePeriod("Vacances d’hiver", "C", new(2026, 2, 21), new(2026, 3, 9)));
        Files.ReadShipped(null).Periods.Should().OnlyContain(period => period.FirstDay.DayOfWeek == DayOfWeek.Saturday || period.Name.StartsWith("Pont"));
    }

    private static CalendarFile? Read(string text) => Files.Read(Encoding.UTF8.GetBytes(text));
}
