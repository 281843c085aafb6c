namespace ClsPortal.Application.Shared;

/// <summary>A login, as the administrator's list shows it.</summary>
/// <param name="Confidential">On the list, of a family: what must not be told to whom; null for nothing.</param>
public sealed record LoginLine(
    Guid Id,
    string Name,
    string Email,
    Roles Roles,
    int? FamilyId,
    string? FamilyName,
    bool IsDisabled,
    bool HasSecondFactor,
    DateTime? LastSignInAt,
    int? GuardianId,
    string? Confidential = null
)
{
    /// <summary>The same without its address, where it is one of those guardians’.</summary>
    internal LoginLine Without(IReadOnlyCollection<int> withheld) =>
        GuardianId is { } guardian && withheld.Contains(guardian) ? this with { Email = "" } : this;
}

public sealed record GuardianLogin(Guid Id, bool IsDisabled);

/// <summary>The logins, which Identity keeps. Writes take part in the running transaction.</summary>
public interface ILogins
{
    /// <param name="search">Part of a name or an address, or of a family's name or number; null for all.</param>
    /// <param name="unsearched">Guardians whom no part of an address finds.</param>
    /// <param name="pageNumber">From 1.</param>
    /// <param name="pageSize">Most of a page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<LoginLine>> ListAsync(string? search, IReadOnlyCollection<int> unsearched, int pageNumber, int pageSize, CancellationToken cancellationToken);

    Task<LoginLine?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<bool> IsTakenAsync(string email, CancellationToken cancellationToken);

    /// <summary>Those of the addresses, in capitals, that have a login.</summary>
    Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> emailKeys, CancellationToken cancellationToken);

    /// <summary>Those of the guardians who have a login.</summary>
    Task<IReadOnlySet<int>> WithLoginAsync(IReadOnlyCollection<int> guardianIds, CancellationToken cancellationToken);

    /// <summary>All guardians who have a login, to be asked within another query.</summary>
    IQueryable<int> GuardiansWithLogin();

    /// <summary>The guardians behind logins, by login; logins without one are left out.</summary>
    Task<IReadOnlyDictionary<Guid, int>> GuardiansAsync(IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken);

    /// <summary>The login of a guardian; null without one.</summary>
    Task<GuardianLogin?> OfGuardianAsync(int guardianId, CancellationToken cancellationToken);

    /// <summary>
    /// How many administrators besides this one can sign in. Whoever asks waits until a transaction that asked before has ended: two
    /// administrators who disable each other cannot both succeed.
    /// </summary>
    Task<int> OtherAdministratorsAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Replaces the staff's roles and ends the sessions.</summary>
    Task SetRolesAsync(Guid id, Roles roles, CancellationToken cancellationToken);

    /// <summary>Closes or opens the login; closing ends the sessions.</summary>
    Task SetDisabledAsync(Guid id, bool isDisabled, CancellationToken cancellationToken);

    /// <summary>Families of which somebody signed in on or after that instant, to be asked within another query.</summary>
    IQueryable<int> FamiliesSeenSince(DateTime since);

    /// <summary>The logins of a family's guardians.</summary>
    Task<IReadOnlyList<LoginLine>> OfFamilyAsync(int familyId, CancellationToken cancellationToken);

    /// <summary>Removes the logins of families, with all that belongs to them.</summary>
    Task<IReadOnlyCollection<Guid>> RemoveOfFamiliesAsync(IReadOnlyCollection<int> familyIds, CancellationToken cancellationToken);

    /// <summary>Removes the logins of guardians, with all that belongs to them.</summary>
    Task RemoveOfGuardiansAsync(IReadOnlyCollection<int> guardianIds, CancellationToken cancellationToken);

    /// <summary>Logins that were last used before an instant: of families that are not living, and of staff, administrators never.</summary>
    Task<int> CountUnusedAsync(IQueryable<int> livingFamilies, DateTime before, CancellationToken cancellationToken);

    /// <summary>Removes a batch of them.</summary>
    Task<int> RemoveUnusedAsync(IQueryable<int> livingFamilies, DateTime before, int most, CancellationToken cancellationToken);

    /// <summary>Ends the sessions, on open pages within a minute.</summary>
    Task EndSessionsAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Takes the application of codes, the recovery codes and the passkeys away, ends a lock-out and the sessions.</summary>
    Task ResetFactorsAsync(Guid id, CancellationToken cancellationToken);
}
