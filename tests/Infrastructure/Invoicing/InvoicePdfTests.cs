using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Infrastructure.Invoicing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace ClsPortal.Infrastructure.Tests.Invoicing;

/// <summary>The documents, read back.</summary>
public sealed class InvoicePdfTests
{
    private static readonly InvoiceIssuer Issuer = new(
        "Communauté de communes Chablis Villages et Terroirs",
        "2 rue du Serein\n89800 Chablis",
        "Trésorerie de Chablis",
        "Centre des Finances publiques\n89800 Chablis",
        "En ligne sur PayFiP ; en espèces, par chèque ou ticket CESU auprès de la Trésorerie."
    );

    [Fact]
    public void The_invoice_says_what_is_owed_how_it_was_computed_and_carries_the_coupon()
    {
        var text = Text(InvoicePdf.Write(Invoice(3)));

        text.Should()
            .Contain("Facture 011900075")
            .And.Contain("08-01-2019")
            .And.Contain("07-02-2019")
            .And.Contain("48,60\u00a0€")
            .And.Contain("quotient familial 642")
            .And.Contain("Famille test (n° 0119)")
            .And.Contain("Chablis mercredi journée");
        text[text.IndexOf("Talon à découper", StringComparison.Ordinal)..]
            .Should()
            .Contain("011900075")
            .And.Contain("48,60\u00a0€")
            .And.Contain("Famille test")
            .And.Contain("Trésorerie de Chablis")
            .And.Contain("Centre des Finances publiques");
    }

    [Fact]
    public void An_invoice_on_which_nothing_moved_makes_the_same_bytes_whenever_it_is_asked_for()
    {
        var invoice = Invoice(3);

        InvoicePdf
            .Write(invoice with { AsOf = new(2031, 1, 1), Summary = invoice.Summary with { State = InvoiceState.Overdue, FamilyName = "autre nom" } })
            .Should()
            .Equal(InvoicePdf.Write(invoice));
    }

    [Fact]
    public void What_was_billed_credited_and_paid_stands_on_it_and_the_coupon_asks_for_the_rest()
    {
        var text = Text(InvoicePdf.Write(Moved(credited: 1576, paid: 10000)));
        var coupon = text[text.IndexOf("Talon à découper", StringComparison.Ordinal)..];

        text.Should()
            .Contain("Situation au 03-02-2019")
            .And.Contain("127,57\u00a0€")
            .And.Contain("Avoir 011900080 du 21-01-2019")
            .And.Contain("-15,76\u00a0€")
            .And.Contain("Payé le 20-01-2019 – Chèque")
            .And.Contain("-100,00\u00a0€")
            .And.Contain("Reste à payer")
            .And.Contain("11,81\u00a0€");
        coupon.Should().Contain("11,81\u00a0€").And.NotContain("127,57");
    }

    [Theory]
    [InlineData(11181, "Cette facture est réglée : il n’y a rien à payer.")]
    [InlineData(12757, "15,76\u00a0€ vous sont dus")]
    public void A_settled_invoice_asks_for_nothing_and_has_no_coupon(long paid, string sentence) =>
        Text(InvoicePdf.Write(Moved(credited: 1576, paid))).ReplaceLineEndings(" ").Should().Contain(sentence).And.NotContain("Talon");

    [Fact]
    public void What_PayFiP_asks_for_is_printed_when_the_number_is_known()
    {
        var invoice = Invoice(3);

        Text(InvoicePdf.Write(invoice with { Issuer = Issuer with { PayFipNumber = "012345" } }))
            .ReplaceLineEndings(" ")
            .Should()
            .Contain("identifiant de la collectivité 012345, référence 011900075, montant 48,60\u00a0€");
        Text(InvoicePdf.Write(invoice)).Should().NotContain("identifiant de la collectivité");
    }

