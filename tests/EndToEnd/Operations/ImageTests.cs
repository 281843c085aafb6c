using System.Diagnostics;
using ClsPortal.EndToEnd.Tests.Support;

namespace ClsPortal.EndToEnd.Tests.Operations;

/// <summary>
/// The image itself, where this machine can build one without a registry; elsewhere <see cref="ReadOnlyTreeTests"/> stands in for it. Beside
/// the other operations: it lasts as long as all of them and mostly waits for its tools.
/// </summary>
public sealed class ImageTests
{
    private const string Image = "localhost/clsportal:test";

    // As printf takes it; without a table of its objects, which the rebuilding makes.
    private const string SmallPdf =
        "%%PDF-1.4\\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\\n"
        + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\\ntrailer<</Root 1 0 R>>\\n";

    private static readonly string[] Tools = ["podman", "buildah", "mmdebstrap", "runc"];
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_image_builds_and_runs_without_rights_on_a_read_only_root_keeps_its_volume_and_stops_when_asked()
    {
        var missing = Array.FindAll(Tools, tool => Array.TrueForAll(["/usr/bin", "/usr/sbin"], folder => !File.Exists(Path.Combine(folder, tool))));
        Assert.SkipWhen(
            missing.Length > 0 || !Environment.IsPrivilegedProcess,
            $"Building an image here needs root and {string.Join(", ", missing)}; the published portal is tested in its place."
        );
        var folder = Directory.CreateTempSubdirectory("clsportal-image-");
        var port = FreePort.Next();
        await WriteConfigurationAsync(folder.FullName);
        try
        {
            await MustAsync(folder, Path.Combine(SourceTree.Root, "build", "image"), ["--offline", Image]);
            await MustAsync(
                folder,
                "podman",
                [
                    "run",
                    "--detach",
                    "--name",
                    "portal",
                    "--pull=never",
                    "--network=host",
                    "--read-only",
                    "--tmpfs",
                    "/tmp",
                    "--cap-drop=all",
                    "--security-opt=no-new-privileges",
                    "--volume",
                    "portal:/data",
                    "--env",
                    $"ASPNETCORE_HTTP_PORTS={port}",
                    "--env",
                    "ASPNETCORE_ENVIRONMENT=Demonstration",
                    "--env",
                    "Portal__Demo=true",
                    "--env",
                    "Portal__Demo__Now=2019-01-15T09:00",
                    Image,
                ]
            );
            using var visitor = new PortalVisitor(new Uri($"http://127.0.0.1:{port}"));
            await Readiness.WaitAsync("The image", visitor.Http.BaseAddress!, cancellation: Cancellation);

            (await MustAsync(folder, "podman", ["exec", "portal", "id", "-u"])).Trim().Should().Be("1654");
            (await RunAsync(folder, "podman", ["exec", "portal", "touch", "/portal/x"])).Code.Should().NotBe(0);
            await MustAsync(folder, "podman", ["exec", "portal", "dotnet", "ClsPortal.Web.dll", "--health", $"http://localhost:{port}/health/ready"]);
            // The program that reads uploads is there, and starts with these rights.
            (await MustAsync(folder, "podman", ["exec", "portal", "sh", "-c", $"printf '{SmallPdf}' | dotnet ClsPortal.Workshop.dll pdf"]))
                .Should()
                .StartWith("%PDF-");
            await visitor.SignInAsync(Pages.Mother, Demo.Password, Cancellation);
            await using (var page = await visitor.OpenAsync("/inscriptions/1/1?mois=2019-02", Cancellation))
            {
                await page.ClickDayAsync(new(2019, 2, 11), "Demande envoyée", Cancellation);
            }

            await MustAsync(folder, "podman", ["stop", "--time", "40", "portal"]);
            (await MustAsync(folder, "podman", ["inspect", "portal", "--format", "{{.State.ExitCode}}"])).Trim().Should().Be("0");
            await MustAsync(folder, "podman", ["start", "portal"]);
            await Readiness.WaitAsync("The image", visitor.Http.BaseAddress!, cancellation: Cancellation);
            (await visitor.ReadAsync("/demandes", Cancellation)).Should().Contain("11-02-2019");
        }
        finally
        {
            await RunAsync(folder, "podman", ["rm", "--force", "--time", "5", "portal"]);
            await RunAsync(folder, "podman", ["rmi", "--all", "--force"]);
            await RunAsync(folder, "podman", ["volume", "rm", "--all", "--force"]);
            await RunAsync(folder, "umount", [Path.Combine(folder.FullName, "images", "overlay")]);
            folder.Delete(recursive: true);
        }
    }

    // A store of the test's own, and limits that a container without a bigger one may have.
    private static async Task WriteConfigurationAsync(string folder)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "containers.conf"),
            """
            [containers]
            default_ulimits = ["nofile=16384:16384", "nproc=16384:16384"]
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            """,
            Cancellation
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "storage.conf"),
            $"""
            [storage]
            driver = "overlay"
            runroot = "{folder}/run"
            graphroot = "{folder}/images"
            """,
            Cancellation
        );
    }

    private static async Task<string> MustAsync(DirectoryInfo folder, string program, string[] arguments)
    {
        var (code, output) = await RunAsync(folder, program, arguments);
        code.Should().Be(0, $"{program} {string.Join(' ', arguments)} wrote:\n{output}");
        return output;
    }

    private static async Task<(int Code, string Output)> RunAsync(DirectoryInfo folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CONTAINERS_CONF"] = Path.Combine(folder.FullName, "containers.conf");
        start.Environment["CONTAINERS_STORAGE_CONF"] = Path.Combine(folder.FullName, "storage.conf");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
