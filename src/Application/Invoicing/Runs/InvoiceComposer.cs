using System.Globalization;
using ClsPortal.Application.Families;
using ClsPortal.Application.Messaging;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What a run invoices.</summary>
internal sealed record BillingScope(int RunId, DateOnly From, DateOnly To, IReadOnlyList<int> ActivityIds, InvoicingSettings Settings)
{
    public static BillingScope Of(InvoiceRun run, InvoicingSettings settings) => new(run.Id, run.PeriodFrom, run.PeriodTo, run.ActivityIds, settings);

    public bool Covers(int activityId) => ActivityIds.Count == 0 || ActivityIds.Contains(activityId);
}

/// <summary>What a family would owe, from the first day that is invoiced: earlier than the run's when something was carried over.</summary>
internal sealed record DraftInvoice(
    int FamilyId,
    string FamilyName,
    int? AddresseeId,
    string Addressee,
    Debtor Debtor,
    IReadOnlyList<GuardianAddress> Emails,
    DateOnly From,
    IReadOnlyList<InvoiceLine> Lines,
    RunAnomalies Anomalies
)
{
    public long TotalCents => Lines.Sum(line => line.TotalCents);
}

/// <summary>
/// Computes invoices from bookings, attendance, late cancellations, tariffs and quotients, for a batch of families in seven
/// queries whatever their number. The preview and the issue both ask it.
/// </summary>
internal sealed class InvoiceComposer(IInvoicingDb db, CentreClock clock)
{
    private IReadOnlyDictionary<int, Billed>? _activities;
    private ILookup<int, Tariff>? _tariffs;

    /// <summary>The families with anything to invoice, by key, after one of them: those of the period, and those carried over from before.</summary>
    public async Task<List<int>> FamiliesAsync(BillingScope scope, int after, int most, CancellationToken cancellationToken)
    {
        var ids = scope.ActivityIds;
        var ofPeriod = await (
            from row in db.EnrolmentRequests
            join session in db.Sessions on row.SessionId equals session.Id
            where
                row.FamilyId > after
                && row.Kind == RequestKind.Enrolment
                && (row.Status == RequestStatus.Accepted || (row.Status == RequestStatus.Cancelled && row.IsInvoicedDespiteCancellation))
                && session.Date >= scope.From
                && session.Date <= scope.To
                && (ids.Count == 0 || ids.Contains(session.ActivityId))
                && !db.InvoiceLines.Any(line => line.BookingId == row.Id && !line.IsToInvoiceAgain)
            select row.FamilyId
        )
            .Distinct()
            .Order()
            .Take(most)
            .ToListAsync(cancellationToken);
        var carried = await (
            from left in CarriedOver(scope)
            where
                left.FamilyId > after
                && db.EnrolmentRequests.Any(row =>
                    row.FamilyId == left.FamilyId
                    && row.Kind == RequestKind.Enrolment
                    && (row.Status == RequestStatus.Accepted || (row.Status == RequestStatus.Cancelled && row.IsInvoicedDespiteCancellation))
                    && db.Sessions.Any(session =>
                        session.Id == row.SessionId
                        && session.Date >= left.From
                        && session.Date <= left.To
                        && (ids.Count == 0 || ids.Contains(session.ActivityId))
                    )
                    && !db.InvoiceLines.Any(line => line.BookingId == row.Id && !line.IsToInvoiceAgain)
                )
            select left.FamilyId
        )
            .Distinct()
            .Order()
            .Take(most)
            .ToListAsync(cancellationToken);
        return [.. ofPeriod.Union(carried).Order().Take(most)];
    }

    // What finished runs left to the next one. What was invoiced since is on a line, and so is not found again.
    private IQueryable<Carried> CarriedOver(BillingScope scope) =>
        from row in db.InvoiceRunFamilies
        join run in db.InvoiceRuns on row.RunId equals run.Id
        where row.Status == RunFamilyStatus.CarriedOver && run.Status == InvoiceRunStatus.Done && run.Id != scope.RunId && run.PeriodFrom < scope.From
        select new Carried
        {
            FamilyId = row.FamilyId,
            From = run.PeriodFrom,
            To = run.PeriodTo,
            Activities = run.Activities,
        };

