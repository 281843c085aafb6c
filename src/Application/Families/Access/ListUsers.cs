using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>Who can sign in, and who was invited to.</summary>
public sealed record ListUsers(string? Search = null, int PageNumber = 1) : IQuery<UserList>
{
    // Users and roles are the administrator's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Administrator);
}

/// <param name="Logins">Staff first, then by name.</param>
/// <param name="Invitations">Those still open, at most 50, the newest first.</param>
/// <param name="IsMailConfigured">When false, links are handed over by hand.</param>
public sealed record UserList(Page<LoginLine> Logins, IReadOnlyList<InvitationLine> Invitations, bool IsMailConfigured);

/// <param name="SentAt">On the centre's clocks, as is the other.</param>
/// <param name="Confidential">Of a family: what must not be told to whom; null for nothing.</param>
public sealed record InvitationLine(
    Guid Id,
    string Name,
    string Email,
    Roles Roles,
    string? FamilyName,
    DateTime SentAt,
    DateTime ExpiresAt,
    bool IsExpired,
    string? Confidential = null
);

internal sealed class ListUsersHandler(IFamiliesDb db, LoginAddresses addresses, CentreClock clock, MailServerStatus mail) : IQueryHandler<ListUsers, UserList>
{
    private const int PageSize = 50;

    public async Task<Outcome<UserList>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var withheld = await addresses.WithheldAsync(cancellationToken);
        var page = await addresses.ListAsync(request.Search, withheld, request.PageNumber, PageSize, cancellationToken);
        var open = await db
            .Invitations.Where(invitation => invitation.AcceptedAt == null && invitation.WithdrawnAt == null)
            .OrderByDescending(invitation => invitation.SentAt)
            .Take(PageSize)
            .Select(invitation => new
            {
                invitation.Id,
                invitation.DisplayName,
                invitation.Email,
                invitation.Roles,
                invitation.SentAt,
                invitation.ExpiresAt,
                invitation.FamilyId,
                invitation.GuardianId,
                Family = db.Families.Where(family => family.Id == invitation.FamilyId).Select(family => family.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var families = page.Items.Select(line => line.FamilyId).Concat(open.Select(row => row.FamilyId)).OfType<int>();
        var notices = await ConfidentialNotices.OfAsync(db, [.. families], cancellationToken);
        if (!await addresses.ShowAsync(notices.Keys.Cast<int?>(), cancellationToken))
        {
            return Refusal.Busy;
        }

        return new UserList(
            page with
            {
                Items =
                [
                    .. page.Items.Select(line =>
                        line with
                        {
                            LastSignInAt = line.LastSignInAt is { } at ? clock.ToWallClock(at) : null,
                            Confidential = line.FamilyId is { } family ? notices.Line(family) : null,
                        }
                    ),
                ],
            },
            [
                .. open.Select(row => new InvitationLine(
                    row.Id,
                    row.DisplayName,
                    row.GuardianId is { } guardian && withheld.Contains(guardian) ? "" : row.Email,
                    RoleNames.Read(row.Roles),
                    row.Family,
                    clock.ToWallClock(row.SentAt),
                    clock.ToWallClock(row.ExpiresAt),
                    row.ExpiresAt <= clock.Now,
                    row.FamilyId is { } family ? notices.Line(family) : null
                )),
            ],
            mail.IsConfigured
        );
    }
}

/// <summary>The address of a parent’s login is a coordinate like the one of the record, and often the same.</summary>
internal sealed class LoginAddresses(ILogins logins, ConfidentialLooks looks)
{
    /// <summary>The guardians whose address is not shown to whoever asks.</summary>
    public Task<IReadOnlyCollection<int>> WithheldAsync(CancellationToken cancellationToken) => looks.WithheldAsync(cancellationToken);

    /// <summary>A page of the logins, without the addresses that are withheld; nor does a search find by them. A look until <see cref="ShowAsync"/>.</summary>
    public async Task<Page<LoginLine>> ListAsync(
        string? search,
        IReadOnlyCollection<int> withheld,
        int pageNumber,
        int pageSize,
        CancellationToken cancellationToken
    )
    {
        var page = await logins.ListAsync(search, withheld, pageNumber, pageSize, cancellationToken);
        return page with { Items = [.. page.Items.Select(line => line.Without(withheld))] };
    }

    /// <summary>Records that the addresses of these families’ logins are about to be shown: with the running transaction, or in one of its own.</summary>
    /// <returns>False when the look could not be recorded.</returns>
    public async Task<bool> ShowAsync(IEnumerable<int?> families, CancellationToken cancellationToken, bool isWithinTransaction = false)
    {
        var hidden = await looks.HiddenAsync(families.OfType<int>(), cancellationToken);
        if (!isWithinTransaction)
        {
            return await looks.RecordAsync(Looks.Logins, hidden, cancellationToken);
        }

        await looks.AddAsync(Looks.Logins, hidden, cancellationToken);
        return true;
    }
}
