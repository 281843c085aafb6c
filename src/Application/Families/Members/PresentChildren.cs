using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>Named conditions on children.</summary>
public static class PresentChildren
{
    /// <summary>Children of the centre. Whoever left stays in what was: bookings, history, invoices, attendance.</summary>
    public static IQueryable<Child> WherePresent(this IQueryable<Child> children) => children.Where(child => child.LeftAt == null);
}
