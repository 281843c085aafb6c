using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Families that owe something, those who owe it longest first.</summary>
public sealed record ListUnpaid(bool OnlyLate = true, string? Search = null, int PageNumber = 1) : IQuery<UnpaidList>
{
    // Money is the accountant's alone: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Lines">One page of families.</param>
/// <param name="Ages">What all families owe, by age.</param>
/// <param name="DaysBetweenReminders">Days that lie between two reminders at least.</param>
public sealed record UnpaidList(Page<UnpaidFamily> Lines, UnpaidAges Ages, int DaysBetweenReminders);

/// <summary>Euro cents by days past the date.</summary>
public sealed record UnpaidAges(long NotDue, long UpTo30, long UpTo60, long UpTo90, long Older)
{
    public long Total => NotDue + UpTo30 + UpTo60 + UpTo90 + Older;
}

/// <param name="Id">Key of the family.</param>
/// <param name="Name">Without the word « Famille ».</param>
/// <param name="Number">As the centre knows it.</param>
/// <param name="Invoices">How many are open.</param>
/// <param name="DueCents">What is owed.</param>
/// <param name="LateCents">What of it is past its date.</param>
/// <param name="OldestDueOn">The oldest date.</param>
/// <param name="DaysLate">Since then; 0 when nothing is late.</param>
/// <param name="LastReminderLevel">0 for none.</param>
/// <param name="LastReminderOn">Its day.</param>
/// <param name="NextLevel">Of the reminder that may be sent now; 0 when none may.</param>
/// <param name="HasEmail">There is somebody to write to.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record UnpaidFamily(
    int Id,
    string Name,
    string Number,
    int Invoices,
    long DueCents,
    long LateCents,
    DateOnly OldestDueOn,
    int DaysLate,
    int LastReminderLevel,
    DateOnly? LastReminderOn,
    int NextLevel,
    bool HasEmail,
    string? Confidential = null
);

internal sealed class ListUnpaidValidator : AbstractValidator<ListUnpaid>
{
    public ListUnpaidValidator()
    {
        RuleFor(list => list.Search).SearchShortEnough();
    }
}

internal sealed class ListUnpaidHandler(IInvoicingDb db, CentreClock clock, CollectionSettings settings) : IQueryHandler<ListUnpaid, UnpaidList>
{
    public async Task<Outcome<UnpaidList>> Handle(ListUnpaid request, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var families = db
            .Families.Where(family => db.Invoices.WhereUnpaid().Any(invoice => invoice.FamilyId == family.Id && (!request.OnlyLate || invoice.DueOn < today)))
            .WhereMatching(request.Search);
        var total = await families.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var rows = await families
            .Select(family => new
            {
                family.Id,
                family.Name,
                family.Number,
                Oldest = db.Invoices.WhereUnpaid().Where(invoice => invoice.FamilyId == family.Id).Min(invoice => invoice.DueOn),
                Count = db.Invoices.WhereUnpaid().Count(invoice => invoice.FamilyId == family.Id),
                Due = db
                    .Invoices.WhereUnpaid()
                    .Where(invoice => invoice.FamilyId == family.Id)
                    .Sum(invoice => invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents),
                Late = db
                    .Invoices.WhereUnpaid()
                    .Where(invoice => invoice.FamilyId == family.Id && invoice.DueOn < today)
                    .Sum(invoice => invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents),
                Last = db
                    .PaymentReminders.Where(reminder => reminder.FamilyId == family.Id)
                    .OrderByDescending(reminder => reminder.SentAt)
                    .Select(reminder => new { reminder.Level, reminder.SentAt })
                    .FirstOrDefault(),
                HasEmail = family.Guardians.Any(guardian => guardian.Email != null),
            })
            .OrderBy(family => family.Oldest)
            .ThenBy(family => family.Id)
            .Cut(cut)
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, [.. rows.Select(row => row.Id)], cancellationToken);
        return new UnpaidList(
            cut.Of<UnpaidFamily>([
                .. rows.Select(row =>
                    Line(
                        new UnpaidFamily(
                            row.Id,
                            row.Name,
                            row.Number,
                            row.Count,
                            row.Due,
                            row.Late,
                            row.Oldest,
                            Math.Max(0, today.DayNumber - row.Oldest.DayNumber),
                            row.Last?.Level ?? 0,
                            row.Last is null ? null : DateOnly.FromDateTime(clock.ToWallClock(row.Last.SentAt)),
                            0,
                            row.HasEmail,
                            notices.GetValueOrDefault(row.Id)?.Sentence
                        ),
                        today
                    )
                ),
            ]),
            await AgesAsync(today, cancellationToken),
            settings.DaysBetweenReminders
        );
    }

    private UnpaidFamily Line(UnpaidFamily family, DateOnly today)
    {
        var step = ReminderStep.For(family.OldestDueOn, family.LastReminderLevel, family.LastReminderOn, today, settings.DaysBetweenReminders);
        return family with { NextLevel = step.Refusal is null ? step.Level : 0 };
    }

    private async Task<UnpaidAges> AgesAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var (day30, day60, day90) = (today.AddDays(-30), today.AddDays(-60), today.AddDays(-90));
        var ages = await db
            .Invoices.WhereUnpaid()
            .GroupBy(invoice =>
                invoice.DueOn >= today ? 0
                : invoice.DueOn >= day30 ? 1
                : invoice.DueOn >= day60 ? 2
                : invoice.DueOn >= day90 ? 3
                : 4
            )
            .Select(age => new { age.Key, Cents = age.Sum(invoice => invoice.TotalCents - invoice.CreditedCents - invoice.PaidCents) })
            .ToDictionaryAsync(age => age.Key, age => age.Cents, cancellationToken);
        return new UnpaidAges(
            ages.GetValueOrDefault(0),
            ages.GetValueOrDefault(1),
            ages.GetValueOrDefault(2),
            ages.GetValueOrDefault(3),
            ages.GetValueOrDefault(4)
        );
    }
}
