using ClsPortal.Application.Access;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Application.Tests.Support;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Tests.Access;

public sealed class UserTests
{
    private static readonly Uri Site = new("https://portail.example.fr");

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_list_shows_roles_families_and_factors_in_a_handful_of_statements(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        await GivenLogin(portal, "Hélène Agent", Roles.Agent | Roles.Director, user => user.TotpSecret = "x");
        var family = await portal.GivenFamily();
        await GivenLogin(portal, "Mère", Roles.None, user => (user.FamilyId, user.GuardianId) = (family.Family.Id, family.Family.Guardians[0].Id));
        portal.Statements.Reset();

        var list = (await portal.SendAs(admin, new ListUsers())).Value;

        portal.Statements.Sent.Should().HaveCountLessThan(6);
        list.Logins.Items.Select(line => (line.Name, line.Roles, line.HasSecondFactor))
            .Should()
            .Equal(("Andrea Admin", Roles.Administrator, false), ("Hélène Agent", Roles.Agent | Roles.Director, true), ("Mère", Roles.Parent, false));
        (await portal.SendAs(admin, new ListUsers("hélène"))).Value.Logins.Items.Should().ContainSingle(line => line.Name == "Hélène Agent");
        (await portal.SendAs(admin, new ListUsers(family.Family.Number))).Value.Logins.Items.Should().ContainSingle(line => line.Name == "Mère");
        (await portal.SendAs(admin, new ListUsers("personne"))).Value.Logins.Total.Should().Be(0);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_invitation_is_mailed_and_recorded_and_its_code_lies_nowhere_else(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);

        var invited = (await portal.SendAs(admin, new InviteStaff(" Alex Agent ", "alex@centre.example", Roles.Agent | Roles.Accountant, Site))).Value;

        invited.Link.Should().BeNull();
        var row = await portal.Find(db => db.Invitations.AsNoTracking().SingleAsync());
        (row.DisplayName, row.Roles, row.ExpiresAt - row.SentAt).Should().Be(("Alex Agent", "Agent,Accountant", TimeSpan.FromDays(7)));
        var mail = await portal.Find(db => db.OutboxMessages.AsNoTracking().SingleAsync());
        mail.Recipients.Should().Be("alex@centre.example");
        var code = mail.Model.Split("code=")[1].Split('"')[0];
        row.CodeDigest.Should().Be(InvitationCodes.Digest(code)).And.NotContain(code);
        (await portal.Find(db => db.AuditEntries.AsNoTracking().SingleAsync()))
            .Should()
            .Match<Domain.Shared.AuditEntry>(entry =>
                entry.Act == "user.invited" && entry.UserId == admin.UserId && entry.Details == "Alex Agent : Agent, Comptable"
            );
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_address_is_invited_once_and_never_when_it_has_a_login(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        await portal.SendAs(admin, new InviteStaff("Alex", "alex@centre.example", Roles.Agent, Site));

        (await portal.SendAs(admin, new InviteStaff("Alex", "ALEX@centre.example", Roles.Agent, Site))).Refusal.Code.Should().Be("AlreadyInvited");
        (await portal.SendAs(admin, new InviteStaff("Andrea", "andrea.admin@example.fr", Roles.Agent, Site))).Refusal.Code.Should().Be("AddressTaken");
        (await portal.SendAs(admin, new InviteStaff("", "pas une adresse", Roles.Parent, Site)))
            .Refusals.Select(refusal => refusal.Field)
            .Should()
            .BeEquivalentTo("Name", "Email", "Roles");
        var both = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => portal.SendAs(admin, new InviteStaff("Sam", "sam@centre.example", Roles.Agent, Site)))
        );
        both.Count(outcome => !outcome.IsRefused).Should().Be(1);
        (await portal.Find(db => db.Invitations.CountAsync())).Should().Be(2);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_address_that_people_would_take_for_one_with_a_login_or_an_invitation_is_not_invited(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Kim Admin", Roles.Administrator);
        await portal.SendAs(admin, new InviteStaff("Sam", "sam@centre.example", Roles.Agent, Site));

        // The sign of kelvin and the long s look like the letters; to a mail server they are others, and so is the person who reads there.
        (await portal.SendAs(admin, new InviteStaff("Kim", "\u212Aim.admin@example.fr", Roles.Agent, Site)))
            .Refusal.Should()
            .Be(InvitationDesk.TakenAddress);
        (await portal.SendAs(admin, new InviteStaff("Sam", "\u017Fam@centre.example", Roles.Agent, Site))).Refusal.Should().Be(InvitationDesk.AlreadyInvited);

        (await portal.Find(db => db.Invitations.CountAsync())).Should().Be(1);
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Sending_again_spends_the_old_link_and_withdrawing_the_new_one(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        await portal.SendAs(admin, new InviteStaff("Alex", "alex@centre.example", Roles.Agent, Site));
        var first = await portal.Find(db => db.Invitations.AsNoTracking().SingleAsync());
        portal.Clock.Advance(TimeSpan.FromDays(8));

        (await portal.SendAs(admin, new ListUsers())).Value.Invitations.Should().ContainSingle().Which.IsExpired.Should().BeTrue();
        (await portal.SendAs(admin, new SendInvitationAgain(first.Id, Site))).IsRefused.Should().BeFalse();
        var second = await portal.Find(db => db.Invitations.AsNoTracking().SingleAsync());
        second.CodeDigest.Should().NotBe(first.CodeDigest);
        second.ExpiresAt.Should().BeAfter(first.ExpiresAt);
        (await portal.SendAs(Person.With(Roles.Agent), new WithdrawInvitation(first.Id)))
            .IsNotFound.Should()
            .BeTrue("staff's invitations are the administrator's");
        (await portal.SendAs(admin, new WithdrawInvitation(first.Id))).IsRefused.Should().BeFalse();

        (await portal.SendAs(admin, new SendInvitationAgain(first.Id, Site))).IsNotFound.Should().BeTrue();
        (await portal.SendAs(admin, new ListUsers())).Value.Invitations.Should().BeEmpty();
        (await portal.SendAs(admin, new InviteStaff("Alex", "alex@centre.example", Roles.Agent, Site)))
            .IsRefused.Should()
            .BeFalse("a withdrawn invitation stands in nobody's way");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task An_agent_invites_a_guardian_from_the_familys_page(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var agent = Person.With(Roles.Agent);
        var family = Family.Create("0815", "test");
        family.AddGuardian("Mère", "Test", "mere@example.fr");
        family.AddGuardian("Père", "Test", null);
        await portal.SaveAsync(family);

        (await portal.SendAs(agent, new InviteGuardian(family.Guardians[0].Id, Site))).Value.Email.Should().Be("mere@example.fr");
        (await portal.SendAs(agent, new InviteGuardian(family.Guardians[0].Id, Site))).Refusal.Code.Should().Be("AlreadyInvited");
        (await portal.SendAs(agent, new InviteGuardian(family.Guardians[1].Id, Site))).Refusal.Code.Should().Be("NoAddress");
        (await portal.SendAs(agent, new InviteGuardian(99_999, Site))).IsNotFound.Should().BeTrue();

        var access = (await portal.SendAs(agent, new ListGuardianAccess(family.Id))).Value;
        access
            .Select(line => (line.Name, line.HasLogin, line.InvitationId is not null))
            .Should()
            .Equal(("Mère Test", false, true), ("Père Test", false, false));
        (await portal.SendAs(agent, new SendInvitationAgain(access[0].InvitationId!.Value, Site))).IsRefused.Should().BeFalse();
        await GivenLogin(portal, "Père", Roles.None, user => (user.FamilyId, user.GuardianId) = (family.Id, family.Guardians[1].Id));
        (await portal.SendAs(agent, new ListGuardianAccess(family.Id))).Value[1].HasLogin.Should().BeTrue();
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Roles_change_and_end_the_sessions_but_nobody_changes_the_own_ones(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        var agent = await GivenLogin(portal, "Alex Agent", Roles.Agent);
        var stamp = await StampOf(portal, agent);

        (await portal.SendAs(admin, new SetUserRoles(agent.UserId, Roles.Director | Roles.Accountant))).IsRefused.Should().BeFalse();

        (await portal.SendAs(admin, new GetUser(agent.UserId))).Value.Roles.Should().Be(Roles.Director | Roles.Accountant);
        (await StampOf(portal, agent)).Should().NotBe(stamp);
        foreach (var roles in new[] { Roles.Agent, Roles.Administrator, Roles.Administrator | Roles.Accountant, Roles.None })
        {
            (await portal.SendAs(admin, new SetUserRoles(admin.UserId, roles))).Refusal.Should().BeEquivalentTo(new { Code = "OwnRoles", Field = "Roles" });
        }

        (await portal.SendAs(admin, new GetUser(admin.UserId))).Value.Roles.Should().Be(Roles.Administrator);
        (await portal.SendAs(admin, new SetUserRoles(agent.UserId, Roles.None))).Refusal.Code.Should().Be("NoRole");
        (await portal.SendAs(admin, new SetUserRoles(agent.UserId, Roles.Parent))).Refusal.Field.Should().Be("Roles");
        (await portal.SendAs(admin, new SetUserRoles(Guid.NewGuid(), Roles.Agent))).IsNotFound.Should().BeTrue();
        (await portal.Find(db => db.AuditEntries.AsNoTracking().SingleAsync())).Details.Should().Be("Alex Agent : Directeur, Comptable");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task Two_administrators_who_remove_each_other_at_once_leave_one(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        for (var round = 0; round < 5; round++)
        {
            await portal.Find(db => db.UserRoles.ExecuteDeleteAsync());
            var one = await GivenLogin(portal, $"Une {round}", Roles.Administrator);
            var two = await GivenLogin(portal, $"Deux {round}", Roles.Administrator);

            var outcomes = await Task.WhenAll(
                portal.SendAs(one, new SetUserRoles(two.UserId, Roles.Agent)),
                portal.SendAs<Done>(two, round % 2 == 0 ? new SetUserRoles(one.UserId, Roles.Agent) : new SetUserDisabled(one.UserId, true))
            );

            outcomes.Count(outcome => !outcome.IsRefused).Should().Be(1);
            outcomes.Single(outcome => outcome.IsRefused).Refusal.Code.Should().Be("LastAdministrator");
            (
                await portal.Find(db =>
                    db.UserRoles.CountAsync(held =>
                        db.Roles.Any(role => role.Id == held.RoleId && role.Name == "Administrator")
                        && db.Users.Any(user => user.Id == held.UserId && !user.IsDisabled)
                    )
                )
            )
                .Should()
                .Be(1);
        }
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_login_is_closed_and_opened_but_never_the_own_one(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        var agent = await GivenLogin(portal, "Alex Agent", Roles.Agent);
        var stamp = await StampOf(portal, agent);

        (await portal.SendAs(admin, new SetUserDisabled(agent.UserId, true))).IsRefused.Should().BeFalse();
        (await portal.SendAs(admin, new GetUser(agent.UserId))).Value.IsDisabled.Should().BeTrue();
        (await StampOf(portal, agent)).Should().NotBe(stamp);
        (await portal.SendAs(admin, new SetUserDisabled(agent.UserId, false))).IsRefused.Should().BeFalse();
        (await portal.SendAs(admin, new SetUserDisabled(admin.UserId, true))).Refusal.Code.Should().Be("OwnLogin");
        (await portal.Find(db => db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Act).ToListAsync()))
            .Should()
            .Equal("user.disabled", "user.enabled");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_sessions_of_one_login_are_ended_and_no_others(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        var agent = await GivenLogin(portal, "Alex Agent", Roles.Agent);
        await portal.SaveAsync([
            .. new[] { admin, agent, agent }.Select(person => new SignInSession
            {
                Id = Guid.NewGuid(),
                UserId = person.UserId,
                StartedAt = portal.Clock.GetUtcNow().UtcDateTime,
            }),
        ]);
        var stamp = await StampOf(portal, agent);

        (await portal.SendAs(admin, new EndUserSessions(agent.UserId))).IsRefused.Should().BeFalse();

        (await portal.Find(db => db.Set<SignInSession>().AsNoTracking().SingleAsync())).UserId.Should().Be(admin.UserId);
        (await StampOf(portal, agent)).Should().NotBe(stamp);
        (await portal.Find(db => db.AuditEntries.AsNoTracking().SingleAsync())).Should().BeEquivalentTo(new { Act = "user.sessions-ended", admin.UserId });
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task A_lost_factor_is_taken_away_wholly_and_its_owner_is_told(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        var agent = await GivenLogin(portal, "Alex Agent", Roles.Agent, user => (user.TotpSecret, user.TwoFactorEnabled) = ("x", true));
        await portal.SaveAsync(
            new RecoveryCode
            {
                UserId = agent.UserId,
                Digest = "a",
                Salt = "b",
            },
            new TotpUse { UserId = agent.UserId, Step = 1 }
        );
        await portal.SaveAsync(
            new IdentityUserPasskey<Guid>
            {
                UserId = agent.UserId,
                CredentialId = [1, 2, 3],
                Data = new()
                {
                    PublicKey = [1],
                    AttestationObject = [1],
                    ClientDataJson = [1],
                },
            }
        );

        (await portal.SendAs(admin, new ResetUserFactor(agent.UserId))).IsRefused.Should().BeFalse();

        var stored = await portal.Find(db => db.Users.AsNoTracking().SingleAsync(user => user.Id == agent.UserId));
        (stored.TotpSecret, stored.TwoFactorEnabled).Should().Be((null, false));
        (await portal.Find(db => db.Set<RecoveryCode>().CountAsync())).Should().Be(0);
        (await portal.Find(db => db.Set<IdentityUserPasskey<Guid>>().CountAsync())).Should().Be(0);
        (await portal.Find(db => db.OutboxMessages.AsNoTracking().SingleAsync())).Recipients.Should().Be("alex.agent@example.fr");
        (await portal.Find(db => db.AuditEntries.AsNoTracking().SingleAsync())).Act.Should().Be("user.factor-reset");
        (await portal.SendAs(admin, new ResetUserFactor(agent.UserId))).Refusal.Code.Should().Be("NoFactor");
        (await portal.SendAs(admin, new ResetUserFactor(admin.UserId))).Refusal.Code.Should().Be("OwnFactor");
    }

    [Theory, ClassData(typeof(OnBothDatabases))]
    public async Task The_journal_is_searched_by_person_act_family_and_day(DatabaseProvider provider)
    {
        await using var portal = await Portal.StartAsync(provider);
        var admin = await GivenLogin(portal, "Andrea Admin", Roles.Administrator);
        var family = await portal.GivenFamily();
        var at = new DateTime(2019, 1, 14, 23, 30, 0, DateTimeKind.Utc);
        await portal.SaveAsync(
            Domain.Shared.AuditEntry.Record(at, Guid.NewGuid(), "Éric Agent", "booking.made", "Booking:1", family.Family.Id, "5 jours"),
            Domain.Shared.AuditEntry.Record(at.AddDays(-3), Guid.NewGuid(), "Dominique", "booking.unheard-of", "Booking:2")
        );
        await portal.SaveAsync([
            .. Enumerable
                .Range(0, 60)
                .Select(number => Domain.Shared.AuditEntry.Record(at.AddDays(-9), Guid.NewGuid(), "Dominique", "session.capacity", $"Session:{number}")),
        ]);
        portal.Statements.Reset();

        var all = (await portal.SendAs(admin, new ListAudit())).Value;

        portal.Statements.Sent.Should().HaveCount(2);
        (all.Total, all.Count, all.Items.Count).Should().Be((62, 2, 50));
        all.Items[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    Who = "Éric Agent",
                    What = "a inscrit un enfant",
                    FamilyNumber = family.Family.Number,
                    Details = "5 jours",
                    At = new DateTime(2019, 1, 15, 0, 30, 0),
                }
            );
        all.Items[1].What.Should().Contain("booking.unheard-of");
        (await portal.SendAs(admin, new ListAudit(Who: "agent"))).Value.Total.Should().Be(1);
        (await portal.SendAs(admin, new ListAudit(Kind: "booking"))).Value.Total.Should().Be(2);
        (await portal.SendAs(admin, new ListAudit(Family: family.Family.Name))).Value.Total.Should().Be(1);
        (await portal.SendAs(admin, new ListAudit(From: new(2019, 1, 15), To: new(2019, 1, 15))))
            .Value.Total.Should()
            .Be(1, "the day is the centre's, not UTC's");
        (await portal.SendAs(admin, new ListAudit(To: new(2019, 1, 14)))).Value.Total.Should().Be(61);
    }

    private static Task<string?> StampOf(Portal portal, Person person) =>
        portal.Find(db => db.Users.Where(user => user.Id == person.UserId).Select(user => user.SecurityStamp).SingleAsync());

    internal static async Task<Person> GivenLogin(Portal portal, string name, Roles roles, Action<PortalUser>? change = null)
    {
        var email = $"{name.ToLowerInvariant().Replace(' ', '.')}@example.fr";
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            DisplayName = name,
            SecurityStamp = "first",
        };
        change?.Invoke(user);
        await portal.Find(async db =>
        {
            var known = await db.Roles.ToListAsync();
            foreach (var role in RoleNames.Staff.Where(role => known.TrueForAll(row => row.Name != role.ToString())))
            {
                known.Add(
                    db.Roles.Add(
                        new IdentityRole<Guid>(role.ToString()) { Id = Guid.CreateVersion7(), NormalizedName = role.ToString().ToUpperInvariant() }
                    ).Entity
                );
            }

            db.Add(user);
            db.AddRange(
                known.Where(row => roles.HasFlag(Enum.Parse<Roles>(row.Name!))).Select(row => new IdentityUserRole<Guid> { UserId = user.Id, RoleId = row.Id })
            );
            return await db.SaveChangesAsync();
        });
        return new Person(user.Id, name, roles);
    }
}
