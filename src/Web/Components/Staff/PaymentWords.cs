using ClsPortal.Application.Invoicing;
using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Web.Components.Staff;

/// <summary>How means of payment are named, and in which order they are offered.</summary>
internal static class PaymentWords
{
    public static readonly IReadOnlyList<PaymentMeans> Entered =
        [PaymentMeans.Cheque, PaymentMeans.Cash, PaymentMeans.Cesu, PaymentMeans.HolidayVoucher, PaymentMeans.Transfer, PaymentMeans.PayFipCard, PaymentMeans.PayFipDebit];

    public static readonly IReadOnlyList<PaymentMeans> All = [.. Entered, PaymentMeans.Refund];

    public static string Name(this PaymentMeans means) => PaymentMeansNames.Of(means);
}
