using ClsPortal.Application.Common;
using ClsPortal.Domain.Enrolment;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>What will happen to each date of the multi-date form, before anything is sent (SPEC rule 10).</summary>
public sealed record PreviewSeries(int ChildId, int ActivityId, Series Series) : IQuery<SeriesPreview>
{
    public static Access Access => Access.Parent;
}

/// <summary>One line per date of the form, in order.</summary>
public sealed record SeriesPreview(IReadOnlyList<SeriesPreviewLine> Lines, long PriceCents)
{
    public int CanBeAsked => Lines.Count(line => line.Code is null);
}

/// <param name="Date">The date.</param>
/// <param name="Code">Null when it will be asked; else the reason.</param>
/// <param name="Sentence">What will happen, for the parent.</param>
public sealed record SeriesPreviewLine(DateOnly Date, string? Code, string Sentence);

internal sealed class PreviewSeriesValidator : AbstractValidator<PreviewSeries>
{
    public PreviewSeriesValidator() => RuleFor(preview => preview.Series).SetValidator(new SeriesValidator());
}

internal sealed class PreviewSeriesHandler(EnrolmentDesk desk) : IQueryHandler<PreviewSeries, SeriesPreview>
{
    public async Task<Outcome<SeriesPreview>> Handle(PreviewSeries request, CancellationToken cancellationToken)
    {
        var (from, to, _) = request.Series;
        if (await desk.OpenAsync(request.ChildId, request.ActivityId, from, to, Asker.Parent, cancellationToken) is not { } @case)
        {
            return Refusal.NotFound;
        }

        return new SeriesPreview([.. request.Series.Dates().Select(Line)], @case.Activity.PriceCents);

        SeriesPreviewLine Line(DateOnly date)
        {
            var decision = @case.Decide(date);
            if (decision.IsAllowed)
            {
                return new SeriesPreviewLine(date, null, "Sera demandé");
            }

            var refusal = @case.Sentences.For(decision);
            return new SeriesPreviewLine(date, refusal.Code, refusal.Sentence);
        }
    }
}
