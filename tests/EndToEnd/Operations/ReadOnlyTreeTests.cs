using ClsPortal.EndToEnd.Tests.Support;

namespace ClsPortal.EndToEnd.Tests.Operations;

[Collection("operations")]
public sealed class ReadOnlyTreeTests
{
    [Fact]
    public async Task The_published_portal_runs_without_rights_on_a_tree_it_may_not_write_to_and_writes_to_its_database_only()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var tree = Directory.CreateTempSubdirectory("clsportal-tree-");
        try
        {
            await RunAsync("cp", ["-r", Path.Combine(AppContext.BaseDirectory, "portal"), tree.FullName]);
            await RunAsync("chmod", ["-R", "a+rX,a-w", tree.FullName]);
            var before = Files(tree);
            await using var portal = await PortalProcess.StartConfinedAsync(
                Path.Combine(tree.FullName, "portal", "ClsPortal.Web.dll"),
                Demo.Settings,
                cancellation
            );
            using var visitor = new PortalVisitor(portal.Address);

            await visitor.SignInAsync(Pages.Mother, Demo.Password, cancellation);
            await using (var page = await visitor.OpenAsync("/inscriptions/1/1?mois=2019-02", cancellation))
            {
                await page.ClickDayAsync(new(2019, 2, 11), "Demande envoyée", cancellation);
            }

            var written = Directory.GetFiles(portal.DataFolder, "*", SearchOption.AllDirectories).Select(Path.GetFileName);
            var code = await portal.StopAsync();

            code.Should().Be(0, portal.Output);
            written.Should().BeSubsetOf(["portal.db", "portal.db-wal", "portal.db-shm", "portal.key"]);
            Files(tree).Should().Equal(before);
        }
        finally
        {
            await RunAsync("chmod", ["-R", "u+w", tree.FullName]);
            tree.Delete(recursive: true);
        }
    }

    private static List<string> Files(DirectoryInfo tree) =>
        [
            .. tree.EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}")
                .Order(StringComparer.Ordinal),
        ];

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
    }
}
