using System.Diagnostics;
using System.Text;
using ClsPortal.Application.Access;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>The way back for who forgot the password: a link by mail, good for two hours and one use.</summary>
public sealed class PasswordReset(
    UserManager<PortalUser> users,
    PortalDbContext db,
    CentreClock clock,
    SecurityNotices notices,
    SignInSessions sessions,
    SignInAttempts attempts,
    ITransactions transactions
) : IPasswordReset
{
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(2);
    private static readonly TimeSpan BetweenLinks = TimeSpan.FromMinutes(2);

    public async Task SendLinkAsync(string email, Uri publicUrl)
    {
        var started = Stopwatch.GetTimestamp();
        if (await users.FindByEmailAsync(email) is { IsDisabled: false } user && !await WasJustSentAsync(user))
        {
            await WriteMailAsync(user, publicUrl);
        }

        await SteadyTime.FillAsync(started);
    }

    /// <summary>A link for the server's console, recorded; it also ends a lock-out, as the mailed one does.</summary>
    /// <returns>Path and query; null when no open login has the address.</returns>
    public async Task<string?> PrintableLinkAsync(string email)
    {
        if (await users.FindByEmailAsync(email.Trim()) is not { IsDisabled: false } user)
        {
            return null;
        }

        db.AuditEntries.Add(AuditEntry.Record(clock.Now, Guid.Empty, "Console du serveur", "user.password-link", $"User:{user.Id}", user.FamilyId));
        await db.SaveChangesAsync();
        return await PathAsync(user);
    }

    public async Task<ResetLink?> ReadAsync(string? userId, string? code) =>
        await OwnerAsync(userId, code) is { } owner ? new ResetLink(owner.User.Email!, await PasswordRules.ShortestForAsync(users, owner.User)) : null;

    public async Task<IReadOnlyList<string>> ChangeAsync(string? userId, string? code, string password)
    {
        var outcome = await transactions.RunAsync(_ => ChangeOnceAsync(userId, code, password), CancellationToken.None) ?? Refusal.Busy;
        return [.. outcome.Refusals.Select(refusal => refusal.Sentence)];
    }

    private async Task<Outcome<Done>> ChangeOnceAsync(string? userId, string? code, string password)
    {
        var spent = users.ErrorDescriber.InvalidToken();
        if (await OwnerAsync(userId, code) is not { } owner)
        {
            return new Refusal(spent.Code, spent.Description);
        }

        // Changing the password renews the stamps of the login: the link is spent, and of two who use it at once the second finds another stamp.
        owner.User.HasShortPassword = false;
        var result = await users.ResetPasswordAsync(owner.User, owner.Token, password);
        if (!result.Succeeded)
        {
            return Outcome<Done>.Refuse([
                .. result
                    .Errors.Select(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure) ? spent : error)
                    .Select(error => new Refusal(error.Code, error.Description)),
            ]);
        }

        // Who proved to own the address is let in again at once.
        await attempts.ForgetAsync(owner.User.Email!);
        await sessions.EndAllAsync(owner.User.Id);
        await notices.WriteAsync(owner.User, "security.password-reset", "votre mot de passe a été changé avec un lien « Mot de passe oublié ».");
        return Done.It;
    }

    private async Task<bool> WasJustSentAsync(PortalUser user)
    {
        var since = clock.Now - BetweenLinks;
        return await db.OutboxMessages.AnyAsync(mail => mail.Template == PasswordResetMail.Template && mail.Recipients == user.Email && mail.CreatedAt > since);
    }

    private async Task WriteMailAsync(PortalUser user, Uri publicUrl)
    {
        var link = new Uri(publicUrl, await PathAsync(user)).ToString();
        // A portal whose centre is not described yet still lets its administrator back in.
        var centre = await db.Centres.AsNoTracking().SingleOrDefaultAsync();
        var mail = new PasswordResetMail(
            user.DisplayName,
            link,
            clock.ToWallClock(clock.Now + LinkLifetime),
            centre?.Name ?? "Portail famille",
            centre?.Phone ?? ""
        );
        db.OutboxMessages.Add(mail.WriteTo(MailTo.Login(user.Email!, user.FamilyId, user.GuardianId), clock.Now));
        await db.SaveChangesAsync();
    }

    private async Task<string> PathAsync(PortalUser user) =>
        $"/mot-de-passe/nouveau?id={user.Id}&code={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync(user)))}";

    private async Task<(PortalUser User, string Token)?> OwnerAsync(string? userId, string? code)
    {
        if (!Guid.TryParse(userId, out _) || Decode(code) is not { } token || await users.FindByIdAsync(userId) is not { IsDisabled: false } user)
        {
            return null;
        }

        return await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<PortalUser>.ResetPasswordTokenPurpose, token)
            ? (user, token)
            : null;
    }

    private static string? Decode(string? code)
    {
        try
        {
            return code is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
