using ClsPortal.Application.Common;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Lists;
using ClsPortal.Application.Presence;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Application.Treatment;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Infrastructure.Persistence;

namespace ClsPortal.Application.Tests;

/// <summary>What a parent who works for the centre finds of the own family on the centre’s lists: the children marked.</summary>
public sealed class OwnFamilyListsTests
{
    private static readonly DateOnly Wednesday = new(2019, 1, 23);
    private static readonly Person Colleague = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_own_child_is_told_from_the_others_where_children_are_marked_booked_and_listed(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var activity = await portal.GivenActivity();
        var (own, other) = (await portal.GivenFamily(), await portal.GivenFamily());
        foreach (var household in new[] { own, other })
        {
            await portal.SendAs(Colleague, new BookOnBehalf(household.ChildId, activity.Id, new Series(Wednesday, Wednesday, Weekdays.All), null, null, null));
        }

        foreach (var (person, mine) in new[] { (BothIn(own), 1), (JoinedTo(own), 1), (Colleague, 0) })
        {
            var lines = (await portal.SendAs(person, new GetAttendanceSheet(Wednesday, activity.Id))).Value.Lines;
            lines.Where(line => line.IsOwnFamily).Select(line => line.FamilyId).Should().Equal(Enumerable.Repeat(own.Family.Id, mine));
            lines.Should().HaveCount(2);
            (await portal.SendAs(person, new FindChildren(Wednesday, activity.Id, "Enfant"))).Value.Children.Where(child => child.IsOwnFamily).Select(child => child.Id)
                .Should().Equal(Enumerable.Repeat(own.ChildId, mine));
            (await portal.SendAs(person, new GetDayLists(Wednesday, Wednesday))).Value.Sessions.Single().Children.Where(child => child.IsOwnFamily).Select(child => child.LastName)
                .Should().Equal(Enumerable.Repeat(own.Family.Children[0].LastName, mine));
        }
    }

    private static Person BothIn(Household household) => household.Parent with { Roles = Roles.Parent | Roles.Director };

    private static Person JoinedTo(Household household) => Person.With(Roles.Director) with { JoinedFamilies = [household.Family.Id] };
}
