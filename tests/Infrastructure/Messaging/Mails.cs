using System.Text.Json;
using ClsPortal.Application.Access;
using ClsPortal.Application.Enrolment;

namespace ClsPortal.Infrastructure.Tests.Messaging;

/// <summary>Models of mails; change what matters.</summary>
internal static class Mails
{
    public const string Treated = RequestsTreatedMail.Template;
    public const string Reset = PasswordResetMail.Template;

    public static string TreatedModel(int lines = 1, string? reason = null) =>
        JsonSerializer.Serialize(
            new RequestsTreatedMail(
                "Lefèvre-Çelik",
                [
                    .. Enumerable
                        .Range(0, lines)
                        .Select(line => new TreatedLine(
                            0,
                            "Zoé",
                            "Péri Beine matin",
                            new DateOnly(2019, 2, 5).AddDays(line),
                            reason is null ? TreatedOutcome.EnrolmentAccepted : TreatedOutcome.EnrolmentRefused,
                            reason
                        )),
                ],
                "Centre de Loisirs de Pontigny",
                "03.86.47.86.12"
            )
        );

    public static string ResetModel(string link) =>
        JsonSerializer.Serialize(
            new PasswordResetMail(
                "Mère",
                link,
                new DateTime(2019, 1, 15, 11, 0, 0, DateTimeKind.Unspecified),
                "Centre de Loisirs de Pontigny",
                "03.86.47.86.12"
            )
        );
}
