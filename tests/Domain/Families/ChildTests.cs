using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Domain.Tests.Families;

public sealed class ChildTests
{
    [Theory]
    [InlineData("2011-10-25", "2019-10-24", 7)]
    [InlineData("2011-10-25", "2019-10-25", 8)]
    [InlineData("2016-02-29", "2019-02-28", 2)]
    [InlineData("2016-02-29", "2019-03-01", 3)]
    public void Age_is_in_completed_years(string born, string day, int age) =>
        Child.AgeOn(DateOnly.Parse(born, null), DateOnly.Parse(day, null)).Should().Be(age);

    [Theory]
    [InlineData("Hélène d’Évrard", "HELENE D EVRARD")]
    [InlineData("  0119 test ", "0119 TEST")]
    [InlineData("%_", "")]
    public void Search_keys_know_neither_accents_nor_signs(string text, string key) => SearchKey.Of(text).Should().Be(key);

    [Fact]
    public void The_first_guardian_is_the_referent_and_everybody_can_be_found()
    {
        var family = Family.Create("0119", "test");
        family.AddGuardian("Mère", "Test", null).IsReferent.Should().BeTrue();
        family.AddGuardian("Père", "Test", null).IsReferent.Should().BeFalse();
        family.AddChild("Zoé", "Test", new(2011, 1, 1));

        family.SearchText.Should().Be("0119 TEST MERE TEST PERE TEST ZOE TEST");
    }
}
