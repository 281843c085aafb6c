using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>
/// What tells a child's places, as one guardian of the family may know it. Every query and command of parents about requests, bookings and
/// papers begins with one of these conditions: of a child who is withheld there is nothing, as of a child who does not exist.
/// </summary>
internal static class OpenPlaces
{
    /// <summary>Requests and bookings of the children who are open to whoever asks, whoever filed them.</summary>
    public static IQueryable<EnrolmentRequest> WhereOpenTo(this IQueryable<EnrolmentRequest> requests, IFamiliesDb db, ICurrentUser user)
    {
        var (familyId, children) = (user.FamilyId, db.Children.WhereOpenTo(user));
        return requests.Where(request => request.FamilyId == familyId && children.Any(child => child.Id == request.ChildId));
    }

    /// <summary>The same through the eyes of a guardian of the family, who need not be the one who asks.</summary>
    public static IQueryable<EnrolmentRequest> WhereOpenTo(this IQueryable<EnrolmentRequest> requests, int familyId, RecordEyes eyes)
    {
        var hidden = eyes.HiddenChildren;
        return requests.Where(request => request.FamilyId == familyId && !hidden.Contains(request.ChildId));
    }

    /// <summary>
    /// Papers that a guardian may open and read the names of: a file may be a lease or a bill. <paramref name="login"/> is the guardian's own.
    /// </summary>
    public static IQueryable<DepositedFile> WhereOpenTo(this IQueryable<DepositedFile> deposits, int familyId, RecordEyes eyes, Guid login)
    {
        var hides = eyes.HidesSomebody;
        return deposits.WhereCountingFor(familyId, eyes, login).Where(deposit => !hides || deposit.DepositedBy == login);
    }

    /// <summary>Papers that say where a piece stands: those of open children by whomever, for nobody is asked for what the centre has.</summary>
    public static IQueryable<DepositedFile> WhereCountingFor(this IQueryable<DepositedFile> deposits, int familyId, RecordEyes eyes, Guid login)
    {
        var (hides, hidden) = (eyes.HidesSomebody, eyes.HiddenChildren);
        return deposits.Where(deposit =>
            deposit.FamilyId == familyId && (deposit.ChildId == null ? !hides || deposit.DepositedBy == login : !hidden.Contains(deposit.ChildId.Value))
        );
    }

    /// <summary>
    /// What a parent wrote beside a request, for a parent of the same family: where somebody of the family is hidden, nobody reads what another
    /// wrote, for a remark may say where that person lives.
    /// </summary>
    public static string? NoteFor(this EnrolmentRequest request, RecordEyes eyes, Guid login) =>
        !eyes.HidesSomebody || request.FiledBy == login ? request.Note : null;
}
