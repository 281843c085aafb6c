using ClsPortal.Application.Shared;

namespace ClsPortal.Web.Shared.Ui;

/// <summary>Which fields of a form a use case refused.</summary>
public static class RefusedFields
{
    /// <summary>The value of aria-invalid for a field: what marks it to the eye and to the ear, and what js/forms.js leads to.</summary>
    public static string? Invalid(this IEnumerable<Refusal> refusals, string field) => refusals.Any(refusal => refusal.Field == field) ? "true" : null;
}
