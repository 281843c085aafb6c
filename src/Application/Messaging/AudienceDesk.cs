using ClsPortal.Application.Centre;
using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
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

/// <summary>Finds the families of an audience: the preview and the sending ask the same question.</summary>
internal sealed class AudienceDesk(IPortalDb db)
{
    /// <summary>Each family once, however many of its children and days fit.</summary>
    public IQueryable<Family> Families(Audience audience)
    {
        if (audience.Everybody)
        {
            return db.Families.WhereListed(search: null).Where(family => family.Children.Any(child => child.LeftAt == null));
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

        return db.Families.Where(family => places.Any(row => row.FamilyId == family.Id));
    }

    /// <summary>What changes when the audience would no longer be who was shown.</summary>
    public static string Stamp(IEnumerable<int> familyIds) => SetupDesk.Stamp(familyIds.Order());
}

internal sealed class AudienceValidator : AbstractValidator<Audience>
{
    private const int LongestDays = 400;

    public AudienceValidator() => When(audience => !audience.Everybody, () =>
    {
        RuleFor(audience => audience.From).Must(from => from.Year is >= 2000 and <= 2100).WithMessage("Indiquez le premier jour.");
        RuleFor(audience => audience.To).Must((audience, to) => to >= audience.From && to.DayNumber - audience.From.DayNumber <= LongestDays)
            .WithMessage("Le dernier jour vient après le premier, d’une année au plus.");
    });
}