    /// <summary>In the order of the keys; a family that owes nothing has no lines.</summary>
    public async Task<IReadOnlyList<DraftInvoice>> ComposeAsync(BillingScope scope, IReadOnlyList<int> familyIds, CancellationToken cancellationToken)
    {
        _activities ??= await db
            .Activities.Select(activity => new Billed(activity.Id, activity.Name, activity.PriceCents, activity.StartsAt, activity.EndsAt))
            .ToDictionaryAsync(activity => activity.Id, cancellationToken);
        _tariffs ??= (await db.Tariffs.AsNoTracking().Include(tariff => tariff.Bands).ToListAsync(cancellationToken)).ToLookup(tariff => tariff.ActivityId);
        var families = await db
            .Families.Where(family => familyIds.Contains(family.Id))
            .OrderBy(family => family.Id)
            .Select(family => new
            {
                family.Id,
                family.Name,
                family.Number,
                Guardians = family
                    .Guardians.OrderByDescending(guardian => guardian.IsReferent)
                    .Select(guardian => new
                    {
                        guardian.Id,
                        guardian.Civility,
                        guardian.FirstName,
                        guardian.LastName,
                        guardian.Email,
                        guardian.Address,
                        guardian.PostalCode,
                        guardian.Town,
                    })
                    .ToList(),
            })
            .ToListAsync(cancellationToken);
        var quotients = (await db.FamilyQuotients.AsNoTracking().Where(row => familyIds.Contains(row.FamilyId)).ToListAsync(cancellationToken)).ToLookup(row =>
            row.FamilyId
        );
        var carried = (await CarriedOver(scope).Where(left => familyIds.Contains(left.FamilyId)).ToListAsync(cancellationToken)).ToLookup(left =>
            left.FamilyId
        );
        var first = carried.SelectMany(family => family).Select(left => left.From).Append(scope.From).Min();
        var rows = (await RowsAsync(first, scope.To, familyIds, cancellationToken)).ToLookup(row => row.FamilyId);
        var addresses = await db.AddressesAsync(familyIds, cancellationToken);
        return
        [
            .. families.Select(family =>
            {
                var (lines, anomalies) = Compose(scope, [.. carried[family.Id]], rows[family.Id].ToList(), [.. quotients[family.Id]]);
                List<GuardianAddress> emails = [.. addresses[family.Id]];
                var referent = family.Guardians.FirstOrDefault();
                var addressee = Addressees.Of(
                    family.Name,
                    family.Number,
                    referent?.FirstName ?? "",
                    referent?.LastName ?? "",
                    referent?.Address ?? "",
                    referent?.PostalCode ?? "",
                    referent?.Town ?? ""
                );
                var debtor = HandOver.DebtorOf(
                    referent?.Civility ?? "",
                    referent?.LastName ?? "",
                    referent?.FirstName ?? "",
                    referent?.Address ?? "",
                    referent?.PostalCode ?? "",
                    referent?.Town ?? ""
                );
                var earliest = lines.Min(line => line.Date) ?? scope.From;
                return new DraftInvoice(
                    family.Id,
                    family.Name,
                    referent?.Id,
                    addressee,
                    debtor,
                    emails,
                    earliest < scope.From ? new DateOnly(earliest.Year, earliest.Month, 1) : scope.From,
                    lines,
                    anomalies
                        | (emails.Count == 0 ? RunAnomalies.NoEmail : RunAnomalies.None)
                        | (TreasuryDebtor.FlawsOf(debtor).Any(flaw => flaw is not DebtorFlaw.NoCivility) ? RunAnomalies.NoAddress : RunAnomalies.None)
                );
            }),
        ];
    }

    // All of the family's days of the period, whatever the activity or whether invoiced before: the order of its children needs them.
    private Task<List<Row>> RowsAsync(DateOnly first, DateOnly last, IReadOnlyList<int> familyIds, CancellationToken cancellationToken) =>
        (
            from row in db.EnrolmentRequests
            join session in db.Sessions on row.SessionId equals session.Id
            join child in db.Children on row.ChildId equals child.Id
            where
                familyIds.Contains(row.FamilyId)
                && row.Kind == RequestKind.Enrolment
                && session.Date >= first
                && session.Date <= last
                && (
                    row.Status == RequestStatus.Accepted
                    || row.Status == RequestStatus.Pending
                    || (row.Status == RequestStatus.Cancelled && row.IsInvoicedDespiteCancellation)
                )
            select new Row(
                row.Id,
                row.FamilyId,
                child.Id,
                (child.FirstName + " " + child.LastName).Trim(),
                child.BirthDate,
                session.ActivityId,
                session.Date,
                session.IsClosed,
                row.Status,
                row.IsInvoicedDespiteCancellation,
                db.Attendances.Where(attendance => attendance.BookingId == row.Id).Select(attendance => (AttendanceState?)attendance.State).FirstOrDefault(),
                db.InvoiceLines.Any(line => line.BookingId == row.Id && !line.IsToInvoiceAgain)
            )
        ).ToListAsync(cancellationToken);

