using ClsPortal.Application.Shared;
using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Enrolment;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace ClsPortal.Application.Enrolment;

/// <summary>« Historique des inscriptions » as a table, with the filters of the screen.</summary>
public sealed record ExportEnrolmentHistory(int? ChildId = null, int? ActivityId = null, DateOnly? From = null, DateOnly? To = null)
    : IQuery<IReadOnlyList<HistoryRow>>,
        IHistoryFilter
{
    public static Permission Access => Permission.Parent;
}

/// <param name="DecidedAt">On the centre's clocks.</param>
public sealed record HistoryRow(
    DateOnly Date,
    string ChildName,
    string ActivityName,
    RequestKind Kind,
    RequestStatus Status,
    bool IsInvoiced,
    DateTime? DecidedAt,
    string? Reason
);

internal sealed class ExportEnrolmentHistoryValidator : AbstractValidator<ExportEnrolmentHistory>
{
    public ExportEnrolmentHistoryValidator() =>
        RuleFor(export => export.To)
            .Must((export, to) => to is null || export.From is null || to >= export.From)
            .WithMessage("La date « au » doit être le même jour que la date « du » ou après elle.");
}

internal sealed class ExportEnrolmentHistoryHandler(IEnrolmentDb db, ICurrentUser user, CentreClock clock)
    : IQueryHandler<ExportEnrolmentHistory, IReadOnlyList<HistoryRow>>
{
    public async Task<Outcome<IReadOnlyList<HistoryRow>>> Handle(ExportEnrolmentHistory request, CancellationToken cancellationToken)
    {
        var rows = await HistoryEntry
            .Of(db, user)
            .Matching(request)
            .OrderByDescending(line => line.Session.Date)
            .ThenByDescending(line => line.Row.Id)
            .Select(line => new HistoryRow(
                line.Session.Date,
                line.Child.FirstName,
                line.Activity.Name,
                line.Row.Kind,
                line.Row.Status,
                line.Row.IsInvoicedDespiteCancellation,
                line.Row.DecidedAt,
                line.Row.Reason
            ))
            .ToListAsync(cancellationToken);
        return Outcome<IReadOnlyList<HistoryRow>>.Of([.. rows.Select(row => row with { DecidedAt = row.DecidedAt is { } at ? clock.ToWallClock(at) : null })]);
    }
}
