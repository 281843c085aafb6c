using ClsPortal.Application.Centre;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Messaging;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Texts of messages to many families that the database holds sealed.</summary>
public static class BroadcastSecrets
{
    /// <summary>What it is about.</summary>
    public static readonly SecretColumn Subject = new("broadcasts", "sealed_subject");

    /// <summary>What it says.</summary>
    public static readonly SecretColumn Text = new("broadcasts", "sealed_text");
}

/// <summary>Finds whom a message to many goes to: the preview and the sending ask the same question.</summary>
internal sealed class AudienceDesk(IMessagingDb db, ILogins logins)
{
    /// <summary>
    /// The families by name, each with the guardians who have a place to read it: an address or a login. Of a family of which nobody has one the
    /// referent gets it, to be found at the first sign-in. The address of a guardian that somebody of the family who is not written to has too is
    /// left out: staff read that the family must be told otherwise.
    /// </summary>
    public async Task<IReadOnlyList<AudienceHousehold>> HouseholdsAsync(Audience audience, CancellationToken cancellationToken)
    {
        var readers = Readers(audience);
        var withLogin = logins.GuardiansWithLogin();
        var rows = await (
            from guardian in readers
            join family in db.Families on guardian.FamilyId equals family.Id
            orderby family.SortKey, family.Id, guardian.IsReferent descending, guardian.Id
            select new
            {
                family.Id,
                family.Number,
                family.Name,
                GuardianId = guardian.Id,
                Person = guardian.FirstName + " " + guardian.LastName,
                guardian.Email,
                CanRead = guardian.Email != null || withLogin.Contains(guardian.Id),
            }
        ).ToListAsync(cancellationToken);
        // Who left is among them: their address may be one that two used.
        var (families, readBy) = (rows.Select(row => row.Id).Distinct().ToList(), rows.Select(row => row.GuardianId).ToHashSet());
        var others = (
            await db
                .Guardians.IgnoreQueryFilters()
                .Where(guardian => guardian.Email != null && families.Contains(guardian.FamilyId))
                .Select(guardian => new
                {
                    guardian.Id,
                    guardian.FamilyId,
                    guardian.Email,
                })
                .ToListAsync(cancellationToken)
        ).Where(guardian => !readBy.Contains(guardian.Id)).ToLookup(guardian => guardian.FamilyId, guardian => guardian.Email!);
        return
        [
            .. rows.GroupBy(row => row.Id)
                .Select(family =>
                {
                    var written = family.Where(row => row.CanRead).DefaultIfEmpty(family.First());
                    // A mail at an address that somebody else reads would tell that person of the thread.
                    string? Own(string? address) => others[family.Key].Contains(address, StringComparer.OrdinalIgnoreCase) ? null : address;
                    return new AudienceHousehold(
                        family.Key,
                        family.First().Number,
                        family.First().Name,
                        [.. written.Select(row => new ThreadReader(family.Key, row.GuardianId, row.Person.Trim(), Own(row.Email), Guid.CreateVersion7()))]
                    );
                }),
        ];
    }

    /// <summary>
    /// Each guardian once, however many of the family's children and days fit; nobody is written to for the place of a child who is withheld.
    /// </summary>
    private IQueryable<Guardian> Readers(Audience audience)
    {
        if (audience.Everybody)
        {
            var all = db.Families.WhereListed(search: null).Where(family => family.Children.Any(child => child.LeftAt == null));
            return db.Guardians.Where(guardian => all.Any(family => family.Id == guardian.FamilyId));
        }

        var rows = audience.WithPending ? db.EnrolmentRequests.WhereHoldingAPlace() : db.EnrolmentRequests.WhereBooked();
        var places =
            from row in rows
            join session in db.Sessions on row.SessionId equals session.Id
            where session.Date >= audience.From && session.Date <= audience.To && (audience.ActivityId == null || session.ActivityId == audience.ActivityId)
            select row;
        if (audience.BusLine is { } line)
        {
            places = places.Where(row => db.BusStops.Any(stop => stop.Line == line && (stop.Id == row.OutboundStopId || stop.Id == row.ReturnStopId)));
        }

        return db.Guardians.Where(guardian =>
            places.Any(row =>
                row.FamilyId == guardian.FamilyId
                && db.Children.Any(child => child.Id == row.ChildId && (child.ProtectedById == null || child.ProtectedById == guardian.Id))
            )
        );
    }

    /// <summary>What changes when the audience would no longer be who was shown.</summary>
    public static string Stamp(IEnumerable<AudienceHousehold> households) =>
        SetupDesk.Stamp(households.SelectMany(household => household.Readers).Select(reader => reader.GuardianId).Order());
}

/// <summary>A family of an audience.</summary>
/// <param name="Id">The family.</param>
/// <param name="Number">As staff know it.</param>
/// <param name="Name">Without « Famille ».</param>
/// <param name="Readers">Whom the message goes to, each with the key of the thread to be; the referent first.</param>
internal sealed record AudienceHousehold(int Id, string Number, string Name, IReadOnlyList<ThreadReader> Readers)
{
    public bool HasEmail => Readers.Any(reader => reader.Email is not null);
}

internal sealed class AudienceValidator : AbstractValidator<Audience>
{
    private const int LongestDays = 400;

    public AudienceValidator() =>
        When(
            audience => !audience.Everybody,
            () =>
            {
                RuleFor(audience => audience.From).Must(from => from.Year is >= 2000 and <= 2100).WithMessage("Indiquez le premier jour.");
                RuleFor(audience => audience.To)
                    .Must((audience, to) => to >= audience.From && to.DayNumber - audience.From.DayNumber <= LongestDays)
                    .WithMessage("Le dernier jour vient après le premier, d’une année au plus.");
            }
        );
}
