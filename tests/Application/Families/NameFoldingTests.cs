using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Families;

/// <summary>Search, doubles and order fold names alike, on both databases.</summary>
public sealed class NameFoldingTests
{
    private static readonly Person Staff = Person.With(Roles.Agent | Roles.Director | Roles.Administrator);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Families_are_found_as_a_keyboard_types_them_and_as_they_are_written(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await GivenFamily(portal, "0801", "Lætitia", "Œuvrard");
        await GivenFamily(portal, "0803", "Ayşe", "Işık");
        await GivenFamily(portal, "0805", "Stanisław", "Łukasik");
        await GivenFamily(portal, "0806", "Laetitia", "Oeuvrard");

        foreach (
            var (typed, numbers) in new[]
            {
                ("oeuvrard", "0801 0806"),
                ("Œuvrard", "0801 0806"),
                ("laetitia", "0801 0806"),
                ("isik", "0803"),
                ("ayse IŞIK", "0803"),
                ("lukasik", "0805"),
                ("stanislaw", "0805"),
            }
        )
        {
            (await portal.SendAs(Staff, new ListFamilies(typed)))
                .Value.Items.Select(line => line.Number)
                .Order(StringComparer.Ordinal)
                .Should()
                .Equal(numbers.Split(' '), typed);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Rows_that_an_older_copy_wrote_are_found_after_the_next_start(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await GivenFamily(portal, "0801", "Lætitia", "Œuvrard");
        await portal.Find(db =>
            db.Families.ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.SearchText, "0801 ŒUVRARD LÆTITIA ŒUVRARD").SetProperty(row => row.SortKey, "ŒUVRARD")
            )
        );
        (await portal.SendAs(Staff, new ListFamilies("oeuvrard"))).Value.Items.Should().BeEmpty();

        await portal.InScope(async services =>
        {
            await DatabaseStart.MigrateAsync(services, TestContext.Current.CancellationToken);
            return true;
        });

        (await portal.SendAs(Staff, new ListFamilies("oeuvrard"))).Value.Items.Should().ContainSingle();
        (await portal.Find(db => db.Families.SingleAsync()))
            .Should()
            .BeEquivalentTo(new { SortKey = "OEUVRARD", SearchText = "0801 OEUVRARD LAETITIA OEUVRARD COELIA OEUVRARD" });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Doubles_are_told_across_ligatures_and_first_and_last_name_are_compared_apart(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await GivenFamily(portal, "0801", "Lætitia", "Œuvrard");

        var told = (
            await portal.SendAs(Staff, new FindDuplicates(Records.Guardian("Laetitia", "Oeuvrard", ""), [Records.Child("Coelia", "Oeuvrard", "2016-10-25")]))
        ).Value;
        var others = (
            await portal.SendAs(Staff, new FindDuplicates(Records.Guardian("Laetitia Oeuvrard", "", ""), [Records.Child("Coelia Oeuvrard", "X", "2016-10-25")]))
        ).Value;

        told.Select(duplicate => duplicate.Key.Split(':')[0]).Should().Equal("guardian", "child");
        others.Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Logins_are_found_without_their_accents(DatabaseProvider database)
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.SaveAsync(
            new PortalUser
            {
                UserName = "h@exemple.fr",
                Email = "h@exemple.fr",
                DisplayName = "Hélène Œuvrard",
            }
        );

        (await portal.SendAs(Staff, new ListUsers("helene oeuv"))).Value.Logins.Items.Should().ContainSingle();
    }

    private static Task<int> GivenFamily(Portal portal, string number, string firstName, string name)
    {
        var family = Family.Create(number, name);
        family.AddGuardian(firstName, name, null);
        family.AddChild("Cœlia", name, new DateOnly(2016, 10, 25));
        return portal.SaveAsync(family);
    }
}
