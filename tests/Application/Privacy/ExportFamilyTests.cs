using System.IO.Compression;
using System.Text.Json;
using ClsPortal.Application.Families;
using ClsPortal.Application.Privacy;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Privacy;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Privacy;

public sealed class ExportFamilyTests
{
    private static readonly Person Administrator = Person.With(Roles.Administrator);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_parent_takes_along_all_of_the_own_family_and_nothing_of_another(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var activity = await portal.GivenActivity();
        var family = await FullHousehold.IsGivenAsync(portal, activity);
        var other = await portal.GivenFamily();
        await portal.SendAs(Person.With(Roles.Agent), new ReadHealthRecord(family.ChildId));

        var files = await ArchiveAsync(portal, family.Parent, new ExportMyFamily(WithHealth: true));

        var data = JsonDocument.Parse(files[DossierArchive.Data]).RootElement;
        data.GetProperty("numero").GetString().Should().Be(family.Family.Number);
        data.GetProperty("avec_sante").GetBoolean().Should().BeTrue();
        data.GetProperty("fiches-sanitaires")
            .EnumerateArray()
            .Should()
            .Contain(row => row.GetProperty("Valeur").GetString() == $"Arachide {FullHousehold.Word}");
        data.GetProperty("messages").EnumerateArray().Should().Contain(row => row.GetProperty("Message").GetString() == $"Texte {FullHousehold.Word}");
        data.GetProperty("factures")[0].GetProperty("Total").GetDecimal().Should().Be(16.20m);
        data.GetProperty("consultations")
            .EnumerateArray()
            .Should()
            .Contain(row => row.GetProperty("Acte").GetString() == "a lu une fiche sanitaire" && row.GetProperty("Par").GetString() == "le Centre de Loisirs");
        var paths = data.GetProperty("pieces").EnumerateArray().Select(row => row.GetProperty("Fichier").GetString()!).ToList();
        paths.Should().HaveCount(2).And.OnlyContain(path => files.ContainsKey(path));
        System.Text.Encoding.Latin1.GetString(files[paths[0]])[..5].Should().Be("%PDF-", "it is the document as the portal wrote it anew");
        System
            .Text.Encoding.UTF8.GetString(files[DossierArchive.Page])
            .Should()
            .Contain("Fiches sanitaires")
            .And.Contain($"Arachide {FullHousehold.Word}")
            .And.NotContain("<script");
        files.Values.Should().NotContain(content => System.Text.Encoding.UTF8.GetString(content).Contains(other.Family.Number));
        (await portal.Find(db => db.AuditEntries.SingleAsync(entry => entry.Act == "rights.exported")))
            .Should()
            .BeEquivalentTo(
                new
                {
                    family.Parent.UserId,
                    FamilyId = (int?)family.Family.Id,
                    Details = "avec les fiches sanitaires",
                }
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Health_leaves_with_a_second_factor_only_and_never_through_the_administrator(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        var alone = family.Parent with { HasPasswordAlone = true };

        (await portal.SendAs(alone, new ExportMyFamily(WithHealth: true))).Refusal.Code.Should().Be(Refusal.SecondFactorCode);
        ExpectNoHealth(await ArchiveAsync(portal, alone, new ExportMyFamily(WithHealth: false)));
        ExpectNoHealth(await ArchiveAsync(portal, Administrator, new ExportFamily(family.Family.Id, family.Parent.GuardianId)));
    }

    private static void ExpectNoHealth(Dictionary<string, byte[]> files)
    {
        files.Values.Should().NotContain(content => System.Text.Encoding.UTF8.GetString(content).Contains("Arachide"));
        JsonDocument.Parse(files[DossierArchive.Data]).RootElement.TryGetProperty("fiches-sanitaires", out _).Should().BeFalse();
        files.Keys.Count(name => name.StartsWith("fichiers/", StringComparison.Ordinal)).Should().Be(1, "the paper about health stays");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_guardians_own_copy_holds_nothing_of_the_others_login_nor_of_whoever_left(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await FullHousehold.IsGivenAsync(portal, await portal.GivenActivity());
        var left = await portal.Find(db =>
            db.Guardians.IgnoreQueryFilters()
                .Where(guardian => guardian.FamilyId == family.Family.Id && guardian.LeftAt != null)
                .Select(guardian => guardian.Id)
                .SingleAsync()
        );
        var other = new Person(Guid.NewGuid(), "Autre parent", Roles.Parent, family.Family.Id, left);

        var own = (await portal.SendAs(family.Parent, new ExportMyFamily(WithHealth: false))).Value;
        var others = (await portal.SendAs(other, new ExportMyFamily(WithHealth: false))).Value;
        var centres = (await portal.SendAs(Administrator, new ExportFamily(family.Family.Id, left))).Value;

        Rows(own, "connexions").Should().Be(1);
        Rows(others, "connexions").Should().Be(0);
        Rows(others, "invitations").Should().Be(0);
        Rows(others, "courriels").Should().BeLessThan(Rows(own, "courriels"));
        Rows(own, "responsables").Should().Be(1);
        Rows(centres, "responsables").Should().Be(2);

        static int Rows(FamilyDossier dossier, string key) => dossier.Sections.Single(section => section.Key == key).Rows.Count;
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_text_of_a_family_is_shown_and_never_run(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        await portal.SendAs(family.Parent, new Application.Messaging.StartConversation(Guid.NewGuid(), "x", "<script>alert(1)</script>"));

        var files = await ArchiveAsync(portal, Administrator, new ExportFamily(family.Family.Id, family.Parent.GuardianId));

        System.Text.Encoding.UTF8.GetString(files[DossierArchive.Page]).Should().Contain("&lt;script&gt;").And.NotContain("<script>");
        (await portal.SendAs(Administrator, new ExportFamily(9999, 1))).IsNotFound.Should().BeTrue();
    }

    private static Task<Dictionary<string, byte[]>> ArchiveAsync(Portal portal, Person person, MediatR.IRequest<Outcome<FamilyDossier>> message) =>
        portal.InScope(async services =>
        {
            var dossier = (await portal.SendAs(person, message)).Value;
            using var written = new MemoryStream();
            await DossierArchive.WriteAsync(new ForwardOnly(written), dossier, services.GetRequiredService<DossierFiles>().CopyAsync, CancellationToken.None);
            using var archive = new ZipArchive(new MemoryStream(written.ToArray()));
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries)
            {
                using var content = new MemoryStream();
                await using var stream = await entry.OpenAsync();
                await stream.CopyToAsync(content);
                files.Add(entry.FullName, content.ToArray());
            }

            return files;
        });

    /// <summary>What a response is: written forward, never at once from a thread that waits.</summary>
    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new InvalidOperationException("Synchronous");

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            inner.WriteAsync(buffer, offset, count, cancellationToken);
    }
}
