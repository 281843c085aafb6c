using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Web.Components.Staff;

/// <summary>How means of payment are named, and in which order they are offered.</summary>
internal static class PaymentWords
{
    public static readonly IReadOnlyList<PaymentMeans> Entered =
        [PaymentMeans.Cheque, PaymentMeans.Cash, PaymentMeans.Cesu, PaymentMeans.HolidayVoucher, PaymentMeans.Transfer, PaymentMeans.PayFipCard, PaymentMeans.PayFipDebit];

    public static readonly IReadOnlyList<PaymentMeans> All = [.. Entered, PaymentMeans.Refund];

    public static string Name(this PaymentMeans means) => means switch
    {
        PaymentMeans.PayFipCard => "PayFiP, carte bancaire",
        PaymentMeans.PayFipDebit => "PayFiP, prélèvement",
        PaymentMeans.Cash => "Espèces",
        PaymentMeans.Cheque => "Chèque",
        PaymentMeans.Cesu => "Ticket CESU",
        PaymentMeans.HolidayVoucher => "Chèque-vacances",
        PaymentMeans.Transfer => "Virement",
        PaymentMeans.Refund => "Remboursement",
        _ => throw new ArgumentOutOfRangeException(nameof(means)),
    };
}