    [Theory]
    [InlineData("Łukasz Żółć, Nguyễn Thị Minh Khai", "Łukasz Żółć, Nguyễn Thị Minh Khai", false)]
    [InlineData("Иванов, Παπαδόπουλος, Æschliman Œuvrard", "Иванов, Παπαδόπουλος, Æschliman Œuvrard", false)]
    [InlineData("李小龍", "[?][?][?]", true)]
    [InlineData("محمد", "[?][?][?][?]", true)]
    public void A_name_of_any_script_is_readable_or_it_is_said_that_it_is_not(string name, string printed, bool isSaid)
    {
        var text = Text(InvoicePdf.Write(Invoice(1) with { Addressee = $"Famille test (n° 0119)\n{name}" })).ReplaceLineEndings(" ");

        text.Should().Contain(printed);
        text.Contains("ne sait pas imprimer", StringComparison.Ordinal).Should().Be(isSaid);
    }

    [Fact]
    public void A_long_invoice_keeps_its_coupon_whole_on_one_page()
    {
        for (var lines = 10; lines < 24; lines++)
        {
            using var document = PdfDocument.Open(InvoicePdf.Write(Invoice(lines)));
            var pages = document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page)).ToList();
            var coupon = pages.Should().ContainSingle(page => page.Contains("Talon à découper")).Subject;
            coupon[coupon.IndexOf("Talon", StringComparison.Ordinal)..].Should().Contain("À adresser à").And.Contain("À payer avant le");
        }
    }

    [Fact]
    public void A_credit_note_names_the_invoice_and_the_reason_and_has_no_coupon()
    {
        var invoice = Invoice(1);
        var text = Text(
            InvoicePdf.Write(
                invoice with
                {
                    Summary = invoice.Summary with { Kind = InvoiceKind.CreditNote, Number = "011900080", TotalCents = -1620 },
                    Reason = "Séance annulée par le centre",
                    Corrects = new(1, "011900075", new(2019, 1, 8), 4860),
                }
            )
        );

        text.Should()
            .Contain("Avoir 011900080")
            .And.Contain("011900075")
            .And.Contain("Séance annulée par le centre")
            .And.Contain("-16,20\u00a0€")
            .And.NotContain("Talon");
    }

    [Fact]
    public void The_tax_certificate_names_each_child_the_year_and_the_total()
    {
        var text = Text(
            InvoicePdf.Write(
                new TaxCertificate(
                    2019,
                    "Famille test (n° 0119)",
                    new(2020, 2, 1),
                    [new("Enfant 2", new(2015, 3, 11), 123456), new("Enfant 3", new(2016, 3, 11), 100)],
                    Issuer
                )
            )
        );

        text.Should()
            .Contain("Attestation fiscale 2019")
            .And.Contain("2042")
            .And.Contain("11-03-2015")
            .And.Contain("1\u202f234,56\u00a0€")
            .And.Contain("1\u202f235,56\u00a0€");
    }

    private static InvoiceView Invoice(int lines) =>
        new(
            new InvoiceSummary(
                1,
                "011900075",
                InvoiceKind.Invoice,
                new(2019, 1, 8),
                new(2019, 2, 7),
                new(2018, 12, 1),
                lines * 1620,
                0,
                lines * 1620,
                InvoiceState.ToPay,
                1,
                "test"
            ),
            new(2018, 12, 31),
            "Famille test (n° 0119)\nMère Test",
            new DateTime(2019, 1, 8, 8, 0, 0, DateTimeKind.Utc),
            "Claude Comptable",
            null,
            0,
            null,
            [],
            [
                .. Enumerable
                    .Range(0, lines)
                    .Select(line => new InvoiceLineView(
                        line,
                        "Enfant 1",
                        new DateOnly(2018, 12, 5).AddDays(line),
                        "Chablis mercredi journée",
                        1620,
                        420,
                        "quotient familial 642, tranche de 401 à 800 : 12,00\u00a0€ la séance ; repas : 4,20\u00a0€",
                        1,
                        0,
                        false
                    )),
            ],
            [],
            Issuer
        );

    private static InvoiceView Moved(long credited, long paid)
    {
        var invoice = Invoice(3);
        return invoice with
        {
            Summary = invoice.Summary with { TotalCents = 12757, PaidCents = paid, DueCents = 12757 - credited - paid },
            CreditedCents = credited,
            Payments = [new(new(2019, 1, 20), paid, PaymentMeans.Cheque)],
            CreditNotes = [new(9, "011900080", new(2019, 1, 21), -credited)],
            AsOf = new(2019, 2, 3),
        };
    }

    private static string Text(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Join('\n', document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page)));
    }
}
