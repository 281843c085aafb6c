using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Attendance;

/// <summary>
/// Whom to call about a family's children: names and telephones, the référent first. To a parent who works for the centre, none that the own family hides.
/// </summary>
internal static class FamilyPhones
{
    public static async Task<ILookup<int, string>> OfAsync(
        IAttendanceDb db,
        ICurrentUser user,
        IReadOnlyCollection<int> familyIds,
        CancellationToken cancellationToken
    ) =>
        (
            await db
                .Guardians.Where(guardian => familyIds.Contains(guardian.FamilyId))
                .OrderByDescending(guardian => guardian.IsReferent)
                .ThenBy(guardian => guardian.Id)
                .Select(guardian => new
                {
                    guardian.FamilyId,
                    guardian.FirstName,
                    guardian.LastName,
                    guardian.MobilePhone,
                    guardian.HomePhone,
                    guardian.WorkPhone,
                    IsMine = guardian.Id == user.GuardianId,
                    guardian.IsConfidential,
                })
                .ToListAsync(cancellationToken)
        ).ToLookup(
            guardian => guardian.FamilyId,
            guardian =>
                string.Join(
                    ' ',
                    new[]
                    {
                        guardian.FirstName,
                        guardian.LastName,
                        string.Join(
                            " / ",
                            (
                                guardian.IsConfidential && !guardian.IsMine && user.IsOwn(guardian.FamilyId)
                                    ? []
                                    : new[] { guardian.MobilePhone, guardian.HomePhone, guardian.WorkPhone }
                            ).Where(phone => phone.Length > 0)
                        ),
                    }.Where(text => text.Length > 0)
                )
        );
}
