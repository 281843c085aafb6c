using ClsPortal.Application.Centre;
using ClsPortal.Domain.Activities;
using FluentValidation;

namespace ClsPortal.Application.Activities;

internal sealed class ActivityDraftValidator : AbstractValidator<ActivityDraft>
{
    private const int LongestDays = 800;

    public ActivityDraftValidator()
    {
        RuleFor(draft => draft.Name).NameGiven(Activity.NameMaxLength);
        RuleFor(draft => draft.CategoryId).GreaterThan(0).WithMessage("Choisissez le type d’activité.");
        RuleFor(draft => draft.Site)
            .Must(site => !string.IsNullOrWhiteSpace(site) && site.Length <= Activity.NameMaxLength)
            .WithMessage($"Indiquez le lieu, en {Activity.NameMaxLength} caractères au plus.");
        RuleFor(draft => draft.From).Must(date => date.Year is >= 2000 and <= 2100).WithMessage("Indiquez le premier jour de l’activité.");
        RuleFor(draft => draft.To)
            .Must((draft, to) => to >= draft.From && to.DayNumber - draft.From.DayNumber <= LongestDays)
            .WithMessage("Le dernier jour vient après le premier, de deux ans au plus.");
        RuleFor(draft => draft.Weekdays).Must(days => (days & Weekdays.All) != Weekdays.None).WithMessage("Cochez au moins un jour de la semaine.");
        RuleFor(draft => draft.Season).IsInEnum();
        RuleFor(draft => draft.EndsAt).GreaterThan(draft => draft.StartsAt).WithMessage("L’heure de fin vient après l’heure de début.");
        RuleFor(draft => draft.Capacity).InclusiveBetween(0, 1000).WithMessage("Indiquez un nombre de places entre 0 et 1000.");
        RuleFor(draft => draft.MinAge).InclusiveBetween(0, 25).WithMessage("Indiquez un âge entre 0 et 25 ans.");
        RuleFor(draft => draft.MaxAge)
            .Must((draft, age) => age >= draft.MinAge && age <= 25)
            .WithMessage("L’âge maximal n’est pas inférieur à l’âge minimal, et de 25 ans au plus.");
        RuleFor(draft => draft.PriceCents).InclusiveBetween(0, 100_000).WithMessage("Indiquez un prix entre 0 et 1000 €.");
        RuleFor(draft => draft.Cutoff)
            .Must(cutoff => cutoff.Kind == CutoffKind.HoursBefore ? cutoff.Amount is >= 0 and <= 1440 : cutoff.Amount is >= 0 and <= 60)
            .WithMessage("Indiquez un délai de 1440 heures ou de 60 jours ouvrés au plus.");
        RuleFor(draft => draft.BusSeats).InclusiveBetween(1, 1000).WithMessage("Indiquez un nombre de places entre 1 et 1000, ou rien.");
        RuleFor(draft => draft.Windows).Must(windows => windows.Count <= 30).WithMessage("30 périodes d’inscription au plus.");
        RuleFor(draft => draft.Stops).Must(stops => stops.Count <= 100).WithMessage("100 arrêts au plus.");
        RuleForEach(draft => draft.Windows).SetValidator(new WindowDraftValidator());
        RuleForEach(draft => draft.Stops).SetValidator(new StopDraftValidator());
    }
}

internal sealed class WindowDraftValidator : AbstractValidator<WindowDraft>
{
    public WindowDraftValidator()
    {
        When(
            window => window.Kind == BookingWindowKind.Fixed,
            () =>
            {
                RuleFor(window => window.OpensAt).Must(HasYear).WithMessage("Indiquez quand les inscriptions ouvrent.");
                RuleFor(window => window.ClosesAt)
                    .Must(HasYear)
                    .WithMessage("Indiquez quand les inscriptions ferment.")
                    .Must((window, closes) => window.OpensAt is null || closes is null || closes > window.OpensAt)
                    .WithMessage("Les inscriptions ferment après leur ouverture.");
                RuleFor(window => window.CoversFrom).Must(date => date?.Year is >= 2000 and <= 2100).WithMessage("Indiquez la première séance concernée.");
                RuleFor(window => window.CoversTo)
                    .Must((window, to) => to is not null && to >= window.CoversFrom)
                    .WithMessage("La dernière séance concernée vient après la première.");
            }
        );
        When(
            window => window.Kind == BookingWindowKind.Holiday,
            () =>
            {
                RuleFor(window => window.HolidayPeriodId).NotNull().WithMessage("Choisissez les vacances concernées.");
                RuleFor(window => window.StayStart).Must(date => date?.Year is >= 2000 and <= 2100).WithMessage("Indiquez le premier jour du séjour.");
                RuleFor(window => window.LeadWeeks).InclusiveBetween(0, 26).WithMessage("Indiquez de 0 à 26 semaines.");
                RuleFor(window => window.ClosingDay).IsInEnum();
            }
        );
    }

    private static bool HasYear(DateTime? local) => local?.Year is >= 2000 and <= 2100;
}

internal sealed class StopDraftValidator : AbstractValidator<StopDraft>
{
    public StopDraftValidator()
    {
        RuleFor(stop => stop.Name).NameGiven(Activity.NameMaxLength);
        RuleFor(stop => stop.Line).MaximumLength(Activity.NameMaxLength).WithMessage("Ce nom de ligne est trop long.");
        RuleFor(stop => stop.OutboundAt)
            .Must((stop, _) => stop.OutboundAt is not null || stop.ReturnAt is not null)
            .WithMessage("Indiquez l’heure de départ, de retour, ou les deux.");
    }
}
