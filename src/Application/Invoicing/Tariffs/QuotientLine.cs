using ClsPortal.Application.Families;

namespace ClsPortal.Application.Invoicing;

public sealed record FamilyQuotients(int FamilyId, string FamilyName, string FamilyNumber, int? Today, bool IsResident, IReadOnlyList<QuotientLine> Lines);

public sealed record QuotientLine(int Id, DateOnly ValidFrom, DateOnly? ValidUntil, int? Quotient, bool IsResident, DateTime EnteredAt, string EnteredByName);
