using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A family's guardians, children, contacts and answers, for staff; nothing of health.</summary>
public sealed record GetFamilyRecord(int FamilyId) : IQuery<FamilyRecord>, IShowsCoordinates
{
    public static Permission Access => RecordAccess.Staff;

    public string Look => Looks.Record;

    public IQueryable<int> FamiliesShown(IPortalDb db) => db.FamilyShown(FamilyId);
}

/// <param name="Guardians">The référent first.</param>
/// <param name="Children">Of the centre.</param>
/// <param name="Contacts">Whoever named them.</param>
/// <param name="Consents">Answers.</param>
/// <param name="Waiting">Changes that wait.</param>
/// <param name="Former">Who left.</param>
/// <param name="Confidential">Guardians with confidential coordinates, and the children who live with one.</param>
/// <param name="Owners">Who named each contact.</param>
public sealed record FamilyRecord(
    IReadOnlyList<RecordGroup> Guardians,
    IReadOnlyList<RecordGroup> Children,
    IReadOnlyList<RecordGroup> Contacts,
    IReadOnlyList<RecordGroup> Consents,
    int Waiting,
    IReadOnlyList<FormerMember> Former,
    IReadOnlyList<RecordSubject> Confidential,
    IReadOnlyList<ContactOwner> Owners
);

/// <param name="GuardianId">Null where it is not known.</param>
/// <param name="Name">Also of a guardian who left.</param>
public sealed record ContactOwner(int ContactId, int? GuardianId, string? Name);

/// <summary>Somebody who is no longer of the family.</summary>
/// <param name="LeftAt">On the centre's clocks.</param>
public sealed record FormerMember(RecordSubject Subject, string Name, DateTime LeftAt);

internal sealed class GetFamilyRecordHandler(IFamiliesDb db, RecordForms forms, CentreClock clock) : IQueryHandler<GetFamilyRecord, FamilyRecord>
{
    public async Task<Outcome<FamilyRecord>> Handle(GetFamilyRecord request, CancellationToken cancellationToken)
    {
        var people = await db
            .Families.Where(family => family.Id == request.FamilyId)
            .Select(family => new
            {
                Guardians = family
                    .Guardians.OrderByDescending(guardian => guardian.IsReferent)
                    .ThenBy(guardian => guardian.Id)
                    .Select(guardian => guardian.Id)
                    .ToList(),
                Hidden = family.Guardians.Where(guardian => guardian.IsConfidential).Select(guardian => guardian.Id).ToList(),
                Protected = family.Children.Where(child => child.ProtectedById != null).Select(child => child.Id).ToList(),
                Children = family
                    .Children.Where(child => child.LeftAt == null)
                    .OrderBy(child => child.BirthDate)
                    .ThenBy(child => child.Id)
                    .Select(child => child.Id)
                    .ToList(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (people is null)
        {
            return Refusal.NotFound;
        }

        RecordSubject[] persons = [.. people.Guardians.Select(RecordSubject.Guardian), .. people.Children.Select(RecordSubject.Child)];
        var groups = await forms.OpenAsync(request.FamilyId, persons, eyes: null, cancellationToken);
        return new FamilyRecord(
            [.. groups.Groups.Where(group => group.Subject.Part == RecordPart.Guardian)],
            [.. groups.Groups.Where(group => group.Subject.Part == RecordPart.Child)],
            (await forms.OpenAsync(request.FamilyId, RecordPart.Contact, 0, eyes: null, cancellationToken))!.Groups,
            (await forms.OpenAsync(request.FamilyId, RecordPart.Consent, 0, eyes: null, cancellationToken))!.Groups,
            await db.ChangeRequests.WherePending().CountAsync(change => change.FamilyId == request.FamilyId, cancellationToken),
            await FormerAsync(request.FamilyId, cancellationToken),
            [.. people.Hidden.Select(RecordSubject.Guardian), .. people.Protected.Select(RecordSubject.Child)],
            await OwnersAsync(request.FamilyId, cancellationToken)
        );
    }

    private Task<List<ContactOwner>> OwnersAsync(int familyId, CancellationToken cancellationToken) =>
        db
            .Contacts.Where(contact => contact.FamilyId == familyId)
            .OrderBy(contact => contact.Id)
            .Select(contact => new ContactOwner(
                contact.Id,
                contact.NamedById,
                db.Guardians.IgnoreQueryFilters()
                    .Where(guardian => guardian.Id == contact.NamedById)
                    .Select(guardian => (guardian.FirstName + " " + guardian.LastName).Trim())
                    .FirstOrDefault()
            ))
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<FormerMember>> FormerAsync(int familyId, CancellationToken cancellationToken)
    {
        var guardians = await db
            .Guardians.IgnoreQueryFilters()
            .AsNoTracking()
            .Where(guardian => guardian.FamilyId == familyId && guardian.LeftAt != null && guardian.LastName != Family.NamelessMember)
            .ToListAsync(cancellationToken);
        var children = await db
            .Children.AsNoTracking()
            .Where(child => child.FamilyId == familyId && child.LeftAt != null && child.LastName != Family.NamelessMember)
            .ToListAsync(cancellationToken);
        return
        [
            .. guardians
                .Select(guardian => new FormerMember(
                    RecordSubject.Guardian(guardian.Id),
                    $"{guardian.FirstName} {guardian.LastName}".Trim(),
                    clock.ToWallClock(guardian.LeftAt!.Value)
                ))
                .Concat(
                    children.Select(child => new FormerMember(RecordSubject.Child(child.Id), RecordDesk.NameOf(child), clock.ToWallClock(child.LeftAt!.Value)))
                )
                .OrderByDescending(member => member.LeftAt),
        ];
    }
}
