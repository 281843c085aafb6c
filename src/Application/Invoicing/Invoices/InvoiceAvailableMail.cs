namespace ClsPortal.Application.Invoicing;

/// <summary>Says that an invoice waits in the portal. No amount and no detail: a mailbox is not as private as the portal.</summary>
public sealed record InvoiceAvailableMail(string FamilyName, DateOnly PeriodFrom, DateOnly DueOn, string CentreName, string CentrePhone)
{
    public const string Template = "InvoiceAvailable";
}
