using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Centre;

/// <summary>Fills an empty database with the guide's family, activities and offices, and with neighbours who keep the staff busy.</summary>
public sealed class DemoData(PortalDbContext db, CentreClock clock, IPasswordHasher<PortalUser> hasher, ILookupNormalizer normalizer, ISecretBox box)
{
    /// <summary>Everybody's password in the demonstration, printed at start.</summary>
    public const string Password = "Demonstration-Chablis";

    /// <summary>Who can sign in: address and what the person may do.</summary>
    public static readonly IReadOnlyList<(string Email, string Name, Roles Roles)> Logins =
    [
        ("mere@famille-test.example", "Mère (Famille test)", Roles.Parent),
        ("pere@famille-test.example", "Père (Famille test)", Roles.Parent),
        ("autre@famille-voisine.example", "Camille Voisine", Roles.Parent),
        ("agent@centre.example", "Alex Agent", Roles.Agent),
        ("direction@centre.example", "Dominique Direction", Roles.Director),
        ("comptable@centre.example", "Claude Comptable", Roles.Accountant),
        ("admin@centre.example", "Andrea Administration", Roles.Administrator),
        ("animation@centre.example", "Camille Abelard", Roles.Parent | Roles.Agent),
    ];

    /// <summary>Does nothing when the database holds a centre already.</summary>
    public static async Task SeedAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        if (await ActivatorUtilities.CreateInstance<DemoData>(scope.ServiceProvider).SeedAsync())
        {
            await ActivatorUtilities.CreateInstance<DemoPapers>(scope.ServiceProvider).AddAsync();
        }
    }

    private async Task<bool> SeedAsync()
    {
        if (await db.Centres.AnyAsync())
        {
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        var startYear = DemoCalendar.SchoolYearOf(clock.Today);
        var holidays = DemoCalendar.For(startYear);
        db.AddRange(holidays);
        db.Add(
            CentreProfile.Create(
                "Centre de Loisirs de Pontigny",
                "03.86.47.86.12",
                "direction.alshpontigny@3cvt.fr",
                "A",
                3,
                "Bienvenue sur notre portail famille. Pensez à inscrire vos enfants au moins 48 h à l’avance."
            )
        );
        db.Add(
            Office.Create(
                1,
                "Pôle Politiques Éducatives Territoriales – Secrétariat",
                "2 rue du Serein\nBP 65\n89800 Chablis",
                "03.86.18.92.48",
                "secretariat.direction@3cvt.fr"
            )
        );
        db.Add(
            Office.Create(
                2,
                "Centre de Loisirs de Pontigny",
                "Maison de l’Enfant\n2 bis rue St Thomas\n89230 Pontigny",
                "03.86.47.86.12",
                "direction.alshpontigny@3cvt.fr"
            )
        );
        var categories = DemoActivities.Categories();
        db.AddRange(categories);
        await db.SaveChangesAsync();

        var activities = new DemoActivities(holidays, clock.Zone, startYear).All(categories[0].Id, categories[1].Id, categories[2].Id).ToList();
        db.AddRange(activities);
        await db.SaveChangesAsync();
        var calendar = new SchoolCalendar(holidays);
        db.AddRange(activities.SelectMany(activity => activity.Days(calendar).Select(day => Session.Create(activity.Id, day, activity.DefaultCapacity))));
        var family = TestFamily(startYear);
        var neighbours = DemoNeighbours.Families(startYear).ToList();
        db.Add(family);
        db.AddRange(neighbours);
        await db.SaveChangesAsync();

        var staff = await AddLoginsAsync(family, neighbours);
        await new DemoRecords(db, clock, box).AddAsync(family, neighbours);
        await new DemoEnrolments(db, clock, activities, staff).AddAsync(family, neighbours);
        await new DemoInvoicing(db, clock, activities, staff).AddAsync(family, neighbours);
        // After the bookings: one who went to another school, and whom staff can take back.
        neighbours[5].AddChild("Élie", "Évrard", new DateOnly(startYear - 8, 6, 3), "École de Chablis", "CM1").Leave(clock.Now.AddDays(-40));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    // The guide's own two children; shifted years keep their ages in January.
    private static Family TestFamily(int startYear)
    {
        var shift = startYear - 2018;
        var family = Family.Create("0119", "test");
        family.AddGuardian("Mère", "Test", Logins[0].Email);
        family.AddGuardian("Père", "Test", Logins[1].Email);
        family.AddChild("Enfant 1", "", new DateOnly(2011 + shift, 10, 25), "École de Beine", "CE1");
        family.AddChild("Enfant 2", "", new DateOnly(2015 + shift, 3, 11), "École de Beine", "Petite section");
        return family;
    }

    private async Task<PortalUser> AddLoginsAsync(Family family, List<Family> neighbours)
    {
        Guardian?[] guardians = [family.Guardians[0], family.Guardians[1], neighbours[0].Guardians[0], null, null, null, null, neighbours[1].Guardians[0]];
        Roles[] staffRoles = [Roles.Agent, Roles.Director, Roles.Accountant, Roles.Administrator];
        var known = await db.Roles.ToListAsync();
        var roles = staffRoles.ToDictionary(
            role => role,
            role =>
                known.Find(row => row.Name == role.ToString())
                ?? db.Add(
                    new IdentityRole<Guid>(role.ToString()) { Id = Guid.CreateVersion7(), NormalizedName = normalizer.NormalizeName(role.ToString()) }
                ).Entity
        );
        PortalUser? treating = null;
        foreach (var (login, guardian) in Logins.Zip(guardians))
        {
            var user = new PortalUser
            {
                Id = Guid.CreateVersion7(),
                UserName = login.Email,
                NormalizedUserName = normalizer.NormalizeName(login.Email),
                Email = login.Email,
                NormalizedEmail = normalizer.NormalizeEmail(login.Email),
                EmailConfirmed = true,
                LockoutEnabled = true,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                DisplayName = login.Name,
                GuardianId = guardian?.Id,
                FamilyId = guardian?.FamilyId,
            };
            user.PasswordHash = hasher.HashPassword(user, Password);
            db.Add(user);
            if (roles.TryGetValue(login.Roles & ~Roles.Parent, out var role))
            {
                db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
            }

            treating = login.Roles == Roles.Agent ? user : treating;
        }

        await db.SaveChangesAsync();
        return treating!;
    }
}
