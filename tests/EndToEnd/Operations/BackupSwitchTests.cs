using ClsPortal.EndToEnd.Tests.Support;
using ClsPortal.Infrastructure.Shared;

namespace ClsPortal.EndToEnd.Tests.Operations;

[Collection("operations")]
public sealed class BackupSwitchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task A_running_portal_is_saved_by_one_command_and_put_back_by_another(DatabaseProvider provider)
    {
        await using var original = await OwnDatabase.CreateAsync(provider);
        await using var spare = await OwnDatabase.CreateAsync(provider);
        var folder = Directory.CreateTempSubdirectory("clsportal-backup-");
        try
        {
            var file = Path.Combine(folder.FullName, "portal.zip");
            await using (var portal = await PortalProcess.StartAsync(Settings(original), Cancellation))
            {
                using var mother = new PortalVisitor(portal.Address);
                await mother.SignInAsync(Pages.Mother, Demo.Password, Cancellation);
                await using var page = await mother.OpenAsync("/inscriptions/1/1?mois=2019-02", Cancellation);
                await page.ClickDayAsync(new(2019, 2, 11), "Demande envoyée", Cancellation);

                var (code, output) = await PortalProcess.RunAsync(["--backup", file], Settings(original), Cancellation);

                code.Should().Be(0, output);
                output.Should().Contain("sauvegarde terminée");
            }

            var restored = await PortalProcess.RunAsync(["--restore", file], Settings(spare), Cancellation);
            restored.Code.Should().Be(0, restored.Output);
            var again = await PortalProcess.RunAsync(["--restore", file], Settings(spare), Cancellation);
            again.Code.Should().Be(1, "a portal is never overwritten");
            var nothing = await PortalProcess.RunAsync(["--restore"], Settings(spare), Cancellation);
            nothing.Should().Be((1, "Attendu : --restore FICHIER"));

            original.CopyKeyTo(spare);
            await using var second = await PortalProcess.StartAsync(Settings(spare), Cancellation);
            using var visitor = new PortalVisitor(second.Address);
            await visitor.SignInAsync(Pages.Mother, Demo.Password, Cancellation);
            (await visitor.ReadAsync("/demandes", Cancellation)).Should().Contain("11-02-2019");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string?> Settings(OwnDatabase database) =>
        new(Demo.Settings, StringComparer.Ordinal)
        {
            ["Portal__Database__Provider"] = database.Settings.Provider.ToString(),
            ["ConnectionStrings__Portal"] = database.Settings.ConnectionString,
        };
}
