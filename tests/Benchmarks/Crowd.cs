using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using ClsPortal.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ClsPortal.Benchmarks;

/// <summary>Many families of one parent and one child, all with a login, and an activity of the coming weeks that they may ask for. On today's date.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    public const string Password = "tasse nuage vélo rouge";

    /// <summary>How the portal answers a click that made a request.</summary>
    public const string Sent = "Demande envoyée";

    /// <summary>How it answers one that withdrew a request.</summary>
    public const string Withdrawn = "Demande retirée";

    /// <summary>How it answers one that came too late.</summary>
    public const string Full = "il n’y a plus de place";

    /// <summary>How it answers when too many write at once; nothing was kept, and the parent clicks again.</summary>
    public const string Busy = "réessayez dans quelques secondes";

    /// <summary>The login of the one who works for the centre.</summary>
    public const string Director = "direction@centre.example";
    private const int RowsAtOnce = 1000;
    private readonly ServiceProvider _services;

    private Crowd(ServiceProvider services) => _services = services;

    /// <summary>Family n's child asks for the activity n modulo their number.</summary>
    public IReadOnlyList<int> Activities { get; private set; } = [];

    /// <summary>Of the sessions that can be asked for, oldest first; all in one month of the calendar.</summary>
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];

    /// <summary>The children, in the order of <see cref="Email"/>'s numbers.</summary>
    public IReadOnlyList<int> Children { get; private set; } = [];

    public static string Email(int family) => $"famille{family}@example.fr";

    /// <summary>The page where a child's month is clicked.</summary>
    public string Page(int family) => $"/inscriptions/{Children[family]}/{Activities[family % Activities.Count]}?mois={Days[0]:yyyy-MM}";

    /// <summary>What the portal needs to run on the crowd's database.</summary>
    public static IReadOnlyDictionary<string, string?> Settings(DatabaseSettings database) =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Portal__Database__Provider"] = database.Provider.ToString(),
            ["ConnectionStrings__Portal"] = database.ConnectionString,
            ["Portal__Encryption__CurrentKey"] = "test",
            ["Portal__Encryption__Keys__test"] = Convert.ToBase64String(new byte[32]),
            // Each visitor has an address of its own, as behind a proxy.
            ["Portal__Proxy__Addresses"] = "127.0.0.1",
            // Whoever works for the centre signs in with the password alone: pages are timed, not sign-ins.
            ["Portal__Security__StaffSecondFactor"] = "Optional",
            ["Logging__LogLevel__Default"] = "Error",
        };

    public static async Task<Crowd> PrepareAsync(DatabaseSettings database, int families, int capacity, int activities = 1)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                Settings(database).Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value))
            )
            .Build();
        var services = PortalServices.On(database, encryption: EncryptionSettings.Read(configuration, database, isDemo: false)).BuildServiceProvider();
        var crowd = new Crowd(services);
        await DatabaseStart.MigrateAsync(services);
        await crowd.SeedAsync(families, capacity, activities);
        return crowd;
    }

    public async Task<T> FindAsync<T>(Func<PortalDbContext, Task<T>> query)
    {
        await using var scope = _services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    /// <summary>Sessions whose places taken differ from their live requests, or exceed their capacity: none, in a sound portal.</summary>
    public Task<List<int>> UnsoundSessionsAsync() =>
        FindAsync(db =>
            db.Sessions.Where(session =>
                    session.PlacesTaken > session.Capacity
                    || session.PlacesTaken
                        != db.EnrolmentRequests.Count(request =>
                            request.SessionId == session.Id && (request.Status == RequestStatus.Pending || request.Status == RequestStatus.Accepted)
                        )
                )
                .Select(session => session.Id)
                .ToListAsync()
        );

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task SeedAsync(int families, int capacity, int activities)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        await SaveAsync([CentreProfile.Create("Centre", "03.86.47.86.12", "centre@example.fr", "A", 3)]);
        var category = ActivityCategory.Create("Mercredis", 1);
        await SaveAsync([category]);
        List<Activity> all = [.. Enumerable.Range(1, activities).Select(number => NewActivity($"Chablis journée {number}", category, today, month, capacity))];
        await SaveAsync([.. all]);
        Activities = [.. all.Select(activity => activity.Id)];
        // From the fifth on: never within the cutoff, whatever today is.
        Days = [.. Enumerable.Range(5, 20).Select(day => month.AddDays(day - 1))];
        await SaveAsync([.. all.SelectMany(activity => Days.Select(day => Session.Create(activity.Id, day, capacity)))]);

        var hash = new PasswordHasher<PortalUser>(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 })).HashPassword(new(), Password);
        await AddDirectorAsync(hash);
        List<int> children = [];
        for (var first = 0; first < families; first += RowsAtOnce)
        {
            List<Family> batch = [.. Enumerable.Range(first, Math.Min(RowsAtOnce, families - first)).Select(number => NewFamily(number, today))];
            await SaveAsync([.. batch]);
            children.AddRange(batch.Select(family => family.Children[0].Id));
            await SaveAsync([.. batch.Select((family, index) => Login(first + index, family, hash))]);
        }

        Children = children;
    }

    private async Task AddDirectorAsync(string hash)
    {
        var director = Login(Director, hash);
        var role = new IdentityRole<Guid>(nameof(Roles.Director)) { Id = Guid.CreateVersion7(), NormalizedName = nameof(Roles.Director).ToUpperInvariant() };
        await SaveAsync([director, role]);
        await SaveAsync([new IdentityUserRole<Guid> { UserId = director.Id, RoleId = role.Id }]);
    }

    private static Activity NewActivity(string name, ActivityCategory category, DateOnly today, DateOnly month, int capacity) =>
        Activity
            .Create(
                new ActivityPlan
                {
                    Name = name,
                    CategoryId = category.Id,
                    Site = "Chablis",
                    From = month.AddMonths(-3),
                    To = month.AddMonths(6),
                    Weekdays = Weekdays.All,
                    Season = Season.AllYear,
                    StartsAt = new(8, 30),
                    EndsAt = new(17, 30),
                    Capacity = capacity,
                    MinAge = 3,
                    MaxAge = 11,
                },
                1620
            )
            .OpenDuring(
                BookingWindow.Fixed(
                    today.AddDays(-30).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                    month.AddMonths(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                    month.AddMonths(-2),
                    month.AddMonths(3)
                )
            );

    private static Family NewFamily(int number, DateOnly today)
    {
        var family = Family.Create($"B{number}", $"Nom{number}");
        family.AddGuardian("Camille", $"Nom{number}", Email(number));
        family.AddChild("Enfant", $"Nom{number}", today.AddYears(-7));
        return family;
    }

    private static PortalUser Login(int number, Family family, string hash)
    {
        var login = Login(Email(number), hash);
        (login.GuardianId, login.FamilyId) = (family.Guardians[0].Id, family.Id);
        return login;
    }

    private static PortalUser Login(string email, string hash) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            PasswordHash = hash,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
            DisplayName = "Camille",
        };

    private Task<int> SaveAsync(object[] rows) =>
        FindAsync(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });
}
