using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Domain.Tests.Enrolment;

/// <summary>What a request and a booking by the centre are made of.</summary>
public sealed class FiledRequestTests
{
    private static readonly DateTime Now = new(2019, 1, 15, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Login = Guid.NewGuid();

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \n", null)]
    [InlineData(" Merci ", "Merci")]
    public void A_note_is_kept_without_blanks_around_it_or_not_at_all(string? note, string? kept) => Filed(note).Note.Should().Be(kept);

    [Fact]
    public void A_filed_request_waits_and_nobody_has_decided_it()
    {
        var request = Filed(null);

        (request.Kind, request.Status, request.OutboundStopId, request.ReturnStopId).Should().Be((RequestKind.Cancellation, RequestStatus.Pending, 4, 5));
        (request.FamilyId, request.ChildId, request.SessionId).Should().Be((1, 2, 3));
        (request.FiledAt, request.FiledBy, request.AnswerDueOn).Should().Be((Now, Login, new DateOnly(2019, 1, 18)));
        (request.DecidedAt, request.DecidedBy, request.Reason, request.TreatmentId).Should().Be((null, null, null, null));
        request.IsByCentre.Should().BeFalse();
    }

    [Fact]
    public void A_booking_by_the_centre_is_filed_and_accepted_in_one_act()
    {
        var treatment = Guid.NewGuid();

        var booking = EnrolmentRequest.Book(new(1, 2, 3, 4, 5), new(treatment, Now, Login, "Par téléphone"), new(2019, 1, 15));

        (booking.Kind, booking.Status, booking.OutboundStopId, booking.ReturnStopId).Should().Be((RequestKind.Enrolment, RequestStatus.Accepted, 4, 5));
        (booking.DecidedAt, booking.DecidedBy, booking.Reason, booking.TreatmentId).Should().Be((Now, Login, "Par téléphone", treatment));
        (booking.FiledAt, booking.FiledBy, booking.AnswerDueOn, booking.Note).Should().Be((Now, Login, new DateOnly(2019, 1, 15), null));
        booking.IsByCentre.Should().BeTrue();
    }

    [Fact]
    public void What_a_person_filed_and_later_decided_is_not_by_the_centre_alone()
    {
        Decided(Now.AddMinutes(1), Login).IsByCentre.Should().BeFalse();
        Decided(Now, Guid.NewGuid()).IsByCentre.Should().BeFalse();
        Decided(Now, Login).IsByCentre.Should().BeTrue();

        static EnrolmentRequest Decided(DateTime at, Guid by)
        {
            var request = Filed(null);
            request.Refuse(Treatment.Begin(at, by));
            return request;
        }
    }

    private static EnrolmentRequest Filed(string? note) =>
        EnrolmentRequest.File(RequestKind.Cancellation, new(1, 2, 3, 4, 5), note, Now, Login, new(2019, 1, 18));
}
