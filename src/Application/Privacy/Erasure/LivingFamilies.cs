using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Privacy;

/// <summary>A child's place on a day, booked or asked for.</summary>
internal sealed class ChildDay
{
    public int FamilyId { get; init; }

    public int ChildId { get; init; }

    public DateOnly Date { get; init; }
}

/// <summary>Who still comes, and who has left: the question that most delays count from.</summary>
internal sealed class LivingFamilies(IPrivacyDb db, ILogins logins)
{
    /// <summary>Days that a child holds or held a place on.</summary>
    public IQueryable<ChildDay> Days =>
        from row in db.EnrolmentRequests.WhereHoldingAPlace()
        join session in db.Sessions on row.SessionId equals session.Id
        select new ChildDay
        {
            FamilyId = row.FamilyId,
            ChildId = row.ChildId,
            Date = session.Date,
        };

    /// <summary>Children without a place after that day.</summary>
    public IQueryable<Child> ChildrenGone(PurgeLimit limit) =>
        db.Children.Where(child => !Days.Any(day => day.ChildId == child.Id && day.Date > limit.LastDay));

    /// <summary>Families without a place after that day.</summary>
    public IQueryable<Family> WithoutDays(PurgeLimit limit) =>
        db.Families.Where(family => !Days.Any(day => day.FamilyId == family.Id && day.Date > limit.LastDay));

    /// <summary>Families that owe: the accounts need them, whatever the delay.</summary>
    public IQueryable<int> Owing() =>
        db
            .Invoices.Where(invoice => invoice.Kind == InvoiceKind.Invoice && invoice.PaidCents + invoice.CreditedCents < invoice.TotalCents)
            .Select(invoice => invoice.FamilyId);

    /// <summary>
    /// Families that have left: no place, no sign-in, no message, no paper, no change and no invoice since that day. One that never came
    /// counts from its creation; one whose creation nobody noted, and that never came, is not known to have left.
    /// </summary>
    public IQueryable<Family> Left(PurgeLimit limit)
    {
        var seen = logins.FamiliesSeenSince(limit.Before);
        return WithoutDays(limit)
            .Where(family =>
                family.AnonymisedAt == null
                && (family.CreatedAt != null ? family.CreatedAt < limit.Before : Days.Any(day => day.FamilyId == family.Id))
                && !seen.Contains(family.Id)
                && !db.Conversations.Any(row => row.FamilyId == family.Id && row.LastMessageAt >= limit.Before)
                && !db.DepositedFiles.Any(row => row.FamilyId == family.Id && row.DepositedAt >= limit.Before)
                && !db.ChangeRequests.Any(row => row.FamilyId == family.Id && row.FiledAt >= limit.Before)
                && !db.FamilyQuotients.Any(row => row.FamilyId == family.Id && row.EnteredAt >= limit.Before)
                && !db.Invoices.Any(row => row.FamilyId == family.Id && row.IssuedOn > limit.LastDay)
            );
    }

    /// <summary>Those of them whose record is made nameless.</summary>
    public IQueryable<Family> ToAnonymise(PurgeLimit limit)
    {
        var owing = Owing();
        return Left(limit).Where(family => !owing.Contains(family.Id));
    }

    /// <summary>Those of them that are kept because they owe.</summary>
    public IQueryable<Family> Held(PurgeLimit limit)
    {
        var owing = Owing();
        return Left(limit).Where(family => owing.Contains(family.Id));
    }

    /// <summary>Nameless records that no account and no enrolment needs any more.</summary>
    public IQueryable<Family> Empty() =>
        db.Families.Where(family =>
            family.AnonymisedAt != null
            && !db.Invoices.Any(row => row.FamilyId == family.Id)
            && !db.EnrolmentRequests.Any(row => row.FamilyId == family.Id)
            && !db.PaymentAttempts.Any(row => row.FamilyId == family.Id)
            && !db.PaymentReminders.Any(row => row.FamilyId == family.Id)
            && !db.FamilyQuotients.Any(row => row.FamilyId == family.Id)
            && !db.InvoiceRunFamilies.Any(row => row.FamilyId == family.Id)
        );
}
