using System.Globalization;
using ClsPortal.Application.Invoicing;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Reads the settings <c>Portal:Treasury:*</c> and <c>Portal:Reminders:*</c>.</summary>
public static class CollectionSettingsReader
{
    private const string Section = "Portal:Treasury";

    // What the published descriptions leave open: the office says, these are the usual ones.
    private const string UsualReductionPieceType = "02";
    private const string UsualReductionFileType = "PESORMC";
    private static readonly string[] Keys = ["PostCode", "Siret", "CollectivityCode", "BudgetCode", "Label", "ProductCode", "AccountCode"];

    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static CollectionSettings Read(IConfiguration configuration)
    {
        var days = configuration["Portal:Reminders:DaysBetween"] ?? "14";
        return int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var between) && between is >= 1 and <= 365
            ? new CollectionSettings(ReadTreasury(configuration.GetSection(Section)), between)
            : throw new InvalidOperationException($"Portal:Reminders:DaysBetween is '{days}': expected a number of days from 1 to 365.");
    }

    private static TreasurySettings? ReadTreasury(IConfigurationSection section)
    {
        if (Keys.All(key => string.IsNullOrWhiteSpace(section[key])))
        {
            return null;
        }

        return new TreasurySettings(
            Value("PostCode", "up to 7 letters or digits", text => text.Length <= 7 && text.All(char.IsAsciiLetterOrDigit)),
            Value("Siret", "14 digits", text => text.Length == 14 && text.All(char.IsAsciiDigit)),
            Value("CollectivityCode", "up to 3 digits", text => text.Length <= 3 && text.All(char.IsAsciiDigit)),
            Value("BudgetCode", "up to 10 digits", text => text.Length <= 10 && text.All(char.IsAsciiDigit)),
            Value("Label", "the name of the collectivity, 100 characters at most", text => text.Length <= 100),
            Value("ProductCode", "up to 4 letters or digits", text => text.Length <= 4 && text.All(char.IsAsciiLetterOrDigit)),
            Value("AccountCode", "up to 15 digits", text => text.Length <= 15 && text.All(char.IsAsciiDigit)),
            Value("ReductionPieceType", "2 digits", text => text.Length == 2 && text.All(char.IsAsciiDigit), UsualReductionPieceType),
            Value("ReductionFileType", "up to 20 letters, digits or _", text => text.Length <= 20 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'), UsualReductionFileType));

        string Value(string key, string expected, Func<string, bool> isRight, string usual = "")
        {
            var value = section[key]?.Trim() is { Length: > 0 } given ? given : usual;
            return value.Length > 0 && isRight(value) ? value
                : throw new InvalidOperationException($"{Section}:{key} is '{value}': expected {expected}. All of {Section}:* are needed for the file of the Trésorerie, or none.");
        }
    }
}
