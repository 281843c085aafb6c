using System.Globalization;
using System.Text;
using ClsPortal.Application.Families;

namespace ClsPortal.Infrastructure.Messaging;

/// <summary>The words of the mail about a family's record.</summary>
internal static class RecordTreatedText
{
    public const string LoginStays =
        "L’adresse avec laquelle vous vous connectez au portail reste la même. Pour la changer aussi, contactez le Centre de Loisirs. Si ce changement "
        + "d’adresse ne vient pas de vous, prévenez-nous.";

    public static string Name(RecordOutcome outcome) =>
        outcome switch
        {
            RecordOutcome.Accepted => "modification acceptée",
            RecordOutcome.Refused => "modification refusée",
            RecordOutcome.ChangedByCentre => "modifié par le Centre de Loisirs",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };

    public static string Of(RecordTreatedMail mail, Uri? record)
    {
        var text = new StringBuilder($"Bonjour, famille {mail.FamilyName},\n\nLe {mail.CentreName} a traité ce qui suit dans vos informations :\n\n");
        foreach (var line in mail.Lines)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"- {line.Who}, {line.What} : {Name(line.Outcome)}{(line.Reason is null ? "" : $" (motif : {line.Reason})")}\n"
            );
        }

        if (mail.LoginStays)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{LoginStays}\n");
        }

        if (record is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nVoir mes informations : {record}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\nUne question ? {mail.CentreName}, {mail.CentrePhone}\n").ToString();
    }
}
