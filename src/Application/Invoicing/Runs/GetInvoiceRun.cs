using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>One run: how far it is, its totals, what to look at, and a page of its families.</summary>
public sealed record GetInvoiceRun(
    int RunId,
    string? Search = null,
    RunAnomalies Anomaly = RunAnomalies.None,
    RunFamilyStatus? Status = null,
    int PageNumber = 1
) : IQuery<InvoiceRunDesk>
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Id">The run.</param>
/// <param name="PeriodFrom">First day.</param>
/// <param name="PeriodTo">Last day.</param>
/// <param name="IsPeriodOver">False while sessions of the period are still to come.</param>
/// <param name="ActivityNames">Empty for all.</param>
/// <param name="IssuedOn">The date on the invoices.</param>
/// <param name="DueOn">The last day to pay.</param>
/// <param name="TellsFamilies">Whether families get a mail.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="StartedByName">Who started it.</param>
/// <param name="MinimumCents">Families that owe less are carried over; 0: none is.</param>
/// <param name="Totals">By state of the families.</param>
/// <param name="Anomalies">How many families have each.</param>
/// <param name="Families">A page of them.</param>
public sealed record InvoiceRunDesk(
    int Id,
    DateOnly PeriodFrom,
    DateOnly PeriodTo,
    bool IsPeriodOver,
    IReadOnlyList<string> ActivityNames,
    DateOnly IssuedOn,
    DateOnly DueOn,
    bool TellsFamilies,
    InvoiceRunStatus Status,
    string StartedByName,
    long MinimumCents,
    IReadOnlyList<RunTotal> Totals,
    IReadOnlyList<RunAnomalyCount> Anomalies,
    Page<RunFamilyLine> Families
)
{
    public RunTotal Of(RunFamilyStatus status) => Totals.FirstOrDefault(total => total.Status == status) ?? new RunTotal(status, 0, 0, 0);
}

public sealed record RunTotal(RunFamilyStatus Status, int Families, int Lines, long Cents);

public sealed record RunAnomalyCount(RunAnomalies Anomaly, int Families);

/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record RunFamilyLine(
    int FamilyId,
    string Number,
    string Name,
    RunFamilyStatus Status,
    int Lines,
    long TotalCents,
    RunAnomalies Anomalies,
    long? InvoiceId,
    string? Confidential = null
);

internal sealed class GetInvoiceRunValidator : AbstractValidator<GetInvoiceRun>
{
    public GetInvoiceRunValidator() => RuleFor(get => get.Search).SearchShortEnough();
}

internal sealed class GetInvoiceRunHandler(IInvoicingDb db, CentreClock clock) : IQueryHandler<GetInvoiceRun, InvoiceRunDesk>
{
    public async Task<Outcome<InvoiceRunDesk>> Handle(GetInvoiceRun request, CancellationToken cancellationToken)
    {
        var run = await db.InvoiceRuns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.RunId, cancellationToken);
        if (run is null)
        {
            return Refusal.NotFound;
        }

        var minimum = await db.InvoicingSettings.Where(row => row.Id == run.SettingsId).Select(row => row.MinimumCents).SingleAsync(cancellationToken);
        var all = db.InvoiceRunFamilies.Where(row => row.RunId == run.Id);
        var groups = await all.GroupBy(row => new { row.Status, row.Anomalies })
            .Select(group => new
            {
                group.Key.Status,
                group.Key.Anomalies,
                Families = group.Count(),
                Lines = group.Sum(row => row.LineCount),
                Cents = group.Sum(row => row.TotalCents),
            })
            .ToListAsync(cancellationToken);
        var rows = all;
        if (request.Anomaly != RunAnomalies.None)
        {
            rows = rows.Where(row => (row.Anomalies & request.Anomaly) != RunAnomalies.None);
        }

        if (request.Status is { } status)
        {
            rows = rows.Where(row => row.Status == status);
        }

        var found = rows.Join(db.Families, row => row.FamilyId, family => family.Id, (row, family) => new { row, family });
        if (SearchKey.Of(request.Search ?? "") is { Length: > 0 } search)
        {
            found = found.Where(pair => pair.family.SearchText.Contains(search));
        }

        var total = await found.CountAsync(cancellationToken);
        var cut = PageCut.Of(request.PageNumber, total);
        var page = await found
            .OrderBy(pair => pair.family.SortKey)
            .ThenBy(pair => pair.family.Id)
            .Cut(cut)
            .Select(pair => new RunFamilyLine(
                pair.family.Id,
                pair.family.Number,
                pair.family.Name,
                pair.row.Status,
                pair.row.LineCount,
                pair.row.TotalCents,
                pair.row.Anomalies,
                db.Invoices.Where(invoice => invoice.RunId == run.Id && invoice.FamilyId == pair.family.Id)
                    .Select(invoice => (long?)invoice.Id)
                    .FirstOrDefault(),
                null
            ))
            .ToListAsync(cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, [.. page.Select(line => line.FamilyId)], cancellationToken);
        var ids = run.ActivityIds;
        var names =
            ids.Count == 0
                ? []
                : await db
                    .Activities.Where(activity => ids.Contains(activity.Id))
                    .OrderBy(activity => activity.SortKey)
                    .Select(activity => activity.Name)
                    .ToListAsync(cancellationToken);
        return new InvoiceRunDesk(
            run.Id,
            run.PeriodFrom,
            run.PeriodTo,
            run.PeriodTo < clock.Today,
            names,
            run.IssuedOn,
            run.DueOn,
            run.TellsFamilies,
            run.Status,
            run.StartedByName,
            minimum,
            [
                .. groups
                    .GroupBy(group => group.Status)
                    .Select(group => new RunTotal(group.Key, group.Sum(row => row.Families), group.Sum(row => row.Lines), group.Sum(row => row.Cents))),
            ],
            [
                .. Enum.GetValues<RunAnomalies>()
                    .Where(anomaly => anomaly != RunAnomalies.None)
                    .Select(anomaly => new RunAnomalyCount(anomaly, groups.Where(group => group.Anomalies.HasFlag(anomaly)).Sum(group => group.Families)))
                    .Where(count => count.Families > 0),
            ],
            cut.Of<RunFamilyLine>([.. page.Select(line => line with { Confidential = notices.GetValueOrDefault(line.FamilyId)?.Sentence })])
        );
    }
}
