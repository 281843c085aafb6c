using System.Globalization;
using System.Security.Claims;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Families;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ClsPortal.Web.Tests.Support;

/// <summary>The real program over a database file of its own; nobody has a login until a test gives one.</summary>
internal sealed class PortalHost : WebApplicationFactory<Program>
{
    private const string StaffFactor = "Portal:Security:StaffSecondFactor";
    public const string Address = "https://portail.example.fr";
    public const string Password = "tasse nuage vélo rouge";
    private readonly string _file = SqliteFile.NewPath();
    private readonly Action<IServiceCollection> _change;
    private int _families;

    private readonly string? _postgres;
    private readonly (string Key, string Value)[] _settings;

    private PortalHost(Action<IServiceCollection> change, string? postgres, (string Key, string Value)[] settings) =>
        (_change, _postgres, _settings) = (change, postgres, settings);

    // Starts at the present: parts of Identity (lock-out, reset links) know no other clock than the system's.
    public FakeTimeProvider Clock { get; private init; } = new(TimeProvider.System.GetUtcNow());

    // Stands still: a code of now is a code of now however long a busy machine takes to send it.
    private FakeTimeProvider Telephone { get; init; } = new(TimeProvider.System.GetUtcNow());

    public static Task<PortalHost> StartAsync(Action<IServiceCollection>? change = null, params (string Key, string Value)[] settings) =>
        StartAsync(new PortalHost(change ?? (_ => { }), null, settings));

    /// <summary>On a port of 127.0.0.1, for what a client would tidy before it is sent. Without a public address, so that the number will do.</summary>
    public static async Task<PortalHost> ListeningAsync(Action<IServiceCollection>? change = null, params (string Key, string Value)[] settings)
    {
        var host = new PortalHost(change ?? (_ => { }), null, [("Portal:PublicUrl", ""), .. settings]);
        await MigratedDatabase.CopySqliteAsync(host._file);
        host.UseKestrel(0);
        host.StartServer();
        return await BeginAsync(host);
    }

    /// <summary>Where a portal that listens does.</summary>
    public Uri Listening => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>As a real house runs it: no setting, and staff need a second factor.</summary>
    public static Task<PortalHost> RequiringFactorAsync() => StartAsync(null, (StaffFactor, ""));

    public static async Task<PortalHost> OnAsync(DatabaseProvider database, params (string Key, string Value)[] settings) =>
        await StartAsync(new PortalHost(_ => { }, database == DatabaseProvider.Postgres ? await MigratedDatabase.CopyPostgresAsync() : null, settings));

    /// <summary>Another copy of the portal over the same PostgreSQL.</summary>
    public async Task<PortalHost> BesideAsync()
    {
        var other = new PortalHost(_change, _postgres ?? throw new InvalidOperationException("An embedded database has one portal."), _settings)
        {
            Clock = Clock,
            Telephone = Telephone,
        };
        await FirstAdministrator.EnsureAsync(other.Services);
        return other;
    }

    private static async Task<PortalHost> StartAsync(PortalHost host)
    {
        if (host._postgres is null)
        {
            await MigratedDatabase.CopySqliteAsync(host._file);
        }

        return await BeginAsync(host);
    }

    private static async Task<PortalHost> BeginAsync(PortalHost host)
    {
        await FirstAdministrator.EnsureAsync(host.Services);
        await host.Find(async db =>
        {
            db.Add(CentreProfile.Create("Centre de Loisirs", "03.86.47.86.12", "centre@example.fr", "A", 3));
            return await db.SaveChangesAsync();
        });
        return host;
    }

    public string ConnectionString => _postgres ?? $"Data Source={_file}";

