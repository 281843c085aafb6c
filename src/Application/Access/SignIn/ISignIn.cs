namespace ClsPortal.Application.Access;

/// <summary>What a sign-in came to.</summary>
/// <param name="IsSignedIn">True when the pair was right.</param>
/// <param name="IsParent">Whose home to go to; only when signed in.</param>
/// <param name="LockedFor">How long to wait before the next attempt, when there were too many.</param>
/// <param name="NeedsCode">True when the pair was right and a code is asked for besides.</param>
public sealed record SignInAnswer(bool IsSignedIn, bool IsParent = false, TimeSpan? LockedFor = null, bool NeedsCode = false);

/// <summary>Signs the browser that asks in and out. No answer tells, by words or by time, whether an address has a login.</summary>
public interface ISignIn
{
    /// <summary>Signs the person in, or says that the pair was wrong, that a code is needed, or that there were too many attempts.</summary>
    Task<SignInAnswer> SignInByEmailAsync(string email, string password);

    /// <summary>True between the password and the code: five minutes.</summary>
    Task<bool> IsCodeAwaitedAsync();

    /// <summary>The second step, with a code of the application or one of the recovery codes. Failures count as wrong passwords do.</summary>
    Task<SignInAnswer> SignInByCodeAsync(string code);

    /// <param name="credentialJson">What the browser answered to the options it was given.</param>
    Task<SignInAnswer> SignInByPasskeyAsync(string credentialJson);

    Task SignOutAsync();
}
