using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Invoicing;
using CsCheck;

namespace ClsPortal.Domain.Tests.Invoicing;

public sealed class InvoiceTests
{
    private static readonly DateOnly Day = new(2019, 1, 8);

    [Theory]
    [InlineData(2019, 75, "011900075")]
    [InlineData(2018, 837, "011800837")]
    [InlineData(2018, 325, "011800325")]
    [InlineData(2000, 1, "010000001")]
    [InlineData(2019, 123456, "0119123456")]
    public void Numbers_are_series_year_and_place_as_in_the_guide(int year, int place, string number) =>
        InvoiceNumber.Of("01", year, place).Should().Be(number);

    [Theory]
    [InlineData(RequestStatus.Accepted, false, false, null, BillingCase.Session)]
    [InlineData(RequestStatus.Accepted, false, false, AttendanceState.Present, BillingCase.Session)]
    [InlineData(RequestStatus.Accepted, false, false, AttendanceState.Absent, BillingCase.Absence)]
    [InlineData(RequestStatus.Accepted, false, false, AttendanceState.AbsentJustified, BillingCase.Nothing)]
    [InlineData(RequestStatus.Accepted, false, true, null, BillingCase.Nothing)]
    [InlineData(RequestStatus.Accepted, false, true, AttendanceState.Absent, BillingCase.Nothing)]
    [InlineData(RequestStatus.Cancelled, true, false, null, BillingCase.LateCancellation)]
    [InlineData(RequestStatus.Cancelled, false, false, null, BillingCase.Nothing)]
    [InlineData(RequestStatus.Pending, false, false, null, BillingCase.Nothing)]
    [InlineData(RequestStatus.Refused, false, false, null, BillingCase.Nothing)]
    [InlineData(RequestStatus.Withdrawn, false, false, null, BillingCase.Nothing)]
    public void What_is_invoiced_follows_the_booking_its_day_and_its_attendance(
        RequestStatus status,
        bool late,
        bool closed,
        AttendanceState? attendance,
        BillingCase expected
    ) => Billing.Of(status, late, closed, attendance, Settings(absences: true, justified: false)).Should().Be(expected);

    [Theory]
    [InlineData(false, false, BillingCase.Nothing, BillingCase.Nothing)]
    [InlineData(false, true, BillingCase.Nothing, BillingCase.Absence)]
    [InlineData(true, true, BillingCase.Absence, BillingCase.Absence)]
    public void Absences_follow_the_settings(bool absences, bool justified, BillingCase absent, BillingCase excused)
    {
        var settings = Settings(absences, justified);

        Billing.Of(RequestStatus.Accepted, false, false, AttendanceState.Absent, settings).Should().Be(absent);
        Billing.Of(RequestStatus.Accepted, false, false, AttendanceState.AbsentJustified, settings).Should().Be(excused);
    }

    [Fact]
    public void The_lines_make_the_total_whatever_they_are() =>
        Lines.Sample(lines =>
        {
            var invoice = Issue(lines);
            return invoice.TotalCents == lines.Sum(line => line.CareCents + line.MealCents)
                && invoice.DueCents == invoice.TotalCents
                && invoice.Lines.Select(line => line.Position).SequenceEqual(Enumerable.Range(1, lines.Count));
        });

    [Fact]
    public void A_credit_note_takes_back_what_its_lines_were() =>
        Lines.Sample(lines =>
        {
            var invoice = Issue(lines);
            var note = Invoice.Credit(
                "011900002",
                invoice,
                [.. invoice.Lines.Select(line => CreditedPart.Rest(line, 0))],
                "Erreur",
                Day,
                new(default, Guid.Empty, "")
            );
            return note.TotalCents == -invoice.TotalCents
                && note.DueCents == 0
                && note.Lines.Sum(line => line.MealCents) == -invoice.Lines.Sum(line => line.MealCents)
                && note.Lines.All(line => line.BookingId is null);
        });

    [Fact]
    public void A_line_taken_back_in_parts_comes_to_its_care_its_meal_and_its_quantity_exactly() =>
        Gen.Select(Gen.Long[0, 5000], Gen.Long[0, 5000], Gen.Long[1, 3000].List[0, 6])
            .Sample(
                (care, meal, cuts) =>
                {
                    var line = Line(care + meal, meal);
                    List<CreditedPart> parts = [];
                    var before = 0L;
                    foreach (var part in cuts.Select(cents => CreditedPart.Of(line, before, cents)).OfType<CreditedPart>())
                    {
                        parts.Add(part);
                        before += part.Cents;
                    }

                    if (before < line.TotalCents || line.TotalCents == 0)
                    {
                        parts.Add(CreditedPart.Rest(line, before));
                    }

                    return parts.Sum(part => part.Cents) == line.TotalCents
                        && parts.Sum(part => part.MealCents) == meal
                        && parts[^1].IsRest
                        && parts.SkipLast(1).All(part => !part.IsRest)
                        && parts.TrueForAll(part => part.MealCents >= 0 && part.MealCents <= part.Cents && part.Quantity >= 0 && part.Quantity <= 1)
                        && parts.Sum(part => part.Quantity) == line.Quantity;
                }
            );

