namespace ClsPortal.Web.Tests.Shared;

/// <summary>What a use case may refuse and nobody typed there: it is told above the form.</summary>
internal static class FieldsOfNoForm
{
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["SaveActivity"] =
        [
            "Draft.BusSeats",
            "Draft.Windows[0].ClosingDay",
            "Draft.Windows[0].HolidayPeriodId",
            "Draft.Windows[0].LeadWeeks",
            "Draft.Windows[0].StayStart",
        ],
        ["SaveTariff"] = ["Terms", "FlatCents", "RatePercent", "FloorCents", "CeilingCents", "Bands"],
        ["EnterDebtor"] = ["InvoiceIds"],
        ["TellTreasury"] = ["PaymentIds"],
        ["CreateFamily"] = ["Children"],
        ["AddMember"] = ["Part"],
        ["UndoDecisions"] = ["RequestIds"],
        ["AskCancellation"] = ["Note"],
        ["BookOnBehalf"] = ["Series.Weekdays"],
        ["PreviewCapacities"] = ["Weekdays"],
        ["EnterPayments"] = ["FormKey", "Parts", "HandedOver"],
        ["FileChanges"] = ["Edits"],
        ["EditRecord"] = ["Edits"],
        ["SaveRetention"] = ["Delays"],
        ["PreviewCalendar"] = ["Target.Zone", "Target.Periods"],
        ["SaveCentre"] = ["SchoolZone"],
        ["SetStaffRule"] = ["Kind"],
        ["SetReminderDays"] = ["Kind"],
        ["SwitchReminder"] = ["Kind"],
        // Asked in a dialog, which says itself that it is missing or too long.
        ["TreatRequests"] = ["RequestIds", "Reason"],
        ["TreatChanges"] = ["Changes", "Reason"],
        ["ReversePayment"] = ["Reason"],
        ["TreatDeposit"] = ["Reason", "ValidUntil"],
        ["ChangeReferent"] = ["Reason"],
        ["CancelOnBehalf"] = ["Reason"],
    };

    public static bool Has(Type message, string field) => Fields.GetValueOrDefault(message.Name, []).Contains(field);
}
