using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>A parent asks for one day: a click in the calendar.</summary>
public sealed record AskSession(int ChildId, int ActivityId, DateOnly Date, int? OutboundStopId = null, int? ReturnStopId = null, string? Note = null)
    : ICommand<SessionAsked>
{
    public static Permission Access => Permission.Parent;
}

/// <param name="AnswerDueOn">The day by which the centre promises to answer.</param>
/// <param name="Day">The day as the calendar shows it from now on.</param>
public sealed record SessionAsked(DateOnly AnswerDueOn, CalendarDay Day);

internal sealed class AskSessionValidator : AbstractValidator<AskSession>
{
    public AskSessionValidator() => RuleFor(ask => ask.Note).ShortEnough();
}

internal sealed class AskSessionHandler(EnrolmentDesk desk, FilePlaces places, RequestLifecycle lifecycle, ICurrentUser user)
    : ICommandHandler<AskSession, SessionAsked>
{
    public async Task<Outcome<SessionAsked>> Handle(AskSession request, CancellationToken cancellationToken)
    {
        if (await desk.OpenLockedAsync(request.ChildId, request.ActivityId, request.Date, request.Date, Asker.Parent, cancellationToken) is not { } @case)
        {
            return Refusal.NotFound;
        }

        if (@case.CheckStops(request.OutboundStopId, request.ReturnStopId) is { IsAllowed: false } noSuchStop)
        {
            return @case.Sentences.For(noSuchStop);
        }

        var act = new RequestAct(Treatment.Begin(@case.Now, user.UserId));
        var result = await places.FileAsync(@case, [request.Date], Row, act, cancellationToken);
        await lifecycle.TellAsync(act, cancellationToken);
        if (result.NotFiled is [var refused])
        {
            return new Refusal(refused.Code, refused.Sentence);
        }

        var day = @case.With(act.Happened[0].Line.Row, request.Date).DayOn(request.Date);
        return new SessionAsked(@case.AnswerDueOn(request.Date), day with { PlacesLeft = day.PlacesLeft - 1 });

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
