using ClsPortal.Application.Centre;
using ClsPortal.Domain.Messaging;

namespace ClsPortal.Application.Messaging;

internal static class MailTextStamp
{
    public static string Of(MailText? text) =>
        SetupDesk.Stamp(
            new
            {
                text?.Subject,
                text?.Introduction,
                text?.Closing,
            }
        );
}
