using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>Runs, newest first, and what a new one may choose from.</summary>
public sealed record ListInvoiceRuns(int PageNumber = 1) : IQuery<InvoiceRunList>
{
    // Invoices are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

public sealed record InvoiceRunList(Page<InvoiceRunLine> Runs, IReadOnlyList<ActivityName> Activities, bool HasSettings);

public sealed record InvoiceRunLine(
    int Id,
    DateOnly PeriodFrom,
    InvoiceRunStatus Status,
    bool IsOpen,
    DateOnly IssuedOn,
    DateTime StartedAt,
    string StartedByName,
    int Issued,
    long IssuedCents
);

internal sealed class ListInvoiceRunsHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<ListInvoiceRuns, InvoiceRunList>
{
    public async Task<Outcome<InvoiceRunList>> Handle(ListInvoiceRuns request, CancellationToken cancellationToken)
    {
        var total = await db.InvoiceRuns.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var runs = await db
            .InvoiceRuns.OrderByDescending(run => run.Id)
            .Cut(cut)
            .Select(run => new
            {
                run.Id,
                run.PeriodFrom,
                run.Status,
                run.IsOpen,
                run.IssuedOn,
                run.StartedAt,
                run.StartedByName,
                Issued = db.InvoiceRunFamilies.Count(row => row.RunId == run.Id && row.Status == RunFamilyStatus.Issued),
                Cents = db.InvoiceRunFamilies.Where(row => row.RunId == run.Id && row.Status == RunFamilyStatus.Issued).Sum(row => row.TotalCents),
            })
            .ToListAsync(cancellationToken);
        var activities = await db
            .Activities.OrderBy(activity => activity.SortKey)
            .Select(activity => new ActivityName(activity.Id, activity.Name))
            .ToListAsync(cancellationToken);
        return new InvoiceRunList(
            cut.Of<InvoiceRunLine>([
                .. runs.Select(run => new InvoiceRunLine(
                    run.Id,
                    run.PeriodFrom,
                    run.Status,
                    run.IsOpen,
                    run.IssuedOn,
                    clock.ToWallClock(run.StartedAt),
                    run.StartedByName,
                    run.Issued,
                    run.Cents
                )),
            ]),
            activities,
            await db.InvoicingSettings.AnyAsync(cancellationToken)
        );
    }
}
