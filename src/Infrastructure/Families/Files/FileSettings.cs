using System.Globalization;
using ClsPortal.Application.Families;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Families;

/// <summary>The settings <c>Portal:Files:MaxMegabytes</c> and <c>Portal:Files:ClamAv</c>.</summary>
public sealed record FileSettings(FileLimits Limits, ClamAvAddress? ClamAv)
{
    private const string SizeKey = "Portal:Files:MaxMegabytes";
    private const string ScannerKey = "Portal:Files:ClamAv";
    private const string SocketPrefix = "unix:";

    /// <exception cref="InvalidOperationException">A value is wrong; the sentence names the key and what is expected.</exception>
    public static FileSettings Read(IConfiguration configuration)
    {
        var value = configuration[SizeKey] ?? FileLimits.DefaultMegabytes.ToString(CultureInfo.InvariantCulture);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes is >= 1 and <= 50
            ? new FileSettings(new FileLimits(megabytes * 1024L * 1024), ReadScanner(configuration[ScannerKey]))
            : throw new InvalidOperationException($"{SizeKey} is '{value}': expected a whole number of megabytes from 1 to 50.");
    }

    private static ClamAvAddress? ReadScanner(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (value.StartsWith(SocketPrefix, StringComparison.Ordinal) && Path.IsPathRooted(value[SocketPrefix.Length..]))
        {
            return new ClamAvAddress(value[SocketPrefix.Length..], 0);
        }

        var colon = value.LastIndexOf(':');
        return
            colon > 0
            && Uri.CheckHostName(value[..colon]) != UriHostNameType.Unknown
            && int.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65535
            ? new ClamAvAddress(value[..colon].Trim('[', ']'), port)
            : throw new InvalidOperationException(
                $"{ScannerKey} is '{value}': expected where clamd listens, such as clamav:3310 or unix:/run/clamav/clamd.ctl."
            );
    }
}
