using ClsPortal.Application.Shared;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Families;

/// <summary>A parent prints the record of an own child.</summary>
public sealed record PrintMyRecord(int ChildId) : IQuery<PrintedRecord>
{
    public static Permission Access => Permission.Parent;
}

internal sealed class PrintMyRecordHandler(RecordPrinter printer, RecordSight sight, ICurrentUser user) : IQueryHandler<PrintMyRecord, PrintedRecord>
{
    public async Task<Outcome<PrintedRecord>> Handle(PrintMyRecord request, CancellationToken cancellationToken) =>
        await printer.GatherAsync(request.ChildId, user.FamilyId, await sight.OfParentAsync(cancellationToken), cancellationToken) is { } gathered
            ? gathered.Record
            : Refusal.NotFound;
}
