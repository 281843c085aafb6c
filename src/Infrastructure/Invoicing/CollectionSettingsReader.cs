using System.Globalization;
using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Reads the settings <c>Portal:Treasury:*</c> and <c>Portal:Reminders:*</c>.</summary>
public static class CollectionSettingsReader
{
    private const string Section = "Portal:Treasury";
    private const int CollectivityCodeLength = 3;

    private static readonly string[] Keys = ["PostCode", "Siret", "CollectivityCode", "BudgetCode", "Label", "ProductCode"];

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

        var codes = new TreasurySettings(
            Value("PostCode"),
            Value("Siret"),
            Value("CollectivityCode").PadLeft(CollectivityCodeLength, '0'),
            Value("BudgetCode"),
            TreasuryText.Of(Value("Label"), TreasuryCodeRule.LabelMaxLength),
            Value("ProductCode"),
            Value("AccountCode", TreasurySettings.UsualAccountCode),
            Value("ReductionPieceType", TreasurySettings.UsualReductionPieceType),
            Value("ReductionFileType", TreasurySettings.UsualReductionFileType)
        );
        return codes.Wrong() is { } wrong
            ? throw new InvalidOperationException(
                $"{Section}:{wrong.Name} is '{Value(wrong.Name)}': expected {wrong.Expected}. All of {Section}:* are needed for the file of the "
                    + "Trésorerie, or none; the accountant can also enter them on the page « Codes de la Trésorerie »."
            )
            : codes;

        string Value(string key, string usual = "") => section[key]?.Trim() is { Length: > 0 } given ? given : usual;
    }
}
