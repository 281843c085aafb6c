using System.Globalization;
using ClsPortal.Application.Invoicing;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Invoicing;

/// <summary>Whether payments move money (setting <c>Portal:PayFip:Stage</c>).</summary>
public enum PayFipStage
{
    /// <summary>Nothing is paid.</summary>
    Test,

    /// <summary>The few real payments by which the Trésor public opens the service.</summary>
    Activation,

    /// <summary>Real payments.</summary>
    Production,
}

/// <summary>The settings <c>Portal:PayFip:*</c>.</summary>
/// <param name="Mode">How the centre takes part.</param>
/// <param name="Stage">Whether payments move money.</param>
/// <param name="ClientNumber">Six digits that the Trésor public gave the centre.</param>
/// <param name="PublicUrl">Where PayFiP sends parents and notifications; null only in the mode that has no way back.</param>
/// <param name="ServiceUrl">The web service.</param>
/// <param name="PaymentPage">Where parents pay an operation of the web service.</param>
/// <param name="UrlPage">Where parents pay in the mode without web service.</param>
/// <param name="GeneralPage">Where parents type everything by hand.</param>
/// <param name="Timeout">Longest wait for one answer of the web service.</param>
public sealed record PayFipSettings(
    PayFipMode Mode,
    PayFipStage Stage,
    string? ClientNumber,
    Uri? PublicUrl,
    Uri ServiceUrl,
    Uri PaymentPage,
    Uri UrlPage,
    Uri GeneralPage,
    TimeSpan Timeout
)
{
    private const string Section = "Portal:PayFip";

    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static PayFipSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var mode = Choice(section, "Mode", PayFipMode.Link);
        var stage = Choice(section, "Stage", PayFipStage.Test);
        var publicUrl = Uri.TryCreate(configuration["Portal:PublicUrl"], UriKind.Absolute, out var address) ? address : null;
        var settings = new PayFipSettings(
            mode,
            stage,
            ClientNumberOf(section, mode),
            publicUrl,
            Address(section, "ServiceUrl", "https://www.payfip.gouv.fr/tpa/services/securite", stage),
            Address(section, "PaymentPage", "https://www.payfip.gouv.fr/tpa/paiementws.web", stage),
            Address(section, "UrlPage", "https://www.tipi.budget.gouv.fr/tpa/paiement.web", stage),
            Address(section, "GeneralPage", "https://www.tipi.budget.gouv.fr/tpa/accueilportail.web", stage),
            Seconds(section, "TimeoutSeconds", 10)
        );
        if (mode != PayFipMode.Link && publicUrl is null)
        {
            throw new InvalidOperationException(
                $"Portal:PublicUrl is missing: with {Section}:Mode={mode} PayFiP must know where to send parents back, such as https://portail.example.fr."
            );
        }

        if (mode != PayFipMode.Link && stage != PayFipStage.Test && publicUrl!.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"Portal:PublicUrl is '{publicUrl}': with {Section}:Stage={stage} it must begin with https://.");
        }

        return settings;
    }

    private static TChoice Choice<TChoice>(IConfigurationSection section, string key, TChoice unset)
        where TChoice : struct, Enum
    {
        var value = section[key];
        return string.IsNullOrWhiteSpace(value) ? unset
            // A number would be read as an enum's value, and "0" would silently mean something.
            : Enum.TryParse<TChoice>(value, ignoreCase: true, out var choice) && char.IsLetter(value.TrimStart()[0]) && Enum.IsDefined(choice) ? choice
            : throw new InvalidOperationException(
                $"{Section}:{key} is '{value}': expected {string.Join(", ", Enum.GetNames<TChoice>()[..^1])} or {Enum.GetNames<TChoice>()[^1]}."
            );
    }

    private static string? ClientNumberOf(IConfigurationSection section, PayFipMode mode)
    {
        var number = section["ClientNumber"];
        return number switch
        {
            { Length: 6 } when number.All(char.IsAsciiDigit) => number,
            null or "" when mode == PayFipMode.Link => null,
            null or "" => throw new InvalidOperationException(
                $"{Section}:ClientNumber is missing: with {Section}:Mode={mode} it must be the six digits that the Trésor public gave you."
            ),
            _ => throw new InvalidOperationException($"{Section}:ClientNumber is '{number}': expected six digits, such as 012345."),
        };
    }

    private static Uri Address(IConfigurationSection section, string key, string unset, PayFipStage stage)
    {
        var value = section[key] is { Length: > 0 } set ? set : unset;
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new InvalidOperationException($"{Section}:{key} is '{value}': expected an address, such as {unset}.");
        }

        // Only a simulator on this machine is spoken to in clear.
        return address.Scheme == Uri.UriSchemeHttps || (stage == PayFipStage.Test && address.IsLoopback)
            ? address
            : throw new InvalidOperationException(
                $"{Section}:{key} is '{value}': it must begin with https:// (http:// is for {Section}:Stage=Test and an address of this machine)."
            );
    }

    private static TimeSpan Seconds(IConfigurationSection section, string key, int unset)
    {
        var value = section[key];
        return string.IsNullOrWhiteSpace(value) ? TimeSpan.FromSeconds(unset)
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 60 ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"{Section}:{key} is '{value}': expected a number of seconds from 1 to 60.");
    }
}
