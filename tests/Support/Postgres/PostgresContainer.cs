using Testcontainers.PostgreSql;

namespace ClsPortal.Support;

/// <summary>PostgreSQL in a container; Testcontainers removes it even when this process is killed.</summary>
internal sealed class PostgresContainer : IRunningPostgres
{
    private const string Image = "postgres:17-alpine";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3); // the first start pulls the image

    private readonly PostgreSqlContainer _container;

    private PostgresContainer(PostgreSqlContainer container) => _container = container;

    public string ConnectionString => _container.GetConnectionString();

    public string Origin => $"a container of {Image}";

    public static async Task<IRunningPostgres> StartAsync(PostgresOptions options, CancellationToken cancellation)
    {
        if (!await ContainerEngine.AnswersAsync(cancellation))
            throw new PostgresUnavailableException("no container engine answers");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestStart);
        PostgreSqlContainer? container = null;
        try
        {
            container = new PostgreSqlBuilder(Image).WithCommand([.. options.Settings().SelectMany(setting => (IEnumerable<string>)["-c", setting])]).Build();
            await container.StartAsync(limit.Token);
            return new PostgresContainer(container);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            if (container is not null)
                await container.DisposeAsync();
            throw new PostgresUnavailableException($"the container engine could not start {Image} ({failure.Message})", failure);
        }
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
