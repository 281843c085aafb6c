using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Centre;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Application.Invoicing;

/// <summary>
/// The portal's own work on the open run, in steps: a batch of families is read in a fixed number of statements, then each
/// family is one transaction. Whatever is killed between two of them is taken up again; two copies that worked on the same run
/// would not double anything, for a family is claimed by a conditional update in the transaction that invoices it.
/// </summary>
public sealed partial class InvoiceRunJob
{
    private const int PreparedAtOnce = 200;
    private const int IssuedAtOnce = 50;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly Refusal NotOurs = new("NotOurs", "");

    private readonly IInvoicingDb _db;
    private readonly ITransactions _transactions;
    private readonly CentreClock _clock;
    private readonly InvoiceComposer _composer;
    private readonly InvoiceNumbers _numbers;
    private readonly ILogger<InvoiceRunJob> _logger;
    private CentreProfile? _centre;

    internal InvoiceRunJob(
        IInvoicingDb db,
        ITransactions transactions,
        CentreClock clock,
        InvoiceComposer composer,
        InvoiceNumbers numbers,
        ILogger<InvoiceRunJob> logger
    ) => (_db, _transactions, _clock, _composer, _numbers, _logger) = (db, transactions, clock, composer, numbers, logger);

    /// <summary>Does the next batch of the open run, if there is one and no other copy is at it.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public async Task<bool> StepAsync(Guid worker, CancellationToken cancellationToken)
    {
        var now = _clock.Now;
        var open = _db.InvoiceRuns.Where(run =>
            run.IsOpen
            && (run.Status == InvoiceRunStatus.Preparing || run.Status == InvoiceRunStatus.Issuing)
            && (run.Worker == null || run.Worker == worker || run.LeaseUntil < now)
        );
        if (
            !await open.AnyAsync(cancellationToken)
            || await open.ExecuteUpdateAsync(
                set => set.SetProperty(run => run.Worker, worker).SetProperty(run => run.LeaseUntil, now + Lease),
                cancellationToken
            ) == 0
        )
        {
            return false;
        }

        var found = await _db
            .InvoiceRuns.AsNoTracking()
            .Join(_db.InvoicingSettings, run => run.SettingsId, settings => settings.Id, (run, settings) => new { run, settings })
            .Where(pair => pair.run.IsOpen && pair.run.Worker == worker)
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return false;
        }

