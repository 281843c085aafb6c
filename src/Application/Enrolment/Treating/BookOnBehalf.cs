using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>Staff book on behalf of a family: past window and cutoff, never past capacity (SPEC rule 8).</summary>
public sealed record BookOnBehalf(int ChildId, int ActivityId, Series Series, int? OutboundStopId, int? ReturnStopId, string? Reason)
    : ICommand<FiledPlaces>,
        IConcernsFamilies
{
    // Whoever treats requests: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Treating);

    public IQueryable<int> FamiliesIn(IPortalDb db) => db.Children.Where(child => child.Id == ChildId).Select(child => child.FamilyId);
}

internal sealed class BookOnBehalfValidator : AbstractValidator<BookOnBehalf>
{
    public BookOnBehalfValidator()
    {
        RuleFor(book => book.Series).SetValidator(new SeriesValidator());
        RuleFor(book => book.Reason).ReasonShortEnough();
    }
}

internal sealed class BookOnBehalfHandler(EnrolmentDesk desk, FilePlaces places, RequestLifecycle lifecycle, ICurrentUser user, CentreClock clock)
    : ICommandHandler<BookOnBehalf, FiledPlaces>
{
    public async Task<Outcome<FiledPlaces>> Handle(BookOnBehalf request, CancellationToken cancellationToken)
    {
        if (
            await desk.OpenLockedAsync(request.ChildId, request.ActivityId, request.Series.From, request.Series.To, Asker.Staff, cancellationToken)
            is not { } @case
        )
        {
            return Refusal.NotFound;
        }

        if (@case.CheckStops(request.OutboundStopId, request.ReturnStopId) is { IsAllowed: false } noSuchStop)
        {
            return @case.Sentences.For(noSuchStop);
        }

        var act = new RequestAct(Treatment.Begin(clock.Now, user.UserId, request.Reason));
        var result = await places.FileAsync(@case, request.Series.Dates(), Row, act, cancellationToken);
        await lifecycle.TellAsync(act, cancellationToken);
        return result;

        EnrolmentRequest Row(Session session) =>
            EnrolmentRequest.Book(
                new(@case.Child.FamilyId, @case.Child.Id, session.Id, request.OutboundStopId, request.ReturnStopId),
                act.Treatment,
                clock.Today
            );
    }
}