    [Theory]
    [InlineData(3, 3000, 10, 1000)]
    [InlineData(3, 1000, 10, 333)]
    [InlineData(2, 1001, 10, 501)]
    [InlineData(2, 1000, 5, 250)]
    [InlineData(1, 1620, 20, 3240)]
    public void A_quantity_of_a_line_is_rounded_once_half_a_cent_away_from_zero(int quantity, long total, int tenths, long expected) =>
        CreditedPart
            .CentsOf(InvoiceLine.For(new(1, "Enfant", null, Day), "Mercredi", quantity, total / quantity, total, 0, ""), tenths / 10m)
            .Should()
            .Be(expected);

    [Fact]
    public void Nothing_and_more_than_is_left_of_a_line_cannot_be_taken_back()
    {
        var line = Line(1620, 420);

        CreditedPart.Of(line, 620, 1000)!.IsRest.Should().BeTrue();
        CreditedPart.Of(line, 620, 1001).Should().BeNull();
        CreditedPart.Of(line, 0, 0).Should().BeNull();
        CreditedPart.Of(line, 0, -1).Should().BeNull();
    }

    [Theory]
    [InlineData(1499, 1500, RunFamilyStatus.CarriedOver)]
    [InlineData(1500, 1500, RunFamilyStatus.Waiting)]
    [InlineData(1, 0, RunFamilyStatus.Waiting)]
    [InlineData(0, 1500, RunFamilyStatus.Nothing)]
    public void A_family_that_owes_less_than_the_threshold_is_carried_over(long total, long minimum, RunFamilyStatus expected) =>
        InvoiceRunFamily.Add(1, 1, 1, total, RunAnomalies.None, minimum).Status.Should().Be(expected);

    [Fact]
    public void An_invoice_has_lines_of_its_own_and_dates_in_order()
    {
        var line = Line(100, 0);
        Action[] wrong =
        [
            () => Issue([]),
            () => Invoice.Issue("1", new(1, ""), new(Day, Day.AddDays(-1), Day, Day), [line], new(default, Guid.Empty, "")),
            () => Invoice.Issue("1", new(1, ""), new(Day, Day, Day, Day.AddDays(-1)), [line], new(default, Guid.Empty, "")),
            () =>
                Invoice.Credit(
                    "2",
                    Invoice.Credit("1", Issue([line]), [CreditedPart.Rest(line, 0)], "", Day, new(default, Guid.Empty, "")),
                    [CreditedPart.Rest(line, 0)],
                    "",
                    Day,
                    new(default, Guid.Empty, "")
                ),
            () => Line(100, 101),
            () => Payment.Receive(1, 0, PaymentMeans.Cash, new("k", null, Day), new(default, Guid.Empty, "")),
            () => Payment.Receive(1, -1, PaymentMeans.Cash, new("k", null, Day), new(default, Guid.Empty, "")),
            () => Payment.GiveBack(1, 0, new("k", null, Day), new(default, Guid.Empty, "")),
        ];

        foreach (var act in wrong)
        {
            act.Should().Throw<ArgumentException>();
        }
    }

    [Theory]
    [InlineData("2013-01-02", 2019, true)]
    [InlineData("2013-01-01", 2019, false)]
    [InlineData("2012-12-31", 2019, false)]
    [InlineData("2019-05-01", 2019, true)]
    public void Under_six_on_the_first_of_January_of_the_year(string born, int year, bool counts) =>
        TaxShares.Counts(DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture), year).Should().Be(counts);

    [Fact]
    public void A_certificate_never_says_more_than_the_care_that_was_paid() =>
        Gen.Select(Lines, Gen.Long[0, 200_000])
            .Sample(
                (lines, paid) =>
                {
                    List<PaidLine> each = [.. lines.Select((line, index) => new PaidLine(index % 3, line.CareCents, line.TotalCents))];
                    var (shares, total) = (TaxShares.Of(paid, each).Sum(share => share.CareCents), each.Sum(line => line.TotalCents));
                    var care = each.Sum(line => line.CareCents);
                    return shares <= care && shares <= paid && (paid < total || shares == care || total == 0);
                }
            );

    private static readonly Gen<List<InvoiceLine>> Lines = Gen.Select(Gen.Long[0, 5000], Gen.Long[0, 5000])
        .Select((care, meal) => Line(care + meal, meal))
        .List[1, 30];

    private static InvoiceLine Line(long total, long meal) => InvoiceLine.For(new(1, "Enfant", null, Day), "Mercredi", 1, total, total, meal, "");

    private static Invoice Issue(IReadOnlyList<InvoiceLine> lines) =>
        Invoice.Issue("011900001", new(1, "Famille"), new(Day, Day, Day, Day), lines, new(default, Guid.Empty, ""));

    private static InvoicingSettings Settings(bool absences, bool justified) =>
        InvoicingSettings.Version(InvoicingTerms.Initial with { InvoicesAbsences = absences, InvoicesJustifiedAbsences = justified }, default, Guid.Empty, "");
}
