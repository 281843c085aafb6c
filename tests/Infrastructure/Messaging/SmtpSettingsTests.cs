using ClsPortal.Infrastructure.Messaging;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Tests.Messaging;

public sealed class SmtpSettingsTests
{
    [Theory]
    [InlineData("Port", "587x", "1 to 65535")]
    [InlineData("Port", "0", "1 to 65535")]
    [InlineData("Security", "Ssl", "None, StartTls, Tls or Auto")]
    [InlineData("SenderAddress", null, "the address that families see")]
    [InlineData("SenderAddress", "portail", "the address that families see")]
    [InlineData("SenderAddress", "Portail <portail@example.fr>", "the address that families see")]
    [InlineData("Password", null, "the password of")]
    public void A_wrong_value_stops_the_start_with_its_key_and_what_is_expected(string key, string? value, string expected)
    {
        var reading = () => Read((key, value));

        reading.Should().Throw<InvalidOperationException>().WithMessage($"Portal:Email:Smtp:{key}*{expected}*");
    }

    [Fact]
    public void What_is_left_out_is_safe_and_no_password_is_shown()
    {
        var settings = Read();

        settings.Should().BeEquivalentTo(new { Port = 587, Security = SecureSocketOptions.StartTls });
        settings!.ToString().Should().NotContain("secret");
        Read(("Host", "")).Should().BeNull();
    }

    private static SmtpSettings? Read(params (string Key, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Host"] = "smtp.example.fr",
            ["User"] = "centre",
            ["Password"] = "secret",
            ["SenderAddress"] = "portail@example.fr",
        };
        foreach (var (key, value) in changes)
        {
            values[key] = value;
        }

        return SmtpSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create($"Portal:Email:Smtp:{pair.Key}", pair.Value))).Build()
        );
    }
}
