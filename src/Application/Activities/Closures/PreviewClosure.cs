using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>Which sessions, bookings and requests a closure would touch.</summary>
public sealed record PreviewClosure(ClosedDays Days) : IQuery<ClosurePreview>
{
    // Closing days is the director's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Director);
}

internal sealed class PreviewClosureValidator : AbstractValidator<PreviewClosure>
{
    public PreviewClosureValidator(CentreClock clock) => RuleFor(preview => preview.Days).SetValidator(new ClosedDaysValidator(clock));
}

internal sealed class PreviewClosureHandler(ClosureDesk desk) : IQueryHandler<PreviewClosure, ClosurePreview>
{
    public Task<Outcome<ClosurePreview>> Handle(PreviewClosure request, CancellationToken cancellationToken) =>
        desk.PreviewAsync(request.Days, cancellationToken);
}
