namespace ClsPortal.Domain.Enrolment;

/// <summary>One act of somebody that changes one or many requests; one mail a family and adult tells of all of it.</summary>
/// <param name="Id">Drawn for the act.</param>
/// <param name="At">UTC.</param>
/// <param name="By">The login that acts.</param>
/// <param name="Reason">As the family reads it; null when none was said.</param>
public sealed record Treatment(Guid Id, DateTime At, Guid By, string? Reason)
{
    /// <summary>A new act. Blank reasons are none, others lose the blanks around them.</summary>
    public static Treatment Begin(DateTime at, Guid by, string? reason = null) =>
        new(Guid.CreateVersion7(), at, by, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
}
