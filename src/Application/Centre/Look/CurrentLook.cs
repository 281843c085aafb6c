using System.Security.Cryptography;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Application.Centre;

/// <summary>What pages of everybody show of the organisation.</summary>
/// <param name="CentreName">Said in the logo's place where it is not seen.</param>
/// <param name="Accent">Its colour, or null for the portal's own.</param>
/// <param name="Logo">For the head of every page.</param>
/// <param name="Cover">For the page of signing in.</param>
public sealed record Look(string CentreName, Colour? Accent, LookPicture? Logo, LookPicture? Cover)
{
    /// <summary>The portal's own.</summary>
    public static readonly Look Plain = new("", null, null, null);

    /// <summary>True when nothing of the portal's own look was changed.</summary>
    public bool IsPlain => Accent is null && Logo is null && Cover is null;
}

/// <param name="Content">WebP.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Version">Another one for other content: what bears it may be kept for ever.</param>
public sealed record LookPicture(byte[] Content, int Width, int Height, string Version)
{
    internal static LookPicture? Of(byte[]? content, int width, int height) => content is null ? null : new(content, width, height, VersionOf(content));

    /// <summary>Names a content: another content has another name.</summary>
    public static string VersionOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..16];
}

/// <summary>
/// The look of this copy of the portal: read once, for all pages, and again after it was changed by whatever copy. It never keeps a page from being shown:
/// while the database does not answer, it is what was last known.
/// </summary>
public sealed partial class CurrentLook : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenDoubts = TimeSpan.FromSeconds(1);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _time;
    private readonly ILogger<CurrentLook> _logger;
    private readonly IDisposable _subscription;
    private readonly Lock _gate = new();
    private Task<Look>? _reading;
    private Look _known = Look.Plain;
    private long _begun;

    public CurrentLook(ChangeFeed feed, IServiceScopeFactory scopes, TimeProvider time, ILogger<CurrentLook> logger)
    {
        (_scopes, _time, _logger) = (scopes, time, logger);
        _subscription = feed.Subscribe(change =>
        {
            if (change.MayConcernLook)
            {
                Forget();
            }
        });
    }

    /// <summary>What was read last; the portal's own look before the first reading.</summary>
    public Look Known => _known;

    public async ValueTask<Look> ReadAsync()
    {
        try
        {
            return _known = await Reading().WaitAsync(Patience, _time);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return _known;
        }
    }

    /// <summary>
    /// For an address that this copy does not know: another copy may have made it a moment ago. Asked once a second, for anybody can invent one.
    /// </summary>
    public ValueTask<Look> DoubtAsync()
    {
        lock (_gate)
        {
            if (_time.GetElapsedTime(_begun) > BetweenDoubts)
            {
                _reading = null;
            }
        }

        return ReadAsync();
    }

    public void Dispose() => _subscription.Dispose();

    private void Forget()
    {
        lock (_gate)
        {
            _reading = null;
        }
    }

    private Task<Look> Reading()
    {
        lock (_gate)
        {
            if (_reading is null || (_reading.IsFaulted && _time.GetElapsedTime(_begun) > AfterFailure))
            {
                (_begun, _reading) = (_time.GetTimestamp(), Task.Run(ReadOnceAsync));
            }

            return _reading;
        }
    }

    private async Task<Look> ReadOnceAsync()
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ICentreDb>().LookAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            Unread(exception.GetType().Name);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The organisation's look could not be read ({Exception}); pages show what was last known")]
    private partial void Unread(string exception);
}
