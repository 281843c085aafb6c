using System.Diagnostics;
using ClsPortal.Application.Shared;
using ClsPortal.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Web.Tests.Access;

/// <summary>The program started with <c>--password-link</c> or <c>--remove-second-factor</c> beside a running portal, as an operator does it.</summary>
public sealed class PasswordLinkCommandTests
{
    private const string Another = "bruyère lanterne sept";

    [Fact]
    public async Task An_administrator_without_mail_gets_back_in_by_a_link_from_the_console()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenStaff(Roles.Administrator);

        var (code, output) = await RunAsync(portal, "--password-link", email);

        code.Should().Be(0, output);
        var link = output
            .Split('\n')
            .Single(line => line.TrimStart().StartsWith("https://portail.example.fr/mot-de-passe/nouveau", StringComparison.Ordinal))
            .Trim();
        var path = new Uri(link).PathAndQuery;
        (await portal.Visitor().Submit(path, ("Password", Another), ("Again", Another))).Text.Should().Contain("est changé");
        (await portal.Visitor().SignIn(email, Another)).Location.Should().Be("/gestion");
        (await portal.Visitor().Open(path)).Alert.Should().StartWith("Ce lien n’est plus valable");
        (await portal.Find(db => db.AuditEntries.Select(entry => entry.Act).ToListAsync())).Should().Equal("user.password-link", "security.password-reset");
    }

    [Fact]
    public async Task The_only_administrator_who_lost_the_second_factor_gets_back_in_with_the_password_and_is_told()
    {
        await using var portal = await PortalHost.StartAsync();
        var email = await portal.GivenStaff(Roles.Administrator);
        var open = portal.Visitor();
        await open.SignInStronglyAsync(portal, email);

        var (code, output) = await RunAsync(portal, "--remove-second-factor", email);

        code.Should().Be(0, output);
        (await portal.Visitor().SignIn(email)).Location.Should().Be("/gestion", "no code is asked for");
        (await portal.Visitor().SignIn(email, Another)).Alert.Should().NotBeEmpty("the password is");
        (await open.Open("/gestion")).Location.Should().StartWith("/connexion", "whoever holds the telephone now is out");
        (await portal.Find(db => db.AuditEntries.SingleAsync())).Should().BeEquivalentTo(new { Act = "user.factor-reset", UserName = "Console du serveur" });
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Recipients.Should().Be(email);
    }

    [Theory]
    [InlineData("--password-link", "personne@example.fr")]
    [InlineData("--password-link", "")]
    [InlineData("--remove-second-factor", "personne@example.fr")]
    public async Task An_address_without_a_login_is_told_and_nothing_starts(string command, string email)
    {
        await using var portal = await PortalHost.StartAsync();

        var (code, output) = await RunAsync(portal, command, email);

        code.Should().Be(1);
        output.Should().Contain("Aucune connexion").And.NotContain("/mot-de-passe/nouveau");
    }

    private static async Task<(int Code, string Output)> RunAsync(PortalHost portal, string command, string email)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, command, email])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment["ConnectionStrings__Portal"] = portal.ConnectionString;
        start.Environment["Portal__PublicUrl"] = "https://portail.example.fr";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', output));
    }
}
