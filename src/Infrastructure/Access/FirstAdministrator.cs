using System.Security.Cryptography;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Access;

/// <summary>
/// The way in for the first administrator, without any default password: a link printed where the portal is started. Its code is
/// sealed by the key ring, which all copies share, carries its own end, and is worth nothing once an administrator exists.
/// </summary>
public sealed class FirstAdministrator(
    UserManager<PortalUser> users,
    PortalDbContext db,
    ITransactions transactions,
    ILookupNormalizer normalizer,
    IDataProtectionProvider protection,
    CentreClock clock
) : IFirstAdministrator
{
    public const string Path = "/premiere-connexion";
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);
    private const string Purpose = "ClsPortal.FirstAdministrator";

    /// <summary>Makes sure the roles exist, and makes a link while nobody administers the portal.</summary>
    /// <returns>Path and query of the link; null when there is an administrator.</returns>
    public static async Task<string?> EnsureAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().OfferAsync(cancellationToken);
    }

    public async Task<bool> IsValidAsync(string? code) => IsOurs(code) && !await ExistsAsync(CancellationToken.None);

    public async Task<Outcome<Guid>> CreateAsync(string? code, string displayName, string email, string password)
    {
        if (!IsOurs(code))
        {
            return Refusal.NotFound;
        }

        return await transactions.RunAsync<Outcome<Guid>>(
                async cancellationToken =>
                {
                    // Writing to the role's row makes a second transaction wait for this one, and then find its administrator.
                    await db
                        .Roles.Where(role => role.Name == nameof(Roles.Administrator))
                        .ExecuteUpdateAsync(set => set.SetProperty(role => role.ConcurrencyStamp, Guid.NewGuid().ToString()), cancellationToken);
                    return await ExistsAsync(cancellationToken) ? Refusal.NotFound : await AddAsync(displayName, email, password);
                },
                CancellationToken.None
            ) ?? Refusal.Busy;
    }

    private async Task<string?> OfferAsync(CancellationToken cancellationToken)
    {
        await transactions.RunAsync<Outcome<Done>>(AddRolesAsync, cancellationToken);
        return await ExistsAsync(cancellationToken)
            ? null
            : $"{Path}?code={protection.CreateProtector(Purpose).ToTimeLimitedDataProtector().Protect("first", LinkLifetime)}";
    }

    private async Task<Outcome<Done>> AddRolesAsync(CancellationToken cancellationToken)
    {
        var known = await db.Roles.Select(role => role.Name).ToListAsync(cancellationToken);
        db.AddRange(
            RoleNames
                .Staff.Select(role => role.ToString())
                .Except(known)
                .Select(role => new IdentityRole<Guid>(role!) { Id = Guid.CreateVersion7(), NormalizedName = normalizer.NormalizeName(role) })
        );
        await db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }

    private async Task<Outcome<Guid>> AddAsync(string displayName, string email, string password)
    {
        var user = new PortalUser
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = displayName,
        };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded)
        {
            return Outcome<Guid>.Refuse([
                .. created
                    .Errors.Select(error => new Refusal(
                        error.Code,
                        error.Description,
                        error.Code.StartsWith("Password", StringComparison.Ordinal) ? "Password" : "Email"
                    ))
                    .Distinct(),
            ]);
        }

        await users.AddToRoleAsync(user, nameof(Roles.Administrator));
        db.AuditEntries.Add(AuditEntry.Record(clock.Now, user.Id, displayName, "user.first-administrator", $"User:{user.Id}"));
        await db.SaveChangesAsync();
        return user.Id;
    }

    /// <summary>Disabled administrators do not count: whoever can read the server's console may let a new one in.</summary>
    private Task<bool> ExistsAsync(CancellationToken cancellationToken) =>
        (
            from held in db.UserRoles
            join role in db.Roles on held.RoleId equals role.Id
            join user in db.Users on held.UserId equals user.Id
            where role.Name == nameof(Roles.Administrator) && !user.IsDisabled
            select user.Id
        ).AnyAsync(cancellationToken);

    private bool IsOurs(string? code)
    {
        try
        {
            return code is { Length: > 0 } && protection.CreateProtector(Purpose).ToTimeLimitedDataProtector().Unprotect(code) == "first";
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
