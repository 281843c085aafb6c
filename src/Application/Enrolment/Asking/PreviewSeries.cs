using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Enrolment;
using FluentValidation;

namespace ClsPortal.Application.Enrolment;

/// <summary>What will happen to each date of the multi-date form, before anything is sent (SPEC rule 10).</summary>
public sealed record PreviewSeries(int ChildId, int ActivityId, Series Series) : IQuery<SeriesPreview>
{
    public static Permission Access => Permission.Parent;
}

/// <summary>One line per date of the form, in order.</summary>
public sealed record SeriesPreview(IReadOnlyList<SeriesPreviewLine> Lines)
{
    public int CanBeAsked => Lines.Count(line => line.Code is null);

    /// <summary>What the dates that can be asked will cost together, by what is known today.</summary>
    public long TotalCents => Lines.Sum(line => line.PriceCents ?? 0);

    /// <summary>How the prices were computed, each way once.</summary>
    public IEnumerable<string> Explanations => Lines.Select(line => line.Explanation).OfType<string>().Distinct();
}

/// <param name="Date">The date.</param>
/// <param name="Code">Null when it will be asked; else the reason.</param>
/// <param name="Sentence">What will happen, for the parent.</param>
/// <param name="PriceCents">The price of the day; null when it will not be asked.</param>
/// <param name="Explanation">How it was computed.</param>
public sealed record SeriesPreviewLine(DateOnly Date, string? Code, string Sentence, long? PriceCents = null, string? Explanation = null);

internal sealed class PreviewSeriesValidator : AbstractValidator<PreviewSeries>
{
    public PreviewSeriesValidator() => RuleFor(preview => preview.Series).SetValidator(new SeriesValidator());
}

internal sealed class PreviewSeriesHandler(EnrolmentDesk desk, FamilyPrices prices) : IQueryHandler<PreviewSeries, SeriesPreview>
{
    public async Task<Outcome<SeriesPreview>> Handle(PreviewSeries request, CancellationToken cancellationToken)
    {
        var (from, to, _) = request.Series;
        if (await desk.OpenAsync(request.ChildId, request.ActivityId, from, to, Asker.Parent, cancellationToken, withSiblings: true) is not { } @case)
        {
            return Refusal.NotFound;
        }

        var book = await prices.OpenAsync(@case, cancellationToken);
        return new SeriesPreview([.. request.Series.Dates().Select(Line)]);

        SeriesPreviewLine Line(DateOnly date)
        {
            var decision = @case.Decide(date);
            if (decision.IsAllowed)
            {
                var price = book.On(date);
                return new SeriesPreviewLine(date, null, "Sera demandé", price.TotalCents, PriceSentences.For(price));
            }

            var refusal = @case.Sentences.For(decision);
            return new SeriesPreviewLine(date, refusal.Code, refusal.Sentence);
        }
    }
}
