using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Centre;

/// <summary>How far a new portal is set up. Each step is read from the data, so that the assistant can be left and taken up again.</summary>
public sealed record GetSetupProgress : IQuery<SetupProgress>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

/// <param name="HasCentre">Name, phone and zone are known.</param>
/// <param name="HasOffice">Families find an address.</param>
/// <param name="HasCalendar">The school holidays reach beyond today.</param>
/// <param name="HasCategory">At least one type of activity.</param>
/// <param name="HasActivity">At least one activity with sessions to come.</param>
/// <param name="HasDirector">Somebody directs the centre.</param>
/// <param name="HasFamily">Somebody can be received.</param>
/// <param name="HasGuardianLogin">A parent can sign in, or was invited to.</param>
/// <param name="HasConsent">Families answer something.</param>
/// <param name="HasPiece">Families know what to hand in.</param>
/// <param name="HasTariff">Every activity with sessions to come has a tariff.</param>
/// <param name="HasInvoicing">The terms of the invoices were looked at.</param>
/// <param name="HasMail">Families can be written to.</param>
/// <param name="Zone">The centre's school zone.</param>
public sealed record SetupProgress(
    bool HasCentre,
    bool HasOffice,
    bool HasCalendar,
    bool HasCategory,
    bool HasActivity,
    bool HasDirector,
    bool HasFamily,
    bool HasGuardianLogin,
    bool HasConsent,
    bool HasPiece,
    bool HasTariff,
    bool HasInvoicing,
    bool HasMail,
    string Zone
)
{
    /// <summary>Steps of the set-up that are left.</summary>
    public int Left => new[] { HasCentre, HasOffice, HasCalendar, HasCategory, HasActivity, HasDirector }.Count(done => !done);

    /// <summary>What is missing until a family can be received, written to and invoiced.</summary>
    public int Missing => new[] { HasFamily, HasGuardianLogin, HasConsent, HasPiece, HasTariff, HasInvoicing, HasMail }.Count(done => !done);
}

/// <summary>Who works for the centre, which the users' own store knows.</summary>
public interface IStaffRoster
{
    Task<bool> AnyAsync(Roles role, CancellationToken cancellationToken);

    /// <summary>True when a parent’s login is open.</summary>
    Task<bool> AnyParentAsync(CancellationToken cancellationToken);
}

internal sealed class GetSetupProgressHandler(ICentreDb db, IStaffRoster staff, CentreClock clock, MailServerStatus mail)
    : IQueryHandler<GetSetupProgress, SetupProgress>
{
    public async Task<Outcome<SetupProgress>> Handle(GetSetupProgress request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var zone = centre?.SchoolZone ?? "A";
        return new SetupProgress(
            centre is not null,
            await db.Offices.AnyAsync(cancellationToken),
            await db.HolidayPeriods.AnyAsync(period => period.Zone == zone && period.ReturnDay > today, cancellationToken),
            await db.ActivityCategories.AnyAsync(cancellationToken),
            await db.Sessions.AnyAsync(session => session.Date >= today, cancellationToken),
            await staff.AnyAsync(Roles.Director, cancellationToken),
            await db.Families.AnyAsync(family => family.AnonymisedAt == null && family.Children.Any(), cancellationToken),
            await staff.AnyParentAsync(cancellationToken)
                || await db.Invitations.AnyAsync(invitation => invitation.GuardianId != null && invitation.WithdrawnAt == null, cancellationToken),
            await db.ConsentKinds.AnyAsync(cancellationToken),
            await db.RequiredPieces.AnyAsync(cancellationToken),
            await db.Tariffs.AnyAsync(cancellationToken)
                && !await db.Activities.AnyAsync(
                    activity =>
                        !activity.IsArchived
                        && db.Sessions.Any(session => session.ActivityId == activity.Id && session.Date >= today)
                        && !db.Tariffs.Any(tariff => tariff.ActivityId == activity.Id),
                    cancellationToken
                ),
            await db.InvoicingSettings.AnyAsync(cancellationToken),
            mail.IsConfigured,
            zone
        );
    }
}
