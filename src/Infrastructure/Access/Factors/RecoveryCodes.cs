using System.Security.Cryptography;
using System.Text;
using ClsPortal.Infrastructure.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Infrastructure.Access;

/// <summary>A recovery code that is left; whoever uses it deletes the row.</summary>
public sealed class RecoveryCode
{
    public Guid UserId { get; init; }

    /// <summary>Slow, with <see cref="Salt"/>; base64.</summary>
    public string Digest { get; init; } = "";

    /// <summary>One for a login's ten codes, so that checking one costs one hash; base64.</summary>
    public string Salt { get; init; } = "";
}

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

    /// <summary>Replaces the codes of the login.</summary>
    public async Task<IReadOnlyList<string>> RenewAsync(Guid userId)
    {
        await EndAsync(userId);
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length)).ToList();
        var salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltSize));
        db.AddRange(
            codes.Select(code => new RecoveryCode
            {
                UserId = userId,
                Digest = Digest(code, salt),
                Salt = salt,
            })
        );
        await db.SaveChangesAsync();
        return [.. codes.Select(code => $"{code[..5]}-{code[5..]}")];
    }

    public Task<int> LeftAsync(Guid userId) => db.Set<RecoveryCode>().CountAsync(row => row.UserId == userId);

    public Task EndAsync(Guid userId) => db.Set<RecoveryCode>().Where(row => row.UserId == userId).ExecuteDeleteAsync();

    /// <summary>Takes the code away; of two who use it at once only one succeeds.</summary>
    public async Task<bool> SpendAsync(Guid userId, string code)
    {
        if (await db.Set<RecoveryCode>().Where(row => row.UserId == userId).Select(row => row.Salt).FirstOrDefaultAsync() is not { } salt)
        {
            return false;
        }

        var digest = Digest(Plain(code), salt);
        return await db.Set<RecoveryCode>().Where(row => row.UserId == userId && row.Digest == digest).ExecuteDeleteAsync() == 1;
    }

    private static string Plain(string code) => new([.. code.ToUpperInvariant().Where(Alphabet.Contains)]);

    // A code has 50 random bits: online five attempts guard it, and in a stolen copy of the database a slow hash does.
    private static string Digest(string code, string salt) =>
        Convert.ToBase64String(
            Rfc2898DeriveBytes.Pbkdf2(
                Encoding.ASCII.GetBytes(code),
                Convert.FromBase64String(salt),
                DependencyInjection.HashIterations,
                HashAlgorithmName.SHA512,
                DigestSize
            )
        );
}
