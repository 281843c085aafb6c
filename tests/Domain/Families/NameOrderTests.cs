using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Families;

namespace ClsPortal.Domain.Tests.Families;

public sealed class NameOrderTests
{
    private static readonly string[] Expected =
    [
        "d’Arc",
        "De Gaulle",
        "Étienne",
        "Évrard",
        "L'Hôte",
        "Le Goff",
        "Lefèvre",
        "Löwe",
        "Œuvrard",
        "Øst",
        "Saint-Exupéry",
        "Saintonge",
        "Zévaco",
    ];

    [Fact]
    public void Names_stand_where_French_readers_look_for_them()
    {
        Enumerable.Reverse(Expected).Order(NameOrder.Comparer).Should().Equal(Expected);
        Enumerable.Reverse(Expected).OrderBy(NameOrder.KeyOf, StringComparer.Ordinal).Should().Equal(Expected, "the database compares the keys byte by byte");
    }

    [Theory]
    [InlineData("Évrard", "EVRARD")]
    [InlineData("d'Arc", "D ARC")]
    [InlineData("Lœuvre", "LOEUVRE")]
    [InlineData("Weiß", "WEISS")]
    [InlineData("", "")]
    public void A_key_is_what_readers_compare(string name, string key) => NameOrder.KeyOf(name).Should().Be(key);

    [Fact]
    public void The_last_name_decides_before_the_first_does()
    {
        (string Last, string First)[] expected = [("Le", "Zoé"), ("Le Goff", "Anne"), ("Lefèvre", "Éa"), ("Lefèvre", "Zoé"), ("Lefèvre-Dupont", "Anne")];

        Enumerable.Reverse(expected).OrderBy(person => NameOrder.KeyOf(person.Last, person.First), StringComparer.Ordinal).Should().Equal(expected);
    }

    [Fact]
    public void A_key_is_never_longer_than_the_database_keeps()
    {
        var name = new string('각', Family.NameMaxLength);

        NameOrder.KeyOf(name, name).Length.Should().BeLessThanOrEqualTo(NameOrder.KeyMaxLength);
    }

    [Fact]
    public void Keys_follow_the_names_whatever_changes_them()
    {
        var family = Family.Create("0119", "Évrard");
        var child = family.AddChild("Zoé", "Évrard", new(2015, 3, 11));
        family.SortKey.Should().Be("EVRARD");
        child.SortKey.Should().Be("EVRARD  ZOE");

        family.Rename("0119", "Étienne");
        child.Change(nameof(Child.FirstName), "Éa");
        child.Change(nameof(Child.LastName), "d’Arc");
        family.SortKey.Should().Be("ETIENNE");
        child.SortKey.Should().Be("D ARC  EA");

        family.Anonymise(DateTime.UnixEpoch);
        family.SortKey.Should().Be("ANONYMISEE", "nothing of the name is left in it");
        child.SortKey.Should().Be("ANONYMISE  ENFANT");
        Activity
            .Create(
                new ActivityPlan
                {
                    Name = "Éveil",
                    CategoryId = 1,
                    Site = "",
                    From = new(2019, 1, 1),
                    To = new(2019, 2, 1),
                    Weekdays = Weekdays.All,
                    Season = Season.AllYear,
                    StartsAt = new(8, 0),
                    EndsAt = new(9, 0),
                    Capacity = 1,
                    MinAge = 3,
                    MaxAge = 11,
                },
                0
            )
            .SortKey.Should()
            .Be("EVEIL");
    }
}