    // Over HTTPS and by its name, as the public address says: cookies are secure, and no other name is answered.
    public Visitor Visitor() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new Uri(Address) }));

    /// <summary>Reads or writes behind the pages' back, through a scope of its own.</summary>
    public Task<T> Find<T>(Func<PortalDbContext, Task<T>> query) => With<PortalDbContext, T>(query);

    public async Task<T> With<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task<string> GivenParent(string? address = null)
    {
        var number = Interlocked.Increment(ref _families);
        var email = address ?? $"mere{number}@example.fr";
        var family = Family.Create($"{number:0000}", $"Famille {number}");
        family.AddGuardian("Mère", $"Nom{number}", email);
        await Find(async db =>
        {
            db.Add(family);
            return await db.SaveChangesAsync();
        });
        return await GivenLogin(email, family.Guardians[0], null);
    }

    public Task<string> GivenStaff(Roles role) => GivenLogin($"{role}@centre.example".ToLowerInvariant(), null, role);

    /// <summary>Somebody with a sign-in that lasts, for components that are tested without a browser.</summary>
    public async Task<ClaimsPrincipal> PrincipalOf(string email)
    {
        var (user, principal) = await With<SignInManager<PortalUser>, (PortalUser, ClaimsPrincipal)>(async manager =>
        {
            var found = (await manager.UserManager.FindByEmailAsync(email))!;
            return (found, await manager.CreateUserPrincipalAsync(found));
        });
        ((ClaimsIdentity)principal.Identity!).AddClaim(await With<SignInSessions, Claim>(sessions => sessions.BeginAsync(user.Id, isStrong: false)));
        return principal;
    }

    /// <summary>Changes a login as an administrator would.</summary>
    public Task<bool> Change(string email, Func<UserManager<PortalUser>, PortalUser, Task<IdentityResult>> change) =>
        With<UserManager<PortalUser>, bool>(async users =>
        {
            var result = await change(users, (await users.FindByEmailAsync(email))!);
            return result.Succeeded ? true : throw new InvalidOperationException(result.ToString());
        });

    /// <summary>Adds an application of codes to a login, as its owner would; answers its secret.</summary>
    public async Task<string> GivenCodes(string email)
    {
        var secret = TotpCodes.NewSecret();
        await With<TotpCodes, bool>(codes =>
            Change(
                email,
                (users, user) =>
                {
                    (user.TotpSecret, user.TwoFactorEnabled) = (codes.Seal(secret), true);
                    return users.UpdateAsync(user);
                }
            )
        );
        return secret;
    }

    /// <summary>What the telephone shows now, or <paramref name="steps"/> half minutes later.</summary>
    public string CodeOf(string secret, int steps = 0) => TotpCodes.CodeAt(secret, Telephone.GetUtcNow().AddSeconds(30 * steps));

    /// <summary>Lets somebody try again who failed too often.</summary>
    public Task<bool> Unlock(string email) =>
        With<SignInAttempts, bool>(async attempts =>
        {
            await attempts.ForgetAsync(email);
            return true;
        });

    public Task<bool> Disable(string email) =>
        Change(
            email,
            (users, user) =>
            {
                user.IsDisabled = true;
                return users.UpdateAsync(user);
            }
        );

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Portal:Database:Provider", _postgres is null ? "Sqlite" : "Postgres");
        builder.UseSetting("ConnectionStrings:Portal", ConnectionString);
        builder.UseSetting("Portal:PublicUrl", Address);
        if (_postgres is null)
        {
            builder.UseSetting("Portal:Encryption:KeyFile", Path.ChangeExtension(new SqliteConnectionStringBuilder(ConnectionString).DataSource, ".key"));
        }

        // Most tests sign staff in with a password and ask about something else; those of the second factor start with RequiringFactorAsync.
        builder.UseSetting(StaffFactor, "Optional");
        if (_postgres is not null)
        {
            // A shared database is refused without keys; these open nothing but the tests' own rows.
            builder.UseSetting("Portal:Encryption:CurrentKey", "test");
            builder.UseSetting("Portal:Encryption:Keys:test", Convert.ToBase64String(new byte[32]));
        }

        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Error");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddKeyedSingleton<TimeProvider>(TotpCodes.Telephone, Telephone);
            // Its link is asked for by the tests that need it, and not printed for the others.
            services.Remove(services.Single(service => service.ImplementationType?.Name == "FirstAdministratorOffer"));
            services.AddSingleton<TimeProvider>(Clock);
            // A cheap hash: these tests ask who is let in, not how long it takes.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            _change(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        // The program makes French the language of its process; the runner's report, which build/test reads, is English.
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        SqliteFile.Delete(_file);
    }

    private Task<string> GivenLogin(string email, Guardian? guardian, Roles? role) =>
        With<UserManager<PortalUser>, string>(async users =>
        {
            var user = new PortalUser
            {
                Id = Guid.CreateVersion7(),
                UserName = email,
                Email = email,
                EmailConfirmed = true,
                DisplayName = email.Split('@')[0],
                GuardianId = guardian?.Id,
                FamilyId = guardian?.FamilyId,
            };
            (await users.CreateAsync(user, Password)).Succeeded.Should().BeTrue();
            if (role is { } name)
            {
                (await users.AddToRoleAsync(user, name.ToString())).Succeeded.Should().BeTrue();
            }

            return email;
        });
}
