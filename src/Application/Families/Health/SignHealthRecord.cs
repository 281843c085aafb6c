using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>A parent declares a health record exact as it stands: date and signature. It changes nothing in it, so nobody has to accept it.</summary>
public sealed record SignHealthRecord(int ChildId) : ICommand<Done>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class SignHealthRecordHandler(
    IFamiliesDb db,
    RecordDesk desk,
    RecordSight sight,
    HealthSheets health,
    RecordAuthor author,
    ICurrentUser user,
    CentreClock clock
) : ICommandHandler<SignHealthRecord, Done>
{
    public async Task<Outcome<Done>> Handle(SignHealthRecord request, CancellationToken cancellationToken)
    {
        var key = new SheetKey(user.FamilyId, RecordSubject.Health(request.ChildId));
        if (
            !await desk.LockAsync(user.FamilyId, cancellationToken)
            || (await desk.OpenAsync([key], await sight.OfParentAsync(cancellationToken), cancellationToken)).GetValueOrDefault(key)?.IsHidden != false
        )
        {
            return Refusal.NotFound;
        }

        (await health.OpenAsync([request.ChildId], cancellationToken))[request.ChildId]
            .Sign(new Signature(await author.NameAsync(cancellationToken), clock.Now));
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }
}