    private (IReadOnlyList<InvoiceLine> Lines, RunAnomalies Anomalies) Compose(
        BillingScope scope,
        List<Carried> carried,
        List<Row> rows,
        List<FamilyQuotient> quotients
    )
    {
        var billed = rows.ConvertAll(row => (Row: row, Case: Billing.Of(row.Status, row.IsLateCancellation, row.IsClosed, row.Attendance, scope.Settings)));
        var ranks = billed
            .Where(pair => pair.Case != BillingCase.Nothing)
            .GroupBy(pair => pair.Row.Date)
            .ToDictionary(day => day.Key, day => Pricing.Ranks(day.Select(pair => (pair.Row.ChildId, pair.Row.BirthDate))));
        var anomalies = RunAnomalies.None;
        List<InvoiceLine> lines = [];
        foreach (
            var (row, @case) in billed
                .Where(pair =>
                    scope.Covers(pair.Row.ActivityId) && !pair.Row.IsInvoiced && (pair.Row.Date >= scope.From || carried.Exists(left => left.Covers(pair.Row)))
                )
                .OrderBy(pair => pair.Row.BirthDate)
                .ThenBy(pair => pair.Row.ChildId)
                .ThenBy(pair => pair.Row.Date)
                .ThenBy(pair => _activities![pair.Row.ActivityId].StartsAt)
        )
        {
            anomalies |= Anomaly(row);
            if (@case == BillingCase.Nothing)
            {
                continue;
            }

            var activity = _activities![row.ActivityId];
            var tariff = Tariff.On(_tariffs![activity.Id], row.Date);
            var price = Pricing.Of(
                tariff ?? Tariff.Fallback(activity.Id, activity.PriceCents),
                FamilyQuotient.On(quotients, row.Date),
                ranks[row.Date][row.ChildId],
                activity.EndsAt - activity.StartsAt
            );
            anomalies |=
                (tariff is null ? RunAnomalies.NoTariff : RunAnomalies.None)
                | (price.Basis == PriceBasis.NoQuotient ? RunAnomalies.NoQuotient : RunAnomalies.None)
                | (price.TotalCents == 0 ? RunAnomalies.FreeLine : RunAnomalies.None)
                | (row.Date < scope.From ? RunAnomalies.CarriedIn : RunAnomalies.None);
            lines.Add(
                InvoiceLine.For(
                    new(row.ChildId, row.ChildName, row.Id, row.Date),
                    activity.Name + Suffix(@case),
                    price.Quantity,
                    price.UnitCents,
                    price.TotalCents,
                    price.MealCents,
                    PriceSentences.For(price)
                )
            );
        }

        return (lines, anomalies);
    }

    private RunAnomalies Anomaly(Row row) =>
        row switch
        {
            { Status: RequestStatus.Pending } => RunAnomalies.Untreated,
            { IsClosed: true, Status: RequestStatus.Accepted } => RunAnomalies.ClosedDay,
            { Status: RequestStatus.Accepted, Attendance: null } when row.Date < clock.Today => RunAnomalies.NoAttendance,
            _ => RunAnomalies.None,
        };

    private static string Suffix(BillingCase @case) =>
        @case switch
        {
            BillingCase.Absence => " (absence)",
            BillingCase.LateCancellation => " (annulation tardive)",
            _ => "",
        };

    private sealed class Carried
    {
        public int FamilyId { get; init; }

        public DateOnly From { get; init; }

        public DateOnly To { get; init; }

        public string Activities { get; init; } = "";

        public bool Covers(Row row) =>
            row.Date >= From
            && row.Date <= To
            && (Activities.Length == 0 || Activities.Split(',').Contains(row.ActivityId.ToString(CultureInfo.InvariantCulture)));
    }

    private sealed record Billed(int Id, string Name, long PriceCents, TimeOnly StartsAt, TimeOnly EndsAt);

    private sealed record Row(
        long Id,
        int FamilyId,
        int ChildId,
        string ChildName,
        DateOnly BirthDate,
        int ActivityId,
        DateOnly Date,
        bool IsClosed,
        RequestStatus Status,
        bool IsLateCancellation,
        AttendanceState? Attendance,
        bool IsInvoiced
    );
}
