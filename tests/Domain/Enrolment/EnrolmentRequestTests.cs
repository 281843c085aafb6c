using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Shared;
using CsCheck;

namespace ClsPortal.Domain.Tests.Enrolment;

/// <summary>What may follow what in the life of a request.</summary>
public sealed class EnrolmentRequestTests
{
    private static readonly DateTime Now = new(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Start = Now.AddDays(8);
    private static readonly Guid Parent = Guid.NewGuid();
    private static readonly Guid Agent = Guid.NewGuid();

    private static Treatment Act(string? reason = null) => Treatment.Begin(Now, Agent, reason);

    private static EnrolmentRequest Asked(RequestKind kind = RequestKind.Enrolment) =>
        EnrolmentRequest.File(kind, new RequestedPlace(1, 2, 3, 4, 5), " Un mot ", Now.AddHours(-1), Parent, new DateOnly(2019, 1, 18));

    private static EnrolmentRequest Booked(string? reason = null) => EnrolmentRequest.Book(new RequestedPlace(1, 2, 3), Act(reason), new DateOnly(2019, 1, 15));

    [Fact]
    public void A_request_waits_holds_a_place_and_keeps_what_was_asked()
    {
        var asked = Asked();

        asked
            .Should()
            .BeEquivalentTo(
                new
                {
                    FamilyId = 1,
                    ChildId = 2,
                    SessionId = 3,
                    OutboundStopId = 4,
                    ReturnStopId = 5,
                    Note = "Un mot",
                    FiledAt = Now.AddHours(-1),
                    FiledBy = Parent,
                    AnswerDueOn = new DateOnly(2019, 1, 18),
                    Status = RequestStatus.Pending,
                    IsHoldingAPlace = true,
                    IsByCentre = false,
                }
            );
        asked.Events.Should().ContainSingle().Which.Should().BeOfType<RequestFiled>().Which.Places.Should().Be(1);
        Asked(RequestKind.Cancellation).Events[0].Places.Should().Be(0, "the booking holds it until the centre agrees");
    }

    [Theory]
    [InlineData(RequestKind.Enrolment, RequestStatus.Pending, true)]
    [InlineData(RequestKind.Enrolment, RequestStatus.Accepted, true)]
    [InlineData(RequestKind.Enrolment, RequestStatus.Refused, false)]
    [InlineData(RequestKind.Enrolment, RequestStatus.Withdrawn, false)]
    [InlineData(RequestKind.Enrolment, RequestStatus.Cancelled, false)]
    [InlineData(RequestKind.Cancellation, RequestStatus.Pending, false)]
    [InlineData(RequestKind.Cancellation, RequestStatus.Accepted, false)]
    public void What_holds_a_place(RequestKind kind, RequestStatus status, bool holds) => EnrolmentRequest.HoldsAPlace(kind, status).Should().Be(holds);

    [Fact]
    public void The_centre_accepts_and_says_when_who_and_why()
    {
        var (asked, act) = (Asked(), Act(" Bienvenue "));

        asked.Accept(act, isSessionClosed: false).IsAllowed.Should().BeTrue();

        asked
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Accepted,
                    TreatmentId = act.Id,
                    DecidedAt = Now,
                    DecidedBy = Agent,
                    Reason = "Bienvenue",
                }
            );
        asked.Events[^1].Should().BeEquivalentTo(new { After = RequestStatus.Accepted, Places = 0 });
    }

    [Fact]
    public void Nobody_is_booked_into_a_closed_day_but_everybody_may_leave_it()
    {
        Asked().Accept(Act(), isSessionClosed: true).Reason.Should().Be(RefusalReason.SessionClosed);
        Asked(RequestKind.Cancellation).Accept(Act(), isSessionClosed: true).IsAllowed.Should().BeTrue();
        Asked().Refuse(Act()).IsAllowed.Should().BeTrue();
    }

    [Fact]
    public void A_refused_request_frees_its_place_and_a_refused_cancellation_frees_none()
    {
        var (asked, cancellation) = (Asked(), Asked(RequestKind.Cancellation));

        asked.Refuse(Act("Complet"));
        cancellation.Refuse(Act("Trop tard"));

        asked.Events[^1].Places.Should().Be(-1);
        cancellation.Events[^1].Places.Should().Be(0);
    }

    [Fact]
    public void An_accepted_cancellation_ends_the_booking_which_keeps_its_own_reason()
    {
        var (booking, cancellation, act) = (Booked("Par téléphone"), Asked(RequestKind.Cancellation), Act("Comme demandé"));

        cancellation.Accept(act, isSessionClosed: false, booking).IsAllowed.Should().BeTrue();

        booking
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Cancelled,
                    Reason = "Par téléphone",
                    TreatmentId = act.Id,
                    IsInvoicedDespiteCancellation = false,
                }
            );
        booking.Events[^1].Should().BeEquivalentTo(new { IsAsAsked = true, Places = -1 });
        Booked().Accept(Act(), isSessionClosed: false).Reason.Should().Be(RefusalReason.AlreadyTreated);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_centre_cancels_a_booking_and_answers_the_family_that_had_asked(bool staysOnInvoice)
    {
        var (booking, cancellation, act) = (Booked(), Asked(RequestKind.Cancellation), Act("Grève"));

        booking.Cancel(act, staysOnInvoice, cancellation).IsAllowed.Should().BeTrue();

        booking
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Cancelled,
                    IsInvoicedDespiteCancellation = staysOnInvoice,
                    Reason = "Grève",
                }
            );
        booking.Events[^1].Should().BeEquivalentTo(new { IsAsAsked = false, Places = -1 });
        cancellation
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Accepted,
                    Reason = "Grève",
                    TreatmentId = act.Id,
                }
            );
        cancellation.Events[^1].Should().BeEquivalentTo(new { IsByCancelling = true, Places = 0 });
    }

    [Fact]
    public void Only_a_booking_that_stands_is_cancelled()
    {
        var cancelled = Booked();
        cancelled.Cancel(Act(), staysOnInvoice: false);

        cancelled.Cancel(Act(), staysOnInvoice: false).Reason.Should().Be(RefusalReason.NoLongerStands);
        Asked().Cancel(Act(), staysOnInvoice: false).Reason.Should().Be(RefusalReason.NotYetTreated);
        Asked(RequestKind.Cancellation).Cancel(Act(), staysOnInvoice: false).Reason.Should().Be(RefusalReason.NoLongerStands);
        cancelled.Events.Should().HaveCount(2, "a refused act raises nothing");
    }

    [Fact]
    public void What_was_treated_is_no_longer_the_parents()
    {
        var (treated, waiting) = (Asked(), Asked());
        treated.Refuse(Act());

        treated.Withdraw(Now, Parent).Reason.Should().Be(RefusalReason.AlreadyTreated);
        treated.Change(null, null, "Autre").Reason.Should().Be(RefusalReason.AlreadyTreated);
        waiting.Change(null, 6, "  ").IsAllowed.Should().BeTrue();
        waiting
            .Should()
            .BeEquivalentTo(
                new
                {
                    OutboundStopId = (int?)null,
                    ReturnStopId = 6,
                    Note = (string?)null,
                }
            );
        waiting.Events[^1].Places.Should().Be(0);
        waiting.Withdraw(Now, Parent).IsAllowed.Should().BeTrue();
        waiting
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Withdrawn,
                    DecidedAt = Now,
                    DecidedBy = Parent,
                    TreatmentId = (Guid?)null,
                }
            );
        waiting.Events[^1].Places.Should().Be(-1);
    }

    [Fact]
    public void A_decision_is_taken_back_up_to_a_day_later_and_before_the_session_begins()
    {
        var asked = Asked();
        asked.Refuse(Act("Complet"));

        asked.CanTakeBack(Now.AddHours(24).AddTicks(1), Start, []).Reason.Should().Be(RefusalReason.TooLate);
        asked.CanTakeBack(Now.AddHours(2), Now.AddHours(2), []).Reason.Should().Be(RefusalReason.TooLate, "the session begins");
        asked.CanTakeBack(Now.AddHours(2), Now.AddHours(2).AddTicks(1), []).IsAllowed.Should().BeTrue();
        asked.TakeBack(Now.AddHours(24), Agent, Start, []).IsAllowed.Should().BeTrue();

        asked
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Pending,
                    Reason = (string?)null,
                    TreatmentId = (Guid?)null,
                    DecidedAt = (DateTime?)null,
                    DecidedBy = (Guid?)null,
                }
            );
        asked.Events[^1].Should().BeEquivalentTo(new { Decision = RequestStatus.Refused, Places = 1 });
        asked.CanTakeBack(Now, Start, []).Reason.Should().Be(RefusalReason.NoLongerStands, "it waits");
    }

    [Fact]
    public void What_the_centre_did_by_itself_is_no_decision_on_a_request() =>
        Booked().CanTakeBack(Now, Start, []).Reason.Should().Be(RefusalReason.NotARequest);

    [Fact]
    public void An_acceptance_stands_while_the_family_asks_to_cancel_it()
    {
        var (asked, cancellation) = (Asked(), Asked(RequestKind.Cancellation));
        asked.Accept(Act(), isSessionClosed: false);

        asked.CanTakeBack(Now, Start, [cancellation]).Reason.Should().Be(RefusalReason.CancellationAlreadyAsked);
        asked.CanTakeBack(Now, Start, []).IsAllowed.Should().BeTrue();
        asked.NeedsAPlaceToWaitAgain.Should().BeFalse();
    }

    [Fact]
    public void A_refused_cancellation_waits_again_only_for_a_booking_that_stands()
    {
        var (booking, cancellation) = (Booked(), Asked(RequestKind.Cancellation));
        cancellation.Refuse(Act("Non"));

        cancellation.CanTakeBack(Now, Start, []).Reason.Should().Be(RefusalReason.NoLongerStands);
        cancellation.CanTakeBack(Now, Start, [booking, Asked(RequestKind.Cancellation)]).Reason.Should().Be(RefusalReason.CancellationAlreadyAsked);
        cancellation.CanTakeBack(Now, Start, [booking]).IsAllowed.Should().BeTrue();
        cancellation.NeedsAPlaceToWaitAgain.Should().BeFalse();
    }

    [Fact]
    public void An_accepted_cancellation_taken_back_restores_its_booking()
    {
        var (booking, cancellation) = (Asked(), Asked(RequestKind.Cancellation));
        booking.Accept(Act("Bienvenue"), isSessionClosed: false);
        cancellation.Accept(Act(), isSessionClosed: false, booking);
        cancellation.NeedsAPlaceToWaitAgain.Should().BeTrue();
        cancellation.CanTakeBack(Now, Start, []).Reason.Should().Be(RefusalReason.NoLongerStands, "nothing is there to be restored");

        cancellation.TakeBack(Now.AddHours(1), Agent, Start, [booking]).IsAllowed.Should().BeTrue();

        booking
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = RequestStatus.Accepted,
                    TreatmentId = (Guid?)null,
                    Reason = (string?)null,
                    DecidedAt = Now.AddHours(1),
                }
            );
        booking.Events[^1].Should().BeOfType<BookingRestored>().Which.Places.Should().Be(1);
        cancellation.Status.Should().Be(RequestStatus.Pending);
    }

    [Fact]
    public void A_booking_that_was_moved_by_the_same_act_is_not_restored()
    {
        var (old, cancellation, act) = (Booked(), Asked(RequestKind.Cancellation), Act());
        old.Cancel(act, staysOnInvoice: false, cancellation);
        var moved = EnrolmentRequest.Book(new RequestedPlace(1, 2, 9), act, new DateOnly(2019, 1, 15), old.Id);

        cancellation.CanTakeBack(Now, Start, [old, moved]).Reason.Should().Be(RefusalReason.NotARequest);
        moved.Events[0].Should().BeEquivalentTo(new { MovedFrom = old.Id, Places = 1 });
    }

    [Fact]
    public void Whatever_is_tried_the_events_add_up_to_the_places_and_no_row_leaves_its_end()
    {
        var transitions = Gen.Int[0, 6].Array[0, 30];
        transitions.Sample(history =>
        {
            var (enrolment, cancellation) = (Asked(), Asked(RequestKind.Cancellation));
            foreach (var transition in history)
            {
                var (before, raised) = (enrolment.Status, enrolment.Events.Count + cancellation.Events.Count);
                var decision = transition switch
                {
                    0 => enrolment.Accept(Act(), isSessionClosed: false),
                    1 => enrolment.Refuse(Act()),
                    2 => enrolment.Withdraw(Now, Parent),
                    3 => enrolment.Cancel(Act(), staysOnInvoice: false, cancellation),
                    4 => enrolment.TakeBack(Now, Agent, Start, [cancellation]),
                    5 => cancellation.Accept(Act(), isSessionClosed: false, enrolment),
                    _ => cancellation.TakeBack(Now, Agent, Start, [enrolment]),
                };
                (enrolment.Events.Count + cancellation.Events.Count > raised).Should().Be(decision.IsAllowed);
                (before == RequestStatus.Withdrawn).Should().Be(before == RequestStatus.Withdrawn && enrolment.Status == RequestStatus.Withdrawn);
                enrolment.Events.Sum(happened => happened.Places).Should().Be(enrolment.IsHoldingAPlace ? 1 : 0);
            }
        });
    }
}
