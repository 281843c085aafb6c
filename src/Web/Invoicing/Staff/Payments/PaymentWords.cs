using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Web.Invoicing.Staff.Payments;

/// <summary>In which order means of payment are offered.</summary>
internal static class PaymentWords
{
    public static readonly IReadOnlyList<PaymentMeans> Entered =
    [
        PaymentMeans.Cheque,
        PaymentMeans.Cash,
        PaymentMeans.Cesu,
        PaymentMeans.HolidayVoucher,
        PaymentMeans.Transfer,
        PaymentMeans.PayFipCard,
        PaymentMeans.PayFipDebit,
    ];

    public static readonly IReadOnlyList<PaymentMeans> All = [.. Entered, PaymentMeans.Refund];
}
