using ClsPortal.Domain.Activities;

namespace ClsPortal.Application.Enrolment;

/// <summary>Says a cutoff setting to parents.</summary>
internal static class CutoffSentences
{
    public static string For(Cutoff cutoff) =>
        cutoff.Kind switch
        {
            CutoffKind.HoursBefore => $"Demandes et modifications jusqu’à {cutoff.Amount} h avant le début.",
            CutoffKind.WorkingDaysBefore when cutoff.Amount == 0 => $"Demandes et modifications jusqu’au jour même à {cutoff.At:HH'h'mm}.",
            CutoffKind.WorkingDaysBefore =>
                $"Demandes et modifications jusqu’à {cutoff.At:HH'h'mm}, {cutoff.Amount} jour{(cutoff.Amount > 1 ? "s ouvrés" : " ouvré")} avant.",
            _ => throw new ArgumentOutOfRangeException(nameof(cutoff)),
        };
}
