using ClsPortal.Application.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using Microsoft.Extensions.Configuration;

namespace ClsPortal.Infrastructure.Tests.Invoicing;

public sealed class PayFipSettingsTests
{
    [Fact]
    public void Without_settings_the_portal_links_to_the_general_page()
    {
        var settings = Read();

        settings
            .Should()
            .BeEquivalentTo(
                new
                {
                    Mode = PayFipMode.Link,
                    Stage = PayFipStage.Test,
                    ClientNumber = (string?)null,
                    Timeout = TimeSpan.FromSeconds(10),
                }
            );
        settings.GeneralPage.Should().Be("https://www.tipi.budget.gouv.fr/tpa/accueilportail.web");
    }

    [Theory]
    [InlineData("Mode", "Soap", "Portal:PayFip:Mode is 'Soap': expected Link, Url or WebService.")]
    [InlineData("Mode", "2", "Portal:PayFip:Mode is '2'*")]
    [InlineData("Stage", "Prod", "Portal:PayFip:Stage is 'Prod': expected Test, Activation or Production.")]
    [InlineData("ClientNumber", "12345", "Portal:PayFip:ClientNumber is '12345': expected six digits, such as 012345.")]
    [InlineData("ClientNumber", "12345a", "Portal:PayFip:ClientNumber is '12345a'*")]
    [InlineData("ServiceUrl", "payfip", "Portal:PayFip:ServiceUrl is 'payfip': expected an address*")]
    [InlineData("ServiceUrl", "http://payfip.example.fr", "Portal:PayFip:ServiceUrl is 'http://payfip.example.fr': it must begin with https://*")]
    [InlineData("TimeoutSeconds", "0", "Portal:PayFip:TimeoutSeconds is '0': expected a number of seconds from 1 to 60.")]
    public void A_wrong_value_is_told_with_its_key_and_what_is_expected(string key, string value, string sentence)
    {
        var reading = () => Read(("Portal:PayFip:" + key, value));

        reading.Should().Throw<InvalidOperationException>().WithMessage(sentence);
    }

    [Fact]
    public void A_mode_that_comes_back_needs_the_client_number_and_the_public_address()
    {
        var withoutNumber = () => Read(("Portal:PayFip:Mode", "Url"), ("Portal:PublicUrl", "https://portail.example.fr"));
        var withoutAddress = () => Read(("Portal:PayFip:Mode", "WebService"), ("Portal:PayFip:ClientNumber", "012345"));
        var inClear = () =>
            Read(
                ("Portal:PayFip:Mode", "WebService"),
                ("Portal:PayFip:ClientNumber", "012345"),
                ("Portal:PayFip:Stage", "Production"),
                ("Portal:PublicUrl", "http://portail.example.fr")
            );

        withoutNumber.Should().Throw<InvalidOperationException>().WithMessage("Portal:PayFip:ClientNumber is missing*");
        withoutAddress.Should().Throw<InvalidOperationException>().WithMessage("Portal:PublicUrl is missing*");
        inClear.Should().Throw<InvalidOperationException>().WithMessage("Portal:PublicUrl is 'http://portail.example.fr/'*https://*");
    }

    [Fact]
    public void Only_a_test_on_this_machine_speaks_in_clear()
    {
        var local = () => Read(("Portal:PayFip:ServiceUrl", "http://127.0.0.1:9/x"));
        var real = () => Read(("Portal:PayFip:ServiceUrl", "http://127.0.0.1:9/x"), ("Portal:PayFip:Stage", "Production"));

        local.Should().NotThrow();
        real.Should().Throw<InvalidOperationException>().WithMessage("Portal:PayFip:ServiceUrl*https://*");
    }

    private static PayFipSettings Read(params (string Key, string Value)[] settings) =>
        PayFipSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build()
        );
}
