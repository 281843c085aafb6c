namespace ClsPortal.Domain.Invoicing;

/// <summary>Whom an invoice goes to.</summary>
/// <param name="FamilyId">The family.</param>
/// <param name="Addressee">Name and address as printed, a line each.</param>
/// <param name="GuardianId">The guardian behind the address; null where it is nobody's.</param>
/// <param name="Debtor">Who owes it, as the Trésorerie needs it; null where the text alone is known.</param>
public sealed record InvoiceRecipient(int FamilyId, string Addressee, int? GuardianId = null, Debtor? Debtor = null);

/// <summary>The days of an invoice.</summary>
/// <param name="PeriodFrom">First day invoiced.</param>
/// <param name="PeriodTo">Last day invoiced.</param>
/// <param name="IssuedOn">The date on it.</param>
/// <param name="DueOn">The last day to pay.</param>
public sealed record InvoiceDates(DateOnly PeriodFrom, DateOnly PeriodTo, DateOnly IssuedOn, DateOnly DueOn);

/// <summary>What a line is for.</summary>
/// <param name="ChildId">Null for what is no child's.</param>
/// <param name="ChildName">Prénom; empty for what is no child's.</param>
/// <param name="BookingId">Null for what was not booked.</param>
/// <param name="Date">Null for what is no day's.</param>
public sealed record InvoicedDay(int? ChildId, string ChildName, long? BookingId, DateOnly? Date);
