using ClsPortal.Application.Families;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Invoicing;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Invoicing;

/// <summary>What one family of a run would be invoiced, computed anew.</summary>
public sealed record PreviewRunFamily(int RunId, int FamilyId) : IQuery<RunFamilyPreview>, IShowsCoordinates
{
    // As for the list.
    public static Permission Access => Permission.Of(Roles.Accountant);

    public string Look => Looks.Run;

    public IQueryable<int> FamiliesShown(IPortalDb db) => db.FamilyShown(FamilyId);
}

public sealed record RunFamilyPreview(string Addressee, long TotalCents, long CheckedCents, IReadOnlyList<RunPreviewLine> Lines);

public sealed record RunPreviewLine(string ChildName, DateOnly? Date, string Label, long TotalCents, string Explanation);

internal sealed class PreviewRunFamilyHandler(IInvoicingDb db, InvoiceComposer composer) : IQueryHandler<PreviewRunFamily, RunFamilyPreview>
{
    public async Task<Outcome<RunFamilyPreview>> Handle(PreviewRunFamily request, CancellationToken cancellationToken)
    {
        var found = await (
            from row in db.InvoiceRunFamilies
            join run in db.InvoiceRuns on row.RunId equals run.Id
            join settings in db.InvoicingSettings on run.SettingsId equals settings.Id
            where row.RunId == request.RunId && row.FamilyId == request.FamilyId
            select new
            {
                row.TotalCents,
                run,
                settings,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        var draft = (await composer.ComposeAsync(BillingScope.Of(found.run, found.settings), [request.FamilyId], cancellationToken))[0];
        return new RunFamilyPreview(
            draft.Addressee,
            draft.TotalCents,
            found.TotalCents,
            [.. draft.Lines.Select(line => new RunPreviewLine(line.ChildName, line.Date, line.Label, line.TotalCents, line.Explanation))]
        );
    }
}
