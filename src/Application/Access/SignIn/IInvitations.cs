using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Access;

/// <summary>Who is invited by a link.</summary>
public sealed record InvitedPerson(string Name, string Email, bool IsStaff)
{
    /// <summary>Whose link is spent.</summary>
    public static readonly InvitedPerson Nobody = new("", "", false);

    public int ShortestPassword => IsStaff ? PasswordLengths.ForStaff : PasswordLengths.ForParents;
}

/// <summary>Turns an invitation into a login, once.</summary>
public interface IInvitations
{
    /// <returns>Null when the link is unknown, used, withdrawn or too old.</returns>
    Task<InvitedPerson?> ReadAsync(string? code);

    /// <summary>Makes the login; of two who open the same link only one can.</summary>
    Task<Outcome<Done>> AcceptAsync(string? code, string password);
}
