using System.Security.Cryptography;
using System.Text;
using ClsPortal.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Identity;

/// <summary>Ten codes for whoever lost the telephone, each good for one sign-in. Shown once; only their digests are kept.</summary>
public sealed class RecoveryCodes(PortalDbContext db)
{
    private const int Count = 10;
    private const int Length = 10;
    private const int SaltSize = 16;
    private const int DigestSize = 32;
    // Nothing that is misread on paper: neither 0 and O, nor 1 and I.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>True for what is written like one of ours, and cannot be a code of six digits.</summary>
    public static bool Looks(string code) => Plain(code).Length == Length;

    /// <summary>Replaces the codes of the login; the caller saves.</summary>
    public static IReadOnlyList<string> Renew(PortalUser user)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length)).ToList();
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        user.RecoveryDigests = string.Join(' ', codes.Select(code => Digest(code, salt)).Prepend(Convert.ToBase64String(salt)));
        return [.. codes.Select(code => $"{code[..5]}-{code[5..]}")];
    }

    public static int Left(PortalUser user) => Math.Max(0, Parts(user.RecoveryDigests).Length - 1);

    /// <summary>Takes the code away; of two who use it at once only one succeeds.</summary>
    public async Task<bool> SpendAsync(PortalUser user, string code)
    {
        var known = await db.Users.Where(row => row.Id == user.Id).Select(row => row.RecoveryDigests).SingleOrDefaultAsync();
        if (Parts(known) is not [var salt, .. var digests])
        {
            return false;
        }

        var digest = Digest(Plain(code), Convert.FromBase64String(salt));
        if (!digests.Contains(digest, StringComparer.Ordinal))
        {
            return false;
        }

        var left = string.Join(' ', digests.Where(other => other != digest).Prepend(salt));
        return await db.Users.Where(row => row.Id == user.Id && row.RecoveryDigests == known)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RecoveryDigests, left)) == 1;
    }

    private static string[] Parts(string? kept) => kept?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string Plain(string code) => new([.. code.ToUpperInvariant().Where(Alphabet.Contains)]);

    // A code has 50 random bits: online five attempts guard it, and in a stolen copy of the database a slow hash does. One salt for a
    // login's ten codes, so that checking one costs one hash.
    private static string Digest(string code, byte[] salt) => Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(
        Encoding.ASCII.GetBytes(code), salt, DependencyInjection.HashIterations, HashAlgorithmName.SHA512, DigestSize));
}
