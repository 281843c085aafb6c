using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Application.Tests.Invoicing;

public sealed class TreasuryExportTests
{
    private static readonly Person Accountant = Person.With(Roles.Accountant);
    private static readonly DateOnly From = new(2019, 1, 1);
    private static readonly DateOnly To = new(2019, 1, 31);

    private static readonly IConfiguration Treasury = new ConfigurationBuilder()
        .AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Portal:Treasury:PostCode"] = "089012",
                ["Portal:Treasury:Siret"] = "20006746900018",
                ["Portal:Treasury:CollectivityCode"] = "012",
                ["Portal:Treasury:BudgetCode"] = "00",
                ["Portal:Treasury:Label"] = "Communauté Chablis, Villages & Terroirs",
                ["Portal:Treasury:ProductCode"] = "83",
                ["Portal:Treasury:AccountCode"] = "7066",
            }
        )
        .Build();

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_file_holds_each_invoice_with_its_keys_its_amount_and_its_debtor(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, settings: Treasury);
        var (one, two) = (await portal.GivenFamily(), await portal.GivenFamily());
        var first = await portal.GivenInvoice(
            one,
            4860,
            new(2019, 1, 8),
            debtor: new Debtor("Mme", one.Family.Guardians[0].LastName, "Mère", PostalAddress.Of("2 rue de l’Œuvre <b>", "89800", "Chablis"))
        );
        var second = await portal.GivenInvoice(two, 6480, new(2019, 1, 9));
        await portal.GivenInvoice(two, 100, new(2019, 2, 1));

        var created = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;
        var (name, bytes) = await FileAsync(portal, created.Id);

        name.Should().Be("PESORMC_012_2019_001.xml");
        Encoding.Latin1.GetString(bytes).Should().StartWith("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>");
        var root = XDocument.Load(new MemoryStream(bytes)).Root!;
        root.Name.Should().Be(XName.Get("PES_Aller", "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller"));
        Value(root, "TypFic").Should().Be("PESORMC");
        Value(root, "IdColl").Should().Be("20006746900018");
        Value(root, "TypBord").Should().Be("06");
        Value(root, "NbrPce").Should().Be("2");
        Value(root, "MtBordHt").Should().Be("113.40");
        var pieces = root.Descendants("Piece").ToList();
        pieces.Should().HaveCount(2);
        pieces.Sum(piece => decimal.Parse(Value(piece, "MtHT"), System.Globalization.CultureInfo.InvariantCulture)).Should().Be(113.40m);
        foreach (var (piece, invoice) in pieces.Zip([first, second]))
        {
            (Value(piece, "TypPce"), Value(piece, "NatPce")).Should().Be(("15", "01"));
            Value(piece, "NumDette").Should().Be(invoice.Number.PadLeft(13, '0'));
            Value(piece, "Cle1").Should().Be(KeyOne("012" + "1" + "19" + "0" + Value(piece, "NumDette")));
            Value(piece, "Cle2").Should().Be(KeyTwo("19" + "0" + "00" + Value(piece, "NumDette")));
            piece
                .Element("BlocPiece")!
                .Elements()
                .Select(element => element.Name.LocalName)
                .Should()
                .Equal("IdPce", "TypPce", "NatPce", "ObjPce", "NumDette", "Per", "Cle1", "Cle2");
        }

        Value(pieces[0], "Adr2").Should().Be("2 rue de l'OEuvre <b>");
        (Value(pieces[0], "Nom"), Value(pieces[0], "CP"), Value(pieces[0], "Ville")).Should().Be((one.Family.Guardians[0].LastName, "89800", "Chablis"));
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_invoice_is_handed_over_once_unless_its_bordereau_was_given_up(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, settings: Treasury);
        var family = await portal.GivenFamily();
        await portal.GivenInvoice(family);
        var created = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;

        var twice = await portal.SendAs(Accountant, new CreateBordereau(From, To));
        var late = await portal.GivenInvoice(family, 100);
        var other = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;
        var cancelled = await portal.SendAs(Accountant, new CancelBordereau(created.Id, "Mauvais compte"));
        var again = await portal.SendAs(Accountant, new CancelBordereau(created.Id, "Encore"));
        var ofCancelled = await portal.SendAs(Accountant, new ReadBordereau(created.Id));
        var redone = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;
        var page = (await portal.SendAs(Accountant, new GetExports())).Value;

        twice.Refusal.Code.Should().Be("NothingToExport");
        (other.Number, other.Titles).Should().Be((2, 1));
        cancelled.IsRefused.Should().BeFalse();
        again.Refusal.Code.Should().Be("AlreadyCancelled");
        ofCancelled.Refusal.Code.Should().Be("Cancelled");
        (redone.Number, redone.Titles).Should().Be((3, 1));
        page.NotHandedOver.Should().Be(0);
        page.Bordereaux.Items.Select(line => (line.Number, line.IsCancelled, line.CreatedBy))
            .Should()
            .Equal((3, false, Accountant.Name), (2, false, Accountant.Name), (1, true, Accountant.Name));
        (await portal.Find(db => db.AuditEntries.Where(entry => entry.Act.StartsWith("bordereau")).Select(entry => entry.Act).ToListAsync()))
            .Should()
            .BeEquivalentTo("bordereau.created", "bordereau.created", "bordereau.cancelled", "bordereau.created");
        late.Id.Should().BePositive();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_colleagues_at_once_hand_each_invoice_over_once(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, settings: Treasury);
        var family = await portal.GivenFamily();
        for (var invoice = 0; invoice < 10; invoice++)
        {
            await portal.GivenInvoice(family, 100);
        }

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Task.Run(() => portal.SendAs(Person.With(Roles.Accountant), new CreateBordereau(From, To))))
        );

        answers.Count(answer => !answer.IsRefused).Should().Be(1);
        (await portal.Find(db => db.TreasuryTitles.CountAsync())).Should().Be(10);
    }

    [Fact]
    public async Task What_cannot_be_collected_is_left_out_and_named()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite, settings: Treasury);
        var family = await portal.GivenFamily();
        var nowhere = await portal.GivenInvoice(family, 100, debtor: new Debtor("Mme", "Nom", "Mère", PostalAddress.Of("", "", "")));
        var alone = await portal.SendAs(Accountant, new CreateBordereau(From, To));
        await portal.GivenInvoice(family, 200);

        var created = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;

        alone.Refusal.Code.Should().Be("Incomplete");
        alone.Refusal.Sentence.Should().Contain(nowhere.Number).And.Contain(family.Family.Name).And.Contain("numéro et voie");
        created.Titles.Should().Be(1);
        created.LeftOut.Should().Equal(new LeftOut(nowhere.Number, family.Family.Name, "numéro et voie, code postal à 5 chiffres, commune"));
    }

    [Fact]
    public async Task Dates_of_two_years_and_a_portal_without_codes_are_refused()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite, settings: Treasury);
        await using var without = await Portal.StartAsync(DatabaseProvider.Sqlite);

        (await portal.SendAs(Accountant, new CreateBordereau(new(2018, 12, 1), To))).Refusal.Field.Should().Be("To");
        (await portal.SendAs(Accountant, new CreateBordereau(To, From))).Refusal.Field.Should().Be("To");
        (await portal.SendAs(Accountant, new CreateBordereau(null, To))).Refusal.Field.Should().Be("From");
        (await without.SendAs(Accountant, new CreateBordereau(From, To))).Refusal.Code.Should().Be("NotConfigured");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Credit_notes_on_invoices_handed_over_reduce_their_titles_and_those_before_are_in_them(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, settings: Treasury);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family, 4860);
        await portal.GivenInvoice(family, 1000);
        await portal.SaveAsync(InvoiceSequence.Begin("01", 2019, last: 50_000));
        await CreditAsync(portal, invoice, 860);
        var none = await portal.SendAs(Accountant, new CreateBordereau(From, To, IsReduction: true));
        var titles = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;
        await CreditAsync(portal, invoice, 1000);
        await CreditAsync(portal, invoice, 3000);

        var before = (await portal.SendAs(Accountant, new GetExports())).Value;
        var reductions = (await portal.SendAs(Accountant, new CreateBordereau(From, To, IsReduction: true))).Value;
        var (name, bytes) = await FileAsync(portal, reductions.Id);
        var cancelled = await portal.SendAs(Accountant, new CancelBordereau(titles.Id, "Erreur"));
        var after = (await portal.SendAs(Accountant, new GetExports())).Value;
        var table = await CsvAsync(portal, ExportSubject.Invoices);

        none.Refusal.Code.Should().Be("NothingToExport");
        before.Reductions.Should().BeEquivalentTo(new { Count = 2, Cents = 4000 });
        (reductions.Number, reductions.Titles).Should().Be((1, 2), "reductions are numbered apart");
        name.Should().Be("PESREDUCTION_012_2019_001.xml");
        var root = XDocument.Load(new MemoryStream(bytes)).Root!;
        (Value(root, "TypBord"), Value(root, "NbrPce"), Value(root, "MtBordHt")).Should().Be(("02", "2", "40.00"));
        var pieces = root.Descendants("Piece").ToList();
        pieces
            .Select(piece => (Value(piece, "TypPce"), Value(piece, "NatPce"), Value(piece, "MtHT")))
            .Should()
            .Equal(("02", "06", "10.00"), ("02", "06", "30.00"));
        pieces
            .Should()
            .OnlyContain(piece =>
                Value(piece, "ExerRat") == "2019"
                && Value(piece, "IdPceOrig") == "1"
                && Value(piece, "ObjPce").EndsWith(invoice.Number)
                && Value(piece, "CP") == "89800"
            );
        cancelled.Refusal.Code.Should().Be("Reduced");
        after.Reductions.Should().BeNull();
        after.Bordereaux.Items[0].IsReduction.Should().BeTrue();
        table.Should().Contain("Réductions 2019-1").And.Contain(";2019-1");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Reductions_and_the_giving_up_of_their_titles_at_once_leave_one_of_both(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database, settings: Treasury);
        var family = await portal.GivenFamily();
        await portal.SaveAsync(InvoiceSequence.Begin("01", 2019, last: 50_000));
        for (var round = 0; round < 5; round++)
        {
            var invoice = await portal.GivenInvoice(family, 4860);
            var titles = (await portal.SendAs(Accountant, new CreateBordereau(From, To))).Value;
            await CreditAsync(portal, invoice, 1000);

            var (reducing, giving) = (
                Task.Run(() => portal.SendAs(Accountant, new CreateBordereau(From, To, IsReduction: true))),
                Task.Run(() => portal.SendAs(Accountant, new CancelBordereau(titles.Id, "Erreur")))
            );
            await Task.WhenAll(reducing, giving);

            (await reducing).IsRefused.Should().Be(!(await giving).IsRefused, "either the title stands and is reduced, or it is given up and nothing is");
            if (!(await reducing).IsRefused)
            {
                await portal.SendAs(Accountant, new CancelBordereau((await reducing).Value.Id, "Essai"));
                await portal.SendAs(Accountant, new CancelBordereau(titles.Id, "Essai"));
            }

            await CreditAsync(portal, invoice, 3860);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Tables_are_written_for_French_spreadsheets_and_no_cell_is_a_formula(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        var family = await portal.GivenFamily();
        var invoice = await portal.GivenInvoice(family, 4860, childName: "=HYPERLINK(\"http://example.org\";\"x\")");
        await portal.SendAs(
            Accountant,
            new EnterPayments(Guid.NewGuid(), family.Family.Id, PaymentMeans.Cheque, new(2019, 1, 15), "+33;\"12\"", [new(invoice.Id, 1000)])
        );
        await portal.SendAs(Accountant, new ReversePayment((await portal.PaymentsOf(invoice))[0].Id, "Sans provision"));

        var lines = await CsvAsync(portal, ExportSubject.Lines);
        var payments = await CsvAsync(portal, ExportSubject.Payments);
        var invoices = await CsvAsync(portal, ExportSubject.Invoices);
        var unpaid = await CsvAsync(portal, ExportSubject.Unpaid);

        lines.Should().Contain("\"'=HYPERLINK(\"\"http://example.org\"\";\"\"x\"\")\"").And.Contain(";48,60;48,60;0,00;");
        payments.Should().Contain(";Chèque;\"'+33;\"\"12\"\"\";10,00;0,00;").And.Contain(";-10,00;0,00;", "an amount is a number and stays one");
        invoices.Should().StartWith("Numéro;Nature;Date;").And.Contain($"{invoice.Number};Facture;08/01/2019;07/02/2019;");
        unpaid.Should().Contain($";{invoice.Number};08/01/2019;07/02/2019;0;48,60;48,60;0");
    }

    [Fact]
    public async Task A_workbook_holds_numbers_dates_and_texts_and_heads_even_when_empty()
    {
        await using var portal = await Portal.StartAsync(DatabaseProvider.Sqlite);
        var family = await portal.GivenFamily();
        var empty = await XlsxAsync(portal, ExportSubject.Payments);
        var invoice = await portal.GivenInvoice(family, 4860, childName: "=1+1");

        var lines = await XlsxAsync(portal, ExportSubject.Lines);

        empty.Should().Contain("Reçu le");
        lines.Should().Contain("'=1+1").And.Contain("48.6").And.Contain(invoice.Number).And.NotContain("<f>", "nothing is computed");
    }

    [Fact]
    public async Task Ten_thousand_lines_pass_without_being_held_in_memory()
    {
        var rows = 0;
        var table = new ExportedTable("x", ["A", "B"], Rows());
        int? rowsAtFirstBytes = null;
        await using var sink = new CountingSink((_, count) => rowsAtFirstBytes ??= count > 10 ? rows : null);

        await TableFiles.WriteCsvAsync(table, sink, CancellationToken.None);

        rowsAtFirstBytes.Should().BeLessThan(5_000, "the first bytes leave long before the last row is read");
        sink.Length.Should().BeGreaterThan(10_000 * 100);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            for (; rows < 10_000; rows++)
            {
                yield return [new string('x', 100), rows];
            }

            await Task.CompletedTask;
        }
    }

    private static async Task CreditAsync(Portal portal, Invoice invoice, long cents)
    {
        var line = await portal.Find(db => db.InvoiceLines.Where(row => row.InvoiceId == invoice.Id).Select(row => row.Id).SingleAsync());
        (await portal.SendAs(Accountant, new CreditInvoice(invoice.Id, [new(line, cents)], "Erreur", false))).IsRefused.Should().BeFalse();
    }

    // A second, independent way to the keys.
    private static string KeyOne(string digits)
    {
        var (sum, weight) = (0, 2);
        foreach (var digit in digits.Reverse())
        {
            sum += (digit - '0') * weight;
            weight = weight == 7 ? 2 : weight + 1;
        }

        return (11 - (sum % 11)) is var key and <= 9 ? $"{key}" : "1";
    }

    private static string KeyTwo(string digits) =>
        "ABCDEFGHJKLMNPQRSTUVWXY"[digits.Aggregate(0, (rest, digit) => ((rest * 10) + (digit - '0')) % 23)].ToString();

    private static string Value(XElement within, string name) => within.Descendants(name).First().Attribute("V")!.Value;

    private static Task<(string Name, byte[] Bytes)> FileAsync(Portal portal, long bordereau) =>
        WriteAsync(portal, new ReadBordereau(bordereau), OrmcFile.Name, OrmcFile.WriteAsync);

    private static async Task<string> CsvAsync(Portal portal, ExportSubject subject)
    {
        var (_, bytes) = await WriteAsync(portal, new ExportTable(subject), table => table.Name, TableFiles.WriteCsvAsync);
        bytes.Take(3).Should().Equal(Encoding.UTF8.Preamble.ToArray(), "Excel knows UTF-8 by it");
        return Encoding.UTF8.GetString(bytes[3..]);
    }

    private static async Task<string> XlsxAsync(Portal portal, ExportSubject subject)
    {
        var (_, bytes) = await WriteAsync(portal, new ExportTable(subject), table => table.Name, TableFiles.WriteXlsxAsync);
        await using var workbook = new ZipArchive(new MemoryStream(bytes));
        var text = new StringBuilder();
        foreach (
            var entry in workbook.Entries.Where(entry =>
                entry.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal) || entry.FullName.EndsWith("sharedStrings.xml", StringComparison.Ordinal)
            )
        )
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text.Append(System.Net.WebUtility.HtmlDecode(await reader.ReadToEndAsync()));
        }

        return text.ToString();
    }

    private static async Task<(string Name, byte[] Bytes)> WriteAsync<TContent>(
        Portal portal,
        IRequest<Outcome<TContent>> message,
        Func<TContent, string> name,
        Func<TContent, Stream, CancellationToken, Task> write
    )
    {
        await using var scope = portal.Service<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().SignIn(Accountant.UserId, Accountant.Name, Accountant.Roles, 0);
        var content = (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message)).Value;
        using var target = new MemoryStream();
        await write(content, target, CancellationToken.None);
        return (name(content), target.ToArray());
    }
}
