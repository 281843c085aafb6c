using System.Text;
using System.Text.Json;
using ClsPortal.Application.Common;
using ClsPortal.Application.Messaging;
using ClsPortal.Domain.Messaging;
using ClsPortal.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>The way back for who forgot the password: a link by mail, good for two hours and one use.</summary>
public sealed class PasswordReset(UserManager<PortalUser> users, PortalDbContext db, CentreClock clock)
{
    private static readonly TimeSpan BetweenLinks = TimeSpan.FromMinutes(2);

    /// <summary>Writes a mail when the address is known and none was written just before; says nothing either way.</summary>
    public async Task SendLinkAsync(string email, Uri publicUrl)
    {
        if (await users.FindByEmailAsync(email) is not { IsDisabled: false } user)
        {
            return;
        }

        var since = clock.Now - BetweenLinks;
        if (await db.OutboxMessages.AnyAsync(mail => mail.Template == PasswordResetMail.Template && mail.Recipients == user.Email && mail.CreatedAt > since))
        {
            return;
        }

        var code = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync(user)));
        var link = new Uri(publicUrl, $"/mot-de-passe/nouveau?id={user.Id}&code={code}").ToString();
        var centre = await db.Centres.AsNoTracking().SingleAsync();
        var mail = new PasswordResetMail(user.DisplayName, link, clock.ToWallClock(clock.Now.AddHours(2)), centre.Name, centre.Phone);
        db.OutboxMessages.Add(OutboxMessage.Write(
            user.FamilyId, user.Email!, PasswordResetMail.Template, "Choisir un nouveau mot de passe", JsonSerializer.Serialize(mail), clock.Now));
        await db.SaveChangesAsync();
    }

    /// <returns>What is wrong, in French; nothing when the password was changed.</returns>
    public async Task<IReadOnlyList<string>> ChangeAsync(string userId, string code, string password)
    {
        var invalid = new[] { users.ErrorDescriber.InvalidToken().Description };
        if (!Guid.TryParse(userId, out _) || await users.FindByIdAsync(userId) is not { IsDisabled: false } user)
        {
            return invalid;
        }

        string token;
        try
        {
            token = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return invalid;
        }

        var result = await users.ResetPasswordAsync(user, token, password);
        if (!result.Succeeded)
        {
            return [.. result.Errors.Select(error => error.Description)];
        }

        // Who proved to own the address is let in again at once.
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        return [];
    }
}
