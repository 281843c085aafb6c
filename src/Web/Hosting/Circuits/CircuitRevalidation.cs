using System.Security.Claims;
using ClsPortal.Application.Shared;
using ClsPortal.Infrastructure.Access;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ClsPortal.Web.Hosting;

/// <summary>
/// A circuit lives for hours: asks whether its login still stands, and still may what it might, as soon as it hears that something changed,
/// and each minute for what it did not hear.
/// </summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, CircuitPlaces places, ChangeFeed feed)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    // After a lost connection all circuits of a copy ask: not in the same instant.
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(3);

    // A browser needs it to go to the sign-in page by itself; whatever stays is not one.
    private static readonly TimeSpan ToLeave = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    /// <summary>For circuits alone: a request that changes its own login ends its session and begins another.</summary>
    public void Listen() => _subscription ??= feed.Subscribe(change => _ = HearAsync(change));

    /// <summary>The page goes to the sign-in, and nobody is signed in on its circuit any more.</summary>
    public void End() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var stands = await scope.ServiceProvider.GetRequiredService<PortalSignIn>().IsUnchangedAsync(authenticationState.User);
            if (!stands)
            {
                _ = EndAsync(authenticationState.User);
            }

            return stands;
        }
        catch (Exception exception) when (DatabaseOutage.Is(exception))
        {
            // A database that is away for a moment must not throw everybody out of what they were typing; nothing can be read meanwhile.
            return true;
        }
        catch (ObjectDisposedException)
        {
            // The portal stops; the copy that the page comes back to asks anew.
            return true;
        }
    }

    private async Task EndAsync(ClaimsPrincipal over)
    {
        await Task.Delay(ToLeave);
        places.End(over);
    }

    protected override void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Lets each circuit listen from its beginning.</summary>
    internal sealed class Beginning(AuthenticationStateProvider authentication) : CircuitHandler
    {
        public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            (authentication as CircuitRevalidation)?.Listen();
            return Task.CompletedTask;
        }
    }

    private async Task HearAsync(ChangeNotice change)
    {
        // Most changes are of children and places.
        if (!change.IsAnything && change.LoginIds.Count == 0)
        {
            return;
        }

        try
        {
            var state = await GetAuthenticationStateAsync();
            if (PrincipalUser.IdOf(state.User) is not { } loginId || !change.MayConcernLogin(loginId))
            {
                return;
            }

            await Task.Delay(change.IsAnything ? Spread * Random.Shared.NextDouble() : TimeSpan.Zero, _gone.Token);
            if (!await ValidateAuthenticationStateAsync(state, _gone.Token))
            {
                End();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
