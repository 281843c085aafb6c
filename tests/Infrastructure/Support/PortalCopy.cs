using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Messaging;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ClsPortal.Infrastructure.Tests.Support;

/// <summary>One running copy of the portal below its pages, as the program registers it; several may share a PostgreSQL.</summary>
internal sealed class PortalCopy : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string? _file;

    private PortalCopy(ServiceProvider services, FakeTimeProvider clock, LogLines log, string? file) =>
        (_services, Clock, Log, _file) = (services, clock, log, file);

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; }

    public ChangeFeed Feed => _services.GetRequiredService<ChangeFeed>();

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<IHostedService> Hosted => _services.GetServices<IHostedService>();

    public static Task<PortalCopy> OnSqliteAsync(params (string Key, string? Value)[] settings) => OnSqliteAsync(null, settings);

    public static async Task<PortalCopy> OnSqliteAsync(IInterceptor? interceptor, params (string Key, string? Value)[] settings)
    {
        var file = SqliteFile.NewPath();
        await MigratedDatabase.CopySqliteAsync(file);
        return await CreateAsync(new DatabaseSettings(DatabaseProvider.Sqlite, $"Data Source={file}"), file, interceptor, settings);
    }

    public static Task<PortalCopy> OnPostgresAsync(string connection, params (string Key, string? Value)[] settings) =>
        CreateAsync(new DatabaseSettings(DatabaseProvider.Postgres, connection), null, null, settings);

    public static Task<PortalCopy> OnAsync(DatabaseProvider provider, string? postgres, params (string Key, string? Value)[] settings) =>
        provider == DatabaseProvider.Sqlite ? OnSqliteAsync(settings) : OnPostgresAsync(postgres!, settings);

    /// <summary>The settings of a mail server without encryption on this machine.</summary>
    public static (string Key, string? Value)[] Smtp(int port) =>
        [
            ("Portal:Email:Smtp:Host", "127.0.0.1"),
            ("Portal:Email:Smtp:Port", port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Portal:Email:Smtp:Security", "None"),
            ("Portal:Email:Smtp:SenderAddress", "portail@example.fr"),
            ("Portal:Email:Smtp:SenderName", "Portail famille"),
        ];

    public async Task StartAsync()
    {
        foreach (var service in Hosted)
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    public async Task StopAsync()
    {
        foreach (var service in Hosted.Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    public async Task<T> Find<T>(Func<PortalDbContext, Task<T>> query)
    {
        await using var scope = _services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
    }

    public Task<OutboxMessage> MailAsync(Guid id) => Find(db => db.OutboxMessages.AsNoTracking().SingleAsync(mail => mail.Id == id));

    public async Task<Guid> GivenMail(string template, string model, string recipients = "mere@example.fr", string subject = "Votre demande a été traitée")
    {
        var mail = OutboxMessage.Write(MailTo.Centre(recipients), template, subject, model, Clock.GetUtcNow().UtcDateTime);
        await Find(db =>
        {
            db.Add(mail);
            return db.SaveChangesAsync();
        });
        return mail.Id;
    }

    /// <summary>One round of the outbox, in a scope of its own as the worker does it.</summary>
    public async Task<OutboxRound> SendDueAsync()
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OutboxSender>().SendDueAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        if (_file is not null)
            SqliteFile.Delete(_file);
    }

    private static async Task<PortalCopy> CreateAsync(
        DatabaseSettings database,
        string? file,
        IInterceptor? interceptor,
        (string Key, string? Value)[] settings
    )
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2019, 1, 15, 8, 0, 0, TimeSpan.Zero));
        var log = new LogLines(LogLevel.Warning);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build();
        var services = PortalServices.On(database, clock).AddLogging(logging => logging.AddProvider(log)).AddMessaging(configuration);
        if (interceptor is not null)
        {
            services.ConfigureDbContext<SqlitePortalDbContext>(options => options.AddInterceptors(interceptor));
        }

        var copy = new PortalCopy(services.BuildServiceProvider(), clock, log, file);
        await DatabaseStart.MigrateAsync(copy._services);
        return copy;
    }
}
