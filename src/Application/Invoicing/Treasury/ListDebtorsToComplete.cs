using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Invoicing;
using ClsPortal.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What waits for the Trésorerie and cannot stand in its file yet: who owes it is not known, or not in its letters.</summary>
public sealed record ListDebtorsToComplete : IQuery<DebtorsToComplete>
{
    // Exports to the Trésorerie are the accountant's: SPEC, "Who may do what".
    public static Permission Access => Permission.Of(Roles.Accountant);
}

/// <param name="Lines">By family.</param>
/// <param name="Total">Of all invoices and credit notes that wait for it; more than the lines hold when there are very many.</param>
public sealed record DebtorsToComplete(IReadOnlyList<DebtorToComplete> Lines, int Total);

/// <param name="FamilyId">Key of the family.</param>
/// <param name="FamilyName">Without the word « Famille ».</param>
/// <param name="InvoiceIds">Its invoices and credit notes with the same debtor.</param>
/// <param name="Numbers">Their numbers.</param>
/// <param name="Addressee">What is printed on them.</param>
/// <param name="Missing">What is missing; French.</param>
/// <param name="Known">What is known of the debtor.</param>
/// <param name="Today">The référent of today with today's address: to be taken only by a person who knows that it is the same debt.</param>
/// <param name="Confidential">What must not be told to whom; null for nothing.</param>
public sealed record DebtorToComplete(
    int FamilyId,
    string FamilyName,
    IReadOnlyList<long> InvoiceIds,
    IReadOnlyList<string> Numbers,
    string Addressee,
    IReadOnlyList<string> Missing,
    DebtorForm Known,
    DebtorForm Today,
    string? Confidential = null
);

internal sealed class ListDebtorsToCompleteHandler(IInvoicingDb db, ConfidentialLooks looks, ICurrentUser user)
    : IQueryHandler<ListDebtorsToComplete, DebtorsToComplete>
{
    private const int MostLines = 100;

    public async Task<Outcome<DebtorsToComplete>> Handle(ListDebtorsToComplete request, CancellationToken cancellationToken)
    {
        List<ToHandOver> flawed = [];
        foreach (var source in new[] { db.InvoicesToHandOver(), db.ReductionsToHandOver() })
        {
            await foreach (var row in source.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (TreasuryDebtor.Of(row.Debtor) is null)
                {
                    flawed.Add(row);
                }
            }
        }

        var lines = flawed
            .GroupBy(row => (row.FamilyId, row.FamilyName, row.Addressee, row.Debtor))
            .OrderBy(group => SearchKey.Of(group.Key.FamilyName), StringComparer.Ordinal)
            .Take(MostLines)
            .ToList();
        var families = lines.ConvertAll(line => line.Key.FamilyId);
        var hidden = await looks.HiddenAsync(families, cancellationToken);
        if (!await looks.RecordAsync(Looks.Treasury, hidden, cancellationToken))
        {
            return Refusal.Busy;
        }

        var referents = await db
            .Guardians.AsNoTracking()
            .Where(guardian => guardian.IsReferent && families.Contains(guardian.FamilyId))
            .ToDictionaryAsync(guardian => guardian.FamilyId, cancellationToken);
        var notices = await ConfidentialNotices.OfAsync(db, families, cancellationToken);
        return new DebtorsToComplete(
            [
                .. lines
                    .Where(line => !user.IsOwn(line.Key.FamilyId))
                    .Select(line =>
                        Line([.. line], line.Key.Debtor, referents.GetValueOrDefault(line.Key.FamilyId)) with
                        {
                            Confidential = notices.Line(line.Key.FamilyId),
                        }
                    ),
            ],
            flawed.Count
        );
    }

    private static DebtorToComplete Line(List<ToHandOver> rows, Debtor? debtor, Guardian? referent)
    {
        var nobody = new DebtorForm("", "", "", "", "", "", "", "");
        return new DebtorToComplete(
            rows[0].FamilyId,
            rows[0].FamilyName,
            [.. rows.Select(row => row.Id)],
            [.. rows.Select(row => row.Number)],
            rows[0].Addressee,
            [.. TreasuryDebtor.FlawsOf(debtor).Select(flaw => flaw.Sentence())],
            debtor is null ? nobody : DebtorForm.Of(debtor),
            referent is null
                ? nobody
                : DebtorForm.Of(
                    HandOver.DebtorOf(referent.Civility, referent.LastName, referent.FirstName, referent.Address, referent.PostalCode, referent.Town)
                )
        );
    }
}
