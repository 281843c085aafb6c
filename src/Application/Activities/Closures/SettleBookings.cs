using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Cancels the bookings and refuses the requests that were chosen, with one mail per family.</summary>
public sealed record SettleBookings(IReadOnlyList<long> RequestIds, string Reason) : ICommand<Settled>, ILeavesOwnFamilyOut
{
    public const int Most = 500;

    public static Permission Access => Permission.Of(Roles.Treating);
}

internal sealed class SettleBookingsValidator : AbstractValidator<SettleBookings>
{
    public SettleBookingsValidator()
    {
        RuleFor(settle => settle.RequestIds)
            .NotEmpty()
            .WithMessage("Sélectionnez au moins une inscription.")
            .Must(ids => ids.Count <= SettleBookings.Most)
            .WithMessage($"{SettleBookings.Most} inscriptions au plus à la fois.");
        RuleFor(settle => settle.Reason).Must(reason => !string.IsNullOrWhiteSpace(reason)).WithMessage("Indiquez le motif : il est envoyé aux familles.");
        RuleFor(settle => settle.Reason)
            .MaximumLength(EnrolmentRequest.ReasonMaxLength)
            .WithMessage($"Le motif est trop long : {EnrolmentRequest.ReasonMaxLength} caractères au plus.");
    }
}

internal sealed class SettleBookingsHandler(IActivitiesDb db, BookingSettler settler, ICurrentUser user, CentreClock clock)
    : ICommandHandler<SettleBookings, Settled>
{
    public async Task<Outcome<Settled>> Handle(SettleBookings request, CancellationToken cancellationToken)
    {
        var (act, own) = (
            new RequestAct(Treatment.Begin(clock.Now, user.UserId, request.Reason)) { MailSubject = "Vos inscriptions ont changé" },
            user.OwnFamilies
        );
        var left =
            own.Count == 0
                ? []
                : await db
                    .EnrolmentRequests.Where(row => request.RequestIds.Contains(row.Id) && own.Contains(row.FamilyId))
                    .Select(row => row.FamilyId)
                    .ToListAsync(cancellationToken);
        db.AuditEntries.AddRange(left.Distinct().Select(familyId => user.Attempt(clock.Now, nameof(SettleBookings), familyId)));
        await settler.EndAsync(row => request.RequestIds.Contains(row.Id) && !own.Contains(row.FamilyId), act, cancellationToken);
        var settled = await settler.TellAsync(act, cancellationToken);
        return settled with { OwnLeft = left.Count };
    }
}
