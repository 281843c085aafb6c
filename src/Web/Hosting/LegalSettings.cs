using System.Globalization;

namespace ClsPortal.Web.Hosting;

/// <summary>How far the portal follows RGAA 4.1, in the three words of the law.</summary>
public enum AccessibilityLevel
{
    /// <summary>Non conforme: less than half of the criteria.</summary>
    None,

    /// <summary>Partiellement conforme: half of the criteria or more.</summary>
    Partial,

    /// <summary>Totalement conforme.</summary>
    Full,
}

/// <summary>What an audit found.</summary>
/// <param name="Level">In the words of the law.</param>
/// <param name="Auditor">Who audited.</param>
/// <param name="AuditedOn">When.</param>
/// <param name="Percent">Of the criteria that apply, those that were met on that day.</param>
/// <param name="PercentMended">Those that are met since what it found was mended, without another audit; null where nobody says.</param>
public sealed record AccessibilityAudit(AccessibilityLevel Level, string Auditor, DateOnly AuditedOn, int Percent, int? PercentMended = null)
{
    /// <summary>The project's own audit of all criteria (docs/accessibility.md): 47 of 65 on its day, 66 of 67 since; neither is rounded up.</summary>
    public static readonly AccessibilityAudit OfTheProject = new(
        AccessibilityLevel.Partial,
        "l’équipe qui fait le portail (auto-évaluation)",
        new DateOnly(2026, 11, 29),
        72,
        98
    );

    public string Words =>
        Level switch
        {
            AccessibilityLevel.None => "non conforme",
            AccessibilityLevel.Partial => "partiellement conforme",
            AccessibilityLevel.Full => "totalement conforme",
            _ => throw new InvalidOperationException($"No words for {Level}"),
        };
}

/// <summary>Who publishes the portal and where it runs (settings <c>Portal:Legal:*</c>), and what an audit said (<c>Portal:Accessibility:*</c>).</summary>
public sealed record LegalSettings(string? Publisher, string? Director, string? Host, AccessibilityAudit Accessibility)
{
    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static LegalSettings Read(IConfiguration configuration) =>
        new(
            Text(configuration, "Portal:Legal:Publisher"),
            Text(configuration, "Portal:Legal:Director"),
            Text(configuration, "Portal:Legal:Host"),
            ReadAudit(configuration)
        );

    // A level is the result of an audit: the project's own, until somebody audits this portal with its contents.
    private static AccessibilityAudit ReadAudit(IConfiguration configuration)
    {
        const string section = "Portal:Accessibility";
        if (Text(configuration, $"{section}:Percent") is not { } percent)
        {
            return AccessibilityAudit.OfTheProject;
        }

        if (!int.TryParse(percent, NumberStyles.None, CultureInfo.InvariantCulture, out var met) || met > 100)
        {
            throw new InvalidOperationException($"{section}:Percent is '{percent}': expected the share of criteria that an audit found met, from 0 to 100.");
        }

        var auditor =
            Text(configuration, $"{section}:Auditor")
            ?? throw new InvalidOperationException($"{section}:Auditor is missing: expected who found the {section}:Percent.");
        var day = Text(configuration, $"{section}:AuditedOn") ?? "";
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? new AccessibilityAudit(
                met == 100 ? AccessibilityLevel.Full
                    : met >= 50 ? AccessibilityLevel.Partial
                    : AccessibilityLevel.None,
                auditor,
                on,
                met
            )
            : throw new InvalidOperationException($"{section}:AuditedOn is '{day}': expected the day of the audit, such as 2026-11-24.");
    }

    private static string? Text(IConfiguration configuration, string key) => configuration[key]?.Trim() is { Length: > 0 } text ? text : null;
}
