namespace ClsPortal.Application.Access;

/// <summary>Whose password a link changes.</summary>
/// <param name="Email">So that a password manager files the new password under the right name.</param>
/// <param name="ShortestPassword">Told before it is typed.</param>
public sealed record ResetLink(string Email, int ShortestPassword)
{
    /// <summary>Nobody's any more.</summary>
    public static readonly ResetLink Spent = new("", PasswordLengths.ForParents);
}

/// <summary>The way back for who forgot the password: a link by mail, good for two hours and one use.</summary>
public interface IPasswordReset
{
    /// <summary>Writes a mail when the address is known and none was written just before; tells nothing either way, not even by its time.</summary>
    Task SendLinkAsync(string email, Uri publicUrl);

    /// <returns>Null when the link is unknown, used or too old.</returns>
    Task<ResetLink?> ReadAsync(string? userId, string? code);

    /// <returns>What is wrong, in French; nothing when the password was changed.</returns>
    Task<IReadOnlyList<string>> ChangeAsync(string? userId, string? code, string password);
}
