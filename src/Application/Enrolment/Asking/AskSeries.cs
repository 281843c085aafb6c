using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>A parent files all dates of the multi-date form that can be filed, in one transaction; the others are reported.</summary>
public sealed record AskSeries(int ChildId, int ActivityId, Series Series, int? OutboundStopId = null, int? ReturnStopId = null, string? Note = null)
    : ICommand<FiledPlaces>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class AskSeriesValidator : AbstractValidator<AskSeries>
{
    public AskSeriesValidator()
    {
        RuleFor(ask => ask.Series).SetValidator(new SeriesValidator());
        RuleFor(ask => ask.Note).ShortEnough();
    }
}

internal sealed class AskSeriesHandler(EnrolmentDesk desk, FilePlaces places, RequestLifecycle lifecycle, ICurrentUser user)
    : ICommandHandler<AskSeries, FiledPlaces>
{
    public async Task<Outcome<FiledPlaces>> Handle(AskSeries request, CancellationToken cancellationToken)
    {
        if (
            await desk.OpenLockedAsync(request.ChildId, request.ActivityId, request.Series.From, request.Series.To, Asker.Parent, cancellationToken)
            is not { } @case
        )
        {
            return Refusal.NotFound;
        }

        if (@case.CheckStops(request.OutboundStopId, request.ReturnStopId) is { IsAllowed: false } noSuchStop)
        {
            return @case.Sentences.For(noSuchStop) with { Field = nameof(request.OutboundStopId) };
        }

        var act = new RequestAct(Treatment.Begin(@case.Now, user.UserId));
        var result = await places.FileAsync(@case, request.Series.Dates(), Row, act, cancellationToken);
        await lifecycle.TellAsync(act, cancellationToken);
        return result;

        EnrolmentRequest Row(Session session) =>
            EnrolmentRequest.File(
                RequestKind.Enrolment,
                new(@case.Child.FamilyId, @case.Child.Id, session.Id, request.OutboundStopId, request.ReturnStopId),
                request.Note,
                @case.Now,
                user.UserId,
                @case.AnswerDueOn(session.Date)
            );
    }
}
