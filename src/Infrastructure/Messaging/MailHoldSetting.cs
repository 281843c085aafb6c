using System.Globalization;
using ClsPortal.Application.Shared;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>Reads the setting <c>Portal:Email:HoldSeconds</c>.</summary>
public static class MailHoldSetting
{
    private const string Key = "Portal:Email:HoldSeconds";
    private const int Default = 60;
    private const int Most = 3600;

    /// <exception cref="InvalidOperationException">The value is wrong; the sentence names the key and what is expected.</exception>
    public static MailHold Read(IConfiguration configuration)
    {
        if (configuration[Key] is not { Length: > 0 } given)
        {
            return new MailHold(TimeSpan.FromSeconds(Default));
        }

        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Most
            ? new MailHold(TimeSpan.FromSeconds(seconds))
            : throw new InvalidOperationException($"{Key} is '{given}': expected a number of seconds from 0 to {Most}, such as {Default}.");
    }
}
