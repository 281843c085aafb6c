using ClsPortal.Domain.Invoicing;

namespace ClsPortal.Application.Invoicing;

/// <summary>To whom an invoice is written.</summary>
public static class Addressees
{
    /// <summary>The household, the référent, street, post code and town, one below the other; what is not known is left out.</summary>
    public static string Of(string familyName, string familyNumber, string firstName, string lastName, string street, string postCode, string town)
    {
        string[] lines = [$"Famille {familyName} (n° {familyNumber})", $"{firstName} {lastName}", .. street.Split('\n'), $"{postCode} {town}"];
        return string.Join('\n', lines.Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    /// <summary>The household, and the référent where the debtor tells the name from the street; nothing of where they live.</summary>
    public static string NamesOf(string addressee, Debtor? debtor)
    {
        var lines = addressee.Split('\n');
        var name = $"{debtor?.FirstName} {debtor?.LastName}".Trim();
        return name.Length > 0 && lines.Length > 1 && lines[1].Trim() == name ? $"{lines[0]}\n{name}" : lines[0];
    }
}
