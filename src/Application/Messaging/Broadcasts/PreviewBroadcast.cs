using ClsPortal.Application.Shared;
using ClsPortal.Domain.Messaging;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Messaging;

/// <summary>Who would get a message: those without an address first, for somebody has to call them.</summary>
public sealed record PreviewBroadcast(Audience Audience, int PageNumber = 1) : IQuery<BroadcastPreview>
{
    public static Permission Access => Permission.Of(Roles.Director);
}

/// <param name="Families">A page of them.</param>
/// <param name="People">How many guardians of all get it, in a thread each.</param>
/// <param name="WithoutEmail">How many of all have no address.</param>
/// <param name="Stamp">To be given back when the message is sent.</param>
public sealed record BroadcastPreview(Page<AudienceFamily> Families, int People, int WithoutEmail, string Stamp);

public sealed record AudienceFamily(int Id, string Number, string Name, bool HasEmail);

internal sealed class PreviewBroadcastValidator : AbstractValidator<PreviewBroadcast>
{
    public PreviewBroadcastValidator() => RuleFor(preview => preview.Audience).SetValidator(new AudienceValidator());
}

internal sealed class PreviewBroadcastHandler(IPortalDb db, AudienceDesk desk) : IQueryHandler<PreviewBroadcast, BroadcastPreview>
{
    private const int PageSize = 50;

    public async Task<Outcome<BroadcastPreview>> Handle(PreviewBroadcast request, CancellationToken cancellationToken)
    {
        if (request.Audience.ActivityId is { } activityId && !await db.Activities.AnyAsync(activity => activity.Id == activityId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var all = await desk.HouseholdsAsync(request.Audience, cancellationToken);
        var number = Math.Clamp(request.PageNumber, 1, Math.Max(1, (all.Count + PageSize - 1) / PageSize));
        var page = all.OrderBy(family => family.HasEmail).Skip((number - 1) * PageSize).Take(PageSize).Select(family => new AudienceFamily(family.Id, family.Number, family.Name, family.HasEmail));
        return new BroadcastPreview(
            new Page<AudienceFamily>([.. page], number, PageSize, all.Count),
            all.Sum(family => family.Readers.Count), all.Count(family => !family.HasEmail), AudienceDesk.Stamp(all));
    }
}
