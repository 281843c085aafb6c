using System.Globalization;
using ClsPortal.Domain.Families;

namespace ClsPortal.Application.Families;

/// <summary>How a field is typed, checked and shown.</summary>
public enum FieldKind
{
    Text,

    /// <summary>Several lines.</summary>
    Lines,
    Phone,
    Email,
    PostalCode,

    /// <summary>A day of the past or today, written yyyy-MM-dd.</summary>
    PastDate,

    /// <summary>Oui, non, or no answer yet.</summary>
    YesNo,

    /// <summary>A box to tick: oui or non.</summary>
    Tick,

    /// <summary>One of the options, or none.</summary>
    Choice,

    /// <summary>Any of the options, their codes parted by semicolons.</summary>
    Choices,
}

public sealed record FieldOption(string Code, string Label);

/// <summary>A field of the family's record: the same words on the parents' form, the staff's and the printed record.</summary>
public sealed record RecordField(string Key, string Label, FieldKind Kind = FieldKind.Text, int MaxLength = Family.NameMaxLength)
{
    public bool IsRequired { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    public string? Hint { get; init; }

    /// <summary>The heading it stands under; null for none.</summary>
    public string? Section { get; init; }

    /// <summary>What a browser may fill in by itself.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>A value as people read it.</summary>
    public string Show(string value) =>
        value.Length == 0
            ? "—"
            : Kind switch
            {
                FieldKind.PastDate => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? date.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)
                    : value,
                FieldKind.YesNo or FieldKind.Tick => value == RecordValue.Yes ? "Oui" : "Non",
                FieldKind.Choice or FieldKind.Choices => string.Join(
                    ", ",
                    value.Split(';').Select(code => Options.FirstOrDefault(option => option.Code == code)?.Label ?? code)
                ),
                _ => value,
            };
}
