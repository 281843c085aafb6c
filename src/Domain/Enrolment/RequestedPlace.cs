namespace ClsPortal.Domain.Enrolment;

/// <summary>For whom a place is asked, in which session, and by which bus.</summary>
/// <param name="FamilyId">The child's family.</param>
/// <param name="ChildId">The child.</param>
/// <param name="SessionId">The session.</param>
/// <param name="OutboundStopId">Null: « Ne prend pas le bus » on the way out.</param>
/// <param name="ReturnStopId">Null: « Ne prend pas le bus » on the way back.</param>
public sealed record RequestedPlace(int FamilyId, int ChildId, int SessionId, int? OutboundStopId = null, int? ReturnStopId = null);
