using ClsPortal.Application.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Activities;

/// <summary>What an activity's settings mean, in words, and what they would do to sessions and bookings.</summary>
public sealed record PreviewActivity(int? ActivityId, ActivityDraft Draft) : IQuery<ActivityPreview>
{
    public static Permission Access => Permission.Of(Roles.Setup);
}

internal sealed class PreviewActivityValidator : AbstractValidator<PreviewActivity>
{
    public PreviewActivityValidator() => RuleFor(preview => preview.Draft).SetValidator(new ActivityDraftValidator());
}

internal sealed class PreviewActivityHandler(ActivityDesk desk) : IQueryHandler<PreviewActivity, ActivityPreview>
{
    public async Task<Outcome<ActivityPreview>> Handle(PreviewActivity request, CancellationToken cancellationToken)
    {
        var change = await desk.PrepareAsync(request.ActivityId, request.Draft, null, isTracked: false, cancellationToken);
        return change.IsRefused ? change.Refusal : change.Value.Preview;
    }
}
