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
    // Nothing that is misread on paper: neither 0 and O, nor 1 and I.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>True for what is written like one of ours, and cannot be a code of six digits.</summary>
    public static bool Looks(string code) => Plain(code).Length == Length;

    /// <summary>Replaces the codes of the login; the caller saves.</summary>
    public static IReadOnlyList<string> Renew(PortalUser user)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length)).ToList();
        user.RecoveryDigests = string.Join(' ', codes.Select(Digest));
        return [.. codes.Select(code => $"{code[..5]}-{code[5..]}")];
    }

    public static int Left(PortalUser user) => user.RecoveryDigests?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;

    /// <summary>Takes the code away; of two who use it at once only one succeeds.</summary>
    public async Task<bool> SpendAsync(PortalUser user, string code)
    {
        var digest = Digest(Plain(code));
        var known = await db.Users.Where(row => row.Id == user.Id).Select(row => row.RecoveryDigests).SingleOrDefaultAsync() ?? "";
        var digests = known.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!digests.Contains(digest, StringComparer.Ordinal))
        {
            return false;
        }

        var left = string.Join(' ', digests.Where(other => other != digest));
        return await db.Users.Where(row => row.Id == user.Id && row.RecoveryDigests == known)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RecoveryDigests, left)) == 1;
    }

    private static string Plain(string code) => new([.. code.ToUpperInvariant().Where(Alphabet.Contains)]);

    // 50 random bits, and five attempts: a slow hash would add nothing.
    private static string Digest(string code) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}
