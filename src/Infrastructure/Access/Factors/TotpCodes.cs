using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClsPortal.Infrastructure.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ClsPortal.Infrastructure.Access;

/// <summary>The half minute whose code a login used last: neither it nor an older one is taken again.</summary>
public sealed class TotpUse
{
    public Guid UserId { get; init; }

    public long Step { get; init; }
}

/// <summary>
/// Codes of an authenticator application (RFC 6238: six digits, half minutes, SHA-1, which is what applications know). Unlike
/// Identity's own provider a code is taken once, and the secret does not lie open in the database. Runs on the system's clock,
/// whatever the demonstration's shows: the telephone knows no other.
/// </summary>
public sealed class TotpCodes(PortalDbContext db, IDataProtectionProvider protection, [FromKeyedServices(TotpCodes.Telephone)] TimeProvider telephone)
    : IUserTwoFactorTokenProvider<PortalUser>
{
    /// <summary>Names the clock that the telephones go by among the registered ones.</summary>
    public const string Telephone = "telephone";

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;
    private readonly IDataProtector _box = protection.CreateProtector("ClsPortal.Totp");

    /// <summary>A new secret as applications take it: base 32, 160 bits.</summary>
    public static string NewSecret() => string.Concat(RandomNumberGenerator.GetBytes(32).Select(value => Alphabet[value % 32]));

    public string Seal(string secret) => _box.Protect(secret);

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<PortalUser> manager, PortalUser user) => Task.FromResult(user.TotpSecret is not null);

    public Task<string> GenerateAsync(string purpose, UserManager<PortalUser> manager, PortalUser user) =>
        throw new NotSupportedException("The application makes the codes");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<PortalUser> manager, PortalUser user) =>
        Secret(user) is { } secret && StepOf(secret, token) is { } step && await SpendAsync(user.Id, step);

    /// <summary>One statement, the same on both databases: of two who use the same code one is refused.</summary>
    internal async Task<bool> SpendAsync(Guid userId, long step) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO totp_uses (user_id, step) VALUES ({userId}, {step})
            ON CONFLICT (user_id) DO UPDATE SET step = excluded.step WHERE totp_uses.step < excluded.step
            """
        ) == 1;

    /// <summary>The half minute the code belongs to, seen from now.</summary>
    internal long? StepOf(string secret, string code) => StepOf(secret, code, telephone.GetUtcNow());

    /// <summary>The half minute the code belongs to: this one, or one before or after it for clocks that differ; null for none.</summary>
    public static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        var digits = new string([.. code.Where(char.IsAsciiDigit)]);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - 1; step <= current + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.ASCII.GetBytes(digits)))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The code of a moment, as the application shows it.</summary>
    public static string CodeAt(string secret, DateTimeOffset now) => Code(secret, now.ToUnixTimeSeconds() / StepSeconds);

    private static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // the algorithm of RFC 6238; a keyed hash does not suffer from SHA-1's collisions
        var hash = HMACSHA1.HashData(Key(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static byte[] Key(string secret)
    {
        var (bits, count) = (0, 0);
        var key = new List<byte>();
        foreach (var letter in secret)
        {
            bits = (bits << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            count += 5;
            if (count >= 8)
            {
                count -= 8;
                key.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return [.. key];
    }

    private string? Secret(PortalUser user)
    {
        try
        {
            return user.TotpSecret is null ? null : _box.Unprotect(user.TotpSecret);
        }
        catch (CryptographicException)
        {
            // The key ring was lost: an administrator resets the factor.
            return null;
        }
    }
}
