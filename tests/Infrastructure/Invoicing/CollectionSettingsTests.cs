using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Tests.Invoicing;

/// <summary>The codes of the collectivity: all of them or none, and each as the Trésorerie's file takes it.</summary>
public sealed class CollectionSettingsTests
{
    private static readonly Dictionary<string, string?> Right = new(StringComparer.Ordinal)
    {
        ["Portal:Treasury:PostCode"] = "089012",
        ["Portal:Treasury:Siret"] = "12345678900012",
        ["Portal:Treasury:CollectivityCode"] = "12",
        ["Portal:Treasury:BudgetCode"] = "00",
        ["Portal:Treasury:Label"] = "Communauté Chablis",
        ["Portal:Treasury:ProductCode"] = "83",
        ["Portal:Treasury:AccountCode"] = "7066",
    };

    [Fact]
    public void Without_codes_there_is_no_file_and_a_fortnight_between_reminders() => Read([]).Should().Be(new CollectionSettings(null, 14));

    [Fact]
    public void All_codes_are_read_and_the_usual_ones_of_reductions_stand_until_the_office_says_others()
    {
        Read(Right).Treasury.Should().Be(new TreasurySettings("089012", "12345678900012", "012", "00", "Communauté Chablis", "83", "7066", "02", "PESALR1"));
        Read(With("Treasury:ReductionPieceType", "01"), "Treasury:ReductionFileType", "PES_Recette")
            .Treasury.Should()
            .BeEquivalentTo(new { ReductionPieceType = "01", ReductionFileType = "PES_Recette" });
    }

    [Theory]
    [InlineData("Treasury:PostCode", "0890123456", "6 or 7 digits (02A or 02B and 3 or 4 digits in Corsica)")]
    [InlineData("Treasury:Siret", "1234567890001", "14 digits")]
    [InlineData("Treasury:Siret", "1234567890001A", "14 digits")]
    [InlineData("Treasury:CollectivityCode", "1234", "3 digits")]
    [InlineData("Treasury:BudgetCode", "A", "a digit or a capital letter, then a digit")]
    [InlineData("Treasury:ProductCode", "12345", "up to 4 letters or digits")]
    [InlineData("Treasury:AccountCode", "70.66", "up to 12 digits")]
    [InlineData("Treasury:Label", "", "the name of the collectivity, 38 characters at most")]
    [InlineData("Treasury:ReductionPieceType", "2", "2 digits")]
    [InlineData("Treasury:ReductionFileType", "PES Recette", "up to 20 letters, digits or _")]
    public void A_wrong_code_is_told_with_its_key_and_what_is_expected(string key, string value, string expected)
    {
        var reading = () => Read(With(key, value));

        reading
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"Portal:{key} is '{value}': expected {expected}. All of Portal:Treasury:* are needed*");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("366")]
    [InlineData("-1")]
    [InlineData("quinze")]
    public void Days_between_reminders_are_a_number(string days)
    {
        var reading = () => Read(With("Reminders:DaysBetween", days));

        reading.Should().Throw<InvalidOperationException>().WithMessage($"Portal:Reminders:DaysBetween is '{days}': expected a number of days from 1 to 365.");
    }

    private static Dictionary<string, string?> With(string key, string value) => new(Right, StringComparer.Ordinal) { ["Portal:" + key] = value };

    private static CollectionSettings Read(Dictionary<string, string?> settings, string? key = null, string? value = null)
    {
        if (key is not null)
        {
            settings["Portal:" + key] = value;
        }

        return CollectionSettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }
}
