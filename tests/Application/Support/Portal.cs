using System.Data.Common;
using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Families;
using ClsPortal.Infrastructure.Invoicing;
using ClsPortal.Infrastructure.Shared;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace ClsPortal.Application.Tests.Support;

/// <summary>The application on a real database of its own. The clock stands at Tuesday 15-01-2019, 09:00 in Paris, until moved.</summary>
public sealed class Portal : IAsyncDisposable
{
    public static readonly TimeZoneInfo Paris = PortalServices.Paris;
    private readonly ServiceProvider _services;
    private readonly string? _file;
    private int _names;

    private Portal(ServiceProvider services, FakeTimeProvider clock, string? file) => (_services, Clock, _file) = (services, clock, file);

    public FakeTimeProvider Clock { get; }

    public StatementCounter Statements { get; } = new();

    public static async Task<Portal> StartAsync(
        DatabaseProvider provider,
        string? connection = null,
        MailHold? hold = null,
        IConfiguration? settings = null,
        bool mailServer = true,
        SignInPolicy? policy = null,
        ClamAvAddress? scanner = null
    )
    {
        string? file = null;
        if (provider == DatabaseProvider.Sqlite)
        {
            file = SqliteFile.NewPath();
            connection = $"Data Source={file}";
            await MigratedDatabase.CopySqliteAsync(file);
        }

        var isShared = connection is not null && file is null;
        connection ??= await MigratedDatabase.CopyPostgresAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2019, 1, 15, 8, 0, 0, TimeSpan.Zero));
        var services = PortalServices
            .On(new DatabaseSettings(provider, connection), clock, scanner: scanner)
            .AddSingleton(new MailServerStatus(mailServer))
            .AddSingleton(hold ?? MailHold.None)
            // Most tests ask what a role may do; what its sign-in must be is asked by those that name a policy.
            .AddSingleton(policy ?? new SignInPolicy(NeedsSecondFactor: false))
            .AddOnlinePayment(settings ?? new ConfigurationBuilder().Build());
        var counter = new CountingInterceptor();
        services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(counter));
        services.ConfigureDbContext<PostgresPortalDbContext>(options => options.AddInterceptors(counter));
        var portal = new Portal(services.BuildServiceProvider(), clock, file);
        counter.Counter = portal.Statements;
        if (!isShared)
        {
            await portal.SaveAsync(CentreProfile.Create("Centre de Loisirs", "03.86.47.86.12", "centre@example.fr", "A", 3));
        }

        return portal;
    }

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Moves the centre's clocks.</summary>
    public void ItIs(DateOnly date, TimeOnly time) => Clock.AdjustTime(new DateTimeOffset(Paris.ToInstant(date, time), TimeSpan.Zero));

    public async Task<Outcome<T>> SendAs<T>(Person person, IRequest<Outcome<T>> message)
    {
        await using var scope = _services.CreateAsyncScope();
        if (person.Roles != Roles.None)
        {
            var user = scope.ServiceProvider.GetRequiredService<CurrentUser>();
            user.SignIn(person.UserId, person.Name, person.Roles, person.FamilyId, person.GuardianId, person.JoinedFamilies);
            if (!person.HasPasswordAlone)
            {
                user.ConfirmSecondFactor();
            }

            if (person.HasShortPassword)
            {
                user.AskForNewPassword();
            }
        }

        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(message);
    }

    /// <summary>Reads or writes behind the application's back, through a scope of its own.</summary>
    public async Task<T> Find<T>(Func<PortalDbContext, Task<T>> query)
    {
        await using var scope = _services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    /// <summary>A scope of its own for the portal's workers.</summary>
    public async Task<T> InScope<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    /// <summary>One unit of work of the portal's own, without a message: a scope, a transaction.</summary>
    public async Task<Outcome<T>?> InTransaction<T>(Func<IServiceProvider, Task<Outcome<T>>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITransactions>().RunAsync(_ => work(scope.ServiceProvider), CancellationToken.None);
    }

    public Task<int> SaveAsync(params object[] rows) =>
        Find(db =>
        {
            db.AddRange(rows);
            return db.SaveChangesAsync();
        });

    public async Task<Household> GivenFamily(DateOnly? born = null, int children = 1, bool isSeparated = false)
    {
        var number = Interlocked.Increment(ref _names);
        var family = Family.Create($"{number:0000}-{Guid.NewGuid():N}"[..12], $"Famille {number}");
        family.AddGuardian("Mère", $"Nom{number}", $"mere{number}@example.fr");
        if (isSeparated)
        {
            family.AddGuardian("Père", $"Autre{number}", $"pere{number}@example.fr");
        }

        for (var child = 1; child <= children; child++)
        {
            family.AddChild($"Enfant {child}", $"Nom{number}", born ?? new DateOnly(2011, 10, 25));
        }

        await SaveAsync(family);
        return new Household(family, new Person(Guid.NewGuid(), $"Famille {number}", Roles.Parent, family.Id, family.Guardians[0].Id));
    }

    public async Task<RequiredPiece> GivenPiece(
        string name = "Assurance scolaire",
        bool isPerChild = true,
        bool isHealth = false,
        PieceValidity validity = PieceValidity.Unlimited
    )
    {
        var piece = RequiredPiece.Create(name, "", isPerChild, isRequired: true, isHealth, validity);
        await SaveAsync(piece);
        return piece;
    }

    /// <summary>What a guardian wrote into a child's health record.</summary>
    public async Task GivenHealth(int childId, params (string Field, string Value)[] values)
    {
        await using var scope = _services.CreateAsyncScope();
        var sheet = (await scope.ServiceProvider.GetRequiredService<HealthSheets>().OpenAsync([childId], CancellationToken.None))[childId];
        foreach (var (field, value) in values)
        {
            sheet.Write(field, value, new Signature("Mère", Clock.GetUtcNow().UtcDateTime));
        }

        await scope.ServiceProvider.GetRequiredService<IPortalDb>().SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>A Wednesday activity of the school year 2018-2019 whose window is open, with its sessions; change what matters.</summary>
    public async Task<Activity> GivenActivity(
        int capacity = 10,
        TimeOnly? from = null,
        TimeOnly? to = null,
        Weekdays weekdays = Weekdays.Wednesday,
        string name = "Chablis mercredi journée",
        BookingWindow? window = null,
        int minAge = 3,
        int maxAge = 11,
        bool withBus = false,
        params HolidayPeriod[] holidays
    )
    {
        var category = ActivityCategory.Create("Mercredis", 1);
        await SaveAsync([category, .. holidays]);
        var activity = Activity
            .Create(
                new ActivityPlan
                {
                    Name = name,
                    CategoryId = category.Id,
                    Site = "Chablis",
                    From = new DateOnly(2018, 9, 3),
                    To = new DateOnly(2019, 7, 5),
                    Weekdays = weekdays,
                    Season = Season.SchoolTime,
                    StartsAt = from ?? new(8, 30),
                    EndsAt = to ?? new(17, 30),
                    Capacity = capacity,
                    MinAge = minAge,
                    MaxAge = maxAge,
                },
                1620
            )
            .OpenDuring(window ?? OpenWindow);
        if (withBus)
        {
            activity.ServedAt(BusStop.Create("Beine", new(7, 50), new(18, 5))).ServedAt(BusStop.Create("Maligny", null, new(17, 45)));
        }

        await SaveAsync(activity);
        var calendar = new SchoolCalendar(holidays);
        await SaveAsync([.. activity.Days(calendar).Select(day => Session.Create(activity.Id, day, capacity))]);
        return activity;
    }

    public static BookingWindow OpenWindow =>
        BookingWindow.Fixed(Paris.StartOfDay(new(2018, 8, 20)), Paris.StartOfDay(new(2019, 7, 6)), new(2018, 9, 1), new(2019, 7, 31));

    public Task<Session> SessionOf(Activity activity, DateOnly date) =>
        Find(db => db.Sessions.AsNoTracking().SingleAsync(session => session.ActivityId == activity.Id && session.Date == date));

    public Task<List<EnrolmentRequest>> RequestsOf(Household household) =>
        Find(db => db.EnrolmentRequests.AsNoTracking().Where(request => request.FamilyId == household.Family.Id).OrderBy(request => request.Id).ToListAsync());

    /// <summary>What must hold after anything: no session above its capacity, and its count equal to the rows that hold a place.</summary>
    public async Task PlacesAreConsistent()
    {
        var sessions = await Find(db =>
            db.Sessions.AsNoTracking()
                .Select(session => new
                {
                    session.Id,
                    session.Capacity,
                    session.PlacesTaken,
                    Held = db.EnrolmentRequests.Count(request =>
                        request.SessionId == session.Id
                        && request.Kind == RequestKind.Enrolment
                        && (request.Status == RequestStatus.Pending || request.Status == RequestStatus.Accepted)
                    ),
                })
                .ToListAsync()
        );
        sessions.Should().OnlyContain(session => session.PlacesTaken == session.Held && session.PlacesTaken <= session.Capacity);
    }

    public async ValueTask DisposeAsync()
    {
        // Each test has a database and so a pool of its own; what idles in it would use up the server's connections.
        await Find(db =>
        {
            if (db.Database.GetDbConnection() is NpgsqlConnection pooled)
            {
                NpgsqlConnection.ClearPool(pooled);
            }

            return Task.FromResult(true);
        });
        await _services.DisposeAsync();
        if (_file is not null)
        {
            SqliteFile.Delete(_file);
        }
    }

    private sealed class CountingInterceptor : DbCommandInterceptor
    {
        public StatementCounter? Counter { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Counter?.Add(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            Counter?.Add(command.CommandText);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}

/// <summary>Statements sent to the database since the last <see cref="Reset"/>.</summary>
public sealed class StatementCounter
{
    private readonly List<string> _statements = [];

    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_statements)
            {
                return [.. _statements];
            }
        }
    }

    public void Reset()
    {
        lock (_statements)
        {
            _statements.Clear();
        }
    }

    /// <summary>Sees every statement before it is sent; an exception from it is what a kill looks like.</summary>
    public Action<string>? Before { get; set; }

    internal void Add(string statement)
    {
        Before?.Invoke(statement);
        lock (_statements)
        {
            _statements.Add(statement);
        }
    }
}

/// <summary>Who sends a message.</summary>
public sealed record Person(Guid UserId, string Name, Roles Roles, int FamilyId = 0, int GuardianId = 0)
{
    /// <summary>Families of guardians that staff joined to the login.</summary>
    public IReadOnlyCollection<int> JoinedFamilies { get; init; } = [];

    /// <summary>True for a sign-in without second factor.</summary>
    public bool HasPasswordAlone { get; init; }

    /// <summary>True for a parent's password where staff's is longer.</summary>
    public bool HasShortPassword { get; init; }

    public static readonly Person Nobody = new(Guid.Empty, "", Roles.None);

    public static Person With(Roles roles) => new(Guid.NewGuid(), roles.ToString(), roles);
}

/// <summary>A family and its parent's login.</summary>
public sealed record Household(Family Family, Person Parent)
{
    public int ChildId => Family.Children[0].Id;
}