        var scope = BillingScope.Of(found.run, found.settings);
        return found.run.Status switch
        {
            InvoiceRunStatus.Preparing => await PrepareAsync(found.run, scope, cancellationToken),
            InvoiceRunStatus.Issuing => await IssueAsync(found.run, scope, cancellationToken),
            _ => false,
        };
    }

    private async Task<bool> PrepareAsync(InvoiceRun run, BillingScope scope, CancellationToken cancellationToken)
    {
        var families = await _composer.FamiliesAsync(scope, run.LastFamilyId, PreparedAtOnce, cancellationToken);
        var drafts = await _composer.ComposeAsync(scope, families, cancellationToken);
        var isLast = families.Count < PreparedAtOnce;
        var last = families.Count == 0 ? run.LastFamilyId : families[^1];
        var written = await _transactions.RunAsync<Outcome<Done>>(
            async cancel =>
            {
                var mine = await _db.InvoiceRuns.SingleAsync(row => row.Id == run.Id, cancel);
                if (!mine.Prepare(run.LastFamilyId, last, isLast).IsAllowed)
                {
                    return NotOurs;
                }

                _db.InvoiceRunFamilies.AddRange(
                    drafts
                        .Where(draft => draft.Lines.Count > 0 || draft.Anomalies.HasFlag(RunAnomalies.ClosedDay))
                        .Select(draft =>
                            InvoiceRunFamily.Add(run.Id, draft.FamilyId, draft.Lines.Count, draft.TotalCents, draft.Anomalies, scope.Settings.MinimumCents)
                        )
                );
                await _db.SaveChangesAsync(cancel);
                return Done.It;
            },
            cancellationToken
        );
        return written is { IsRefused: false };
    }

    private async Task<bool> IssueAsync(InvoiceRun run, BillingScope scope, CancellationToken cancellationToken)
    {
        var waiting = await _db
            .InvoiceRunFamilies.AsNoTracking()
            .Where(row => row.RunId == run.Id && row.Status == RunFamilyStatus.Waiting)
            .OrderBy(row => row.FamilyId)
            .Take(IssuedAtOnce)
            .ToDictionaryAsync(row => row.FamilyId, cancellationToken);
        if (waiting.Count == 0)
        {
            await FinishAsync(run.Id, cancellationToken);
            return true;
        }

        foreach (var draft in await _composer.ComposeAsync(scope, [.. waiting.Keys.Order()], cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await IssueOneAsync(run, scope, draft, waiting[draft.FamilyId].TotalCents, cancellationToken);
        }

        return true;
    }

    private async Task IssueOneAsync(InvoiceRun run, BillingScope scope, DraftInvoice draft, long checkedCents, CancellationToken cancellationToken)
    {
        try
        {
            // Too busy for this one: it still waits, and its turn comes with the next batch.
            await _transactions.RunAsync(cancel => InvoiceAsync(run, scope, draft, checkedCents, cancel), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            FamilyFailed(exception, run.Id, draft.FamilyId);
            await MarkAsync(run.Id, draft.FamilyId, RunFamilyStatus.Failed, draft.TotalCents, draft.Lines.Count, cancellationToken);
        }
    }

    private async Task<Outcome<Done>> InvoiceAsync(
        InvoiceRun run,
        BillingScope scope,
        DraftInvoice draft,
        long checkedCents,
        CancellationToken cancellationToken
    )
    {
        var status = InvoiceRunFamily.WhenItsTurnComes(checkedCents, draft.TotalCents);
        if (await MarkAsync(run.Id, draft.FamilyId, status, draft.TotalCents, draft.Lines.Count, cancellationToken) == 0)
        {
            return NotOurs;
        }

        if (status != RunFamilyStatus.Issued)
        {
            return Done.It;
        }

        if (run.TellsFamilies && draft.Emails.Count > 0)
        {
            await TellAsync(run, draft, cancellationToken);
        }

        var number = await _numbers.NextAsync(scope.Settings.Series, run.IssuedOn.Year, cancellationToken);
        _db.Invoices.Add(
            Invoice.Issue(
                number,
                new(draft.FamilyId, draft.Addressee, draft.AddresseeId, draft.Debtor),
                new(draft.From, run.PeriodTo, run.IssuedOn, run.DueOn),
                draft.Lines,
                new(_clock.Now, run.StartedBy, run.StartedByName),
                runId: run.Id
            )
        );
        await _db.SaveChangesAsync(cancellationToken);
        return Done.It;
    }

    // The run's own status is asked in the same statement: what was stopped issues nothing more.
    private Task<int> MarkAsync(int runId, int familyId, RunFamilyStatus status, long totalCents, int lines, CancellationToken cancellationToken) =>
        _db
            .InvoiceRunFamilies.Where(row =>
                row.RunId == runId
                && row.FamilyId == familyId
                && row.Status == RunFamilyStatus.Waiting
                && _db.InvoiceRuns.Any(run => run.Id == runId && run.Status == InvoiceRunStatus.Issuing)
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Status, status).SetProperty(row => row.TotalCents, totalCents).SetProperty(row => row.LineCount, lines),
                cancellationToken
            );

    private async Task FinishAsync(int runId, CancellationToken cancellationToken)
    {
        var left = await _db.InvoiceRunFamilies.AnyAsync(
            row => row.RunId == runId && (row.Status == RunFamilyStatus.Changed || row.Status == RunFamilyStatus.Failed),
            cancellationToken
        );
        await _transactions.RunAsync<Outcome<Done>>(
            async cancel =>
            {
                // Stopped by the accountant meanwhile: nothing to finish.
                if (!(await _db.InvoiceRuns.SingleAsync(run => run.Id == runId, cancel)).Finish(left, _clock.Now).IsAllowed)
                {
                    return NotOurs;
                }

                await _db.SaveChangesAsync(cancel);
                return Done.It;
            },
            cancellationToken
        );
    }

    private async Task TellAsync(InvoiceRun run, DraftInvoice draft, CancellationToken cancellationToken)
    {
        _centre ??= await _db.Centres.AsNoTracking().SingleAsync(cancellationToken);
        var mail = new InvoiceAvailableMail(draft.FamilyName, run.PeriodFrom, run.DueOn, _centre.Name, _centre.Phone);
        var now = _clock.Now;
        var children = draft.Lines.Select(line => line.ChildId).Distinct().ToList();
        _db.OutboxMessages.AddRange(
            draft.Emails.MailsOf([draft], (eyes, invoice) => eyes.SeesInvoice(invoice.AddresseeId, children)).Select(told => mail.WriteTo(told.To, now))
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run}: family {Family} was not invoiced")]
    private partial void FamilyFailed(Exception exception, int run, int family);
}
