using System.Globalization;
using ClsPortal.Domain.Shared;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>The settings <c>Portal:Demo</c> (true or false) and <c>Portal:Demo:Now</c> (wall clock of the centre).</summary>
public sealed record DemoSettings(bool IsOn, DateTimeOffset? Now)
{
    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static DemoSettings Read(IConfiguration configuration, TimeZoneInfo zone, bool isProduction)
    {
        var on = configuration["Portal:Demo"] ?? "false";
        if (!bool.TryParse(on, out var isOn))
        {
            throw new InvalidOperationException($"Portal:Demo is '{on}': expected true or false.");
        }

        if (isOn && isProduction)
        {
            throw new InvalidOperationException(
                "Portal:Demo is true in the Production environment: demonstration data never runs there. Set ASPNETCORE_ENVIRONMENT=Demonstration, or "
                    + "Portal:Demo=false."
            );
        }

        if (!isOn || configuration["Portal:Demo:Now"] is not { Length: > 0 } now)
        {
            return new DemoSettings(isOn, null);
        }

        return DateTime.TryParseExact(
            now,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var local
        )
            ? new DemoSettings(true, new DateTimeOffset(zone.ToInstant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)), TimeSpan.Zero))
            : throw new InvalidOperationException($"Portal:Demo:Now is '{now}': expected a date and time such as 2019-01-15T09:00.");
    }
}
