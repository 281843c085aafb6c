using ClsPortal.Domain.Centre;

namespace ClsPortal.Domain.Tests.Centre;

public sealed class CentreProfileTests
{
    [Theory]
    [InlineData("2019-01-15", "2019-01-23", "2019-01-18")] // three working days
    [InlineData("2019-01-18", "2019-02-06", "2019-01-23")] // over a week-end
    [InlineData("2019-01-15", "2019-01-18", "2019-01-17")] // never later than the eve of the session
    [InlineData("2019-01-15", "2019-01-15", "2019-01-15")] // nor earlier than the request
    public void The_promised_answer_comes_before_the_session(string filedOn, string session, string due) =>
        CentreProfile
            .Create("Centre", "03", "c@example.fr", "A", 3)
            .AnswerDueOn(DateOnly.Parse(filedOn, null), DateOnly.Parse(session, null))
            .Should()
            .Be(DateOnly.Parse(due, null));
}
