using System.Text;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;

namespace ClsPortal.Application.Tests.Families;

public sealed class DepositTests
{
    private static readonly Person Agent = Person.With(Roles.Agent);
    private static readonly IncomingFile Pdf = new("../Assurance\u202Efdp.exe", FileSamples.Pdf());

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_deposit_is_kept_sealed_and_opens_for_its_family_and_the_staff(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece();
        var noise = new byte[600_000];
        new Random(1).NextBytes(noise);
        var content = FileSamples.Scan([.. "JPEG picture"u8, .. noise]);

        var id = (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile("Assurance.pdf", content)))).Value;

        foreach (var reader in new[] { family.Parent, Agent, Person.With(Roles.Director) })
        {
            var file = (await portal.SendAs(reader, new OpenDeposit(id))).Value;
            (file.Name, file.Kind).Should().Be(("Assurance.pdf", FileKind.Pdf));
            file.Content.Should().StartWith("%PDF-1.7"u8.ToArray()).And.HaveCountGreaterThan(noise.Length);
        }

        var (names, chunks) = await portal.Find(async db =>
            (await db.StoredFiles.Select(row => row.SealedName).ToListAsync(), await db.FileChunks.Select(row => row.Content).ToListAsync())
        );
        chunks.Should().HaveCount(3);
        chunks
            .Concat(names)
            .Should()
            .OnlyContain(bytes =>
                !Encoding.Latin1.GetString(bytes).Contains("JPEG picture")
                && !Encoding.Latin1.GetString(bytes).Contains("%PDF-1.")
                && !Encoding.Latin1.GetString(bytes).Contains("Assurance")
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_stranger_neither_opens_nor_withdraws_nor_deposits_for_anothers_child(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (family, stranger) = (await portal.GivenFamily(), await portal.GivenFamily());
        var (perChild, perFamily) = (await portal.GivenPiece(), await portal.GivenPiece("Justificatif de domicile", isPerChild: false));
        var id = (await portal.SendAs(family.Parent, new DepositFile(perChild.Id, family.ChildId, Pdf))).Value;

        (await portal.SendAs(stranger.Parent, new OpenDeposit(id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new WithdrawFile(id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new DepositFile(perChild.Id, family.ChildId, Pdf))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new DepositFile(perFamily.Id, family.ChildId, Pdf))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new DepositFile(perChild.Id, null, Pdf))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(stranger.Parent, new GetPieces()))
            .Value.Owners.SelectMany(owner => owner.Pieces)
            .Should()
            .OnlyContain(card => card.Files.Count == 0);
        (await portal.Find(db => db.DepositedFiles.CountAsync())).Should().Be(1);
    }

    [Theory]
    [InlineData(Roles.Accountant)]
    [InlineData(Roles.Administrator)]
    public async Task Whoever_treats_no_files_opens_none(Roles role)
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        var id = (await portal.SendAs(family.Parent, new DepositFile((await portal.GivenPiece()).Id, family.ChildId, Pdf))).Value;

        (await portal.SendAs(Person.With(role), new OpenDeposit(id))).IsNotFound.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Withdrawn_before_it_is_treated_nothing_is_left_and_afterwards_it_stays(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece();
        var (first, second) = (
            (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, Pdf))).Value,
            (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, Pdf))).Value
        );
        await portal.SendAs(Agent, new TreatDeposit(second, Accept: true));

        (await portal.SendAs(family.Parent, new WithdrawFile(first))).IsRefused.Should().BeFalse();
        (await portal.SendAs(family.Parent, new WithdrawFile(second))).Refusal.Code.Should().Be("AlreadyTreated");

        (await portal.Find(async db => (await db.DepositedFiles.CountAsync(), await db.StoredFiles.CountAsync(), await db.FileChunks.CountAsync())))
            .Should()
            .Be((1, 1, 1));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Staff_accept_until_a_date_or_refuse_with_a_reason_and_the_family_is_told_in_every_case(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var dated = await portal.GivenPiece("Attestation QF", isPerChild: false, validity: PieceValidity.UntilDate);
        var yearly = await portal.GivenPiece(validity: PieceValidity.SchoolYear);
        async Task<Guid> Deposit(RequiredPiece piece) =>
            (await portal.SendAs(family.Parent, new DepositFile(piece.Id, piece.IsPerChild ? family.ChildId : null, Pdf))).Value;
        var (one, two, three) = (await Deposit(dated), await Deposit(yearly), await Deposit(yearly));

        (await portal.SendAs(Agent, new TreatDeposit(one, Accept: true))).Refusal.Should().BeEquivalentTo(new { Code = "DateMissing", Field = "ValidUntil" });
        (await portal.SendAs(Agent, new TreatDeposit(one, Accept: true, new(2019, 1, 14)))).Refusal.Code.Should().Be("DatePast");
        (await portal.SendAs(Agent, new TreatDeposit(one, Accept: false))).Refusal.Field.Should().Be("Reason");
        (await portal.SendAs(Agent, new TreatDeposit(one, Accept: true, new(2019, 6, 30)))).Value.FamilyWithoutEmail.Should().BeNull();
        (await portal.SendAs(Agent, new TreatDeposit(two, Accept: true))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Agent, new TreatDeposit(three, Accept: false, Reason: "Illisible"))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Agent, new TreatDeposit(three, Accept: true))).Refusal.Code.Should().Be("AlreadyTreated");

        var rows = await portal.Find(db => db.DepositedFiles.AsNoTracking().OrderBy(row => row.DepositedAt).ThenBy(row => row.Id).ToListAsync());
        rows.Should()
            .BeEquivalentTo(
                new object[]
                {
                    new
                    {
                        Status = DepositStatus.Accepted,
                        ValidUntil = (DateOnly?)new DateOnly(2019, 6, 30),
                        DecidedBy = (Guid?)Agent.UserId,
                    },
                    new
                    {
                        Status = DepositStatus.Accepted,
                        ValidUntil = (DateOnly?)new DateOnly(2019, 8, 31),
                        DecidedBy = (Guid?)Agent.UserId,
                    },
                    new
                    {
                        Status = DepositStatus.Refused,
                        Reason = "Illisible",
                        DecidedBy = (Guid?)Agent.UserId,
                    },
                }
            );
        (await portal.Find(db => db.AuditEntries.Select(row => row.Act).ToListAsync()))
            .Should()
            .BeEquivalentTo("file.accepted", "file.accepted", "file.refused");
        var mails = await portal.Find(db => db.OutboxMessages.Select(row => row.Model).ToListAsync());
        mails.Should().HaveCount(3).And.ContainSingle(mail => mail.Contains("Illisible"));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Health_pieces_are_recorded_at_each_reading_and_neither_mail_nor_audit_names_them(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece("Ordonnance", isHealth: true);
        var id = (
            await portal.SendAs(
                family.Parent,
                new DepositFile(piece.Id, family.ChildId, new IncomingFile("photo.jpg", FileSamples.Picture(SKEncodedImageFormat.Jpeg)))
            )
        ).Value;

        await portal.SendAs(family.Parent, new OpenDeposit(id));
        await portal.SendAs(Agent, new OpenDeposit(id));
        await portal.SendAs(Agent, new OpenDeposit(id, AsPreview: true));
        await portal.SendAs(Agent, new TreatDeposit(id, Accept: false, Reason: "Ventoline : posologie illisible"));

        var audit = await portal.Find(db => db.AuditEntries.AsNoTracking().OrderBy(row => row.Id).ToListAsync());
        audit
            .Select(entry => (entry.Act, entry.UserId))
            .Should()
            .Equal(("health.file-read", Agent.UserId), ("health.file-read", Agent.UserId), ("file.refused", Agent.UserId));
        audit.Should().OnlyContain(entry => entry.Details == null && entry.FamilyId == family.Family.Id);
        (await portal.Find(db => db.OutboxMessages.SingleAsync())).Model.Should().NotContain("Ordonnance").And.NotContain("Ventoline");
        (await portal.SendAs(family.Parent, new GetPieces()))
            .Value.Owners.Single()
            .Pieces.Single()
            .Files.Single()
            .Reason.Should()
            .Be("Ventoline : posologie illisible");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_password_alone_opens_no_health_piece_and_reads_neither_its_name_nor_why_it_was_refused(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var (family, weak) = (await portal.GivenFamily(), Agent with { HasPasswordAlone = true });
        var health = await portal.GivenPiece("Ordonnance", isHealth: true);
        var other = await portal.GivenPiece("Assurance");
        var picture = FileSamples.Picture(SKEncodedImageFormat.Jpeg);
        var id = (await portal.SendAs(family.Parent, new DepositFile(health.Id, family.ChildId, new IncomingFile("ventoline.jpg", picture)))).Value;
        var open = (await portal.SendAs(family.Parent, new DepositFile(other.Id, family.ChildId, new IncomingFile("assurance.jpg", picture)))).Value;

        (await portal.SendAs(weak, new OpenDeposit(id))).Refusal.Should().Be(Refusal.SecondFactorNeeded);
        (await portal.SendAs(weak, new OpenDeposit(id, AsPreview: true))).Refusal.Should().Be(Refusal.SecondFactorNeeded);
        (await portal.SendAs(weak, new OpenDeposit(open))).IsRefused.Should().BeFalse();
        (await portal.SendAs(weak, new TreatDeposit(id, Accept: true))).Refusal.Should().Be(Refusal.SecondFactorNeeded);
        (await portal.SendAs(family.Parent with { HasPasswordAlone = true }, new OpenDeposit(id))).IsRefused.Should().BeFalse("it is the family's own");
        (await portal.SendAs(weak, new ListDeposits()))
            .Value.Lines.Items.Select(line => (line.PieceName, line.FileName, line.IsLocked))
            .Should()
            .BeEquivalentTo([("Ordonnance", "", true), ("Assurance", "assurance.jpg", false)]);
        (await portal.SendAs(Agent, new ListDeposits())).Value.Lines.Items.Should().OnlyContain(line => line.FileName.Length > 0 && !line.IsLocked);
        await portal.SendAs(Agent, new TreatDeposit(id, Accept: false, Reason: "Posologie illisible"));
        (await portal.SendAs(weak, new ListDeposits(DepositStatus.Refused))).Value.Lines.Items.Should().ContainSingle().Which.Reason.Should().BeNull();
        (await portal.SendAs(Agent, new ListDeposits(DepositStatus.Refused)))
            .Value.Lines.Items.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be("Posologie illisible");
        (await portal.Find(db => db.AuditEntries.CountAsync(entry => entry.Act == "health.file-read"))).Should().Be(0);
    }

    [Fact]
    public async Task A_preview_is_for_staff_and_pictures_only()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece();
        var pdf = (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, Pdf))).Value;
        var png = (
            await portal.SendAs(
                family.Parent,
                new DepositFile(piece.Id, family.ChildId, new IncomingFile("a.png", FileSamples.Picture(SKEncodedImageFormat.Png)))
            )
        ).Value;

        (await portal.SendAs(Agent, new OpenDeposit(pdf, AsPreview: true))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(family.Parent, new OpenDeposit(png, AsPreview: true))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Agent, new OpenDeposit(png, AsPreview: true))).Value.Kind.Should().Be(FileKind.Jpeg);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_file_that_is_refused_leaves_nothing_and_is_told_beside_its_field(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece();
        async Task<Refusal> Try(byte[] content) =>
            (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile("a.pdf", content)))).Refusal;

        (await Try([])).Should().BeEquivalentTo(new { Code = "Invalid", Field = "File" });
        (await Try(Encoding.UTF8.GetBytes("<html>"))).Should().BeEquivalentTo(new { Code = "FileKind", Field = "File" });
        (await Try(FileSamples.Pdf(more: $"({new string('x', 11 * 1024 * 1024)})"))).Should().BeEquivalentTo(new { Code = "FileTooBig", Field = "File" });

        (await portal.Find(async db => await db.DepositedFiles.CountAsync() + await db.StoredFiles.CountAsync() + await db.FileChunks.CountAsync()))
            .Should()
            .Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_virus_is_refused_and_stands_in_the_journal(DatabaseProvider provider)
    {
        await using var clamd = FakeClamd.OnTcp();
        await using var portal = await Portal.StartAsync(provider, scanner: new ClamAvAddress("127.0.0.1", clamd.Port));
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece();
        Task<Outcome<Guid>> Deposit(string text) =>
            portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, new IncomingFile("a.pdf", FileSamples.Pdf(text))));

        var refused = await Deposit(FakeClamd.Virus);
        await Deposit("Attestation");

        refused.Refusal.Should().BeEquivalentTo(new { Code = "FileInfected", Field = "File" });
        (await portal.Find(db => db.DepositedFiles.CountAsync())).Should().Be(1);
        (await portal.Find(db => db.AuditEntries.SingleAsync()))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Act = "file.infected",
                    Subject = nameof(DepositFile),
                    FamilyId = (int?)family.Family.Id,
                    family.Parent.UserId,
                }
            );
    }

    [Fact]
    public async Task A_family_cannot_fill_the_database()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        var piece = await portal.GivenPiece();
        var photo = new IncomingFile("a.png", FileSamples.Picture(SKEncodedImageFormat.Png, 20, 20));
        for (var number = 0; number < DepositFile.MostWaiting; number++)
        {
            await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, photo));
        }

        (await portal.SendAs(family.Parent, new DepositFile(piece.Id, family.ChildId, photo))).Refusal.Code.Should().Be("TooManyWaiting");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_lists_take_a_bounded_number_of_statements(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily(children: 3);
        var piece = await portal.GivenPiece();
        foreach (var child in family.Family.Children)
        {
            await portal.SendAs(family.Parent, new DepositFile(piece.Id, child.Id, Pdf));
        }

        portal.Statements.Reset();
        var pieces = (await portal.SendAs(family.Parent, new GetPieces())).Value;
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(5);
        pieces
            .Owners.Should()
            .HaveCount(3)
            .And.OnlyContain(owner =>
                owner.Pieces.Single().State == PieceState.Waiting && owner.Pieces.Single().Files.Single().FileName == "Assurance fdp.pdf"
            );
        portal.Statements.Reset();
        (await portal.SendAs(Agent, new ListDeposits())).Value.Lines.Total.Should().Be(3);
        portal.Statements.Sent.Should().HaveCountLessThanOrEqualTo(5);
    }
}
