using ClsPortal.Domain.Activities;
using ClsPortal.Domain.Attendance;
using ClsPortal.Domain.Enrolment;

namespace ClsPortal.Domain.Invoicing;

/// <summary>Whether a booking is invoiced, and as what.</summary>
public enum BillingCase
{
    /// <summary>A presence, or a day of which nothing was recorded.</summary>
    Session,

    /// <summary>An absence that is invoiced.</summary>
    Absence,

    /// <summary>A cancellation that came too late.</summary>
    LateCancellation,

    /// <summary>Not invoiced.</summary>
    Nothing,
}

/// <summary>What is invoiced of what was booked (guide, section 6: past the delay, what is booked is invoiced).</summary>
public static class Billing
{
    /// <summary>Pure: the preview and the invoice ask it.</summary>
    public static BillingCase Of(
        RequestStatus status,
        bool isInvoicedDespiteCancellation,
        bool isSessionClosed,
        AttendanceState? attendance,
        InvoicingSettings settings
    ) =>
        (status, attendance) switch
        {
            (RequestStatus.Cancelled, _) => isInvoicedDespiteCancellation ? BillingCase.LateCancellation : BillingCase.Nothing,
            (not RequestStatus.Accepted, _) => BillingCase.Nothing,
            // A day that the centre closed is nobody's debt.
            _ when isSessionClosed => BillingCase.Nothing,
            (_, AttendanceState.Absent) => settings.InvoicesAbsences ? BillingCase.Absence : BillingCase.Nothing,
            (_, AttendanceState.AbsentJustified) => settings.InvoicesJustifiedAbsences ? BillingCase.Absence : BillingCase.Nothing,
            _ => BillingCase.Session,
        };
}
