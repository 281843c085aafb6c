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

internal sealed class PreviewBroadcastHandler(IMessagingDb db, AudienceDesk desk) : IQueryHandler<PreviewBroadcast, BroadcastPreview>
{
    public async Task<Outcome<BroadcastPreview>> Handle(PreviewBroadcast request, CancellationToken cancellationToken)
    {
        if (request.Audience.ActivityId is { } activityId && !await db.Activities.AnyAsync(activity => activity.Id == activityId, cancellationToken))
        {
            return Refusal.NotFound;
        }

        var all = await desk.HouseholdsAsync(request.Audience, cancellationToken);
        var cut = PageCut.Of(request.PageNumber, all.Count);
        var page = all.OrderBy(family => family.HasEmail).Cut(cut).Select(family => new AudienceFamily(family.Id, family.Number, family.Name, family.HasEmail));
        return new BroadcastPreview(
            cut.Of<AudienceFamily>([.. page]),
            all.Sum(family => family.Readers.Count),
            all.Count(family => !family.HasEmail),
            AudienceDesk.Stamp(all)
        );
    }
}
