using ClsPortal.Domain.Attendance;
using static ClsPortal.Domain.Attendance.AttendanceMarkKind;

namespace ClsPortal.Domain.Tests.Attendance;

public sealed class AttendanceRulesTests
{
    private static readonly Guid Seen = Guid.NewGuid();
    private static readonly Guid Colleagues = Guid.NewGuid();

    [Theory]
    [InlineData(Present, Absent, MarkReception.Conflict)]
    [InlineData(Present, Present, MarkReception.AlreadySo)]
    [InlineData(Absent, Absent, MarkReception.AlreadySo)]
    [InlineData(AbsentJustified, AbsentJustified, MarkReception.AlreadySo)]
    [InlineData(Absent, AbsentJustified, MarkReception.Conflict)]
    [InlineData(Present, Left, MarkReception.Applied)]
    [InlineData(Absent, Left, MarkReception.Conflict)]
    [InlineData(Left, Left, MarkReception.Conflict)]
    [InlineData(Left, Present, MarkReception.Conflict)]
    [InlineData(Present, Undo, MarkReception.Conflict)]
    public void A_mark_that_had_not_seen_a_colleagues_is_applied_only_where_both_are_true(
        AttendanceMarkKind colleagues,
        AttendanceMarkKind mine,
        MarkReception expected
    ) => AttendanceRules.Receive(AttendancePicture.Of([Note(1, colleagues)]), Colleagues, Seen, mine).Should().Be(expected);

    [Fact]
    public void A_mark_that_has_seen_the_newest_one_is_always_applied()
    {
        foreach (var before in new[] { Present, Absent, AbsentJustified, Left })
        {
            foreach (var mine in Enum.GetValues<AttendanceMarkKind>())
            {
                AttendanceRules.Receive(AttendancePicture.Of([Note(1, before)]), Seen, Seen, mine).Should().Be(MarkReception.Applied);
            }
        }
    }

    [Fact]
    public void The_picture_forgets_what_was_taken_back()
    {
        var left = Note(2, Left, new(17, 10), "Mère");
        AttendanceMark[] marks = [Note(1, Present, new(8, 31)), left, Note(3, Undo)];

        AttendancePicture.Of(marks).Should().Be(new AttendancePicture(AttendanceState.Present, new(8, 31), new(17, 10), "Mère"));
        left.Undo();
        AttendancePicture.Of(marks).Should().Be(new AttendancePicture(AttendanceState.Present, new(8, 31), null, null));
    }

    [Fact]
    public void A_child_that_leaves_was_there() =>
        AttendancePicture
            .Of([Note(1, Absent), Note(2, Left, new(17, 0), "Père")])
            .Should()
            .Be(new AttendancePicture(AttendanceState.Present, null, new(17, 0), "Père"));

    private static AttendanceMark Note(int position, AttendanceMarkKind kind, TimeOnly? at = null, string? with = null) =>
        AttendanceMark.Note(
            Guid.NewGuid(),
            1,
            position,
            new(kind, at ?? (kind is Present or Left ? new TimeOnly(9, 0) : null), with),
            DateTime.UnixEpoch,
            new(DateTime.UnixEpoch, Guid.Empty, "")
        );
}
