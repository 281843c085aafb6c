using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Access;

public sealed class JoinGuardianTests
{
    private static readonly Person Director = Person.With(Roles.Director);

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_login_of_the_centre_is_joined_to_a_guardian_shown_recorded_and_parted_again(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var agent = await UserTests.GivenLogin(portal, "Alex Agent", Roles.Agent);
        await portal.SaveAsync(
            new SignInSession
            {
                Id = Guid.NewGuid(),
                UserId = agent.UserId,
                StartedAt = portal.Clock.GetUtcNow().UtcDateTime,
            }
        );
        var guardian = family.Family.Guardians[0];

        var found = (await portal.SendAs(Director, new ListJoinedGuardians(agent.UserId, family.Family.Name))).Value.Found;
        found.Should().ContainSingle().Which.GuardianId.Should().Be(guardian.Id);
        (await portal.SendAs(Director, new JoinGuardian(agent.UserId, guardian.Id))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Director, new JoinGuardian(agent.UserId, guardian.Id))).Refusal.Code.Should().Be("AlreadyJoined");

        var joined = (await portal.SendAs(Director, new ListJoinedGuardians(agent.UserId))).Value.Joined.Should().ContainSingle().Subject;
        (joined.Name, joined.FamilyId).Should().Be(($"{guardian.FirstName} {guardian.LastName}", family.Family.Id));
        (await portal.Find(db => db.Set<SignInSession>().AnyAsync())).Should().BeFalse("what a sign-in may do is in its cookie");
        (await portal.Find(db => db.AuditEntries.AsNoTracking().SingleAsync()))
            .Should()
            .BeEquivalentTo(
                new
                {
                    Act = "user.guardian-joined",
                    Director.UserId,
                    FamilyId = (int?)null,
                }
            );

        (await portal.SendAs(Director, new PartGuardian(agent.UserId, family.Family.Id))).IsRefused.Should().BeFalse();
        (await portal.SendAs(Director, new PartGuardian(agent.UserId, family.Family.Id))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(Director, new ListJoinedGuardians(agent.UserId))).Value.Joined.Should().BeEmpty();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Nobody_takes_the_own_joining_back_and_a_parents_login_is_not_joined(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var family = await portal.GivenFamily();
        var admin = await UserTests.GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        var parent = await UserTests.GivenLogin(portal, "Mère", Roles.None, user => user.FamilyId = family.Family.Id);
        await portal.SendAs(Director, new JoinGuardian(admin.UserId, family.Family.Guardians[0].Id));

        (await portal.SendAs(admin, new PartGuardian(admin.UserId, family.Family.Id)))
            .Refusal.Should()
            .Be(OwnFamily.Refusal, "also while the session is older than the joining");
        (await portal.SendAs(admin with { JoinedFamilies = [family.Family.Id] }, new PartGuardian(Guid.NewGuid(), family.Family.Id)))
            .Refusal.Should()
            .Be(OwnFamily.Refusal);
        (await portal.SendAs(Director, new JoinGuardian(parent.UserId, family.Family.Guardians[0].Id))).Refusal.Code.Should().Be("NotStaff");
        (await portal.SendAs(Director, new JoinGuardian(Guid.NewGuid(), family.Family.Guardians[0].Id))).IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.JoinedGuardians.CountAsync())).Should().Be(1);
    }
}
