using ClsPortal.Application.Shared;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Messaging;

/// <summary>What whoever works for the centre finds of the mails there.</summary>
internal static class OutboxAccess
{
    /// <summary>None of the own family: that something was written to another guardian is not a parent’s to know.</summary>
    public static IQueryable<OutboxMessage> WhereOfOtherFamilies(this IQueryable<OutboxMessage> mails, ICurrentUser user)
    {
        var own = user.OwnFamilies;
        return mails.Where(mail => mail.FamilyId == null || !own.Contains(mail.FamilyId.Value));
    }
}
