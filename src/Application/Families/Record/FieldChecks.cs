using System.Globalization;
using System.Runtime.InteropServices;
using ClsPortal.Application.Shared;
using ClsPortal.Domain.Families;
using ClsPortal.Domain.Shared;

namespace ClsPortal.Application.Families;

/// <summary>What was typed, in the form in which it is kept, or what is wrong with it in French.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CheckedValue(string Value, string? Error)
{
    public static implicit operator CheckedValue(string value) => new(value, null);

    public static CheckedValue Wrong(string typed, string error) => new(typed, error);
}

/// <summary>Checks what was typed into the record's fields: pure, the same for parents and staff.</summary>
public static class FieldChecks
{
    /// <summary>From this age on, nobody is a child of the centre.</summary>
    public const int AdultAge = 18;

    public static CheckedValue Check(RecordField field, string? typed, DateOnly today)
    {
        var value = Clean(typed ?? "", field.Kind);
        if (value.Length == 0)
        {
            return field.Kind == FieldKind.Tick ? RecordValue.No
                : field.IsRequired ? CheckedValue.Wrong("", field.Kind == FieldKind.YesNo ? "Répondez par oui ou par non." : $"Remplissez « {field.Label} ».")
                : "";
        }

        // Two numbers in a field are told as such, and one is kept shorter than it was typed.
        if (value.Length > field.MaxLength && field.Kind != FieldKind.Phone)
        {
            return CheckedValue.Wrong(value, $"C’est trop long : {field.MaxLength} caractères au plus ({value.Length} écrits).");
        }

        return field.Kind switch
        {
            FieldKind.Phone => PhoneNumber.Of(value) is { } phone
                ? phone
                : CheckedValue.Wrong(
                    value,
                    "Ce numéro n’est pas valable : un seul numéro, de dix chiffres comme 03.86.47.86.12, ou avec + et l’indicatif du pays."
                ),
            FieldKind.Email => EmailAddress.Of(value) ?? CheckedValue.Wrong(value, EmailAddress.WhatIsWrong(value)),
            FieldKind.PostalCode => value.Length is >= 4 and <= 10
            && value.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is ' ' or '-')
            && value.Any(char.IsAsciiDigit)
                ? string.Concat(value.Where(sign => sign != ' '))
                : CheckedValue.Wrong(value, "Ce code postal n’est pas valable : cinq chiffres, comme 89800."),
            FieldKind.PastDate => Date(field, value, today),
            FieldKind.YesNo or FieldKind.Tick => value is RecordValue.Yes or RecordValue.No ? value : CheckedValue.Wrong(value, "Répondez par oui ou par non."),
            FieldKind.Choice => field.Options.Any(option => option.Code == value) ? value : CheckedValue.Wrong(value, "Choisissez dans la liste."),
            FieldKind.Choices => Choices(field, value),
            _ => value,
        };
    }

    /// <summary>What does not go together: by field, in French.</summary>
    public static IReadOnlyList<(string Field, string Error)> CheckTogether(RecordPart part, Func<string, string> valueOf)
    {
        List<(string Field, string Error)> errors = [];
        if (part == RecordPart.Contact && valueOf(nameof(Contact.MayBeCalled)) != RecordValue.Yes && valueOf(nameof(Contact.MayPickUp)) != RecordValue.Yes)
        {
            errors.Add((nameof(Contact.MayBeCalled), "Cochez au moins une des deux cases : à prévenir, ou habilitée à venir chercher les enfants."));
        }

        if (part == RecordPart.Health)
        {
            if (valueOf(HealthField.HasTreatment) == RecordValue.Yes && valueOf(HealthField.Treatment).Length == 0)
            {
                errors.Add((HealthField.Treatment, "Indiquez les médicaments et les doses."));
            }

            string[] allergies = [HealthField.FoodAllergies, HealthField.MedicineAllergies, HealthField.OtherAllergies];
            if (
                (valueOf(HealthField.HasAsthma) == RecordValue.Yes || Array.Exists(allergies, field => valueOf(field).Length > 0))
                && valueOf(HealthField.AllergyAction).Length == 0
            )
            {
                errors.Add((HealthField.AllergyAction, "Indiquez ce que l’équipe doit faire en cas de réaction."));
            }
        }

        return errors;
    }

    private static CheckedValue Date(RecordField field, string value, DateOnly today)
    {
        if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return CheckedValue.Wrong(value, "Cette date n’existe pas : jour, mois et année.");
        }

        if (date > today)
        {
            return CheckedValue.Wrong(value, "Cette date est dans l’avenir.");
        }

        return field.Key == nameof(Child.BirthDate) && Child.AgeOn(date, today) >= AdultAge
                ? CheckedValue.Wrong(value, $"À cette date de naissance, l’enfant aurait {AdultAge} ans ou plus.")
            : date.Year < 1900 ? CheckedValue.Wrong(value, "Cette date est trop ancienne.")
            : value;
    }

    private static CheckedValue Choices(RecordField field, string value)
    {
        var codes = value.Split(';', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return codes.All(code => field.Options.Any(option => option.Code == code))
            ? string.Join(';', field.Options.Select(option => option.Code).Where(codes.Contains))
            : CheckedValue.Wrong(value, "Choisissez dans la liste.");
    }

    private static string Clean(string typed, FieldKind kind)
    {
        var text = SoundText.Of(typed).ReplaceLineEndings("\n");
        var kept = string.Concat(
            text.Select(sign => sign is '\t' || (sign == '\n' && kind != FieldKind.Lines) ? ' ' : sign).Where(sign => !char.IsControl(sign) || sign == '\n')
        );
        return kind is FieldKind.Phone or FieldKind.Email or FieldKind.PostalCode or FieldKind.PastDate ? PastedText.Code(kept) : PastedText.Plain(kept).Trim();
    }
}
