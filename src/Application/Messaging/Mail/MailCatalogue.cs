using ClsPortal.Application.Access;
using ClsPortal.Application.Activities;
using ClsPortal.Application.Enrolment;
using ClsPortal.Application.Families;
using ClsPortal.Application.Invoicing;
using ClsPortal.Application.Shared;

namespace ClsPortal.Application.Messaging;

/// <summary>All kinds of mail, in the order in which staff see them.</summary>
public static class MailCatalogue
{
    public static readonly IReadOnlyList<MailKind> All =
    [
        RequestsTreatedMail.Kind,
        DaysReopenedMail.Kind,
        PasswordResetMail.Kind,
        InvitationMail.Kind,
        AccountNoticeMail.Kind,
        RecordTreatedMail.Kind,
        NoticeMail.Kind,
        ReminderMail.Kind,
        InvoiceAvailableMail.Kind,
        PaymentReceivedMail.Kind,
        PaymentReminderMail.Kind,
        PaymentAlertMail.Kind,
    ];

    public static MailKind? Find(string template) => All.FirstOrDefault(kind => kind.Template == template);
}
