using ClsPortal.Domain.Activities;

namespace ClsPortal.Domain.Tests.Activities;

public sealed class StaffRatioTests
{
    [Theory]
    [InlineData(CareKind.OutOfSchool, 8, 12, 2)]
    [InlineData(CareKind.OutOfSchool, 9, 12, 3)]
    [InlineData(CareKind.OutOfSchool, 1, 1, 2)]
    [InlineData(CareKind.OutOfSchool, 0, 0, 0)]
    [InlineData(CareKind.AroundSchool, 10, 14, 2)]
    [InlineData(CareKind.AroundSchool, 11, 15, 4)]
    [InlineData(CareKind.AroundSchoolLong, 8, 12, 2)]
    [InlineData(CareKind.AroundSchoolLong, 9, 13, 4)]
    public void The_law_counts_each_age_by_itself(CareKind kind, int underSix, int fromSix, int expected) =>
        StaffRatio.Needed(new(underSix, fromSix), StaffRule.Legal(kind)).Should().Be(expected);

    [Theory]
    [InlineData(false, 7, 30, 8, 30, CareKind.AroundSchool)]
    [InlineData(false, 8, 30, 13, 30, CareKind.AroundSchool)]
    [InlineData(false, 8, 30, 17, 30, CareKind.AroundSchoolLong)]
    [InlineData(true, 8, 30, 12, 0, CareKind.OutOfSchool)]
    public void Holidays_and_length_make_the_kind(bool holidays, int fromHour, int fromMinute, int toHour, int toMinute, CareKind expected) =>
        StaffRatio.KindOf(holidays, new(fromHour, fromMinute), new(toHour, toMinute)).Should().Be(expected);

    [Theory]
    [InlineData(null, 2, 3, StaffLevel.Unknown)]
    [InlineData(1, 2, 3, StaffLevel.TooFew)]
    [InlineData(2, 2, 3, StaffLevel.Tight)]
    [InlineData(3, 2, 3, StaffLevel.Enough)]
    [InlineData(2, 2, 2, StaffLevel.Enough)]
    public void Those_planned_are_measured_against_bookings_and_requests(int? planned, int now, int waiting, StaffLevel expected) =>
        StaffRatio.Level(planned, now, waiting).Should().Be(expected);

    [Fact]
    public void A_child_counts_for_its_age_on_the_day()
    {
        new ChildrenByAge(0, 0).Plus(5).Plus(6).Plus(11).Should().Be(new ChildrenByAge(1, 2));
        (new ChildrenByAge(1, 2) + new ChildrenByAge(3, 4)).Total.Should().Be(10);
    }
}
